r"""Text to terms: the words of articles and of queries, as the field writes them.

A *chunk* is a run of text without spaces that a reader sees as one word: `robocopy.exe`, `-1022`, `TCP/IP`, `SYS(2015)`.
Each chunk yields one or more *terms*, so that it is found whole and in parts:

- `robocopy.exe` -> `robocopy.exe`, `robocopi`, `exe` (English stems of plain words)
- `double-click` -> `doubl`, `click`, `doubleclick`
- `ListView` -> `listview`, `list`, `view`; `LNK2001` -> `lnk2001`, `lnk`, `2001`
- `0x0000000A` -> `0x0000000a`, `0xa`; `3.10` -> `3.10`, `3.1`; `-1022` -> `-1022`, `1022`

The client in the reader's browser follows the same rules (templates/js/search-text.js); one set of cases tests both.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from Stemmer import Stemmer

LONGEST = 40
"""Characters; a longer term helps nobody to find anything."""
_LONGEST_JOINED = 24
_MOST_JOINED = 4
_CACHED_CHUNKS = 200_000

_CHUNK = re.compile(
    r"(?:(?<![^ \t\n\r\f\v(\[\"',;=])[-/.])?"  # the sign of a number, a switch or a file extension
    r"[^\W_]+(?:[._\-/'&][^\W_]+)*"
    r"(?:\+\+(?![^\W_])|#(?![^\W_])|\([0-9]+\))?"  # C++, C#, SYS(2015)
)
_UNBROKEN = re.compile(r"[^\W_0-9][^\W_]*")
_CALL = re.compile(r"(.+)\(([0-9]+)\)")
_CONNECTOR = re.compile(r"[-/&]")
_PIECE = re.compile(r"[._]")
_HEXADECIMAL = re.compile(r"0x[0-9a-f]+")
_VERSION = re.compile(r"([0-9]+(?:\.[0-9]+)+)([a-z]?)")
_PLAIN = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")
_CODE = re.compile(r"([a-z]{2,})([0-9]+)")
_HUMP = re.compile(r"[a-z][A-Z]")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_stem = Stemmer("english").stemWord


def fold(text: str) -> str:
    """Without accents, ligatures and typographic signs; case is kept."""
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    return plain.replace("\u2019", "'").replace("\u2010", "-")


def chunks(text: str) -> list[str]:
    """The chunks of folded text, in order, as written."""
    return _CHUNK.findall(text)


@lru_cache(_CACHED_CHUNKS)
def terms(chunk: str) -> tuple[str, ...]:
    """The terms of one chunk, each once."""
    return tuple(dict.fromkeys(term for term in _of_chunk(chunk) if len(term) <= LONGEST))


def query_terms(query: str) -> list[tuple[str, tuple[str, ...]]]:
    """The chunks of a query in lower case, each with its terms, each chunk once."""
    found: dict[str, tuple[str, ...]] = {}
    for chunk in chunks(fold(query)):
        if chunk.lower() not in found:
            found[chunk.lower()] = terms(chunk)
    return list(found.items())


def _of_chunk(chunk: str) -> Iterator[str]:
    if call := _CALL.fullmatch(chunk):
        yield chunk.lower()
        yield from _of_chunk(call[1])
        yield call[2]
        return
    if chunk[0] in "-/.":
        sign, chunk = chunk[0], chunk[1:]
        if (_DIGITS if sign == "-" else _UNBROKEN).fullmatch(chunk):
            yield sign + chunk.lower()
    if chunk.endswith(("++", "#")):
        name = chunk.rstrip("+#")
        if chunk[-1] == "+" or len(name) == 1:
            yield chunk.lower()
            if len(name) == 1:
                return
        chunk = name
    yield from _of_compound(chunk)


def _of_compound(compound: str) -> Iterator[str]:
    segments = _CONNECTOR.split(compound)
    for segment in segments:
        yield from _of_segment(segment)
    joined = "".join(segments)
    if 1 < len(segments) <= _MOST_JOINED and len(joined) <= _LONGEST_JOINED and not _DIGITS.fullmatch(joined):
        yield _stemmed(joined.lower().replace("'", ""))


def _of_segment(segment: str) -> Iterator[str]:
    segment = segment.removesuffix("'s").removesuffix("'S").replace("'", "")
    whole = segment.lower()
    if _HEXADECIMAL.fullmatch(whole):
        yield whole
        yield "0x" + (whole[2:].lstrip("0") or "0")
    elif version := _VERSION.fullmatch(whole):
        yield whole
        yield version[1]
        yield _short_version(version[1])
    elif len(pieces := _PIECE.split(segment)) > 1:
        yield whole
        for piece in pieces:
            yield from _of_word(piece)
    else:
        yield from _of_word(segment)


def _short_version(version: str) -> str:
    """`4.00` -> `4`, `3.10` -> `3.1`; versions of three and more numbers as they are."""
    major, _, minor = version.partition(".")
    return version if "." in minor else f"{major}.{minor.rstrip('0')}".rstrip(".")


def _of_word(word: str) -> Iterator[str]:
    whole = word.lower()
    yield _stemmed(whole)
    if _HUMP.search(word):
        for hump in _HUMPS.findall(word):
            if len(hump) > 1:
                yield _stemmed(hump.lower())
    elif code := _CODE.fullmatch(whole):
        yield _stemmed(code[1])
        yield code[2]


def _stemmed(word: str) -> str:
    return _stem(word) if _PLAIN.fullmatch(word) else word
