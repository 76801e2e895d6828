"""Lines of literal text that were broken within something which cannot end there, whole again.

A line of a listing is what its author wrote, but where the export had no room for it. Then the break shows only where it stands: in a
placeholder, in a string, in a path, or in the list of values of a setting. Other full lines may have been broken on purpose.
"""

import re
from collections.abc import Sequence

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import plain_part

_OPEN_PLACEHOLDER = re.compile(
    r"(?P<sign>[\[<])(?!(?i:link)(?: |\Z))[A-Za-z][\w .,:&'/-]*\Z"
)  # whole, `<link ...>` is a tag of the export
_REST_OF_PLACEHOLDER = {"[": re.compile(r"\s*\w[\w .,:&'/-]*\]"), "<": re.compile(r"\s*\w[\w .,:&'/-]*\w>")}
_OPEN_STRING = re.compile(r"(?:(?<=[\s(=,\[{:>&+])|^)\"(?=\S)[^\"]*\Z")
_REST_OF_STRING = re.compile(r"(?!\s*;)[^\"]*\S\"")
_MEANT = ("_", "&", "+", "\\", ";", "{", "}")
"""Ends a line that its author broke within a string."""
_LONGEST_STRING = 3  # lines above or below the break
_OPEN_PATH = re.compile(r"(?:[A-Za-z]:\\|[\w\]>%]\\[\w\]>%])\S*(?<=[\w\]>%])\\\Z|[\]>]\\\Z")
_REST_OF_PATH = re.compile(r"\s*[\w<\[%](?![^\\]*[=:])")
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\|%\\|[\]>]\\)\S*[^\W_][\]>%]?\Z")
_PATH_TO_BLANK = re.compile(r"\s*\"?(?:[A-Za-z]:|HKCU|HKLM|<[\w -]+>:?)\\[^=:\"]*\w\Z")
_NAMES_TO_BLANK = re.compile(r"\s*[A-Z][\w ]*\\(?:[\w ()<>.-]+\\)+[\w ()<>.-]*\w\Z")
_REST_FROM_BLANK = re.compile(r"\s*(?![A-Za-z]:|HK[A-Z_]+\\)[\w.()-]+(?: [\w.()-]+)?\\[\w<]")
_NAME_BELOW = re.compile(r"\s*(?P<name>\\[\w\[%<]\w*)")
_LONGEST_PATH = 260  # characters; time to look grows with their square
_PATHS_WIDTH = 72  # columns; authors broke paths before the export did
_LEAST_FULL = 50  # columns; a line that was full, or it and the next one, are longer
_MOST_HANGING = 6  # columns
_MOSTLY = 2 / 3  # of the words of running text are plain
_OPEN_VALUES = re.compile(r"\s*[\w.-]+(?: [\w.-]+)* ?= ?[^\s,()\";{}][^,()\";{}]*(?:,[^,()\";{}]+)+,\Z")
_REST_OF_VALUES = re.compile(r"\s*[\w<\[%*\"][^=(){}]*\Z")
_OPEN_FIELDS = re.compile(r"\s*\w+=[^;=]*(?:;[^;=]*){2,}\Z")
_REST_OF_FIELDS = re.compile(r"[^;=\[]*;[^=]*\Z")
_OPEN_WORDS = re.compile(r"\s*\w+=(?:.* )?[A-Za-z]+,?\Z")
_REST_OF_WORDS = re.compile(r"\s*[a-z][a-z'-]*[,.;:]?(?: [A-Za-z<][\w'>-]*[,.;:]?)*\Z")


def with_finished_lines(lines: Sequence[str], written: Sequence[str]) -> tuple[str, ...]:
    """The lines of literal text, those joined that the export broke within something; `written` are the same with their indentation."""
    if max(map(len, written)) < _LEAST_FULL:
        return tuple(lines)
    whole = [lines[0]]
    for n in range(1, len(lines)):
        if len(written[n - 1]) + len(written[n]) > _LEAST_FULL and _is_broken(written, n):
            whole[-1] += _gap(written[n - 1], written[n]) + lines[n].strip()
        else:
            whole.append(lines[n])
    return tuple(whole)


def _is_broken(written: Sequence[str], n: int) -> bool:
    """Whether the break above line `n` stands within something, and was made because the line was full."""
    line, rest = written[n - 1], written[n]
    if not line or not rest or not text.is_soft_break(line, rest, _PATHS_WIDTH) or text.gaps(line):
        return False
    if line.endswith("\\"):
        return bool(_OPEN_PATH.search(line[-_LONGEST_PATH:]) and _REST_OF_PATH.match(rest))
    if not text.is_soft_break(line, rest):
        return False
    if rest.lstrip().startswith("\\") and _goes_on_with_name(written, n):
        return True
    if _REST_FROM_BLANK.match(rest) and _goes_on_with_rest(line, rest):
        return True
    return _is_among_values(line, rest) or (
        _is_last(written, n)
        and (_is_of_setting(line, rest) or (_is_within(written, n) and not _is_below_running_text(written, n - 1)))
    )


