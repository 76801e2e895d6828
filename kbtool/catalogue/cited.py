"""The title by which an article is cited: where it stands, behind the id."""

import re
from typing import NamedTuple

from kbtool.content.outline import Passage

ID_FIELD = re.compile(r"\s*ARTICLE[- ]ID\s*:\s*", re.IGNORECASE)
"""What stands before an id that is written as a field."""
_TITLE_FIELD = re.compile(r"\s*TITLE\s*: *(?=\S)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[ :-]*")
_ADDRESS_BEHIND = re.compile(r"\(?<?(?:https?|ftp)://", re.IGNORECASE)
_TITLE_BEGINS = re.compile(r"""["'(\[]?[A-Z0-9]""")
_CELL_OF_TITLE = re.compile(rf"{_TITLE_BEGINS.pattern}\S* +\S")
_MOST_LINES = 3
"""Of a title that stands behind an id without a link; what is longer is prose."""


class CitedTitle(NamedTuple):
    """A title as it is cited, on one line, and where it stands: from `start` to `end` in the source."""

    text: str
    start: int
    end: int


NONE = CitedTitle("", 0, 0)
"""Of an article that is cited by its number alone."""


def title_behind(passage: Passage, at: int, end: int, following: Passage | None, *, is_link: bool) -> CitedTitle:
    """The title behind the id that stands from `at` to `end` of a passage; `following` is the passage behind.

    A link that opens a line is followed by the title on that line. Other ids may stand in prose: they have a title when they are a
    field (`ARTICLE-ID:`) with one for the title beside it, when nothing but a title stands with them, or in the next cell of a table.
    """
    text = passage.text
    opening = text[text.rfind("\n", 0, at) + 1 : at]
    is_field = bool(ID_FIELD.fullmatch(opening))
    if opening.strip() and not is_field:
        return NONE
    if field := _TITLE_FIELD.match(text, end):
        stop = _line_end(text, field.end()) if is_link else len(text)
        return _between(passage, field.end(), _next_field(text, field.end(), stop))
    if not text[end : _line_end(text, end)].strip():
        return _next_cell(passage, following) if passage.text.strip() == text[at:end] else NONE
    start = _separator_end(text, end)
    if is_link:
        return _between(passage, start, _line_end(text, start))
    return _between(passage, start, len(text)) if _is_title_alone(passage, at, start) else NONE


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _separator_end(text: str, at: int) -> int:
    found = _SEPARATOR.match(text, at)
    return found.end() if found else at


def _next_field(text: str, at: int, end: int) -> int:
    """The end of a title that is a field: before the line with the id of the next citation."""
    while (line := text.find("\n", at, end)) >= 0:
        if ID_FIELD.match(text, line + 1):
            return line
        at = line + 1
    return end


def _is_title_alone(passage: Passage, at: int, start: int) -> bool:
    """Whether an id without a link stands together with its title and nothing else; the title begins at `start`."""
    text = passage.text
    is_first = not text[:at].strip() or ID_FIELD.fullmatch(text, 0, at)
    return bool(is_first and text.count("\n") < _MOST_LINES and _TITLE_BEGINS.match(text, start))


def _next_cell(passage: Passage, following: Passage | None) -> CitedTitle:
    """The whole text of the cell behind that of the id, if it may be a title; none where the row ends."""
    if passage.kind != "cell" or following is None or following.kind != "cell":
        return NONE
    return _between(following, 0, len(following.text)) if _CELL_OF_TITLE.match(following.text) else NONE


def _between(passage: Passage, start: int, end: int) -> CitedTitle:
    """The title from `start` to `end` of a passage, without an address behind it."""
    if address := _ADDRESS_BEHIND.search(passage.text, start, end):
        end = address.start()
    end = len(passage.text[:end].rstrip())
    if end <= start:
        return NONE
    words = " ".join(passage.text[start:end].split("\n"))
    return CitedTitle(words, passage.source(start), passage.source(end - 1) + 1)
