"""What a program wrote in words: records and messages whose sentences the export wrapped, be they among lines that stand for themselves.

They are set apart as code is, but of their lines only those ends matter behind which something new begins.
"""

import re
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise
from typing import TypeGuard

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import LABELLED, SENTENCE_END, is_dump, plain_part
from kbtool.legacy.blocks.scene import dedent
from kbtool.legacy.blocks.signs import QUERY
from kbtool.model import Block, Verbatim

_MOST_LINES = 60
_LEAST_WRAPPED = 60  # columns
_HALF = 1 / 2  # of the words of a record are plain
_DATA = re.compile(
    r"[{}]|;\Z|;\s*//|->\w+\(| _\Z|==|:=|\w\(\)|\w\([^)]*,|\$\(|\A\s*(?:[#/'*;|+-]|REM\b|\w+ ?=|Value Name:|\[\w+\]\Z|\"(?:[A-Za-z]|<\w+>):\\)|\S {3,}\S|\A\s*[^\s\\]*\\\S+\.(?:bat|cmd|com|exe) |\A\s*[a-z]+ <\w+>\\\w"
    r"|\b(?:error|warning) [A-Z]{1,4}\d{3}|\bREG_[A-Z]"
)
"""Is found in lines of code, settings, tables, and of what compilers write."""
_OPENING = re.compile(r"\S[^:\d]*")


def with_records(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, literal text that is a record being whole where it or one of its like was wrapped.

    `lines` are those of the text from `first_line` on.
    """
    found = [
        _whole(block, lines, first_line)
        if _is_literal(block, lines, first_line) and _is_wrapped_text(dedent(_written(block, lines, first_line)))
        else block
        for block in blocks
    ]
    openings = {_opening(block) for block in found if type(block) is Verbatim and block.is_record}
    return [
        _whole(block, lines, first_line)
        if openings and _is_literal(block, lines, first_line) and _is_like(block, openings)
        else block
        for block in found
    ]


def _is_literal(block: Block, lines: Sequence[str], first_line: int) -> TypeGuard[Verbatim]:
    """Whether the block is a few lines of the source, be it that some of them were joined."""
    if type(block) is not Verbatim or block.rule not in ("verbatim", "message") or block.marker or block.are_names:
        return False
    written = _written(block, lines, first_line)
    if len(written) > _MOST_LINES:
        return False
    return len(block.lines) == len(written) or _words(block.lines) == _words(written)


def _written(block: Block, lines: Sequence[str], first_line: int) -> Sequence[str]:
    return lines[block.span.start - first_line : block.span.end - first_line + 1]


def _words(lines: Sequence[str]) -> list[str]:
    return " ".join(lines).split()


def _is_wrapped_text(lines: Sequence[str]) -> bool:
    return any(
        following and _goes_on_small(line, following)
        for line, following in pairwise(lines)
        if len(line) >= _LEAST_WRAPPED
    )


def _opening(block: Verbatim) -> str:
    """The words with which the block begins, up to a number or a colon."""
    found = _OPENING.match(block.lines[0])
    return found[0].strip() if found else ""


def _is_like(block: Verbatim, openings: Collection[str]) -> bool:
    """Whether the block is several lines not yet known for a record, and begins with the label of one."""
    if block.is_record or len(block.lines) == 1:
        return False
    return bool(LABELLED.match(block.lines[0])) and _opening(block) in openings


def _whole(block: Verbatim, lines: Sequence[str], first_line: int) -> Verbatim:
    whole = _joined(_written(block, lines, first_line))
    return msgspec.structs.replace(block, lines=whole, is_record=True) if whole else block


def _joined(written: Sequence[str]) -> tuple[str, ...]:
    """The lines, each sentence whole that was wrapped; none where they are no record."""
    columns = {text.indent_of(line) for line in written if line}
    if len(columns) > 1 or any(map(_is_data, written)) or plain_part(written) < _HALF:
        return ()
    widths = _widths(written)
    whole = [written[0].strip()]
    for (line, following), width in zip(pairwise(written), widths, strict=False):
        if line and following and _is_wrapped(line, following, width):
            whole[-1] += f" {following.strip()}"
        elif line and following.lstrip()[:1].islower():
            return ()
        else:
            whole.append(following.strip())
    return tuple(whole)


def _widths(written: Sequence[str]) -> list[int]:
    """For each line, how long the longest line of its paragraph is."""
    paragraphs = (list(group) for _, group in groupby(written, key=bool))
    return [max(map(len, paragraph)) for paragraph in paragraphs for _ in paragraph]


def _is_data(line: str) -> bool:
    return bool(_DATA.search(line) or QUERY.match(line.lstrip())) or is_dump(line)


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line was broken for want of room, be it that the text is so wide, or that its sentence goes on below."""
    if text.is_soft_break(line, following) or _goes_on_small(line, following):
        return True
    if len(line) < _LEAST_WRAPPED or line.endswith(SENTENCE_END) or LABELLED.match(following):
        return False
    return text.is_soft_break(line, following, width)


def _goes_on_small(line: str, following: str) -> bool:
    """Whether a line of words, so long that it may have been wrapped, goes on with a small letter."""
    if len(line) < _LEAST_WRAPPED or line.endswith(SENTENCE_END) or not following.lstrip()[0].islower():
        return False
    return plain_part([line]) >= _HALF
