"""Captions: lone lines that end with a colon. Those of one part of an article are decided together.

A caption over prose or steps names what they are about, and is a heading; over something displayed it only announces it, and is a
paragraph. Of a series all are the one or the other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kbtool.legacy.blocks.headings import CAPTION_RULE, LEADS_IN, PARTS, QUOTED, SMALL_WORDS, is_title_word
from kbtool.legacy.blocks.signs import CORRECTION
from kbtool.model import Block, Heading, Links, Note, Paragraph, Verbatim

_LONGEST = 75
_LONGEST_TERM = 45
_MOST_TERMS = 3  # for each heading among them, from which on the series is a glossary
_FEW = 1 / 5  # for each heading among them, to which a few terms are alike
_LEAST_TITLED = 0.5  # of the words, more than which are capitalised
_ANNOUNCES = re.compile(
    r"(?:To|For|Do|Use|Type|Click|See|Here|Please|Note|A|An|Some)\b|.*\b(?:follow\w*|these|this|below|is|are|was|has|have|can|steps?|contains?|include[sd]?)\b",
    re.IGNORECASE,
)


def agreed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each series of captions being headings or paragraphs throughout."""
    found = list(blocks)
    if not any(block.rule == CAPTION_RULE for block in found):
        return found
    for start, end in _parts(found):
        captions = [i for i in range(start, end) if _is_caption(found[i])]
        if any(isinstance(found[i], Heading) for i in captions):
            for i, is_heading in _decided(found, captions, start):
                found[i] = _as_heading(found[i]) if is_heading else _as_paragraph(found[i])
    return found


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The bounds of the runs of blocks between headings other than captions, these not counted."""
    start = 0
    for i, block in enumerate(blocks):
        if isinstance(block, Heading) and not _is_caption(block):
            yield start, i
            start = i + 1
    yield start, len(blocks)


def _is_caption(block: Block) -> bool:
    if isinstance(block, Heading):
        return block.rule == CAPTION_RULE and block.text.endswith(":")
    if not isinstance(block, Paragraph) or block.rule != "prose" or block.depth or len(block.lines) > 1:
        return False
    if CORRECTION.match(block.lines[0]):
        return False
    return block.lines[0].endswith(":") and len(block.lines[0]) <= _LONGEST


def _decided(blocks: Sequence[Block], captions: Sequence[int], start: int) -> Iterator[tuple[int, bool]]:
    """The captions of one part that turn from headings to paragraphs or the reverse, and whether they are headings now."""
    headings = [i for i in captions if isinstance(blocks[i], Heading) and _text(blocks[i])[:-1] not in PARTS]
    titles = [i for i in captions if not isinstance(blocks[i], Heading) and _names_a_part(blocks, i)]
    terms = [i for i in captions if not isinstance(blocks[i], Heading) and _is_term(blocks, i)]
    if not headings:
        return
    over_text = [i for i in headings if _stands_over_text(blocks, i)]
    alone = len({_text(blocks[i]) for i in (*headings, *titles)}) == 1
    if len(terms) >= _MOST_TERMS * len(headings) or (alone and headings[0] == start > 0):
        yield from ((i, False) for i in headings)
    elif not over_text:
        if not _are_parts(blocks, captions):
            yield from ((i, False) for i in headings)
    elif len(titles) <= len(over_text):
        yield from ((i, True) for i in titles)
        if len(terms) <= _FEW * len(over_text):
            yield from ((i, True) for i in terms if _text(blocks[i])[0].isupper())


def _are_parts(blocks: Sequence[Block], captions: Sequence[int]) -> bool:
    """Whether what captions introduce is more than something displayed: addresses, or text below it before the next one."""
    if any(_is_address(blocks[i + 1]) for i in captions if i + 1 < len(blocks)):
        return True
    several = len({_text(blocks[i]) for i in captions}) > 1
    return several and all(
        any(isinstance(block, Paragraph | Note) for block in blocks[a + 1 : b]) for a, b in pairwise(captions)
    )


def _is_address(block: Block) -> bool:
    return isinstance(block, Links) or (
        isinstance(block, Verbatim) and all(line.lstrip().startswith(("http", "ftp:")) for line in block.lines)
    )


def _text(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return block.lines[0] if isinstance(block, Paragraph) else ""


def _stands_over_text(blocks: Sequence[Block], i: int) -> bool:
    return i + 1 < len(blocks) and isinstance(blocks[i + 1], Paragraph | Note)


def _names_a_part(blocks: Sequence[Block], i: int) -> bool:
    """Whether a caption that is no heading would be one beside others that are: a title, though with some words in small letters."""
    text = QUOTED.sub("Title", _text(blocks[i])[:-1])
    if not _stands_over_text(blocks, i) or _ANNOUNCES.match(text) or LEADS_IN.match(_text(blocks[i])):
        return False
    words = [word for word in text.split() if word.lower() not in SMALL_WORDS]
    return sum(map(is_title_word, words)) > len(words) * _LEAST_TITLED


def _is_term(blocks: Sequence[Block], i: int) -> bool:
    text = _text(blocks[i])
    return len(text) <= _LONGEST_TERM and _stands_over_text(blocks, i) and not _ANNOUNCES.match(text)


def _as_heading(block: Block) -> Heading:
    return Heading(span=block.span, rule=CAPTION_RULE, level=3, text=_text(block))


def _as_paragraph(block: Block) -> Paragraph:
    return Paragraph(span=block.span, rule="prose", lines=(_text(block),))
