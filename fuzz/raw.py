"""Fuzz conversion with bytes, by atheris: `python -m fuzz.raw [CORPUS_FOLDER] [options of libFuzzer]`.

The bytes are an article as they stand, or the title and what follows, or the text of a sound article: the first byte decides.
"""

import sys

import atheris

with atheris.instrument_imports(include=["kbtool"]):
    from tests import builders, properties

_FRAME = builders.text(body="@@", footer={})


def _framed(body: bytes) -> bytes:
    return _FRAME.replace(b"@@", body.replace(b"\r\n", b"\n").replace(b"\r", b"").replace(b"\n", b"\r\n"))


def one(data: bytes) -> None:
    """What libFuzzer calls with the bytes that it made up."""
    if not data:
        return
    form, rest = data[0], data[1:]
    if form > 8:
        properties.assert_converts(data)
    elif form < 2:
        properties.assert_converts(b"DOCUMENT:Q700001  09-AUG-2001  [tide]\nTITLE   :" + rest)
    else:
        properties.assert_converts(_framed(rest))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
