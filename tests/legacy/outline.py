"""The indented text form of blocks: what the golden cases of the parser are written in.

One line a block: two blanks for each list item it stands in, its class, its lines, its marker or what else it holds (`lines`: each
line of its text stands for itself), and in brackets the reader that decided. Its text follows, each line behind a bar.
"""

import re
from collections.abc import Iterable, Iterator

from kbtool.model import (
    Block,
    Citations,
    ClosingField,
    Frame,
    Heading,
    Links,
    Marker,
    Note,
    Paragraph,
    Quote,
    SearchPhrase,
    Table,
    Typed,
    Verbatim,
)

_RULE = re.compile(r" \[[a-z-]+\]$", re.MULTILINE)


def outline(blocks: Iterable[Block]) -> str:
    return "\n".join(line for block in blocks for line in _lines(block))


def without_rules(text: str) -> str:
    """An outline that does not say which reader decided."""
    return _RULE.sub("", text)


def _lines(block: Block) -> Iterator[str]:
    margin = "  " * block.depth
    span = f"{block.span.start}-{block.span.end}" if block.span.start != block.span.end else str(block.span.start)
    head = [type(block).__name__, span, *_marker(block.marker), *_details(block)]
    yield f"{margin}{' '.join(head)} [{block.rule}]"
    for line in _text(block):
        yield f"{margin}  | {line}".rstrip()


def _marker(marker: Marker | None) -> Iterator[str]:
    if marker:
        yield "-" if marker.kind == "bullet" else f"{marker.text}."


def _details(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"level {block.level}"
    elif isinstance(block, Quote) and block.apart:
        yield f"apart {' '.join(map(str, block.apart))}"
    elif isinstance(block, Paragraph) and block.keeps_breaks:
        yield "lines"
    elif isinstance(block, Verbatim) and (block.are_names or block.is_record):
        yield "names" if block.are_names else "record"
    elif isinstance(block, Frame):
        yield str(block.part)
    elif isinstance(block, Note):
        yield block.word or "(no word)"
        if block.keeps_breaks:
            yield "lines"
        if block.through:
            yield f"through {block.through}"
    elif isinstance(block, SearchPhrase):
        yield f"?q={block.query}"


def _text(block: Block) -> Iterable[str]:
    match block:
        case Heading() | ClosingField():
            return [block.text]
        case Typed():
            return [*block.lines, *filter(None, [block.remark])]
        case Paragraph() | Note() | Quote() | SearchPhrase() | Verbatim() | Table():
            return block.lines
        case Citations():
            return [f"{cited.id}: {cited.title}" for cited in block.cited]
        case Links():
            return [f"{link.text} -> {link.address}" for link in block.links]
    return []
