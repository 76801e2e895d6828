"""The signs by which lines of the archive show what they are, as far as several readers look for them."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kbtool.legacy import lines as text
from kbtool.model import follows

ITEM_TEXT = 3  # an item's text stands three columns right of where its level begins
LITERAL_INDENT = 2  # text this much right of its surroundings is set apart from them

MARKER = re.compile(
    r"( *+)(?:(?P<bullet>[-*o\u00b7\u2022])(?! (?:or|and) - )|(?P<number>\d{1,3})[.)]|(?P<letter>[ivx]{2,4}|[IVX]{2,4}|[A-Za-z])[.)])(?: +|\Z)"
)
"""Opens a list item; `- or - ` before an alternative does not."""

NOTE = re.compile(
    r"(?P<word>(?:IMPORTANT )?NOTES?(?: \d{1,2})?|WARNINGS?|IMPORTANT|CAUTION|TIP|Note|Warning|Important|Caution|Tip|Notes)"
    r"(?:: |:(?=[A-Z\"])|:\Z| --? |(?<=[A-Z]{4}) (?=[A-Z][a-z]* (?:[A-Z][\w.]* (?:\d+ )?)?[a-z]))"
)
"""Opens a note or a warning."""

ALTERNATIVE = re.compile(r"\s*-{1,2} ?(?:or|and|and/or) ?-{1,2}\Z", re.IGNORECASE)
"""Stands between alternatives."""

GRID_RULE = re.compile(r"\s*\+[-=+]{2,}\s*\Z")
"""A rule between the rows of a boxed table."""

MEANS = r"(?:is|are|represents?|specif(?:y|ies)|identif(?:y|ies)|indicates?|stands? for)"
"""Says what something above, a placeholder or a part of a command, stands for."""

CATEGORY = re.compile(r"KB(?:Sub)?Category:", re.IGNORECASE)
"""Opens a classification line of an older article."""

CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? ")
"""The number of a chapter of a pasted document: `1.2 `."""

STANDS_ALONE = re.compile(r"\s*(?:(?i:https?|ftp)://\S+|\\\S+|[A-Z]:\\\S+|HKEY_\S+|<[^<>]+>\\.*\.\w{2,3})\Z")
"""An address, a path or a registry key that fills its line."""

KEY = re.compile(r"\s*\\?HKEY_\w+\\")
"""Begins a registry key."""

CODE = re.compile(
    r"\A\s*+(?:#\w+|//|/\*|\*\s|&&|REM\b|'|\[[^\]]+\]\s*\Z|[A-Z]:\\|\\\\|HKEY_|https?:|ftp:|End (?:Sub|If|Function)\b|"
    r"(?:Private |Public )?(?:Sub|Function|Dim|Declare)\b|[\w.]+\s*=|<\w+[^>]*>|\d\d:\d\d:\d\d\b)"
    r"|[{};]\s*\Z|\(\)(?<=\w\(\))|:=|\\\w+\\| (?<=\b[\da-f]{8} ) *[\da-f]{8}\b|=[\da-f]{8}\b"
)
"""Is found in lines of code, commands and settings, and hardly ever in prose."""

QUERY = re.compile(
    r"(?:SELECT|select) .*(?:\b(?:FROM|from)\b|\*)|(?:INSERT INTO|insert into|DELETE FROM|delete from|CREATE TABLE|create table|ALTER TABLE|DROP TABLE) \S|UPDATE \S+ SET\b"
)
"""Begins a query to a database; only at the beginning of a line that goes on with nothing."""

LEADS_ON = re.compile(
    r"(?!.*following)(?:In|On|For|From|Under|With|If|When) (?:[\w\"'.,()/-]+ ){0,12}[\w\"'.,()/-]+:\Z"
)
"""Says where or when what stands below it holds."""

CORRECTION = re.compile(
    r"(?:Change(?: (?:[^:]* )?(?:from|to))?|Replace(?: (?:[^:]* )?with)?|From|To|With|Should (?:be|read)):\Z"
)
"""The label of a wrong text, or of the right one that stands for it; no heading."""

SAID = r"messages?|warnings?|errors?|prompts?"
"""Words for what a program says, as a pattern."""

MESSAGE_ANNOUNCED = re.compile(rf"\b(?:{SAID}|dialog box)\b[^.]*:\Z", re.IGNORECASE)
"""Ends the sentence above what a program says."""

FURTHER_MESSAGE = re.compile(
    r"[A-Z][^.]*\b(?:(?:may|will) (?:reveal|report|display) the following|(?:this|the following) (?:\w+ )?messages? (?:may |is |are )?"
    r"(?:appears?|displayed|occurs?|received)|reports? (?:these|this|the following) errors?)\b[^.:]*:\Z"
)
"""Announces what a program says next, after another message."""

_ITEM_WITHIN = 12  # lines
_LIST_WITHIN = 40  # lines
_TERM = re.compile(r"[A-Z][\w./()-]*(?: [\w./()-]+){0,3}: +\S")
_DEFINITIONS_WITHIN = 30  # lines between a term whose explanation hangs and another of its list
_WRAPPED = 50  # columns from which on a line may have been wrapped


def opens_next_item(above: re.Match[str] | None, found: re.Match[str]) -> bool:
    """Whether a marker is that of the item after the one marked `above`: the next number or letter in its column, before a capital."""
    if above is None or len(above[1]) != len(found[1]):
        return False
    sign = found["number"] or found["letter"] or ""
    is_next = bool(sign) and follows(above["number"] or above["letter"] or "", sign)
    return is_next and found.string[found.end() :][:1].isupper()


def is_in_run_of_items(lines: Sequence[str], at: int, found: re.Match[str]) -> bool:
    """Whether the next line of the run above or below `at` that is not set in further is the item before or after the one begun there."""
    for step in (-1, 1):
        i = next((i for i in _beside(lines, at, step) if not lines[i].startswith(" " * (len(found[1]) + 1))), at)
        other = MARKER.match(lines[i]) if i != at else None
        if other and (opens_next_item(other, found) if step < 0 else opens_next_item(found, other)):
            return True
    return False


def stands_as_item(lines: Sequence[str], at: int, found: re.Match[str]) -> bool:
    """Whether the marker on line `at`, below a line that had room for it, is no word of a sentence.

    It is a bullet that stands one column right of that line, as items do of text, or the number or letter after that of an item above it,
    or before that of the item behind the next blank line.
    """
    if found["bullet"]:
        return found["bullet"] == "-" and len(found[1]) == text.indent_of(lines[at - 1]) + 1
    above = range(at - 1, max(at - _LIST_WITHIN, -1), -1)
    column = takewhile(lambda i: not text.is_rule(lines[i]), above)
    before = next((other for i in column if (other := MARKER.match(lines[i])) and other[1] == found[1]), None)
    behind = _behind_blank_line(lines, at)
    return opens_next_item(before, found) or (behind is not None and opens_next_item(found, behind))


def _behind_blank_line(lines: Sequence[str], at: int) -> re.Match[str] | None:
    """The marker behind the first blank line below line `at`, which is near."""
    within = range(at + 1, min(at + _ITEM_WITHIN, len(lines) - 1))
    blank = next((i for i in within if not lines[i]), None)
    return MARKER.match(lines[blank + 1]) if blank is not None else None


def _beside(lines: Sequence[str], at: int, step: int) -> Iterator[int]:
    return takewhile(lambda i: 0 <= i < len(lines) and bool(lines[i]), range(at + step, at + step * _ITEM_WITHIN, step))


def is_definition(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether line `at`, in a run that ends at `end`, is a term with its explanation: its further lines hang, or those of its like.

    Terms stand at the margin; such lines further in are records.
    """
    if ": " not in lines[at] or not _TERM.match(lines[at]):
        return False
    start = at
    while start > 0 and lines[start - 1] and at - start < _DEFINITIONS_WITHIN:
        start -= 1
    return any(_hangs(lines, i) for i in range(start, min(end, at + _DEFINITIONS_WITHIN) - 1))


def _hangs(lines: Sequence[str], at: int) -> bool:
    """Whether the explanation of the term on line `at` was wrapped, and goes on below its own beginning."""
    term = _TERM.match(lines[at])
    return term is not None and len(lines[at]) >= _WRAPPED and lines[at + 1].startswith(" " * (term.end() - 2))
