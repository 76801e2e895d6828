"""Registry keys and addresses that were broken over lines, whole again where that is certain.

A key is joined only where the text below says that it was wrapped; an address also where its lines leave no doubt.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kbtool.model import Block, Note, Paragraph, Quote, Verbatim

_REMARK = re.compile(
    r"(?:(?:The|This|Each of the) (?:(?:above|preceding|previous|registry|link|address)\b[^.:]*\b|[^.:]{1,20} above\b[^.:]*\b))"
    r"(?:one (?:path|string|line|entry)|wrapped)\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"\s*\"?\\{0,2}(?:HKEY_|HKLM\\|HKCU\\|HKCR\\|registry\\)", re.IGNORECASE)
_MOST_BREAKS = 2  # more are names below one key
_GAP_IN_KEY = re.compile(r"(?<=\S) +(?=\\[^\\\s])|(?<=[^\\\s]\\) +(?=\S)")
_SETTING = re.compile(r"[=:](?: |\Z)")
_BROKEN_ADDRESS = re.compile(r"\s*(?:https?|ftp)://\S+/\S+[/-]\s*\Z")
_REST_OF_ADDRESS = re.compile(r"\s*(?=\S*[a-z])[\w.%~-]+(?:/[\w.%~-]+)*/?\Z")


def rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the lines of a broken key or address joined."""
    return [
        _whole(block, is_remarked=n < len(blocks) and _is_remark(blocks[n]))
        if isinstance(block, Verbatim | Quote | Paragraph)
        else block
        for n, block in enumerate(blocks, 1)
    ]


def _is_remark(block: Block) -> bool:
    return isinstance(block, Note | Paragraph) and bool(_REMARK.match(" ".join(block.lines)))


def _whole(block: Verbatim | Quote | Paragraph, *, is_remarked: bool) -> Block:
    lines = _with_whole_keys(block.lines) if is_remarked else block.lines
    if len(lines) == 2 and _BROKEN_ADDRESS.match(lines[0]) and _REST_OF_ADDRESS.match(lines[1]):
        lines = (lines[0].rstrip() + lines[1].strip(),)
    if lines == block.lines:
        return block
    if isinstance(block, Verbatim):
        return msgspec.structs.replace(block, lines=lines)
    if len(lines) > 1 or block.marker:
        return block
    return Verbatim(span=block.span, rule="wrapped", depth=block.depth, lines=lines)


def _with_whole_keys(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, each key on one of them."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and _KEY.match(groups[-1][0]) and _goes_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    whole: list[str] = []
    for group in groups:
        if len(group) > _MOST_BREAKS + 1:
            whole += group
        elif _KEY.match(group[0]):
            whole.append(_GAP_IN_KEY.sub("", _glued(group)))
        else:
            whole.append(group[0])
    return tuple(whole)


def _goes_on(line: str, following: str) -> bool:
    """Whether the key on `line` goes on below: the break stands at a backslash."""
    rest = following.strip()
    if not rest or rest.startswith("\\\\") or _KEY.match(following):
        return False
    return rest.startswith("\\") or (line.endswith("\\") and not _SETTING.search(rest))


def _glued(group: Sequence[str]) -> str:
    whole = group[0].rstrip()
    for line, following in pairwise(group):
        rest = following.strip()
        whole += rest.removeprefix("\\") if line.rstrip().endswith("\\") else rest
    return whole
