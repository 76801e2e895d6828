"""The text of a legacy article to blocks.

Nothing in the text is marked up; every block is inferred from indentation, markers, underlines and wrapping. The parser goes through
the lines once. At each non-blank line it asks the readers of `READERS` in order; the first that knows the construct takes its lines
and gives back a block and the line after it. The last one, `verbatim`, takes anything, so no line is ever left over. The name of
the reader stays on the block as the reason why it is what it is.

A reader sees a `Scene`: the lines, where it stands, the list items open there, and the block before. Open items are a stack of
content columns; a block belongs to the deepest item whose content column its indentation reaches.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.legacy import lines as text
from kbtool.legacy.blocks import doubts
from kbtool.legacy.blocks.citations import citation_fields, citations
from kbtool.legacy.blocks.commands import quoted_phrase, wrapped_command
from kbtool.legacy.blocks.finish import finished
from kbtool.legacy.blocks.headings import (
    banner_heading,
    caption_heading,
    chapter_heading,
    enclosed_heading,
    notes_heading,
    separator,
    step_heading,
    underlined_heading,
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
from kbtool.legacy.blocks.notes import bannered_listing, closing_field, drawing, note, star_banner
from kbtool.legacy.blocks.phrases import search_phrase
from kbtool.legacy.blocks.prose import prose, verbatim
from kbtool.legacy.blocks.quotes import message, quote
from kbtool.legacy.blocks.scene import Level, Read, Reader, Scene
from kbtool.legacy.blocks.statements import statements
from kbtool.legacy.blocks.tables import aligned_table, grid_table, ruled_table
from kbtool.legacy.blocks.typed import typed_paragraph
from kbtool.legacy.leaks import without_leaks_in
from kbtool.model import Block

_USUAL_IDS = IdForm()
_FAR = 500  # lines
_QUESTION = (
    r"(?!Q\d\d?(?!\d))"  # asked as the first, the second of several: no article of the archive has so short an id
)
_GLUED_TITLE = r"(?=[A-Z][A-Za-z][\w/.,-]*:? \S)"  # two words or more

READERS: tuple[Reader, ...] = (
    drawing,
    bannered_listing,
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
    statements,
    notes_heading,
    note,
    answer,
    definition,
    unmarked_item,
    parenthesised_item,
    list_item,
    step_heading,
    caption_heading,
    chapter_heading,
    aligned_table,
    quoted_phrase,
    wrapped_command,
    message,
    typed_paragraph,
    prose,
    quote,
    verbatim,
)

_OPENING_SIGNS: dict[Reader, str] = {
    drawing: "*",
    bannered_listing: "*",
    star_banner: "*",
    closing_field: "Kk",
    grid_table: "+",
    enclosed_heading: "-=",
    banner_heading: "-=*",
    separator: "-=_*~",
    alternative: "-OoAa",
    glued_alternative: "-",
    citation_fields: "Aa",
    notes_heading: "N",
    note: "NICTW",
    answer: "QA",
    chapter_heading: "0123456789",
    parenthesised_item: "(",
    step_heading: "MSOWRCPEI",
    quoted_phrase: '"',
}
"""The signs that a line begins with if the reader knows it, for those readers of which that can be said: most need not be asked."""


def parse(lines: Sequence[str], first_line: int, ids: IdForm = _USUAL_IDS) -> tuple[Block, ...]:
    """Blocks over all non-blank `lines`, the first of which is line `first_line` of the file. Never raises, never drops a line."""
    written = [line.expandtabs(characters.TAB_WIDTH).rstrip() for line in lines]
    lines = without_leaks_in(written)
    run_ends = _run_ends(lines)
    citation = _citation_pattern(ids)
    rules = text.next_rules(lines)
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
            line=lines[at],
            end=_seen_end(lines, at, run_ends[at]),
            indent=text.indent_of(lines[at]),
            follows_blank=not at or not lines[at - 1],
            items=still_open(items, lines, at),
            before=blocks[-1] if blocks else None,
            earlier=blocks[-2] if len(blocks) > 1 else None,
            first_line=first_line,
            own_width=own_width,
            citation=citation,
            next_rules=rules,
        )
        read = _read(scene)
        blocks.append(read.block)
        items = scene.items if read.items is None else read.items
        at = read.end
    leaked = [first_line + i for i, line in enumerate(lines) if written[i] and not line]
    return doubts.weighed(finished(blocks, lines, first_line, leaked), lines, first_line)


def _read(scene: Scene) -> Read:
    """What the first reader makes of the scene that knows its construct."""
    for reader in _readers_of(scene.line.lstrip()[:1]):
        if found := reader(scene):
            return found
    return verbatim(scene)


@lru_cache(maxsize=1024)
def _readers_of(sign: str) -> tuple[Reader, ...]:
    """The readers that may know a line beginning with the sign, in order."""
    return tuple(reader for reader in READERS if sign in _OPENING_SIGNS.get(reader, sign))


@cache
def _citation_pattern(ids: IdForm) -> re.Pattern[str]:
    """A line that begins with an id, and what follows it as the cited title, even right behind it."""
    gap = rf"\s*(?::|--?|,)\s+|\s+|\Z|{_GLUED_TITLE}"
    return re.compile(rf"(?:- )?\[?{_QUESTION}(?P<id>{ids.pattern})\]?(?:{gap})(?P<title>.*)\Z")


def _seen_end(lines: Sequence[str], at: int, run_end: int) -> int:
    """The end of the run as far as a reader may see it: within a run only so far, so that time grows with the length of a file."""
    return run_end if not at or not lines[at - 1] else min(run_end, at + _FAR)


def _run_ends(lines: Sequence[str]) -> list[int]:
    """For each line, the index of the first blank line after it."""
    ends = [len(lines)] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        ends[i] = ends[i + 1] if lines[i + 1] else i + 1
    return ends
