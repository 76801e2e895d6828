"""Offsets into a text, and its lines and columns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from kbtool.findings import Edit


class Place(NamedTuple):
    """A stretch of the text: from the offset `start` up to but not including `end`, in code points."""

    start: int
    end: int


class Stretches:
    """Stretches of a text, in any order and also within each other, in which places are looked up fast, however many there are."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def touch(self, place: Place) -> bool:
        """Whether any of the characters of a place lies in one of them."""
        at = bisect_left(self._starts, place.end) - 1
        return at >= 0 and place.start < self._ends[at]


LONGEST_SHOWN = 5_000
"""Characters of a line that is shown with each finding in it; longer ones, which nobody wrote, would take time and room that grow with their square."""


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
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return Place(self.offset(line), end)

    def line(self, number: int) -> str:
        """The text of a line, "" for one that there is not."""
        if not 0 < number <= len(self._starts):
            return ""
        start, end = self.place(number)
        return self.text[start:end]

    def shown(self, number: int) -> str:
        """The text of a line as a finding in it has it: "" for one longer than `LONGEST_SHOWN`, and for one that there is not."""
        if not 0 < number <= len(self._starts):
            return ""
        start, end = self.place(number)
        return self.text[start:end] if end - start <= LONGEST_SHOWN else ""

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in the place of what stands from `start` to `end`."""
        return Edit(*self.position(start), *self.position(end), text)
