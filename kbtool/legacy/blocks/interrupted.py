"""Lists that text at the margin interrupts.

The export set some of an item's text at the margin, where it looks like text of its own. The next number shows that the list goes
on, so that what stands between belongs to the item before. A bullet shows less: only what the item announces, or a reference, is its own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.headings import CAPTION_RULE, PARTS
from kbtool.model import (
    SECTION_NAMES,
    Block,
    Citations,
    Heading,
    Links,
    Marker,
    Paragraph,
    Quote,
    SearchPhrase,
    Separator,
    Table,
    Typed,
    Verbatim,
    follows,
    opens_list,
)

_MOST_LINES = 60
_OVER_RULE = "underlined-heading"
_REFERS = re.compile(r"For (?:\w+ )*information\b")


def whole_lists(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, those between two items of a list at the margin being part of the first of them."""
    found = list(blocks)
    columns = [text.indent_of(lines[block.span.start - first_line]) for block in found]
    for kind in ("bullet", "letter", "number"):  # letters stand in numbers
        roots = [i for i, block in enumerate(found) if not block.depth]
        for item, outer in pairwise(roots):
            marker = found[item].marker
            if marker is None or marker.kind != kind or _goes_right_on(found[item], found[outer]):
                continue
            following = _next_item(found, item, columns)
            if following == item and columns[item] == columns[outer]:
                following = _end_of_letters(found, item, outer)
            if _is_over_rule(found[following - 1]):
                following -= 1
            if outer < following and _are_of_item(found, outer, following, is_bullet=kind == "bullet"):
                found[outer:following] = _nested(found[outer:following])
    return found


def _goes_right_on(item: Block, root: Block) -> bool:
    """Whether the block after an item, at its depth, is the next one or ends the list."""
    return (root.marker is not None and root.marker.kind == _marker(item).kind) or _parts(root, item)


def _next_item(blocks: Sequence[Block], item: int, columns: Sequence[int]) -> int:
    """The item after this one in its list, as far as no heading stands between; the item itself where there is none."""
    last = blocks[item].span.end + _MOST_LINES
    for i in range(item + 1, len(blocks)):
        block = blocks[i]
        if block.span.start > last or _parts(block, blocks[item]):
            break
        if block.depth or block.marker is None or columns[i] != columns[item]:
            continue
        if block.marker.kind == _marker(blocks[item]).kind:
            return i if follows(_marker(blocks[item]).text, block.marker.text) else item
    return item


def _end_of_letters(blocks: Sequence[Block], item: int, outer: int) -> int:
    """The block after the letters, two at least, that begin at `outer` and are announced by a number; the item itself otherwise."""
    first = letter = _marker(blocks[outer])
    is_announced = _marker(blocks[item]).kind == "number" and _ends_with_colon(blocks[outer - 1])
    if not is_announced or first.kind != "letter" or not opens_list(first.text):
        return item
    end = outer + 1
    while end < len(blocks) and (blocks[end].depth or follows(letter.text, _marker(blocks[end]).text)):
        letter = letter if blocks[end].depth else _marker(blocks[end])
        end += 1
    return item if letter is first else end


def _marker(block: Block) -> Marker:
    return block.marker or Marker(kind="bullet")


def _parts(block: Block, item: Block) -> bool:
    """Whether no list goes on behind the block: a heading, unless it is a caption or over a rule below an item that announces it."""
    if isinstance(block, Heading):
        may_be_announced = _is_over_rule(block) or _is_caption(block)
        return block.level == 1 or not (may_be_announced and _ends_with_colon(item))
    if isinstance(block, Paragraph) and not block.depth and len(block.lines) == 1:
        name = block.lines[0].removesuffix(":")
        return name in PARTS or name.upper() in SECTION_NAMES
    return isinstance(block, Separator)


def _is_over_rule(block: Block) -> bool:
    return block.rule == _OVER_RULE


def _is_caption(block: Heading) -> bool:
    return block.rule == CAPTION_RULE and block.text.endswith(":")


def _ends_with_colon(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.lines) and block.lines[-1].endswith(":")


def _are_of_item(blocks: Sequence[Block], outer: int, following: int, *, is_bullet: bool) -> bool:
    """Whether the blocks from `outer` to the following item are part of the one before."""
    if blocks[outer].marker and not _ends_with_colon(blocks[outer - 1]):
        return False
    return not is_bullet or all(_is_announced(blocks, i, is_first=i == outer) for i in range(outer, following))


def _is_announced(blocks: Sequence[Block], i: int, *, is_first: bool) -> bool:
    """Whether the block is only what the one before it announces, a line that announces it, or a reference."""
    block, above = blocks[i], blocks[i - 1]
    if isinstance(block, Verbatim | Table | Links | Quote | Citations | SearchPhrase | Typed):
        return _ends_with_colon(above) or (not is_first and type(block) is type(above))
    if not isinstance(block, Paragraph) or block.marker:
        return False
    below = blocks[i + 1]
    if isinstance(below, Citations | Links):
        return bool(_REFERS.match(block.lines[0]))
    return isinstance(below, Verbatim | Typed) and len(block.lines) == 1 and _ends_with_colon(block)


def _nested(blocks: Sequence[Block]) -> list[Block]:
    """The blocks one list item deeper, but for those that stand in the item already."""
    nested: list[Block] = []
    is_of_list = False
    for block in blocks:
        if not block.depth:
            is_of_list = block.marker is not None
        elif not is_of_list:
            nested.append(block)
            continue
        whole = block
        if isinstance(block, Heading) and _is_caption(block):
            whole = Paragraph(span=block.span, rule="prose", lines=(block.text,))
        nested.append(msgspec.structs.replace(whole, depth=block.depth + 1))
    return nested
