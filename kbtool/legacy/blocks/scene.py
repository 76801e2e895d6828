"""What a reader sees, and what it gives back."""

import re
from collections.abc import Callable, Sequence

import msgspec

from kbtool.legacy import lines as text
from kbtool.model import Block, Span

TERM = ":"
"""In place of the number of an item: a term, of which what follows is the explanation."""


class Level(msgspec.Struct, frozen=True):
    """An open list item: the column of its marker, that of its text, and the number or letter it bears ("" for a bullet, `TERM` for a term)."""

    marker: int
    content: int
    sign: str = ""


class Scene(msgspec.Struct, frozen=True):
    """What a reader may look at.

    `at` is the index of a non-blank line, `line` that line, `indent` its indentation, and `end` the index after the last line of its run,
    which `follows_blank` says that it begins; `next_rules` are those of `kbtool.legacy.lines`. `before` is the block read last, `earlier`
    the one before that.
    """

    lines: Sequence[str]
    at: int
    line: str
    end: int
    indent: int
    follows_blank: bool
    items: tuple[Level, ...]
    before: Block | None
    earlier: Block | None
    first_line: int
    own_width: bool
    citation: re.Pattern[str]
    next_rules: Sequence[int]

    @property
    def base(self) -> int:
        """The column at which plain text stands here: that of the innermost open item, or 0."""
        return self.items[-1].content if self.items else 0

    @property
    def depth(self) -> int:
        """In how many list items a block that begins here stands."""
        return len(self.items)

    @property
    def outdented(self) -> bool:
        """Whether the line is set apart by standing left of the text of the item that it belongs to, yet not at the margin."""
        return 0 < self.indent < self.base - 1

    @property
    def is_announced(self) -> bool:
        """Whether the last line above ends with a colon."""
        return line_before(self.lines, self.at).endswith(":")

    def span(self, end: int) -> Span:
        """The file's lines from here to before `end`."""
        return Span(self.first_line + self.at, self.first_line + end - 1)

    def stripped(self, start: int, end: int) -> tuple[str, ...]:
        """The lines from `start` to before `end` without their indentation."""
        return tuple(line.strip() for line in self.lines[start:end])


class Read(msgspec.Struct, frozen=True):
    """A block, the index of the line after it, and the items that are open after it (None: as before)."""

    block: Block
    end: int
    items: tuple[Level, ...] | None = None


Reader = Callable[[Scene], Read | None]


def run_end(lines: Sequence[str], at: int) -> int:
    """The index of the first blank line from `at` on."""
    while at < len(lines) and lines[at]:
        at += 1
    return at


def next_line(lines: Sequence[str], at: int) -> str:
    """The first non-blank line from `at` on; "" at the end."""
    while at < len(lines) and not lines[at]:
        at += 1
    return lines[at] if at < len(lines) else ""


def line_before(lines: Sequence[str], at: int) -> str:
    """The last non-blank line before `at`; "" at the beginning."""
    while at > 0 and not lines[at - 1]:
        at -= 1
    return lines[at - 1] if at else ""


def dedent(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the indentation common to all of them."""
    common = min((text.indent_of(line) for line in lines if line), default=0)
    return tuple(line[common:] for line in lines)
