"""Tables: boxed, under a rule, or only aligned."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.cells import cells_of
from kbtool.legacy.blocks.running import PARAGRAPH_END
from kbtool.legacy.blocks.scene import Read, Scene, dedent, run_end
from kbtool.legacy.blocks.signs import CODE, GRID_RULE
from kbtool.model import Table

_TEXT = re.compile(r"[A-Z]\w*:? \w")
_HEAD_AND_ROW = 2  # lines
_LEAST_COLUMNS = 3  # without a rule and with a single row
_LEAST_NARROW = 4  # columns with no gap between them
_WORD = re.compile(r"\S+")
_CELL = re.compile(r"\S+(?: \S+)*")
_ASSEMBLY = re.compile(r"\b(?:MOV|PUSH|POP|JMP|RET|PROC|ENDP)\b", re.IGNORECASE)
_LEAST_GROUPED = 8  # lines
_LEAST_ROWS = 3  # in a run that holds other lines as well
_MOST_INTERRUPTING = 2  # lines at the first column of a table that are no rows, but stand between some
_LABEL = re.compile(r"[^:]{1,40}: {2,}")
_SENTENCE = re.compile(r" *[^:]{1,40}: {2,}(?:\S+ ){2,}\S+\.\Z")
"""Is no head, but a label and what it says in a sentence."""
_DATE = re.compile(r"(?<!\S)\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?!\S)")
_SIZE = re.compile(r"(?<!\S)(?:\d{1,3}(?:,\d{3})+|\d{3,})(?!\S)")
_LONG_RUN = 400  # lines; longer runs are looked at as a whole only once, so that time grows with their length


def grid_table(scene: Scene) -> Read | None:
    """Rows between `+----+` rules."""
    if not GRID_RULE.match(scene.line):
        return None
    end = scene.end
    rules = [
        i
        for i in range(scene.at, min(len(scene.lines), scene.at + 400))
        if scene.lines[i].strip() == scene.line.strip()
    ]
    for a, b in pairwise(rules):
        if _is_closed(scene, a) or b - a > 40 or any(text.rule_sign(scene.lines[i]) == "=" for i in range(a, b)):
            break
        if _is_right_over_text(scene.lines, b):
            return _table(scene, b + 1, "grid-table")
        end = max(end, run_end(scene.lines, b))
    return _table(scene, end, "grid-table")


def _is_closed(scene: Scene, rule: int) -> bool:
    """Whether a grid of boxed rows ends with this rule. In grids of rules alone, blank lines may stand within the rows."""
    boxed = any(line.lstrip().startswith("|") for line in scene.lines[scene.at : rule])
    return boxed and not scene.lines[rule + 1]


def _is_right_over_text(lines: Sequence[str], rule: int) -> bool:
    """Whether the rule of a grid of boxed rows is its last, since text stands right below that is no row."""
    below = lines[rule + 1] if rule + 1 < len(lines) else ""
    return bool(_TEXT.match(below)) and "|" not in below and lines[rule - 1].lstrip().startswith("|")


def ruled_table(scene: Scene) -> Read | None:
    """Column heads over a rule, then rows; blank lines may stand after the rule and between rows."""
    rule = scene.next_rules[scene.at + 1]
    if rule >= min(scene.at + 4, scene.end):
        return None
    head = scene.lines[scene.at : rule]
    segmented = text.is_segmented_rule(scene.lines[rule])
    if not segmented and not any(text.gaps(line) and not _SENTENCE.match(line) for line in head):
        return None
    end = max(scene.end, rule + 1)
    columns = sorted(
        _columns_of(scene.lines[rule + 1 : end]).union(*map(text.column_starts, scene.lines[scene.at : rule + 1]))
    )
    words = _word_starts(head[-1])
    while run := _run_below(scene.lines, end):
        columns += sorted(_further_columns(run.lines, columns[-1]))
        if not _stand_below_words(run.lines, words) and not _go_on(run.lines, columns):
            below = _run_below(scene.lines, run.end) if _interrupts(run.lines, columns) else None
            if below is None or not _begins_row(below.lines[0], columns) or not _go_on(below.lines, columns):
                break
            run = below
        columns = sorted({*columns, *_columns_of(run.lines)})
        end = run.end
    return _table(scene, end, "ruled-table")


class _Run(NamedTuple):
    """Lines without a blank one among them, and the index of the line after them."""

    lines: Sequence[str]
    end: int


def _run_below(lines: Sequence[str], at: int) -> _Run | None:
    """The next run from line `at` on."""
    while at < len(lines) and not lines[at]:
        at += 1
    end = run_end(lines, at)
    return _Run(lines[at:end], end) if at < end else None


def _go_on(run: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether the lines are rows, though some may not keep to the columns: most do, or what does not stands within a cell."""
    first, *further = run
    if further and text.is_rule(further[0]):
        return False
    if _are_rows(run, columns):
        return True
    if any(line.lstrip().startswith("|") for line in further):  # drawn: the bars would stand within the cells
        return False
    rows = sum(_begins_row(line, columns) for line in run)
    if rows >= _LEAST_ROWS and rows * 3 >= len(run) * 2:
        return True
    second = next((column for column in columns if column > columns[0] + 1), 0)
    are_within_cell = all(_begins_row(line, columns) or text.indent_of(line) >= second > 0 for line in further)
    is_long_name = len(further) > 0 and text.indent_of(first) == columns[0] and " " not in first.strip()
    return are_within_cell and (_begins_row(first, columns) or is_long_name)


