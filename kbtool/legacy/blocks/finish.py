"""A second look at the blocks of a text, once all of them are known: what one block is may depend on those after it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.alike import with_like_texts
from kbtool.legacy.blocks.captions import agreed
from kbtool.legacy.blocks.chapters import ranks_of_chapters, with_chapters, with_entries
from kbtool.legacy.blocks.comments import with_whole_comments
from kbtool.legacy.blocks.contents import with_nested_contents
from kbtool.legacy.blocks.continued import with_whole_sentences
from kbtool.legacy.blocks.headings import OVER_RULES
from kbtool.legacy.blocks.interrupted import whole_lists
from kbtool.legacy.blocks.margin import with_lines_of_text
from kbtool.legacy.blocks.names import with_names
from kbtool.legacy.blocks.noted import with_whole_notes
from kbtool.legacy.blocks.recorded import with_records
from kbtool.legacy.blocks.running import LABELLED, SENTENCE_END, plain_part
from kbtool.legacy.blocks.signs import CHAPTER, CODE
from kbtool.legacy.blocks.sources import with_sources
from kbtool.legacy.blocks.titles import TITLE_RULE, with_titles
from kbtool.legacy.blocks.together import told_together
from kbtool.legacy.blocks.wrapped import rejoined
from kbtool.model import SECTION_NAMES, Block, Heading, Paragraph, Span, Table, Verbatim, follows

_COMMENT = re.compile(r"[Cc*!](?: {2,}\S|\Z)")  # of Fortran
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+\Z")
_LOG = re.compile(r"\b(?:log|dump|trace|output)\b", re.IGNORECASE)
_LAST_LINES = 3  # in which the last sentence stands
_HALF = 1 / 2  # of the words of a line are plain
_LONGEST_CAPTION = 60
_CAPTION_RANK = 8  # that of a heading over a rule is twice its level
_TITLE_RANK = 9
_LOWEST_RANK = 10  # of a heading at the margin
_DEEPEST = 5  # level
_NUMBERED = re.compile(r"(?P<kind>(?:[A-Z][a-z]+ #?)?)(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])(?:[.:)]|\Z)")
_TITLE_LEVEL = 3  # of titles over `-`


def finished(
    blocks: Sequence[Block], lines: Sequence[str], first_line: int, leaked: Sequence[int]
) -> tuple[Block, ...]:
    """The blocks as they stand in the end.

    `lines` are those of the text, the first of them line `first_line` of the file; `leaked` are the numbers of lines that held
    nothing but a leak.
    """
    blocks = _with_captions(with_whole_sentences(blocks), lines, first_line)
    blocks = with_whole_comments(blocks, lines, first_line)
    blocks = whole_lists(with_nested_contents(blocks), lines, first_line)
    blocks = with_like_texts(told_together(blocks, lines, first_line))
    blocks = agreed(_with_lines(rejoined(blocks, lines, first_line), leaked))
    blocks = with_entries(with_lines_of_text(blocks, lines, first_line), lines, first_line)
    blocks = with_chapters(blocks, lines, first_line)
    blocks = list(_with_levels(_with_sections(with_titles(blocks, lines, first_line))))
    blocks = with_records(with_sources(blocks, lines, first_line), lines, first_line)
    return tuple(with_whole_notes(with_names(blocks), lines, first_line))


def _with_sections(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a heading that bears the name of a section being one whatever its form, unless it is part of something titled."""
    named = Counter(block.text for block in blocks if type(block) is Heading)
    found: list[Block] = []
    is_below_title = False
    for block in blocks:
        is_section = type(block) is Heading and block.text in SECTION_NAMES and named[block.text] == 1
        if is_section and not block.depth and not is_below_title:
            found.append(msgspec.structs.replace(block, level=1))
            continue
        found.append(block)
        if type(block) is Heading and block.level < _TITLE_LEVEL:
            is_below_title = block.level > 1
    return found


