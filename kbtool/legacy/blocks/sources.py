"""Where the text sends its reader: titles of books, documents and topics below what refers to them, and postal addresses.

They are set apart as code is, but they are words, of which nothing but the breaks matters.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.signs import CODE, SAID
from kbtool.model import Block, Heading, Note, Paragraph, Span, Verbatim

_SECTION = "REFERENCES"
_INFORMS = re.compile(
    r"\b(?:more|further|additional|related|general|detailed|complete) (?:[\w-]+ ){0,2}(?:information|details)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:see|refer|consult|found|documented|described|discussed|reference|documentation)\b", re.IGNORECASE
)
_SPEAKS_OF_LITERALS = re.compile(
    rf"\b(?:{SAID}|typ(?:e|ing)|enter(?:ing)?|run|commands?|prompts?|codes?|lines?|entr(?:y|ies)|keys?|settings?|paths?|folders?"
    r"|director(?:y|ies)|query|keywords?|words|(?:you|should|will|may|might) see|examples?|outputs?|results?)\b",
    re.IGNORECASE,
)
_LAST_LINES = 3  # in which the last sentence stands
_MOST_LINES = 14
_LONGEST_LINE = 200  # characters; time to look for towns grows with their square
_LITERAL = re.compile(r"[\\<>{}=|*~^$%_\[\]]| {3}(?<=\S {3}) *\S|0x|\((?<=\w\()|\s[/-]\w+(?:\s|\Z)|\A\W*[#'!?.-]")
_TITLE = re.compile(r"[A-Z\d\"].* |[A-Z][a-z]+\Z")
_ADDRESS = re.compile(r"(?P<opened>\()?(?:https?|ftp)://[^\s()<>]+[\w/](?(opened)\))\Z", re.IGNORECASE)
"""An address, or the address of the words or the address above in parentheses."""
_OPEN_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s/]+(?:/[^\s/]+)*\Z")
_OF_FUNCTION = re.compile(r"(?<=\w)\(\)")
_SHOWS_ADDRESS = re.compile(
    rf"\b(?:{SAID}|typ(?:e|ing)|enter(?:ing)?|examples?|events?|logs?|outputs?|results?|records?|URLs?|formats?|syntax|codes?|lines?)\b",
    re.IGNORECASE,
)
_LINK_TO_FILE = re.compile(r"Download \S+\.\w{2,4} now\Z")
"""The words of a link of which the export left no address."""
_PLACE_IN_BOOK = re.compile(r" *[A-Z\"].* pages? \d+(?:-\d+)?\.?\Z")
_POSTAL = re.compile(r"(?!.*\bEvent ID\b)(?:.*\W)?[A-Z][A-Za-z.]+,? (?!US\b)[A-Z]{2},? +\d{5}(?:-\d{4})?(?![\w-])")
"""Holds a town, its state and its code, as the post of the United States wants them."""


def with_sources(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, literal text that is titles or an address being marked as names; `lines` are those of the text from `first_line` on."""
    found: list[Block] = []
    section = ""
    for i, block in enumerate(blocks):
        if type(block) is Heading and block.level == 1:
            section = block.text
        if type(block) is not Verbatim:
            found.append(block)
        elif section == _SECTION and _are_places(block):
            found += (_as_names(group, lines, first_line) for group in _groups(block))
        elif block.rule != "verbatim" or not _is_worded(block):
            found.append(block)
        elif _LINK_TO_FILE.match(block.lines[0]):
            found.append(_as_names(block, lines, first_line))
        elif any(map(_POSTAL.match, block.lines)) or (i and _are_contacts(block, blocks[i - 1])):
            found += (_as_names(group, lines, first_line) for group in _groups(block))
        elif i and _sends_to_titles(blocks[i - 1], section) and _are_titles(block.lines):
            found.append(_as_names(block, lines, first_line))
        else:
            found.append(block)
    return found


def _is_worded(block: Verbatim) -> bool:
    """Whether the block is a few lines of the source as they stand there, without any sign of code."""
    lines = list(filter(None, block.lines))
    if block.marker or len(lines) > _MOST_LINES or len(block.lines) != block.span.end - block.span.start + 1:
        return False
    return max(map(len, lines)) <= _LONGEST_LINE and not any(map(_is_literal, lines))


