"""What can be said of single lines and of runs of lines, whatever they mean: indentation, rules, wrapping, gaps."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

EXPORT_WIDTH = 80
"""The archive's export wrapped greedily: a line was broken only where the next word would have passed this column."""
_LEAST_FILLED = 0.7  # of a line of prose, by the longest
_MIN_WRAP = 50  # narrower blocks were not wrapped, they are lists
_RULE_SIGNS = "-=_*~"
_SEGMENTED_RULE = re.compile(r"(?:[-=_]{2,} +)+[-=_]{2,}\Z")
_BRACKET = re.compile(r"<(?=[A-Za-z%])|>(?<=[\w%]>)")
_AMPERSAND = re.compile(r"&(?:(?<= &)(?= |\Z)|(?<=[A-Z]&)(?=[A-Z]))")  # between words; elsewhere it is a sign of code
_SENTENCE_BREAK = re.compile(r"[.!?] ")
_GAP = re.compile(r"  +(?=\S)")
_WIDE_GAP = re.compile(r"   +(?=\S)")


def indent_of(line: str) -> int:
    """The number of leading spaces."""
    return len(line) - len(line.lstrip(" "))


def rule_sign(line: str) -> str:
    """The sign of which the line is a rule (`-`, `=`, ...); "" when it is none."""
    rule = line.strip()
    sign = rule[-1:]
    return sign if sign in _RULE_SIGNS and len(rule) > 2 and not rule.strip(sign) else ""


def is_segmented_rule(line: str) -> bool:
    """Whether the line is several rules side by side, as under the heads of a table."""
    rule = line.strip()
    return " " in rule and rule[-1] in _RULE_SIGNS and bool(_SEGMENTED_RULE.match(rule))


def is_rule(line: str) -> bool:
    """Whether the line is a rule, in one piece or in several."""
    return bool(rule_sign(line)) or is_segmented_rule(line)


def next_rules(lines: Sequence[str]) -> list[int]:
    """For each line, and for the end, the index of the first rule from there on; that of the end where there is none.

    The lines have no blanks at their ends.
    """
    found = [len(lines)] * (len(lines) + 1)
    following = 0
    for i, line in enumerate(lines):
        if line and line[-1] in _RULE_SIGNS and is_rule(line):
            found[following : i + 1] = [i] * (i + 1 - following)
            following = i + 1
    return found


def gaps(line: str) -> int:
    """How many runs of three or more spaces stand inside the line."""
    return len(_WIDE_GAP.findall(line.strip())) if "   " in line else 0


def column_starts(line: str) -> set[int]:
    """The columns at which text begins after a gap of two or more spaces, and that of the first text."""
    return {indent_of(line), *(match.end() for match in _GAP.finditer(line))}


def is_soft_break(line: str, following: str, width: int = EXPORT_WIDTH) -> bool:
    """Whether the break between two lines was made by wrapping at `width`: the next word would not have fitted."""
    line = line.rstrip()
    room = width - len(line) - 1
    word = next(iter(following.split(maxsplit=1)), "")
    return len(word) > room or _entities(line) + _entities(word) + len(word) > room


def _entities(text: str) -> int:
    """By how much the text was longer when the export wrapped it: the angle brackets of placeholders and ampersands were still entities then."""
    longer = 0
    if "<" in text or ">" in text:
        longer += 3 * len(_BRACKET.findall(text))
    if "&" in text:
        longer += 4 * len(_AMPERSAND.findall(text))
    return longer


def is_wrapped(block: Sequence[str], *, own_width: bool) -> bool:
    """Whether every break of the block is soft, at the export's width or, for hand-wrapped text, at the block's own."""
    if all(is_soft_break(a, b) for a, b in pairwise(block)):
        return True
    width = max(len(line.rstrip()) for line in block)
    if not own_width or width < _MIN_WRAP:
        return False
    return all(is_soft_break(a, b, width) for a, b in pairwise(block))


def hard_breaks(block: Sequence[str]) -> int:
    """How many breaks of the block are not soft, at the export's width or at its own where all its lines are long."""
    hard = sum(not is_soft_break(a, b) for a, b in pairwise(block))
    width = max(map(len, block))
    if width < _MIN_WRAP or any(len(line) < width * _LEAST_FILLED for line in block[:-1]):
        return hard
    return min(hard, sum(not is_soft_break(a, b, width) for a, b in pairwise(block)))


def hand_wrapped(lines: Sequence[str]) -> bool:
    """Whether the text was wrapped by hand, narrower than the export would have: too many breaks at column 0 are early."""
    soft = hard = 0
    for a, b in pairwise(lines):
        if len(a) >= _MIN_WRAP and a[:1].isalpha() and b[:1].isalpha():
            if is_soft_break(a, b):
                soft += 1
            else:
                hard += 1
    return hard * 3 > soft + hard


def last_sentence(lines: Sequence[str]) -> str:
    """The last sentence of the lines of a paragraph."""
    return _SENTENCE_BREAK.split(" ".join(lines))[-1]


def joined(lines: Iterable[str]) -> str:
    """The lines on one; where a line ends within a word, at its hyphen, no blank comes after it."""
    whole = ""
    for line in filter(None, lines):
        within_word = whole[-1:] == "-" and whole[-2:-1].isalnum() and line[0].isalnum()
        whole += line if within_word or not whole else f" {line}"
    return whole
