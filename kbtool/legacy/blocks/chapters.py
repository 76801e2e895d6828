"""Chapters of a pasted document: titles that bear a decimal number, `1.1 `, `1.2 `. Their series is decided together.

What begins with such a number may be a title, an entry of the contents, or a sentence about a version. Titles stand over something, and
the one before or after goes on with their number.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import run_end
from kbtool.legacy.blocks.signs import MARKER
from kbtool.model import Block, Heading, Marker, Paragraph, Span, Verbatim

_LEAST_CHAPTERS = 3  # of a series
_LEAST_PARTS = 2  # of their numbers
_LEAST_ENTRIES = 4  # of contents that were set as literal text
_MOST_LINES = 3  # of a title
_NEARLY = 1  # column
_BEHIND_DIGITS = ":"  # in the order of signs: what may begin with a number is less, which is soon said
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]? ")


class _Chapter(msgspec.Struct, frozen=True):
    """What may be a title: its number, and its first line and the one after its last, as indices."""

    number: tuple[int, ...]
    start: int
    end: int


class _Entry(msgspec.Struct):
    """An entry of contents: its first line and its last, as indices, its depth, and its words, line by line."""

    start: int
    end: int
    depth: int
    lines: list[str]

    def block(self, first_line: int) -> Paragraph:
        span = Span(first_line + self.start, first_line + self.end)
        return Paragraph(
            span=span, rule="entry", depth=self.depth, marker=Marker(kind="bullet"), lines=tuple(self.lines)
        )


def with_chapters(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> Sequence[Block]:
    """The blocks, all titles of a series of chapters being headings; `lines` are those of the text from `first_line` on."""
    numbered = [
        block
        for block in blocks
        if (type(block) is Paragraph and block.lines and block.lines[0] < _BEHIND_DIGITS)
        or (type(block) is Heading and block.text < _BEHIND_DIGITS)
    ]
    chapters = [chapter for block in numbered if (chapter := _chapter(block, lines, first_line))]
    if len(chapters) < _LEAST_CHAPTERS:
        return blocks
    ends = {block.span.end - first_line + 1 for block in blocks}
    chapters = [chapter for chapter in chapters if chapter.end in ends]
    are_entries = _are_entries(chapters, lines)
    titles = _of_series([chapter for chapter, is_entry in zip(chapters, are_entries, strict=True) if not is_entry])
    if len(titles) < _LEAST_CHAPTERS:
        return blocks
    headings = {first_line + title.start: _heading(title, lines, first_line) for title in titles}
    found: list[Block] = []
    for block in blocks:
        if type(block) is not Heading and block.span.start in headings:
            found.append(headings[block.span.start])
        elif not found or block.span.start > found[-1].span.end:
            found.append(block)
    return found


def with_entries(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> Sequence[Block]:
    """The blocks, literal text that is a part of the contents being a list of its entries; `lines` are those of the text from `first_line` on."""
    literal = {
        i: block for i, block in enumerate(blocks) if type(block) is Verbatim and block.lines[0] < _BEHIND_DIGITS
    }
    if not literal:
        return blocks
    listed = {i: found for i, block in literal.items() if (found := _listed(block, lines, first_line))}
    if sum(map(len, listed.values())) < _LEAST_ENTRIES:
        return blocks
    return [entry for i, block in enumerate(blocks) for entry in listed.get(i, (block,))]


def _listed(block: Verbatim, lines: Sequence[str], first_line: int) -> Sequence[Block]:
    """The entries of a literal block, two at least that bear one number after another; none where it is anything else.

    An entry that stands further in than the one above is part of that, and so are bullets where the further lines of an entry stand.
    """
    entries: list[_Entry] = []
    numbers: list[tuple[int, ...]] = []
    columns: list[int] = []  # of the entries that are open, outermost first
    column = 0
    for at in range(block.span.start - first_line, block.span.end - first_line + 1):
        line, indent = lines[at].strip(), text.indent_of(lines[at])
        bullet = MARKER.match(line) if entries and indent == column else None
        if number := _number_of_entry(line):
            numbers.append(number)
            column = indent + _column_of_words(line)
            columns = [*(outer for outer in columns if outer < indent), indent]
            entries.append(_Entry(at, at, block.depth + len(columns) - 1, [line]))
        elif line and (not entries or indent != column or (bullet and bullet.end() == len(line))):
            return ()
        elif bullet and bullet["bullet"]:
            entries.append(_Entry(at, at, block.depth + len(columns), [line[bullet.end() :]]))
        elif line:
            entries[-1].lines.append(line)
            entries[-1].end = at
    are_contents = len(numbers) > 1 and all(_goes_on(a, b) for a, b in pairwise(numbers))
    return [entry.block(first_line) for entry in entries] if are_contents else ()


def _number_of_entry(line: str) -> tuple[int, ...]:
    """The number that the line begins with, if it is one of several parts; otherwise none."""
    number = _number(line)
    return number if len(number) >= _LEAST_PARTS else ()


def ranks_of_chapters(blocks: Sequence[Block], rank: Callable[[Heading], int]) -> Mapping[int, float]:
    """The ranks of headings of chapters, by their places among the blocks; `rank` is that of a heading by its form.

    All chapters rank above headings of the form of the highest, the deeper the more parts their number has.
    """
    headings = {i: block for i, block in enumerate(blocks) if type(block) is Heading and block.text < _BEHIND_DIGITS}
    if len(headings) < _LEAST_CHAPTERS:
        return {}
    numbers = {i: number for i, heading in headings.items() if (number := _number(heading.text))}
    if sum(len(number) >= _LEAST_PARTS for number in numbers.values()) < _LEAST_CHAPTERS:
        return {}
    highest = min(rank(headings[i]) for i in numbers)
    return {i: highest - 1 + len(_parts(number)) / 10 for i, number in numbers.items()}


def _number(title: str) -> tuple[int, ...]:
    found = _NUMBER.match(title)
    return tuple(map(int, found[1].split("."))) if found else ()


def _parts(number: tuple[int, ...]) -> tuple[int, ...]:
    """The number without a nought at its end: `1.0` holds `1.1`."""
    return number[:-1] if number[-1] == 0 else number


def _chapter(block: Block, lines: Sequence[str], first_line: int) -> _Chapter | None:
    """The heading, or the few lines at the margin that are all of their paragraph, if it begins with a number."""
    if block.depth:
        return None
    start, end = block.span.start - first_line, block.span.end - first_line + 1
    number = _number(block.text if isinstance(block, Heading) else lines[start])
    if len(number) < _LEAST_PARTS:
        return None
    if isinstance(block, Paragraph):
        if start and lines[start - 1]:
            return None
        end = run_end(lines, start)
        if not _are_few_lines(lines[start:end]):
            return None
    return _Chapter(number, start, end)


def _are_few_lines(run: Sequence[str]) -> bool:
    """Whether the lines are few, and the further ones stand at the margin or nearly below the words behind the number."""
    column = _column_of_words(run[0])
    columns = {text.indent_of(line) for line in run[1:]} or {0}
    hangs = abs(max(columns) - column) <= _NEARLY
    return len(run) <= _MOST_LINES and len(columns) == 1 and (hangs or columns == {0})


def _column_of_words(line: str) -> int:
    number, words = line.split(maxsplit=1)
    return line.index(words, len(number))


def _are_entries(chapters: Sequence[_Chapter], lines: Sequence[str]) -> Sequence[bool]:
    """Whether each is an entry of contents: nothing but another one stands below it, or above the last of them."""
    are_entries = [False] * len(chapters)
    beside = [not any(lines[a.end : b.start]) for a, b in pairwise(chapters)]
    for i in range(len(beside) - 1, -1, -1):
        chapter, below = _parts(chapters[i].number), chapters[i + 1].number
        are_entries[i] = beside[i] and (are_entries[i + 1] or below[: len(chapter)] != chapter)
    for i, is_beside in enumerate(beside):
        if is_beside and are_entries[i] and chapters[i].number < chapters[i + 1].number:
            are_entries[i + 1] = True
    return are_entries


def _of_series(titles: Sequence[_Chapter]) -> Sequence[_Chapter]:
    """Those that the next one goes on with, or that go on with the one before."""
    goes_on = {i for i, (above, below) in enumerate(pairwise(titles)) if _goes_on(above.number, below.number)}
    return [title for i, title in enumerate(titles) if i in goes_on or i - 1 in goes_on]


def _goes_on(above: tuple[int, ...], below: tuple[int, ...]) -> bool:
    """Whether a number is the next one on any level, or the first of a part: `1.3` and `2.1`, `2.1` and `2.1.1`."""
    pairs = enumerate(zip(above, below, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(above), len(below)))
    passed, further = above[same : same + 1], below[same:]
    is_first = all(number <= 1 for number in further[len(passed) :])
    return bool(further) and is_first and (not passed or further[0] == passed[0] + 1)


def _heading(title: _Chapter, lines: Sequence[str], first_line: int) -> Heading:
    words = text.joined(line.strip() for line in lines[title.start : title.end])
    return Heading(
        span=Span(first_line + title.start, first_line + title.end - 1), rule="chapter-heading", level=3, text=words
    )
