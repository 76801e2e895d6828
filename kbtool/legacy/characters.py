"""From the bytes of a legacy file to text: one character for each that meant something.

The archive is Windows-1252, but for three pages that are UTF-8; no text of the one happens to be valid in the other. Byte 0x81, which that code page leaves open, stands for a u-umlaut (code page 437) wherever it occurs.
No-break spaces were padding and are plain spaces here; stray DEL characters are dropped; other control characters become their
visible pictures (ESC is U+241B), so that neither a terminal nor a browser acts on them.
"""

import codecs

_UNDEFINED = {0x81: "\u00fc", 0x8D: "\ufffd", 0x8F: "\ufffd", 0x90: "\ufffd", 0x9D: "\ufffd"}
_TABLE = "".join(_UNDEFINED.get(code) or bytes([code]).decode("cp1252") for code in range(256))
_KEPT_CONTROLS = "\t\n"
_PICTURES = str.maketrans(
    {chr(code): chr(0x2400 + code) for code in range(32) if chr(code) not in _KEPT_CONTROLS}
    | {"\x7f": "", "\xa0": " "}
    | {chr(code): "\N{REPLACEMENT CHARACTER}" for code in range(0x80, 0xA0)}
)
_ALL_PICTURES = _PICTURES | str.maketrans({"\x7f": "\u2421", "\xa0": "\u237d"})
TAB_WIDTH = 8


def decode(data: bytes) -> str:
    """The text of a legacy file, lines ended by LF."""
    return _decoded(data, _PICTURES)


def visible(data: bytes) -> str:
    """The text of a legacy file as `decode` gives it, line by line, but with pictures of what is otherwise dropped or a space."""
    return _decoded(data, _ALL_PICTURES)


def _decoded(data: bytes, pictures: dict[int, str]) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, _ = codecs.charmap_decode(data, "strict", _TABLE)
    return text.translate(pictures) if _needs_pictures(data) else text


def _needs_pictures(data: bytes) -> bool:
    return bool(data.translate(None, delete=_PLAIN_BYTES))


_PLAIN_BYTES = bytes(
    [ord(c) for c in _KEPT_CONTROLS] + [code for code in range(32, 256) if code not in (0x7F, 0xA0, 0xC2)]
)


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a NUL, or control characters in every tenth place of the beginning."""
    head = data[:4096]
    controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    return b"\0" in head or controls * 10 > len(head)


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x1b\x1a\x0c"))
