"""The contents that an article lists above its first section.

The export set only the first entry of a list within the list further in, and the others of its run at the margin again; a blank line
stands where such a list begins and where one or more of them end.
"""

from collections.abc import Sequence

import msgspec

from kbtool.model import SECTION_NAMES, Block, Heading, Paragraph

_TITLES = frozenset(["IN THIS TASK", "IN THIS ARTICLE"])


def with_nested_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, entries of contents standing as deep as the runs of them and the blank lines between these show."""
    found = list(blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.text in _TITLES:
            end = at + 1
            while end < len(blocks) and _is_entry(blocks[end]):
                end += 1
            found[at + 1 : end] = _nested(blocks[at + 1 : end])
    return found


def _is_entry(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.marker is not None and bool(block.lines)


def _nested(entries: Sequence[Block]) -> list[Block]:
    nested: list[Block] = []
    for entry in entries:
        depth = _depth(entry, entries[len(nested) - 1], nested[-1]) if nested else entry.depth
        nested.append(msgspec.structs.replace(entry, depth=depth))
    return nested


def _depth(entry: Block, above: Block, nested: Block) -> int:
    """The depth of an entry below one that stood as `above`, and stands as `nested` now."""
    if entry.span.start == above.span.end + 1:
        return nested.depth + max(entry.depth - above.depth, 0)
    if entry.depth > above.depth:
        return nested.depth + 1
    if isinstance(entry, Paragraph) and entry.lines[0].upper() in SECTION_NAMES:
        return 0
    if entry.depth == above.depth > 0:
        return nested.depth
    return max(nested.depth - max(above.depth - entry.depth, 1), 0)