def _begins_row(line: str, columns: Sequence[int]) -> bool:
    """Whether the line has text in the first column and in another one."""
    if text.indent_of(line) != columns[0]:
        return False
    starts = text.column_starts(line) - {columns[0]}
    return any(abs(start - column) <= 1 for start in starts for column in columns if column > columns[0] + 1)


def _interrupts(run: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether the lines, few of them set in as far as the table or all within its cells, end nothing, so that rows may go on below them."""
    if run[-1].endswith(PARAGRAPH_END) or any(map(text.is_rule, run)):
        return False
    column = min(map(text.indent_of, run))
    return column > columns[0] + 1 or (column == columns[0] > 0 and len(run) <= _MOST_INTERRUPTING)


def _columns_of(rows: Sequence[str]) -> set[int]:
    """The columns at which the texts of rows begin: heads may stand elsewhere, in the middle of their columns."""
    return set().union(*(text.column_starts(line) for line in rows if text.gaps(line)))


def _further_columns(run: Sequence[str], last: int) -> set[int]:
    """The columns right of the last one in which most rows of the run have text: those whose heads stand closer together."""
    rows = [text.column_starts(line) for line in run if text.gaps(line)]
    return {
        column for column in set().union(*rows) if column > last and sum(column in row for row in rows) * 2 > len(rows)
    }


def _are_rows(run: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether the lines are rows; below the first, the text of its first column may go on alone."""
    second = next((column for column in columns if column > columns[0] + 1), 0)
    return _goes_on_hanging(run, columns) or all(
        _is_row(line, columns) or (i and len(line) < second) for i, line in enumerate(run)
    )


def _stand_below_words(run: Sequence[str], columns: set[int]) -> bool:
    """Whether the lines are rows without gaps: a word of each begins at each of the columns; a rule may close them."""
    rows = run[:-1] if text.is_rule(run[-1]) else run
    if len(columns) < _LEAST_NARROW or not rows or any(map(text.gaps, rows)):
        return False
    return all(columns <= _word_starts(line) for line in rows)


def _word_starts(line: str) -> set[int]:
    return {match.start() for match in _WORD.finditer(line)}


def _goes_on_hanging(run: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether the text of a column goes on at it in all lines below the first, however close to it the text before it ends there."""
    first, *further = run
    hanging = {text.indent_of(line) for line in further}
    return (
        len(hanging) == 1
        and hanging <= {*columns[1:]}
        and first[: (at := min(hanging))][-1:] == " " != first[at : at + 1]
    )


def _is_row(line: str, columns: Sequence[int]) -> bool:
    """Whether the line is a row, or the continuation of one, of a table whose columns begin at `columns`."""
    if text.gaps(line) or text.is_rule(line):
        return True
    starts = text.column_starts(line)
    if " " not in line.strip() and any(len(line) < column for column in columns[-2:]):
        return text.indent_of(line) >= columns[0]
    further = [column for column in columns if column > columns[0] + 1]
    return any(abs(start - column) <= 1 for start in starts for column in further)


def aligned_table(scene: Scene) -> Read | None:
    """Lines with a column that begins at one place after wide gaps; its text may go on below itself.

    Three lines at least, unless they are files or a row below heads in capitals.
    """
    run = scene.lines[scene.at : scene.end]
    if _is_file_list(run) or _is_head_and_row(run) or _has_groups(run):
        return _table(scene, scene.end, "aligned-table")
    if scene.end - scene.at < 3 or not text.gaps(scene.line) or text.indent_of(run[1]) < scene.indent:
        return None
    rows = [line for line in run if text.gaps(line)]
    if len(rows) < 2 or (len(run) > _LONG_RUN and not scene.follows_blank):
        return None
    common = set.intersection(*(text.column_starts(line) for line in rows)) - {scene.indent}
    if (
        not common
        or any(CODE.search(line) for line in rows[: len(rows) // 2 + 1])
        or any(map(_ASSEMBLY.search, run))
        or all(map(_LABEL.match, rows))
    ):
        return None
    goes_on = all(text.gaps(line) or text.indent_of(line) in common for line in run)
    return _table(scene, scene.end, "aligned-table") if goes_on else None


def _is_head_and_row(run: Sequence[str]) -> bool:
    """Whether the two lines are the heads of three columns or more, in capitals, and one row below them."""
    if len(run) != _HEAD_AND_ROW or not run[0].isupper():
        return False
    heads, cells = ([match.start() for match in _CELL.finditer(line)] for line in run)
    return len(heads) == len(cells) >= _LEAST_COLUMNS and all(
        abs(a - b) <= 2 for a, b in zip(heads, cells, strict=True)
    )


def _has_groups(run: Sequence[str]) -> bool:
    """Whether two columns or more go through most of the lines, and the others are names of groups or wrapped names of rows."""
    if not _LEAST_GROUPED <= len(run) <= _LONG_RUN:
        return False
    rows = [line for line in run if text.gaps(line)]
    if len(rows) * 3 < len(run) * 2 or any(CODE.search(line) for line in run):
        return False
    common = sorted(set.intersection(*(text.column_starts(line) for line in rows)))[-2:]
    return len(common) == 2 and all(len(line) <= common[0] for line in run if not text.gaps(line))


def _is_file_list(run: Sequence[str]) -> bool:
    """Whether every line names a file with its date and its size."""
    if not 1 < len(run) <= _LONG_RUN or ("-" not in run[0] and "/" not in run[0]):
        return False
    return all(_DATE.search(line) and _SIZE.search(line) for line in run)


def _table(scene: Scene, end: int, rule: str) -> Read:
    lines = dedent(scene.lines[scene.at : end])
    block = Table(span=scene.span(end), rule=rule, depth=scene.depth, lines=lines, cells=cells_of(lines))
    return Read(block, end)
