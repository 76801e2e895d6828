"""Columns of a table, where they are certain.

A table of the archive is lines of text. It becomes rows and cells only where every line agrees on the columns; where one does not, the
table stays as its lines, which is never wrong.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.rows import NUMBER, begin_rows
from kbtool.legacy.blocks.signs import GRID_RULE
from kbtool.model import Cells

_VALUE = re.compile(r"[-+$]?[\d.,:/]*\d[\d.,:/]*%?\Z|[\w-]+\.\w{2,4}\Z", re.ASCII)
_SUMMAND = re.compile(r"[-+$]?[\d.,]*\d[\d.,]*(?: ?(?:%|[KMG]B|bytes))?\Z", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_TITLE = re.compile(r"\S+(?: \S+)*")
_MOST_COLUMNS = 12
_MOST_HEADS = 3  # lines
_LEAST_RULED = 3  # groups of rows, one of them the heads


def cells_of(lines: Sequence[str]) -> Cells | None:
    """The cells of a table's lines; None where its columns are not certain."""
    if GRID_RULE.match(lines[0]):
        return _certain(_boxed(lines), lines, is_boxed=True)
    return _certain(_ruled(lines), lines, is_boxed=False) or _certain(_of_words(lines), lines, is_boxed=False)


def _certain(rows: list[tuple[str, ...]] | None, lines: Sequence[str], *, is_boxed: bool) -> Cells | None:
    """The cells of the rows read from the lines, if they are those of a table. Bars part boxed rows, so that they may hold less."""
    rows = [row for row in rows or () if any(row)]
    if not rows or len(rows) < 2 or not 2 <= len(rows[0]) <= _MOST_COLUMNS or not all(rows[0][1:]):
        return None
    if not rows[0][0] and not (is_boxed or _is_each_ruled(lines, len(rows[0]) - 1)):
        return None
    if any(_has_wide_gap(row) if is_boxed else _is_uncertain(row) for row in rows):
        return None
    if is_boxed and _is_headless(rows):
        rows.insert(0, ("",) * len(rows[0]))
    head, *body = rows
    columns = zip(*body, strict=True)
    return Cells(head, tuple(body), tuple(_is_numeric(column) for column in columns))


def _is_each_ruled(lines: Sequence[str], columns: int) -> bool:
    """Whether the head stands over so many rules, one for each column that has a title."""
    rule = next(line for line in lines if text.is_rule(line))
    return text.is_segmented_rule(rule) and len(rule.split()) == columns


def _is_uncertain(row: Sequence[str]) -> bool:
    """Whether a cell holds a gap, so that two columns may be one here, or only the first cell holds anything."""
    return any("  " in cell for cell in row) or not any(row[1:])


def _has_wide_gap(row: Sequence[str]) -> bool:
    return any("   " in cell for cell in row)


