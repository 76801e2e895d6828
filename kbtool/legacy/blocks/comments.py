"""Comments of a program that blank lines part: their paragraphs read as text, but are lines of the listing."""

from collections.abc import Sequence

import msgspec

from kbtool.legacy.blocks.scene import dedent
from kbtool.model import Block, Heading, Span, Verbatim

_MOST_LINES = 60


def with_whole_comments(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, a listing that ends within `/* ... */` going on to the end of the block in which the comment is closed."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if type(block) is Verbatim and _is_open(block.lines):
            last = _closing(blocks, at)
            if last > at:
                block = _one(blocks[at : last + 1], lines, first_line)
                at = last
        found.append(block)
        at += 1
    return found


def _is_open(lines: Sequence[str]) -> bool:
    """Whether a comment that begins a line is not closed in the lines."""
    opening = max((n for n, line in enumerate(lines) if "/*" in line and line.lstrip().startswith("/*")), default=None)
    return opening is not None and not any("*/" in line for line in lines[opening:])


def _closing(blocks: Sequence[Block], at: int) -> int:
    """The place of the block in which the comment that block `at` opens is closed; `at` itself where none is near."""
    opening = blocks[at]
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        if isinstance(block, Heading) or block.depth < opening.depth:
            break
        if block.span.end > opening.span.end + _MOST_LINES:
            break
        if type(block) is Verbatim:
            signs = [line for line in block.lines if "/*" in line or "*/" in line]
            if signs:
                return i if signs[0].find("*/") >= 0 > signs[0].find("/*") else at
    return at


def _one(run: Sequence[Block], lines: Sequence[str], first_line: int) -> Block:
    span = Span(run[0].span.start, run[-1].span.end)
    written = dedent(lines[span.start - first_line : span.end - first_line + 1])
    return msgspec.structs.replace(run[0], span=span, lines=written)
