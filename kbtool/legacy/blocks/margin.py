"""Literal text at the margin that has no sign of code.

Listings are set in. At the margin stand names, addresses and titles, each on a line of its own, and sentences whose lines were broken
twice. Both are text of the article: the former keep their lines.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.headings import SMALL_WORDS
from kbtool.legacy.blocks.running import LABELLED, SENTENCE_END, is_dump, plain_part
from kbtool.legacy.blocks.signs import CODE
from kbtool.model import Block, Heading, Note, Paragraph, Span, Table, Verbatim

_SIGN = re.compile(r"[\\=<>{}|*_#@$%~^\[\];+]|\.[a-z]|--|\. \.|0x|  |\w\(|\A\W*['!?.-]")
_WORD = re.compile(r"[A-Za-z]{3}")
_TITLE_OF_LISTING = re.compile(
    r"\b(?:code|program|outputs?|results?|syntax|listings?|logs?|commands?|errors?|messages?|examples?|format)\b",
    re.IGNORECASE,
)
_ANNOUNCES_LINES = re.compile(
    r"\b(?:messages?|errors?|warnings?|code|commands?|lines?|statements?|functions?|syntax|typ(?:e|ing)|enter(?:ing)?|outputs?|text"
    r"|entry|entries|(?:sub)?keys?|values?|settings?|sections?|paths?|procedures?|macros?|results?|display(?:s|ed)?|appears?|reads?"
    r"|states?|says?|examples?|prompts?|events?|quer(?:y|ies)|strings?|contents?|returns?|responds?|response|registry|keywords?|phrases?"
    r"|words?|records?|data|rows?|address|format|structure|tables?|print(?:s|ed)?|call|phone|numbers?|write|should be|correct)\b",
    re.IGNORECASE,
)
"""Says that what stands below is code, or what a program shows or is told."""
_MOSTLY = 0.7  # of the words of sentences are plain
_LAST_LINES = 2  # in which the last sentence stands
_LEAST_WIDTH = 45  # columns of the longest line of sentences


def with_lines_of_text(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, literal text at the margin being paragraphs where it has no sign of code; `lines` are those from `first_line` on."""
    found: list[Block] = []
    for i, block in enumerate(blocks):
        if type(block) is Verbatim and block.rule == "verbatim" and _is_text(blocks, i, lines, first_line):
            first, *further = _as_text(block)
        elif type(block) is Paragraph and block.keeps_breaks:
            first, further = block, []
        else:
            found.append(block)
            continue
        whole = _with_first_line(found[-1], first) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(first)
        found += further
    return found


def _with_first_line(above: Block, lines: Block) -> Paragraph | None:
    """Lines that stand for themselves and the one right above them, if that was parted from them because it ends as a question does."""
    if type(lines) is not Paragraph or not lines.keeps_breaks or lines.marker:
        return None
    if type(above) is not Paragraph or above.depth or above.marker:
        return None
    is_glued = above.span.end + 1 == lines.span.start
    if not is_glued or len(above.lines) > 1 or not above.lines[0].endswith(("?", "!")):
        return None
    span = Span(above.span.start, lines.span.end)
    return msgspec.structs.replace(lines, span=span, lines=above.lines + lines.lines)


def _is_text(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    block = blocks[i]
    if not isinstance(block, Verbatim) or block.depth or len(block.lines) == 1:
        return False
    if any(line[:1] == " " for line in lines[block.span.start - first_line : block.span.end - first_line + 1]):
        return False
    if not all(map(_is_worded, block.lines)):
        return False
    if sum(" " in line for line in block.lines) * 2 < len(block.lines):  # names of files and the like
        return False
    labelled = sum(bool(LABELLED.match(line)) or line.endswith(":") for line in block.lines)
    beside = blocks[max(i - 1, 0) : i + 2]
    is_in_listing = any(isinstance(other, Verbatim | Table) for other in beside if other is not block)
    return labelled * 2 < len(block.lines) and not is_in_listing and not (i and _announces_lines(blocks[i - 1]))


def _is_worded(line: str) -> bool:
    return bool(_WORD.search(line)) and not _SIGN.search(line) and not CODE.search(line) and not is_dump(line)


def _announces_lines(above: Block) -> bool:
    """Whether the block says that what stands below is code, or what a program shows."""
    if isinstance(above, Heading):
        return bool(_TITLE_OF_LISTING.search(above.text))
    if not isinstance(above, Paragraph | Note) or not above.lines or not above.lines[-1].endswith(":"):
        return False
    return bool(_ANNOUNCES_LINES.search(text.last_sentence(above.lines[-_LAST_LINES:])))


def _as_text(block: Verbatim) -> Sequence[Block]:
    """The lines as one paragraph, or as a title and the sentences below it."""
    if _are_sentences(block.lines):
        return [_paragraph(block, 0, len(block.lines))]
    if _are_sentences(block.lines[1:]):
        return [_paragraph(block, 0, 1), _paragraph(block, 1, len(block.lines))]
    if any(line.endswith("-") for line in block.lines):
        return [block]
    paragraph = _paragraph(block, 0, len(block.lines))
    return [msgspec.structs.replace(paragraph, lines=_whole_lines(block.lines), keeps_breaks=True)]


def _whole_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, a full one that ends in a small word going on with the next."""
    whole = [lines[0]]
    for line, following in pairwise(lines):
        if text.is_soft_break(line, following) and line.rsplit(maxsplit=1)[-1].lower() in SMALL_WORDS:
            whole[-1] += f" {following}"
        else:
            whole.append(following)
    return tuple(whole)


def _paragraph(block: Verbatim, start: int, end: int) -> Paragraph:
    span = Span(block.span.start + start, block.span.start + end - 1)
    return Paragraph(span=span, rule="margin-lines", lines=block.lines[start:end])


def _are_sentences(lines: Sequence[str]) -> bool:
    """Whether the lines run on, though broken where there was room: where the next begins with a capital, a word shows that they do."""
    width = max(map(len, lines))
    if not lines[-1].endswith(SENTENCE_END) or width < _LEAST_WIDTH or plain_part(lines) < _MOSTLY:
        return False
    return all(
        text.is_soft_break(a, b, width) or not b[0].isupper() or _ends_within_sentence(a) for a, b in pairwise(lines)
    )


def _ends_within_sentence(line: str) -> bool:
    *before, last = line.split()
    return not before or last[0].islower()