def _with_levels(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, their headings one level below the one they stand under, so that no level is passed over.

    Sections stand above titles over `=`, these above titles over `-`, those above captions without a rule, they above titles
    without any sign, and all of them above what is part of a list item. A reader gives a heading the deepest level that its own form allows for.
    """
    above: list[float] = []
    within = _within_series(blocks)
    chapters = ranks_of_chapters(blocks, _rank)
    for i, block in enumerate(blocks):
        if type(block) is not Heading:
            yield block
            continue
        rank: float = _rank(block) + (i in within)
        if i in chapters:
            rank = chapters[i]
        elif block.level > 1 and _is_over_its_like(block, blocks, i):
            rank -= 1
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        level = min(len(above), _DEEPEST)
        yield block if block.level == level else msgspec.structs.replace(block, level=level)


def _rank(heading: Heading) -> int:
    outer = heading.depth * _LOWEST_RANK
    if heading.rule in OVER_RULES or heading.level == 1:
        return outer + 2 * heading.level
    return outer + (_TITLE_RANK if heading.rule == TITLE_RULE else _CAPTION_RANK)


def _within_series(blocks: Sequence[Block]) -> Collection[int]:
    """The places of headings that stand between two numbered ones of their form, the second of which bears the next number.

    Such as bear the same words below the last of these count as well.
    """
    within: set[int] = set()
    between: dict[int, str] = {}
    parts: set[str] = set()
    last: tuple[int, re.Match[str]] | None = None  # the rank and the number of the heading that may be gone on with
    for i, block in enumerate(blocks):
        if type(block) is not Heading or (last and _rank(block) > last[0]):
            continue
        found = _NUMBERED.match(block.text)
        if last and _rank(block) == last[0] and not found:
            between[i] = block.text
            continue
        is_next = last is not None and found is not None and _rank(block) == last[0] and _is_next(last[1], found)
        within.update(i for i in between if is_next or between[i] in parts)
        parts = parts.union(between.values()) if is_next else set()
        last, between = (_rank(block), found) if found else None, {}
    within.update(i for i in between if between[i] in parts)
    return within


def _is_next(above: re.Match[str], found: re.Match[str]) -> bool:
    return found["kind"] == above["kind"] and follows(above["number"], found["number"])


def _is_over_its_like(heading: Heading, blocks: Sequence[Block], i: int) -> bool:
    """Whether nothing stands between the heading and another of its form, which is then its first part."""
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if not isinstance(below, Heading) or _is_next_in_series(heading, below):
        return False
    return (below.level, below.rule, below.depth) == (heading.level, heading.rule, heading.depth)


def _is_next_in_series(heading: Heading, below: Heading) -> bool:
    found, following = _NUMBERED.match(heading.text), _NUMBERED.match(below.text)
    return found is not None and following is not None and _is_next(found, following)


def _with_lines(blocks: list[Block], leaked: Sequence[int]) -> list[Block]:
    """The blocks, with the lines of the file that held nothing but a leak counted among those of the block before them."""
    for number in leaked:
        at = max(bisect_right(blocks, number, key=lambda block: block.span.start) - 1, 0)
        if blocks:
            span = blocks[at].span
            span = Span(min(span.start, number), max(span.end, number))
            blocks[at] = msgspec.structs.replace(blocks[at], span=span)
    return blocks


def _with_captions(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, a line at the margin being one of a listing's where it stands between its parts, in its columns, or right over it."""
    found = list(blocks)
    if not any(type(block) in (Verbatim, Table) for block in found):
        return found
    single = [i for i, block in enumerate(found) if _is_single_line(block)]
    for i in (*reversed(single), *single):  # what becomes a line of a listing makes its neighbours such lines
        block = found[i]
        above, below = (found[i - 1] if i else None), (found[i + 1] if i + 1 < len(found) else None)
        beside = tuple(_is_listing(other, lines, first_line) for other in (above, below))
        if isinstance(block, Paragraph) and (
            _is_in_listing(block.lines[0], above, below, beside)
            or (beside[0] and _stands_right_over(block, below))
            or _is_enclosed(block, above, below)
            or _frames(block, above, below, found[i - 2] if i > 1 else None)
        ):
            found[i] = Verbatim(span=block.span, rule="listing", lines=block.lines)
    return found


def _is_single_line(block: Block) -> bool:
    return type(block) is Paragraph and block.rule == "prose" and len(block.lines) == 1 and not block.depth


def _is_in_listing(line: str, above: Block | None, below: Block | None, beside: tuple[bool, ...]) -> bool:
    if _COMMENT.match(line) and isinstance(above, Verbatim) and isinstance(below, Verbatim):
        return True
    if CHAPTER.match(line):  # an entry of a table of contents
        return any(beside)
    if "  " in line and (_is_row_beside(line, above, -1) or _is_row_beside(line, below, 0)):
        return True
    announced = isinstance(above, Paragraph) and bool(above.lines) and above.lines[-1].endswith(":")
    between = beside[1] and (announced or beside[0])
    return between and len(line) <= _LONGEST_CAPTION and not line.endswith((".", ":", "?", "!"))


def _is_enclosed(line: Paragraph, above: Block | None, below: Block | None) -> bool:
    """Whether literal text stands right above and right below the line, which is the rest of a line too long, and no sentence."""
    if not isinstance(above, Verbatim) or not isinstance(below, Verbatim) or above.depth or below.depth:
        return False
    is_glued = above.span.end + 1 == line.span.start and line.span.end + 1 == below.span.start
    return is_glued and (not _is_sentence(line.lines[0]) or bool(LABELLED.match(line.lines[0])))


def _is_sentence(line: str) -> bool:
    """Whether the line ends as sentences do, and is more than what a dump shows without a blank."""
    return line.endswith(SENTENCE_END) and (" " in line or line[:-1].isalpha())


def _frames(line: Paragraph, above: Block | None, below: Block | None, earlier: Block | None) -> bool:
    """Whether the line is the first of a listing, the rest of which stands further in right below, or its last.

    A title over its address is none. The first is announced by the block above, or stands below another such listing, or it is hardly words; and no sentence goes on with
    or explains it. `earlier` is the block before the one above.
    """
    if isinstance(below, Verbatim) and _ADDRESS.match(below.lines[0]):
        return False
    if line.lines[0].endswith(SENTENCE_END):
        return _opens_announced(line, above, below)
    follows_listing = (
        isinstance(above, Verbatim)
        and earlier is not None
        and earlier.rule == "listing"
        and earlier.span.end + 1 == above.span.start
    )
    if isinstance(below, Verbatim) and below.span.start == line.span.end + 1 and not below.depth:
        announced = isinstance(above, Paragraph) and bool(above.lines) and above.lines[-1].endswith(":")
        is_sentence = len(below.lines) == 1 and below.lines[0].endswith(SENTENCE_END)
        return not is_sentence and (announced or follows_listing or _is_hardly_words(line, below))
    return follows_listing and above is not None and above.span.end + 1 == line.span.start


def _opens_announced(line: Paragraph, above: Block | None, below: Block | None) -> bool:
    """Whether a label is the first line of the log that the block above announces, several lines of which stand further in right below."""
    if not isinstance(above, Paragraph) or not above.lines or not above.lines[-1].endswith(":"):
        return False
    if not _LOG.search(text.last_sentence(above.lines[-_LAST_LINES:])):
        return False
    is_over_lines = isinstance(below, Verbatim) and below.span.start == line.span.end + 1 and len(below.lines) > 1
    return is_over_lines and line.lines[0].endswith(":")


def _is_hardly_words(line: Paragraph, below: Verbatim) -> bool:
    return plain_part(line.lines) <= _HALF and not below.lines[-1].endswith(SENTENCE_END)


def _stands_right_over(line: Paragraph, below: Block | None) -> bool:
    """Whether literal text begins right below the line, which is no text itself."""
    is_glued = isinstance(below, Verbatim) and below.span.start == line.span.end + 1
    if not is_glued or line.lines[0].endswith(SENTENCE_END):
        return False
    return line.lines[0][0].islower() or bool(CODE.search(line.lines[0]))


def _is_row_beside(line: str, other: Block | None, nearest: int) -> bool:
    """Whether the line is in the columns of the nearest line of a listing or table."""
    return isinstance(other, Verbatim | Table) and _are_in_columns(line, other.lines[nearest])


def _are_in_columns(line: str, other: str) -> bool:
    """Whether text begins at one and the same column in both lines, after a gap."""
    return bool((text.column_starts(line) & text.column_starts(other)) - {text.indent_of(line)})


def _is_listing(block: Block | None, lines: Sequence[str], first_line: int) -> bool:
    """Whether the block is literal text of several lines at the margin."""
    several = isinstance(block, Verbatim) and (len(block.lines) > 1 or block.rule == "listing")
    return several and block is not None and not lines[block.span.start - first_line].startswith(" ")
