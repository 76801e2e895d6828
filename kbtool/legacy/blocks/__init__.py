"""The text of a legacy article to blocks.

Nothing in the text is marked up; every block is inferred from indentation, markers, underlines and wrapping. The parser goes through
the lines once. At each non-blank line it asks the readers of `READERS` in order; the first that knows the construct takes its lines
and gives back a block and the line after it. The last one, `verbatim`, takes anything, so no line is ever left over. The name of
the reader stays on the block as the reason why it is what it is.

A reader sees a `Scene`: the lines, where it stands, the list items open there, and the block before. Open items are a stack of
content columns; a block belongs to the deepest item whose content column its indentation reaches.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec

from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.legacy import lines as text
from kbtool.legacy.blocks import doubts
from kbtool.legacy.blocks.citations import citation_fields, citations
from kbtool.legacy.blocks.headings import (
    banner_heading,
    caption_heading,
    enclosed_heading,
    notes_heading,
    separator,
    step_heading,
    underlined_heading,
    with_levels,
)
from kbtool.legacy.blocks.links import echoed_addresses
from kbtool.legacy.blocks.lists import (
    alternative,
    answer,
    definition,
    glued_alternative,
    list_item,
    parenthesised_item,
    unmarked_item,
)
from kbtool.legacy.blocks.nesting import still_open
from kbtool.legacy.blocks.notes import closing_field, drawing, note, star_banner
from kbtool.legacy.blocks.phrases import search_phrase
from kbtool.legacy.blocks.prose import message, prose, quote, quoted_phrase, verbatim
from kbtool.legacy.blocks.scene import Level, Reader, Scene, dedent
from kbtool.legacy.blocks.tables import aligned_table, grid_table, ruled_table
from kbtool.legacy.blocks.wrapped import rejoined
from kbtool.legacy.leaks import without_leaks
from kbtool.model import Block, Span, Verbatim

_USUAL_IDS = IdForm()

READERS: tuple[Reader, ...] = (
    drawing,
    star_banner,
    closing_field,
    grid_table,
    enclosed_heading,
    banner_heading,
    ruled_table,
    underlined_heading,
    separator,
    alternative,
    glued_alternative,
    citation_fields,
    citations,
    search_phrase,
    echoed_addresses,
    notes_heading,
    note,
    answer,
    definition,
    unmarked_item,
    parenthesised_item,
    list_item,
    step_heading,
    caption_heading,
    aligned_table,
    message,
    quoted_phrase,
    prose,
    quote,
    verbatim,
)


def parse(lines: Sequence[str], first_line: int, ids: IdForm = _USUAL_IDS) -> tuple[Block, ...]:
    """Blocks over all non-blank `lines`, the first of which is line `first_line` of the file. Never raises, never drops a line."""
    written = [line.expandtabs(characters.TAB_WIDTH).rstrip() for line in lines]
    lines = [without_leaks(line) for line in written]
    run_ends = _run_ends(lines)
    citation = _citation_pattern(ids)
    own_width = text.hand_wrapped(lines)
    blocks: list[Block] = []
    items: tuple[Level, ...] = ()
    at = 0
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        scene = Scene(
            lines=lines,
            at=at,
            end=run_ends[at],
            items=still_open(items, lines, at),
            before=blocks[-1] if blocks else None,
            earlier=blocks[-2] if len(blocks) > 1 else None,
            first_line=first_line,
            own_width=own_width,
            citation=citation,
        )
        read = next(found for reader in READERS if (found := reader(scene)))
        blocks.append(read.block)
        items = scene.items if read.items is None else read.items
        at = read.end
    leaked = [first_line + i for i, line in enumerate(lines) if written[i] and not line]
    levelled = list(with_levels(_with_lines(rejoined(_joined(blocks, lines, first_line)), leaked)))
    return doubts.weighed(levelled, lines, first_line)


@cache
def _citation_pattern(ids: IdForm) -> re.Pattern[str]:
    """A line that begins with an id, and what follows it as the cited title."""
    return re.compile(rf"(?:- )?\[?(?P<id>{ids.pattern})\]?(?:\s*(?::|--?|,)\s+|\s+|\Z)(?P<title>.*)\Z")


def _run_ends(lines: Sequence[str]) -> list[int]:
    """For each line, the index of the first blank line after it."""
    ends = [len(lines)] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        ends[i] = ends[i + 1] if lines[i + 1] else i + 1
    return ends


def _with_lines(blocks: list[Block], leaked: Sequence[int]) -> list[Block]:
    """The blocks, with the lines of the file that held nothing but a leak counted among those of the block before them."""
    for number in leaked:
        at = max(bisect_right(blocks, number, key=lambda block: block.span.start) - 1, 0)
        if blocks:
            span = blocks[at].span
            span = Span(min(span.start, number), max(span.end, number))
            blocks[at] = msgspec.structs.replace(blocks[at], span=span)
    return blocks


def _joined(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """Verbatim blocks that follow each other at one depth are one block, with the blank lines and the indentation they have."""
    joined: list[Block] = []
    run: list[Verbatim] = []
    for block in blocks:
        if run and not (isinstance(block, Verbatim) and _belongs_with(run, block)):
            joined.append(_one(run, lines, first_line))
            run = []
        if isinstance(block, Verbatim):
            run.append(block)
        else:
            joined.append(block)
    if run:
        joined.append(_one(run, lines, first_line))
    return joined


def _one(run: Sequence[Verbatim], lines: Sequence[str], first_line: int) -> Verbatim:
    if len(run) == 1:
        return run[0]
    span = Span(run[0].span.start, run[-1].span.end)
    written = dedent(lines[span.start - first_line : span.end - first_line + 1])
    return msgspec.structs.replace(run[0], span=span, lines=written)


def _belongs_with(run: Sequence[Verbatim], block: Verbatim) -> bool:
    """Whether a block goes on with those before it; single lines one below the other are messages, not one text."""
    return run[-1].depth == block.depth and (len(run) > 1 or len(run[-1].lines) > 1 or len(block.lines) > 1)
