"""Sentences that go on in what stands further in below them, which is no passage then but the rest of a paragraph."""

import re
from collections.abc import Sequence

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import SENTENCE_END, plain_part
from kbtool.legacy.blocks.signs import CODE, SAID
from kbtool.legacy.blocks.together import SetApart
from kbtool.model import Block, Paragraph, Quote, Span, Verbatim

_TELLS_OF_WORDS = re.compile(
    rf"\b(?:{SAID}|dialog box|reads?|says?|stat(?:es?|ing)|text|displays?|appears?)\b|\bfollowing(?: \w+){{0,2}}\Z",
    re.IGNORECASE,
)
_ENDS_OPEN = re.compile(r" (?:a|an|and|by|for|from|in|of|on|or|the|to|with)\Z")
_GOES_ON = re.compile(r"[\"(]?[a-z]+[\").,;]?(?: [^:]*)?\Z|https?://\S+ \w")
_CONNECTS = re.compile(r"[a-z]+(?:[ /][a-z]+){0,2}\Z")
"""Stands alone between what is set apart above and below it."""
_GAP = re.compile(r"[^.:?!A-Z] {2,}\S|\A[-/]\w {2,}\S")
_LAST_LINES = 3  # in which the last sentence stands
_LEAST_WORDS = 4  # of the rest of a sentence below a blank line
_MOSTLY = 2 / 3  # of the words of running text are plain


def with_whole_sentences(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a paragraph whose sentence goes on in the text set apart below it being one with that."""
    found: list[Block] = []
    is_rest = False  # of what the text goes on with
    for block in blocks:
        is_set_apart = type(block) in (Verbatim, Quote)
        if is_set_apart and found and not _is_enclosed(found) and (whole := _whole(found[-1], block)):
            is_rest = found[-1].span.end + 1 < block.span.start
            found[-1] = whole
        elif is_rest and isinstance(block, Quote) and block.depth == found[-1].depth and not block.marker:
            found.append(_as_prose(block))
        else:
            is_rest = False
            found.append(block)
    return found


def _is_enclosed(blocks: Sequence[Block]) -> bool:
    """Whether the last of the blocks stands right below what is set apart, and is part of that."""
    return len(blocks) > 1 and isinstance(blocks[-2], SetApart) and blocks[-2].span.end + 1 == blocks[-1].span.start


def _as_prose(block: Quote) -> Paragraph:
    """A passage below the rest of a sentence as a further paragraph of that text."""
    return Paragraph(span=block.span, rule="prose", depth=block.depth, lines=block.lines)


def _whole(above: Block, block: Block) -> Paragraph | None:
    """The paragraph above with the block as the rest of its sentence; None where it is none."""
    if type(above) is not Paragraph or not isinstance(block, SetApart):
        return None
    if not _is_open(above) or not _goes_on(above, block):
        return None
    span = Span(above.span.start, block.span.end)
    return msgspec.structs.replace(above, span=span, lines=(*above.lines, *block.lines))


def _is_open(block: Paragraph) -> bool:
    """Whether the last line of the text ends no sentence, and is no row of a table."""
    if not block.lines or block.keeps_breaks or block.rule == "alternative":
        return False
    last = block.lines[-1]
    is_row = "  " in last and block.marker is None and _GAP.search(last)
    return (last[-1].isalnum() or last[-1] in ')",') and not is_row


def _goes_on(above: Paragraph, block: SetApart) -> bool:
    """Whether the block is the rest of the sentence above: running text that begins small, and no message."""
    if block.marker or block.depth != above.depth + (above.marker is not None):
        return False
    if not block.lines[-1].endswith(SENTENCE_END) or "" in block.lines:
        return False
    is_right_below = above.span.end + 1 == block.span.start
    if not _GOES_ON.match(block.lines[0]) and not (is_right_below and _ENDS_OPEN.search(above.lines[-1])):
        return False
    is_connecting = not is_right_below and _CONNECTS.match(" ".join(above.lines))
    if is_connecting or _TELLS_OF_WORDS.search(text.last_sentence(above.lines[-_LAST_LINES:])):
        return False
    if isinstance(block, Quote):
        return True
    is_said = block.lines[-1].endswith(".") and len(block.lines[0].split()) >= _LEAST_WORDS
    is_at_one_column = not any(line.startswith(" ") for line in block.lines[1:])
    is_text = plain_part(block.lines) >= _MOSTLY and not any(map(CODE.search, block.lines)) and is_at_one_column
    return (is_right_below or is_said) and is_text
