"""Registry keys and addresses that were broken over lines, whole again where that is certain.

A key whose line was full is always joined, and one that goes on below with a backslash and a name, but for several names below a key.
One that breaks earlier, behind a backslash, is joined only where the text below says that it was wrapped. An address is joined where its lines leave no doubt.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.unfinished import with_finished_lines
from kbtool.model import RUNNING_TEXT, Block, Paragraph, Quote, Verbatim

_OF_LINES = (Paragraph, Verbatim, Quote)  # kinds of which a block may hold a broken key or address
_REMARK = re.compile(
    r"(?:(?:The|This|Each of the) (?:(?:above|preceding|previous|registry|link|address)\b[^.:]*\b|[^.:]{1,20} above\b[^.:]*\b))"
    r"(?:one (?:path|string|line|entry)|wrapped)\b",
    re.IGNORECASE,
)
_OPENS_REMARK = re.compile(r"The|This|Each", re.IGNORECASE)  # most texts begin otherwise, and need not be joined
_KEY = re.compile(r"\s*\"?\\{0,2}(?:HKEY_|HKLM\\|HKCU\\|HKCR\\|registry\\)", re.IGNORECASE)
_FULL_KEY = re.compile(r"\s*[\[\"]?\\?HKEY_[A-Z_]+(?:[\\/]|\Z)", re.IGNORECASE)
_NAME_BELOW = re.compile(r"\s*[\\/][^\\/\s]")
_SEPARATORS = ("\\", "/")
_SEPARATOR_WITHIN = re.compile(r"\s*[\\/][^\\/]+[\\/]")
_NAME_ENDS = tuple(")>}")
_MOST_BELOW = 20  # columns
_LONGEST_KEY = 255  # characters, as the registry allows
_MOST_BREAKS = 2  # more are names below one key
_GAP_IN_KEY = re.compile(r"(?<=\S) +(?=\\[^\\\s])|(?<=[^\\\s]\\) +(?=\S)")
_SETTING = re.compile(r"[=:](?: |\Z|REG_)")
_SETTING_HERE = re.compile(r"[^\\/]*[=:](?: |\Z|REG_)")
_MOST_HANGING = 6  # columns
_OPEN_ID = re.compile(r"\{[\dA-Fa-f-]*\Z")
_REST_OF_WORD = re.compile(r"[a-z]+[A-Z]")
_REST_OF_ID = re.compile(r"[\dA-Fa-f-]+\}")
_BROKEN_ADDRESS = re.compile(r"\s*(?:https?|ftp)://\S+/\S+\s*\Z", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"\s*(?=\S*[a-z])/?[\w.%~-]+(?:/[\w.%~-]+)*/?\Z")


def rejoined(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, with the lines of a broken key or address joined; `lines` are those of the text from `first_line` on."""
    return [
        _whole(
            _with_keys_unwrapped(block, lines, first_line),
            is_remarked=n < len(blocks) and _is_remark(blocks[n]),
        )
        if isinstance(block, _OF_LINES)
        else block
        for n, block in enumerate(blocks, 1)
    ]


def _is_remark(block: Block) -> bool:
    if not isinstance(block, RUNNING_TEXT) or not block.lines or not _OPENS_REMARK.match(block.lines[0]):
        return False
    return bool(_REMARK.match(" ".join(block.lines)))


def _whole(block: Verbatim | Quote | Paragraph, *, is_remarked: bool) -> Block:
    lines = _with_whole_keys(block.lines) if is_remarked else block.lines
    if len(lines) == 2 and _is_broken_address(*lines):
        lines = (lines[0].rstrip() + lines[1].strip(),)
    if lines == block.lines:
        return block
    if isinstance(block, Verbatim):
        return msgspec.structs.replace(block, lines=lines)
    if len(lines) > 1 or block.marker:
        return block
    return Verbatim(span=block.span, rule="wrapped", depth=block.depth, lines=lines)


def _is_broken_address(line: str, rest: str) -> bool:
    """Whether an address was broken at a slash or, as the export did, behind a hyphen."""
    if not _BROKEN_ADDRESS.match(line) or not _REST_OF_ADDRESS.match(rest):
        return False
    return line.rstrip().endswith(("/", "-")) != rest.lstrip().startswith("/")


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


