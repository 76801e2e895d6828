r"""Text that Markdown shows as it is.

Legacy text is data: no character of it becomes markup, an entity, a tag or a link by accident. Escapes are set only where CommonMark
(with tables) would act, so that the text stays readable: `C:\TEMP` and `my_file.txt` need none, `*.*` does.
"""

import re
from urllib.parse import quote_plus

_SPECIAL = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)
    |\*(?:(?<!\s\*)|(?!\s|$))  # emphasis
    |__*
    |`
    |<(?=[A-Za-z/!?])          # a tag
    |&(?=\#?\w+;)              # an entity
    |\[(?=!)                   # an alert
    |\](?=[(:\[])              # a label
    |~(?:(?=~)|(?<=~~))
    """,
    re.VERBOSE,
)
"""Signs that act. Every alternative begins with its sign, so that the search skips all other places."""
_LINE_START = re.compile(
    r"(?P<sign>\#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+(?=\s*$)|-+(?=\s*$))"
    r"|(?P<number>\d{1,9})(?P<delimiter>[.)])(?=\s|$)"
)
_ADDRESS = re.compile(r"(?<![\w<])(?:https?|ftp)://[^\s<>\"\\`]+")
_ADDRESS_IN_ANY_CASE = re.compile(_ADDRESS.pattern, re.IGNORECASE)
_BRACKETED_ADDRESS = re.compile(r"(?<!\w)<((?:https?|ftp)://[^\s<>]+)>(?![\w<])")  # brackets that part words stay text
_RULE_SIGNS = frozenset("-=|: ")  # of an underline, a break, or the rule below the head of a table
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_TICKS = re.compile("``*")
_TRAILING_PUNCTUATION = ".,;:!?'\")]}"


def inline(text: str) -> str:
    """Escape running text within a line; web addresses become autolinks."""
    if "://" not in text:
        return _escaped(text)
    parts: list[str] = []
    position = 0
    for start, end, address in addresses(text):
        if start >= position:
            parts += [_before_link(_escaped(text[position:start])), link(address)]
            position = end
    parts.append(_escaped(text[position:]))
    return "".join(parts)


def line(text: str) -> str:
    """Escape a line of a paragraph, so that nothing at its beginning opens another block."""
    escaped = inline(text)
    if escaped[:1].isalpha():
        return escaped
    if _RULE_SIGNS.issuperset(escaped):
        return "\\" + escaped if escaped.strip() else escaped
    found = _LINE_START.match(escaped)
    if not found:
        return escaped
    if found["number"]:
        return f"{found['number']}\\{escaped[found.end('number') :]}"
    return "\\" + escaped


def heading(text: str) -> str:
    """Escape a heading's text, its closing `#` signs too."""
    escaped = inline(text).rstrip()
    hashes = len(escaped) - len(escaped.rstrip("#"))
    return f"{escaped[:-hashes]}\\{escaped[-hashes:]}" if hashes else escaped


def cell(text: str) -> str:
    """Escape the text of a cell of a table."""
    return inline(text).replace("|", "\\|")


def fence(lines: tuple[str, ...]) -> str:
    """A run of backticks longer than any in the lines."""
    return "`" * max(3, 1 + _longest_run("\n".join(lines)))


def code(text: str) -> str:
    """A code span, which shows the text as it is; the text is not empty."""
    ticks = "`" * (1 + _longest_run(text))
    pad = " " if {"`", " "} & {text[0], text[-1]} else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _longest_run(text: str) -> int:
    """Of backticks."""
    return max(map(len, _TICKS.findall(text)), default=0)


def link(address: str) -> str:
    """A web address as a link that shows it as it is; autolinks would show `%20` as a space."""
    return labelled_link(address, address) if "%" in address else f"<{address}>"


def labelled_link(text: str, address: str) -> str:
    """Words that lead to a web address."""
    if text == address and "%" not in address:
        return link(address)
    return f"[{_BRACKETS.sub(_backslashed, _escaped(text))}](<{address}>)"


def search_link(text: str, query: str) -> str:
    """Words that lead to the search for others."""
    return f"[{_BRACKETS.sub(_backslashed, _escaped(text))}](kb:?q={quote_plus(query)})"


def _before_link(escaped: str) -> str:
    """The text before a link; an exclamation mark at its end would make an image of it."""
    return escaped[:-1] + "\\!" if escaped.endswith("!") else escaped


def addresses(text: str, *, in_any_case: bool = False) -> list[tuple[int, int, str]]:
    """Start, end and address of the web addresses in running text, with `in_any_case` those in capitals too.

    The angle brackets of a bracketed one are part of it; punctuation behind one is not, nor is a parenthesis that opens before it.
    """
    if "://" not in text:
        return []
    found = [(m.start(), m.end(), m[1]) for m in _BRACKETED_ADDRESS.finditer(text)]
    for match in (_ADDRESS_IN_ANY_CASE if in_any_case else _ADDRESS).finditer(text):
        address = match[0].rstrip(_TRAILING_PUNCTUATION)
        behind = match[0][len(address) :]
        closing = len(behind) - len(behind.lstrip(")"))
        address += ")" * min(closing, address.count("(") - address.count(")"))
        if not address.endswith("//"):
            found.append((match.start(), match.start() + len(address), address))
    return sorted(found)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape_found, text)


def _backslashed(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _escape_found(found: re.Match[str]) -> str:
    signs = found[0]
    if signs[0] == "_" and _is_within_word(found):
        return signs
    return "".join("\\" + sign for sign in signs)


def _is_within_word(found: re.Match[str]) -> bool:
    """Whether the underscores stand between letters or digits, where they mean no emphasis."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return all(sign.isascii() and sign.isalnum() for sign in (before, after))
