"""Which list items are still open at a line.

Indentation closes items: what stands left of an item's text is no part of it. But the export set displayed text and notes within
nested items at the columns of the outermost, so a line may stand left of the item it belongs to. Such a line closes nothing when the
text below goes on with the item or its list. It closes a term, whose explanation stands at a column that others have, too.
"""

from collections.abc import Iterator, Sequence

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import TERM, Level, line_before
from kbtool.legacy.blocks.signs import ALTERNATIVE, ITEM_TEXT, MARKER
from kbtool.model import follows, opens_list

_LOOK_AHEAD = 60  # lines


def still_open(items: tuple[Level, ...], lines: Sequence[str], at: int) -> tuple[Level, ...]:
    """The items, outermost first, in which the block that begins on line `at` stands."""
    if not items or (lines[at][-1] == "-" and ALTERNATIVE.match(lines[at])):
        return items
    reached = len(items)
    indent = text.indent_of(lines[at])
    while reached and indent < items[reached - 1].content - 1:
        reached -= 1
    if _is_announced(items[-1], lines, at):
        return items
    if reached == len(items) or items[reached].sign == TERM or MARKER.match(lines[at]) or _is_heading(lines, at):
        return items[:reached]
    return items[: max(reached, _gone_on_with(items, lines, at))]


def _is_announced(item: Level, lines: Sequence[str], at: int) -> bool:
    """Whether the line stands at the column of a nested item's marker, right below the item, which ends with a colon."""
    column = text.indent_of(lines[at])
    beside = (item.marker,) if item.sign else (item.marker, item.marker - 1)  # bullets stand one column to the right
    if column not in beside or column < ITEM_TEXT or MARKER.match(lines[at]):
        return False
    above = line_before(lines, at)
    return above.endswith(":") and text.indent_of(above) >= item.marker


def _gone_on_with(items: tuple[Level, ...], lines: Sequence[str], at: int) -> int:
    """How many of the items the text below line `at` goes on with."""
    for i in _beginnings(lines, at):
        if _is_heading(lines, i):
            return 0
        indent = text.indent_of(lines[i])
        found = MARKER.match(lines[i])
        if found:
            sign = found["number"] or found["letter"] or ""
            depths = (d for d in range(len(items), 0, -1) if _continues(items[d - 1], indent, sign))
            return next(depths, 0)
        for depth in range(len(items), 0, -1):
            if indent == items[depth - 1].content > ITEM_TEXT:
                return depth
    return 0


def _beginnings(lines: Sequence[str], at: int) -> Iterator[int]:
    """The lines after `at` that follow a blank one."""
    return (i for i in range(at + 1, min(at + _LOOK_AHEAD, len(lines))) if lines[i] and not lines[i - 1])


def _continues(item: Level, column: int, sign: str) -> bool:
    """Whether a marker at `column` is that of the item after this one in a nested list, or opens a list within this one."""
    if item.content <= column <= item.content + 1 and column != item.marker:
        return opens_list(sign)
    return bool(sign) and column == item.marker >= ITEM_TEXT and follows(item.sign, sign)


def _is_heading(lines: Sequence[str], at: int) -> bool:
    return at + 1 < len(lines) and not lines[at].startswith(" ") and bool(text.rule_sign(lines[at + 1]))