def _is_headless(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is one like the others: some column holds numbers or names of files from top to bottom."""
    return any(all(_VALUE.match(cell) for cell in column) for column in zip(*rows, strict=True))


def _is_numeric(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(NUMBER.match(cell) for cell in filled)


def _boxed(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Rows between box rules. Columns part where every row has a bar; a bar elsewhere is text, unless cells were wrapped."""
    written = [line.strip() for line in lines if _is_boxed(line)]
    rows = _whole_rows(written) if all(lines) else written
    if not all(row.startswith("|") and row.endswith("|") for row in rows):
        return None
    if len(rows) < len(written):
        split = [tuple(cell.strip() for cell in row[1:-1].split("|")) for row in rows]
        return split if len({len(row) for row in split}) == 1 else None
    if len({len(row) for row in rows}) != 1:
        return None
    bars = [i for i, signs in enumerate(zip(*rows, strict=True)) if set(signs) == {"|"}]
    split = [tuple(row[a + 1 : b].strip() for a, b in pairwise(bars)) for row in rows]
    return _whole_groups(split, [bool(GRID_RULE.match(above)) for above, line in pairwise(lines) if _is_boxed(line)])


def _is_boxed(line: str) -> bool:
    return bool(line) and not GRID_RULE.match(line)


def _whole_groups(rows: Sequence[tuple[str, ...]], begins: Sequence[bool]) -> list[tuple[str, ...]]:
    """The rows, those between two rules being one where each has rules of its own and none but the first of them fills all columns."""
    if sum(begins) < _LEAST_RULED or not begins[0]:
        return list(rows)
    if any(all(row) for row, begins_group in zip(rows, begins, strict=True) if not begins_group):
        return list(rows)
    return _grouped(rows, begins)


def _whole_rows(lines: Sequence[str]) -> list[str]:
    """The rows, each on one line; one whose cells were wrapped ends on the first line that ends with a bar."""
    rows: list[list[str]] = []
    for line in lines:
        if rows and not rows[-1][-1].endswith("|") and not line.startswith("|"):
            rows[-1].append(line)
        else:
            rows.append([line])
    return list(map(" ".join, rows))


def _ruled(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Heads of one line or a few over a rule, and rows whose cells do not reach into each other's columns."""
    rule = next((i for i, line in enumerate(lines) if text.is_rule(line)), 0)
    heads, written = lines[:rule], [line for line in lines[rule + 1 :] if line]
    if not 1 <= rule <= _MOST_HEADS or not all(heads) or not written or any(map(text.is_rule, written)):
        return None
    columns = _columns([*heads, *written])
    if not 2 <= len(columns) <= _MOST_COLUMNS or any(_spans_columns(*pair, columns) for pair in pairwise(heads)):
        return None
    split = [_split(line, columns) for line in heads]
    is_rule_of_sum = len(written) == 1 and text.indent_of(lines[rule]) >= columns[0][1]
    if _are_numbers_over_sum(split, is_rule_of_sum=is_rule_of_sum):
        return None
    begins = [not above or at == rule + 1 for at, (above, line) in enumerate(pairwise(lines), 1) if at > rule and line]
    rows = _whole([_split(line, columns) for line in written], begins)
    return None if rows is None else [_row(split), *rows]


def _are_numbers_over_sum(heads: Sequence[Sequence[str]], *, is_rule_of_sum: bool) -> bool:
    """Whether what stands over the rule are no heads but numbers: several of one column, or some over a rule of theirs alone."""
    numbers = [sum(bool(_SUMMAND.match(cell)) for cell in column) for column in zip(*heads, strict=True)]
    return max(numbers) > 1 or (is_rule_of_sum and bool(heads[-1][0]) and any(numbers))


def _whole(lines: Sequence[Sequence[str]], begins: Sequence[bool]) -> list[tuple[str, ...]] | None:
    """The rows, the cells of each whole again that go on over several lines."""
    starts = begin_rows(lines, begins)
    return None if starts is None else _grouped(lines, starts)


def _grouped(lines: Sequence[Sequence[str]], begins: Sequence[bool]) -> list[tuple[str, ...]]:
    """A row of all lines from each that begins one to the next such line; the first does."""
    rows: list[list[Sequence[str]]] = []
    for cells, begins_row in zip(lines, begins, strict=True):
        if begins_row:
            rows.append([])
        rows[-1].append(cells)
    return list(map(_row, rows))


def _row(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(text.joined(column) for column in zip(*lines, strict=True))


def _spans_columns(above: str, below: str, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a head of two lines may have words in the first that stand for several columns of the second.

    Those of one column begin above its words; if it is neither the first nor the last column, its neighbour has words too.
    """
    cells = _split(above, columns)
    for n, (start, end) in enumerate(columns):
        column, written = above[start:end], below[start:end]
        if not cells[n] or not written.strip():
            continue
        is_inner = 0 < n < len(columns) - 1
        if abs(text.indent_of(column) - text.indent_of(written)) > 1 or (is_inner and not cells[n + 1]):
            return True
    return False


def _split(line: str, columns: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(line[start:end].strip() for start, end in columns)


def _of_words(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """One head line over a rule, and rows of single words, each of which stands below one head and all below different ones.

    However close two of them stand, no word can belong to another column.
    """
    head, rule, *rows = filter(None, lines)
    if not rows or not text.is_rule(rule):
        return None
    heads = [(found.start(), found.end()) for found in _TITLE.finditer(head)]
    found = [_below(heads, row) for row in rows]
    return None if None in found else [tuple(_TITLE.findall(head)), *filter(None, found)]


def _below(heads: Sequence[tuple[int, int]], row: str) -> tuple[str, ...] | None:
    """The words of the row in the columns of their heads; None where one stands below none, two, or that of another word."""
    cells = [""] * len(heads)
    for word in _WORD.finditer(row):
        above = [i for i, (start, end) in enumerate(heads) if start < word.end() and word.start() < end]
        if len(above) != 1 or cells[above[0]]:
            return None
        cells[above[0]] = word[0]
    return tuple(cells) if cells[0] else None


def _columns(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The columns between gaps of two blanks or more that go through all lines, as half-open intervals."""
    width = max(map(len, lines))
    filled = bytearray(width)
    for line in lines:
        for word in _WORD.finditer(line):
            filled[word.start() : word.end()] = b"x" * len(word[0])
    columns: list[tuple[int, int]] = []
    for i in (i for i in range(width) if filled[i]):
        if columns and i - columns[-1][1] < 2:
            columns[-1] = (columns[-1][0], i + 1)
        else:
            columns.append((i, i + 1))
    return columns