def _goes_on_with_name(written: Sequence[str], n: int) -> bool:
    """Whether line `n` begins with a further part of the path that ends the line before it, and with no path of its own."""
    line, rest = written[n - 1], written[n]
    below = _NAME_BELOW.match(rest)
    if not below or below["name"].lower() in line.lower() or not _PATH.search(line[-_LONGEST_PATH:]):
        return False
    is_list = line.lstrip().startswith("\\") and any(
        other.lstrip().startswith("\\") for other in (*written[max(n - 2, 0) : n - 1], *written[n + 1 : n + 2])
    )
    return not is_list and 0 <= text.indent_of(rest) - text.indent_of(line) <= _MOST_HANGING


def _goes_on_with_rest(line: str, rest: str) -> bool:
    """Whether the line is a path, or three names with separators between them, that `rest` goes on with, and does not begin like."""
    if not _is_part_of_name(line, rest):
        return False
    are_names = bool(_NAMES_TO_BLANK.match(line)) and line.partition("\\")[0] != rest.partition("\\")[0]
    return bool(_PATH_TO_BLANK.match(line)) or (are_names and text.indent_of(line) == text.indent_of(rest))


def _is_part_of_name(line: str, rest: str) -> bool:
    """Whether a name of a path may go on below with a blank before it: with a number only one that holds a blank already."""
    return not rest.lstrip()[0].isdecimal() or " " in line.rpartition("\\")[2]


def _is_among_values(line: str, rest: str) -> bool:
    return line.endswith(",") and bool(_OPEN_VALUES.match(line) and _REST_OF_VALUES.match(rest))


def _is_of_setting(line: str, rest: str) -> bool:
    """Whether the value of a setting goes on: with further fields, or in the middle of a sentence."""
    return any(
        begun.match(line) and further.match(rest)
        for begun, further in ((_OPEN_FIELDS, _REST_OF_FIELDS), (_OPEN_WORDS, _REST_OF_WORDS))
    )


def _is_last(written: Sequence[str], n: int) -> bool:
    """Whether the text that goes on with line `n` ends there, so that it was not wrapped as running text is."""
    further = written[n + 1] if n + 1 < len(written) else ""
    return not further or not text.is_soft_break(written[n], further) or _is_within(written, n + 1)


def _is_below_running_text(written: Sequence[str], n: int) -> bool:
    """Whether the break above line `n`, a full line of words, is kept, so that those below it in its text are as well."""
    if n < 1 or not written[n - 1] or not text.is_soft_break(written[n - 1], written[n]) or _is_within(written, n):
        return False
    return plain_part(written[n - 1 : n + 1]) >= _MOSTLY


def _is_within(written: Sequence[str], n: int) -> bool:
    """Whether the break above line `n` is one within a placeholder or a string."""
    return _is_in_placeholder(written[n - 1], written[n]) or _is_in_string(written, n)


def _is_in_placeholder(line: str, rest: str) -> bool:
    """Whether the break stands within a placeholder whose rest was not set right below its beginning on purpose."""
    found = _OPEN_PLACEHOLDER.search(line) if "[" in line or "<" in line else None
    if found is None or text.indent_of(rest) == found.start() + 1:
        return False
    return bool(_REST_OF_PLACEHOLDER[found["sign"]].match(rest))


def _is_in_string(written: Sequence[str], n: int) -> bool:
    if written[n - 1].endswith(_MEANT):
        return False
    above = next((line for line in reversed(written[max(n - _LONGEST_STRING, 0) : n]) if '"' in line), "")
    if not above.count('"') % 2 or not _OPEN_STRING.search(above):
        return False
    below = next((line for line in written[n : n + _LONGEST_STRING] if '"' in line), "")
    return below.count('"') % 2 == 1 and bool(_REST_OF_STRING.match(below))


def _gap(line: str, rest: str) -> str:
    """What stood where the export broke a line: a blank, but in a path, a hyphenated name or values without blanks."""
    rest = rest.lstrip()
    if line[-1] in "\\_" or (rest[0] == "\\" != rest[1:2]) or (line[-2].isalpha() and line[-1] == "-"):
        return ""
    return "" if line[-1] in ",;" and f"{line[-1]} " not in line and "=" in line else " "
