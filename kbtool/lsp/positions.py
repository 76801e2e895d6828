"""From offsets into a text, in code points, to the positions that editors speak of, and back.

A position is a line and a number of code units of the encoding that editor and server have agreed on. A line ends where the protocol says
so: at CR too, which is no end of a line to the rest of kbtool.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END = re.compile(r"\r\n|\r|\n")


def _utf_8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf_16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


_UNITS: dict[str, Callable[[str], int]] = {
    PositionEncodingKind.Utf8: _utf_8,
    PositionEncodingKind.Utf16: _utf_16,
    PositionEncodingKind.Utf32: len,
}


class Positions:
    """The places of one text as the editor counts them; `encoding` is one of the protocol's (`utf-16`)."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._units = _UNITS[encoding]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self._text))]

    @cached_property
    def _before(self) -> Sequence[int]:
        """For each offset the units of all that stands before it, so that no line is counted again for each place in it."""
        return range(len(self._text) + 1) if self._text.isascii() else [0, *accumulate(map(self._units, self._text))]

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._before[offset] - self._before[self._starts[line]])

    def range(self, start: int, end: int) -> Range:
        """The range from one offset up to but not including another."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position; one beyond the end of its line, or of the text, means that end."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        line_end = _LINE_END.search(self._text, start)
        end = line_end.start() if line_end else len(self._text)
        return bisect_right(self._before, self._before[start] + position.character, start, end + 1) - 1
