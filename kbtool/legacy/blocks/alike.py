"""One form for what stands in the same place of a repeated pattern: texts below the headings of a kind, below terms, and alternatives.

A text of one line cannot be told from a line of code by its wrapping, as others can; where one of its like was wrapped, it is no code either.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from kbtool.legacy.blocks.asides import lead_in
from kbtool.legacy.blocks.running import SENTENCE_END, is_record
from kbtool.legacy.blocks.signs import MESSAGE_ANNOUNCED
from kbtool.legacy.blocks.together import is_set_apart, is_text, opens_numbered_list, quoted
from kbtool.model import Block, Heading, Paragraph, Quote, Verbatim

_LEAST = 3  # in a series
_MOSTLY = 2 / 3


def with_like_texts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, texts of one series being running text all of them where one was wrapped."""
    found = list(blocks)
    if not any(type(block) is Quote for block in found):
        return found
    for series in _below_headings(found):
        _agree_mostly(found, series, _is_text)
    found = _with_texts_beside_steps(found)
    for series in _below_terms(found):
        _agree_mostly(found, series, _is_sentence)
    for places in _alternatives(found):
        if all(is_text(found[at]) for at in places):
            _agree(found, places)
    return found


def _agree_mostly(blocks: list[Block], series: Sequence[Sequence[int]], is_like: Callable[[Block], bool]) -> None:
    """Make one form of those that are alike in a series of several members, if they are most of what is at its places."""
    places = [at for member in series for at in member]
    alike = [at for at in places if is_like(blocks[at])]
    if len(series) >= _LEAST and len(alike) >= len(places) * _MOSTLY:
        _agree(blocks, alike)


def _agree(blocks: list[Block], places: Sequence[int]) -> None:
    if any(isinstance(blocks[at], Quote) for at in places):
        for at in places:
            blocks[at] = quoted(blocks[at])


def _below_headings(blocks: Sequence[Block]) -> Iterator[Sequence[Sequence[int]]]:
    """The places of what is set apart right below each heading of a kind, but for sections."""
    series: dict[tuple[str, int, int], list[Sequence[int]]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level > 1 and (places := _below(blocks, at)):
            series[_kind(block)].append(places)
    yield from series.values()


def _with_texts_beside_steps(blocks: list[Block]) -> list[Block]:
    """The blocks, passages right below headings of a kind being text, one of which stands over what leads to steps, set in as they are."""
    over_steps = {
        _kind(heading)
        for heading, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if isinstance(heading, Heading) and heading.level > 1 and _leads_in(block) and opens_numbered_list(below)
    }
    found = list(blocks)
    for at, heading in enumerate(blocks):
        if isinstance(heading, Heading) and _kind(heading) in over_steps:
            for place in _below(blocks, at):
                block = blocks[place]
                found[place] = lead_in(block) if isinstance(block, Quote) and "" not in block.lines else block
    return found


def _leads_in(block: Block) -> bool:
    """Whether the block was set in, and leads to what stands below it."""
    return isinstance(block, Paragraph) and block.rule == "lead-in" and block.lines[-1].endswith(":")


def _kind(heading: Heading) -> tuple[str, int, int]:
    return heading.rule, heading.level, heading.depth


def _below_terms(blocks: Sequence[Block]) -> Iterator[Sequence[Sequence[int]]]:
    """The places of what is set apart below a line each, where one line follows right on what stands below another."""
    series: list[Sequence[int]] = []
    for at, block in enumerate(blocks):
        places = _below(blocks, at) if _is_term(block) else ()
        if places and series and series[-1][-1] + 1 < at:
            yield series
            series = []
        if places:
            series.append(places)
    yield series


def _below(blocks: Sequence[Block], at: int) -> Sequence[int]:
    """The places of the blocks that are set apart right below one at its depth."""
    end = at + 1
    while end < len(blocks) and is_set_apart(blocks[end]) and blocks[end].depth == blocks[at].depth:
        end += 1
    return range(at + 1, end)


def _is_term(block: Block) -> bool:
    """Whether the block is a line that is no sentence, and does not announce a message: those of one line are literal."""
    if not isinstance(block, Paragraph) or len(block.lines) > 1 or block.marker is not None:
        return False
    return not block.lines[0].endswith(".") and not MESSAGE_ANNOUNCED.search(block.lines[0])


def _is_text(block: Block) -> bool:
    return is_text(block) and isinstance(block, Verbatim | Quote) and not is_record(block.lines)


def _is_sentence(block: Block) -> bool:
    return _is_text(block) and isinstance(block, Verbatim | Quote) and block.lines[-1].endswith(SENTENCE_END)


def _alternatives(blocks: Sequence[Block]) -> Iterator[Sequence[int]]:
    """The places of every second block where those between them part alternatives; of the last, that of the text its lead-in leads to."""
    first = None
    for at, block in enumerate(blocks):
        if block.rule != "alternative" or not 0 < at < len(blocks) - 1:
            continue
        if first is None:
            first = at - 1
        if at + 2 < len(blocks) and blocks[at + 2].rule == "alternative":
            continue
        last = at + 2 if blocks[at + 1].rule == "lead-in" and at + 2 < len(blocks) else at + 1
        yield (*range(first, at, 2), last)
        first = None
