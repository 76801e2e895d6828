r"""Text that Markdown shows as it is.

Legacy text is data: no character of it becomes markup, an entity, a tag or a link by accident. Escapes are set only where CommonMark
(with tables) would act, so that the text stays readable: `C:\TEMP` and `my_file.txt` need none, `*.*` does.
"""

import re

_SPECIAL = re.compile(
    r"(?P<backslash>\\(?=[!-/:-@\[-`{-~]|$))"
    r"|(?P<star>(?<!\s)\*|\*(?!\s|$))"
    r"|(?P<underscores>(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_]))"
    r"|(?P<tick>`)"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<entity>&(?=\#?\w+;))"
    r"|(?P<alert>\[(?=!))"
    r"|(?P<label>\](?=[(:\[]))"
    r"|(?P<strike>~(?=~)|(?<=~)~)"
)
_LINE_START = re.compile(
    r"(?P<sign>\#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+(?=\s*$)|-+(?=\s*$)|[|:](?=[-:| ]*-[-:| ]*$))"
    r"|(?P<number>\d{1,9})(?P<delimiter>[.)])(?=\s|$)"
)
_ADDRESS = re.compile(r"(?<![\w<])(?:https?|ftp)://[^\s<>\"\\`]+")
_BRACKETED_ADDRESS = re.compile(r"<((?:https?|ftp)://[^\s<>]+)>")
_CLOSING_HASHES = re.compile(r"(#+)(\s*)\Z")
_TRAILING_PUNCTUATION = ".,;:!?'\")]}"


def inline(text: str) -> str:
    """Escape running text within a line; web addresses become autolinks."""
    parts: list[str] = []
    position = 0
    for start, end, address in _addresses(text):
        parts += [_escaped(text[position:start]), f"<{address}>"]
        position = end
    parts.append(_escaped(text[position:]))
    return "".join(parts)


def line(text: str) -> str:
    """Escape a line of a paragraph, so that nothing at its beginning opens another block."""
    escaped = inline(text)
    found = _LINE_START.match(escaped)
    if not found:
        return escaped
    if found["number"]:
        return f"{found['number']}\\{escaped[found.end('number') :]}"
    return "\\" + escaped


def heading(text: str) -> str:
    """Escape a heading's text, its closing `#` signs too."""
    return _CLOSING_HASHES.sub(r"\\\1\2", inline(text))


def fence(lines: tuple[str, ...]) -> str:
    """A run of backticks longer than any in the lines."""
    longest = max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0)
    return "`" * max(3, longest + 1)


def _addresses(text: str) -> list[tuple[int, int, str]]:
    """Start, end and address of the web addresses in the text; the angle brackets of a bracketed one are part of it."""
    if "://" not in text:
        return []
    found = [(m.start(), m.end(), m[1]) for m in _BRACKETED_ADDRESS.finditer(text)]
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_TRAILING_PUNCTUATION)
        if address.count("(") > address.count(")") and match[0].startswith(address + ")"):
            address += ")"
        if not address.endswith("//"):
            found.append((match.start(), match.start() + len(address), address))
    return sorted(found)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "".join("\\" + sign for sign in found[0]), text)