def _is_literal(line: str) -> bool:
    return bool(_LITERAL.search(_without_calls(line))) and not _ADDRESS.match(line)


def _without_calls(line: str) -> str:
    """The line, the functions that a title names being words of it."""
    return _OF_FUNCTION.sub("", line) if " " in line else line


def _are_contacts(block: Verbatim, above: Block) -> bool:
    """Whether an address stands on a line of its own among words, where the block above does not announce what a program shows."""
    words = [line for line in block.lines if line and not _ADDRESS.match(line)]
    if not words or not any(map(_ADDRESS.match, block.lines)):
        return False
    is_code = any(CODE.search(line) or ("/" in line and " " not in line) for line in words)  # or an address was broken
    return not is_code and _may_be_over_contacts(above)


def _may_be_over_contacts(above: Block) -> bool:
    if isinstance(above, Heading):
        return True
    if not isinstance(above, Paragraph | Note) or not above.lines or above.rule == "alternative":
        return False
    return not _SHOWS_ADDRESS.search(text.last_sentence(above.lines[-_LAST_LINES:]))


def _sends_to_titles(above: Block, section: str) -> bool:
    """Whether the block ends with a sentence that refers to what stands below it, and to nothing that is written as it stands."""
    if not isinstance(above, Paragraph | Note) or not above.lines or not above.lines[-1].endswith(":"):
        return False
    sentence = text.last_sentence(above.lines[-_LAST_LINES:])
    refers = _INFORMS.search(sentence) or (section == _SECTION and _REFERS.search(sentence))
    return bool(refers) and not _SPEAKS_OF_LITERALS.search(sentence)


def _are_places(block: Verbatim) -> bool:
    """Whether the lines are places in a book, with the names of its parts over them."""
    lines = list(filter(None, block.lines))
    places = sum(bool(_PLACE_IN_BOOK.match(line)) for line in lines)
    return places * 2 > len(lines) and _is_worded(block) and all(map(_TITLE.match, map(str.strip, lines)))


def _are_titles(lines: Sequence[str]) -> bool:
    """Whether the lines are words, several on most of them, that begin as titles do; those of commands are often in capitals."""
    titles = [_without_calls(line).rstrip(";") for line in lines if line]
    if any(line.isupper() or CODE.search(line) or not _TITLE.match(line) for line in titles):
        return False
    return sum(" " in line for line in titles) * 2 > len(titles)


def _as_names(block: Verbatim, lines: Sequence[str], first_line: int) -> Verbatim:
    """The block as names, each of them whole that was wrapped; an address that is repeated below itself stands there once."""
    written = lines[block.span.start - first_line : block.span.end - first_line + 1]
    whole: list[str] = []
    for line, (above, below) in zip(map(str.strip, block.lines), pairwise(("", *written)), strict=True):
        if above and below and text.is_soft_break(above, below) and _goes_on(above.lstrip(), below.lstrip()):
            whole[-1] += line if _is_within_address(above, below) else f" {line}"
        elif not whole or line != f"({whole[-1]})":
            whole.append(line)
    return msgspec.structs.replace(block, lines=tuple(whole), are_names=True)


def _goes_on(above: str, below: str) -> bool:
    """Whether neither line is an address, nor the second one more of those that begin with one and the same word."""
    if _ADDRESS.match(above) or _ADDRESS.match(below):
        return False
    return above.endswith((",", "-")) or above.split(maxsplit=1)[0] != below.split(maxsplit=1)[0]


def _is_within_address(above: str, below: str) -> bool:
    """Whether a line was broken before a slash of an address."""
    return below.lstrip().startswith("/") and bool(_OPEN_ADDRESS.search(above))


def _groups(block: Verbatim) -> Iterator[Verbatim]:
    """The lines between blank ones, each group of them a block."""
    at = 0
    for is_text, group in groupby(block.lines, key=bool):
        lines = tuple(group)
        start = block.span.start + at
        if is_text:
            yield msgspec.structs.replace(block, span=Span(start, start + len(lines) - 1), lines=lines)
        at += len(lines)