def _with_keys_unwrapped(
    block: Verbatim | Quote | Paragraph, lines: Sequence[str], first_line: int
) -> Verbatim | Quote | Paragraph:
    """The block, a key that goes on below because its line was full being on one line."""
    if type(block) is not Verbatim or len(block.lines) == 1:
        return block
    written = lines[block.span.start - first_line : block.span.end - first_line + 1]
    if len(written) != len(block.lines):
        return block
    if not any(map(_FULL_KEY.match, block.lines)):
        return _with_lines(block, with_finished_lines(block.lines, written))
    whole = [block.lines[0]]
    for n in range(1, len(written)):
        joint = _joint(whole[-1], written, n)
        if joint is None:
            whole.append(block.lines[n])
        else:
            whole[-1] += joint + block.lines[n].strip()
    return _with_lines(block, tuple(whole))


def _with_lines(block: Verbatim, lines: tuple[str, ...]) -> Verbatim:
    return block if lines == block.lines else msgspec.structs.replace(block, lines=lines)


def _joint(key: str, lines: Sequence[str], n: int) -> str | None:
    """What stood between a key, as far as it is whole, and line `n`, on which it goes on; None where that is a line of its own."""
    if not _FULL_KEY.match(key) or len(key) >= _LONGEST_KEY or _is_among_names(lines, n):
        return None
    if _is_only_name(lines, n):
        return ""
    if not text.is_soft_break(lines[n - 1], lines[n]):  # there was room for more of the key
        return None
    if _is_at_blank(lines[n - 1], lines[n]):
        return None if _is_within_word(lines[n - 1], lines[n]) else " "
    return "" if _is_at_separator(lines[n - 1 : n + 2]) else None


def _is_among_names(lines: Sequence[str], n: int) -> bool:
    """Whether line `n` is one of several names below a key, another of which it begins, or the part of a drawing that stands further in with each line."""
    above, name, *further = (line.strip() for line in lines[n - 1 : n + 2])
    if not name.startswith(_SEPARATORS) or not further or not further[0].startswith(_SEPARATORS):
        return name.startswith(_SEPARATORS) and above.startswith(_SEPARATORS) and name.startswith(above)
    columns = [text.indent_of(line) for line in lines[n - 1 : n + 2]]
    is_drawn = columns[0] < columns[1] < columns[2]
    return is_drawn or further[0].startswith(name) or (above.startswith(_SEPARATORS) and name.startswith(above))


def _is_only_name(lines: Sequence[str], n: int) -> bool:
    """Whether line `n` begins with a separator and a name, as no line after it does: names below a key and drawings of it are several.

    What is several names with separators between them is part of a path, whatever stands below.
    """
    line, rest = lines[n - 1], lines[n]
    if not _NAME_BELOW.match(rest) or not (line[-1:].isalnum() or line[-1:] in _NAME_ENDS):
        return False
    further = lines[n + 1].lstrip() if n + 1 < len(lines) else ""
    are_names = further.startswith(_SEPARATORS) and not _SEPARATOR_WITHIN.match(rest)
    return not are_names and 0 <= text.indent_of(rest) - text.indent_of(line) <= _MOST_BELOW


def _is_at_blank(line: str, rest: str) -> bool:
    is_key = bool(_KEY.match(rest)) or rest.lstrip().startswith(("\\", "[", "(", '"'))
    same_column = text.indent_of(line) == text.indent_of(rest)
    return bool(rest) and same_column and not is_key and not _SETTING.search(rest) and line[-1] not in "\\/]"


def _is_within_word(line: str, rest: str) -> bool:
    """Whether the break stands within a word or an id of the key, so that both belong together without a blank."""
    name, below = line.rpartition("\\")[2], rest.lstrip()
    return bool(_REST_OF_WORD.match(below) or (_OPEN_ID.match(name) and _REST_OF_ID.match(below)))


def _is_at_separator(lines: Sequence[str]) -> bool:
    """Whether the key on the first line goes on below, before or after a separator; it does not where names stand below it."""
    line, following, *further = lines
    rest = following.strip()
    if not 0 <= text.indent_of(following) - text.indent_of(line) <= _MOST_HANGING or _KEY.match(following):
        return False
    if rest.startswith("\\"):
        return not rest.startswith("\\\\") and (line[-1].isalnum() or line[-1] in _NAME_ENDS)
    is_name = bool(rest) and (rest[0].isalnum() or rest[0] in "<{")
    are_names = any(below and text.indent_of(below) == text.indent_of(following) for below in further)
    return line.endswith(_SEPARATORS) and is_name and not are_names and not _SETTING_HERE.match(rest)


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
