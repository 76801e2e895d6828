"""The text: its names of sections, and damage that nobody can undo from the text alone."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import pairwise

from kbtool.findings import Code, Finding
from kbtool.legacy import lines as text
from kbtool.legacy.leaks import without_leaks
from kbtool.legacy.remarks.reading import Reading
from kbtool.model import SECTION_NAMES, Block, Frame, Heading, Separator, line_label

REMARKED_BELOW = 0.5
"""A block of less confidence is worth a remark: more often than not it is something else."""
_ONE_PLACE = 12  # lines between doubtful blocks of one place
_NEAR = 0.87
_NEAR_NAMES = frozenset(["INFORMATION"])
_FIELD_IN_TEXT = re.compile(r"(?<![,;.!?(\[-] )\b([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}) ?: (?=[A-Z0-9<\\\"'%])")
_NARROWEST_WRAP = text.EXPORT_WIDTH - 10
_FIELDS_OF_A_LIST = 3
_USUAL_FIELDS = frozenset(
    [
        "Event ID",
        "ID",
        "Source",
        "Type",
        "Category",
        "Description",
        "Value",
        "Value Name",
        "Data Type",
        "Data",
        "String",
    ]
)
_NO_TEXT = (Frame, Heading, Separator)
_MARKUP = re.compile(r"<BR/>|</?LINK\b[^<>]*>")
_EDITOR = re.compile(r"\*EDITOR\b", re.IGNORECASE)
_PICTURE = re.compile(r"\[(?:graphic|GRAPHIC|Graphic):")
_PICTURE_KEYWORD = "kbgraphxlink"


def missing_end(reading: Reading) -> Iterator[Finding]:
    """Neither footer nor legal text."""
    opened = reading.opened
    if not opened.has_end:
        message = "the article has neither footer nor legal text; its end may be missing."
        last_line = opened.body_start + len(opened.body) - 1
        yield reading.warning(Code.END_MISSING, last_line, message, "Compare it with its source.")


def missing_text(reading: Reading) -> Iterator[Finding]:
    """An article that consists of fields, and at most of headings."""
    if not reading.prose and all(isinstance(block, _NO_TEXT) for block in reading.document.blocks):
        message = "the article has no text."
        advice = "Restore it from another source, or remove the article."
        yield reading.warning(Code.TEXT_MISSING, reading.opened.body_start, message, advice)


def irregular_section_names(reading: Reading) -> Iterator[Finding]:
    """A heading that is nearly the name of a section, or the name of one under the wrong rule."""
    for block in reading.headings:
        if block.text.isupper() and not _is_section(reading, block):
            name = block.text.rstrip(": ")
            wanted = _section_name(name)
            if wanted:
                what = "the name of a section" if name == wanted else f"nearly the name {wanted}"
                message = f"'{block.text}' is {what}, but was not written as one."
                advice = f"If it is, write it as '## {wanted}'."
                yield reading.info(Code.SECTION_NAME_IRREGULAR, block.span.start, message, advice)


def _is_section(reading: Reading, block: Heading) -> bool:
    return block.text in SECTION_NAMES and reading.lines[block.span.end - 1].lstrip().startswith("=")


@cache
def _section_name(name: str) -> str:
    """The section whose name this is or nearly is; "" for any other heading."""
    if name in _NEAR_NAMES:
        return "MORE INFORMATION"
    return next(iter(get_close_matches(name, SECTION_NAMES, 1, _NEAR)), "")


def doubtful_blocks(reading: Reading) -> Iterator[Finding]:
    """Where the parser has good reason to doubt what it decided; blocks close to each other are one place."""
    place: list[Block] = []
    for block in reading.document.blocks:
        if block.confidence < REMARKED_BELOW:
            if place and block.span.start - place[-1].span.end > _ONE_PLACE:
                yield _doubtful(reading, place)
                place = []
            place.append(block)
    if place:
        yield _doubtful(reading, place)


def _doubtful(reading: Reading, place: Sequence[Block]) -> Finding:
    start, end = place[0].span.start, place[-1].span.end
    lines = f"lines {start} to {end} were" if end > start else "the line was"
    reasons = dict.fromkeys(reason for block in place for reason in block.doubts)
    message = f"{lines} taken for '{line_label(place[0])}', perhaps wrongly: {', '.join(reasons)}."
    advice = "See it with `kbtool explain`, and give it its structure by hand if need be."
    return reading.info(Code.BLOCK_DOUBTFUL, start, message, advice)


def merged_lines(reading: Reading) -> Iterator[Finding]:
    """Running text that was once a list of names and values, one a line."""
    for block in reading.prose:
        if len(block.lines) > 1 and _has_fields(" ".join(block.lines)) and _is_wrapped(block.lines):
            message = "the lines of a list were perhaps merged into running text here."
            yield reading.info(Code.LINES_MERGED, block.span.start, message, "Part the lines again.")


def _has_fields(written: str) -> bool:
    if written.count(": ") < _FIELDS_OF_A_LIST or "  " in written:
        return False
    names = set(_FIELD_IN_TEXT.findall(written))
    return len(names) >= _FIELDS_OF_A_LIST and len(names & _USUAL_FIELDS) > 1


def _is_wrapped(lines: Sequence[str]) -> bool:
    return all(text.is_soft_break(a, b, _NARROWEST_WRAP) for a, b in pairwise(lines))


def leaked_markup(reading: Reading) -> Iterator[Finding]:
    """Markup of an earlier system that stays in running text, and words of one editor to another among the products."""
    if "*" in reading.text and "*EDITOR" in reading.text:
        for number, line in enumerate(reading.lines, 1):
            if found := _EDITOR.search(line):
                message = "a word from one editor to another stands here."
                yield reading.info(Code.MARKUP_LEAKED, number, message, "Remove it.", found.start() + 1)
    if "<" not in reading.text or not _MARKUP.search(reading.text):
        return
    for block in reading.prose:
        for number in range(block.span.start, block.span.end + 1):
            if found := _MARKUP.search(without_leaks(reading.lines[number - 1])):
                message = f"'{found[0]}' is markup of an earlier system."
                column = reading.lines[number - 1].find(found[0]) + 1
                yield reading.info(Code.MARKUP_LEAKED, number, message, "Remove it.", column)


def lost_pictures(reading: Reading) -> Iterator[Finding]:
    """A picture that stood in the article before it came into the archive."""
    message = "the article had a picture here that the archive does not have."
    advice = "Say in words what it showed, or put in a new one."
    if "[" in reading.text and _PICTURE.search(reading.text):
        for number, line in enumerate(reading.lines, 1):
            if found := _PICTURE.search(line):
                yield reading.info(Code.PICTURE_MISSING, number, message, advice, found.start() + 1)
    if any(keyword.startswith(_PICTURE_KEYWORD) for keyword in reading.document.fields.keywords):
        at = reading.field_line("KEYWORDS", "\tKeyword")
        message = "the keywords say that the article had pictures; the archive does not have them."
        yield reading.info(Code.PICTURE_MISSING, at, message, advice)
