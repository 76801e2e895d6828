"""The sign that was lost in front matter which YAML cannot read: YAML stops only further down, where what it takes for one value ends."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_FARTHEST = 100
"""Lines from where YAML stops up to where a sign may have been lost."""
_TRIES = 3

_BEFORE_VALUE = r" *(?:(?:- +)+(?:[\w-]+: +)?|[\w-]+: +)"
_NOT_CLOSED = re.compile(rf"""(?P<before>{_BEFORE_VALUE})(?:"(?:\\.|[^"\\])*+|'(?:''|[^'])*+)\Z""")
_NOT_OPENED = re.compile(rf"""(?P<before>{_BEFORE_VALUE})[^\s"'\[\]{{}}|>&*!%@`#-][^"]*"\s*\Z""")
_NO_COLON = re.compile(r"(?P<before>[a-z_]+)[ \t]+[^\s:]")
_GLUED = re.compile(r"(?P<before> *[a-z_]+:)[^\s:]")

Stops = Callable[[str], int | None]
"""The line (from 0) on which YAML stops to read a text; None where it reads all of it."""


class Lost(NamedTuple):
    """A sign that was lost: the line and the column (from 0) of what lacks it, what to say of it, and what to do."""

    line: int
    column: int
    message: str
    advice: str


class _Try(NamedTuple):
    """A sign that may have been lost, and the line with it."""

    lost: Lost
    mended: str


def lost(lines: Sequence[str], stop: int, stops: Stops) -> Lost | None:
    """The sign without which YAML stops on line `stop` (from 0): with it, it reads on. None where no single sign is enough."""
    nearest = min(stop, len(lines) - 1)
    tries = (one for at in range(nearest, max(-1, nearest - _FARTHEST), -1) for one in _tries(lines[at], at))
    for (found, mended), _ in zip(tries, range(_TRIES), strict=False):
        further = stops("\n".join([*lines[: found.line], mended, *lines[found.line + 1 :]]))
        if further is None or further > stop:
            return found
    return None


def _tries(line: str, at: int) -> Iterator[_Try]:
    if found := _NOT_CLOSED.match(line):
        begin = found.end("before")
        message = "a quotation mark is missing at the end of this value."
        yield _Try(Lost(at, begin, message, "Put one there."), line.rstrip() + line[begin])
    elif found := _NOT_OPENED.match(line):
        begin = found.end("before")
        message = "a quotation mark is missing before this value."
        yield _Try(Lost(at, begin, message, "Put one there."), f'{line[:begin]}"{line[begin:]}')
    if found := _NO_COLON.match(line):
        name = found["before"]
        message = f"a colon is missing behind '{name}'."
        yield _Try(Lost(at, 0, message, "Put one there."), f"{name}:{line[len(name) :]}")
    elif found := _GLUED.match(line):
        begin = found.end("before")
        message = "a blank is missing behind the colon."
        yield _Try(Lost(at, begin - 1, message, "Put one there."), f"{line[:begin]} {line[begin:]}")
