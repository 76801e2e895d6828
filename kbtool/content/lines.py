"""Offsets into a text, and its lines and columns."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from kbtool.findings import Edit


class Place(NamedTuple):
    """A stretch of the text: from the offset `start` up to but not including `end`, in code points."""

    start: int
    end: int


class Lines:
    """From offsets into a text to its lines and back."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column (1-based) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column; that of the end of the text for what lies beyond it."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def place(self, line: int) -> Place:
        """The line without its end."""
        start = self.offset(line)
        end = self.text.find("\n", start)
        return Place(start, end if end >= 0 else len(self.text))

    def line(self, number: int) -> str:
        """The text of a line, "" for one that there is not."""
        if not 0 < number <= len(self._starts):
            return ""
        start, end = self.place(number)
        return self.text[start:end]

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in the place of what stands from `start` to `end`."""
        return Edit(*self.position(start), *self.position(end), text)
