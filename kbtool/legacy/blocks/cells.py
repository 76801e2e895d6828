"""Columns of a table, where they are certain.

A table of the archive is lines of text. It becomes rows and cells only where every line agrees on the columns; where one does not, the
table stays as its lines, which is never wrong.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.signs import GRID_RULE
from kbtool.model import Cells

_NUMBER = re.compile(r"[-+$]?[\d.,:/]+(?: ?(?:%|[KMG]B|bytes|[ap]m?))?\Z", re.IGNORECASE)
_VALUE = re.compile(r"[-+$]?[\d.,:/]*\d[\d.,:/]*%?\Z|[\w-]+\.\w{2,4}\Z", re.ASCII)
_WORD = re.compile(r"\S+")
_TITLE = re.compile(r"\S+(?: \S+)*")
_MOST_COLUMNS = 12
_MOST_HEADS = 3  # lines
_EASILY = 8  # columns to spare
_GOES_ON = re.compile(r"[.,;:&/(-]\Z|\b(?:a|an|and|by|for|from|no|of|on|or|the|to|with)\Z", re.IGNORECASE)
_LEAST_RECORDS = 3  # with blank lines between them


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
    return bool(filled) and all(_NUMBER.match(cell) for cell in filled)


def _boxed(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Rows between box rules. Columns part where every row has a bar; a bar elsewhere is text, unless cells were wrapped."""
    written = [line.strip() for line in lines if line and not GRID_RULE.match(line)]
    rows = _whole_rows(written) if all(lines) else written
    if not all(row.startswith("|") and row.endswith("|") for row in rows):
        return None
    if len(rows) < len(written):
        split = [tuple(cell.strip() for cell in row[1:-1].split("|")) for row in rows]
        return split if len({len(row) for row in split}) == 1 else None
    if len({len(row) for row in rows}) != 1:
        return None
    bars = [i for i, signs in enumerate(zip(*rows, strict=True)) if set(signs) == {"|"}]
    return [tuple(row[a + 1 : b].strip() for a, b in pairwise(bars)) for row in rows]


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
    begins = [not above or at == rule + 1 for at, (above, line) in enumerate(pairwise(lines), 1) if at > rule and line]
    split = [_split(line, columns) for line in written]
    are_parted = _are_parted(split, begins)
    listed = _listed(split, begins)
    rows = [tuple(map(list, zip(*(_split(line, columns) for line in heads), strict=True)))]
    for n, (cells, begins_record) in enumerate(zip(split, begins, strict=True)):
        is_wrapped = are_parted and not begins_record and bool(cells[0]) and not all(cells)
        if len(rows) > 1 and n not in listed and (_hangs(cells) or is_wrapped):
            for above, below in zip(rows[-1], cells, strict=True):
                above.append(below)
        elif cells[0] or n in listed:
            rows.append(tuple([cell] for cell in cells))
        else:
            return None
    return [tuple(map(_joined, row)) for row in rows]


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


def _hangs(cells: Sequence[str]) -> bool:
    return not cells[0] and sum(map(bool, cells)) == 1


def _listed(rows: Sequence[Sequence[str]], begins: Sequence[bool]) -> set[int]:
    """Which rows have no first cell because they are one more of a list that stands beside that of the row above.

    In a column of lists, at least one line was ended though the next word had fitted easily.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    opening: dict[int, int] = {}  # the column of each row that may be one
    of_lists: set[int] = set()
    for n in range(1, len(rows)):
        if begins[n] or not _hangs(rows[n]):
            continue
        column = next(i for i, cell in enumerate(rows[n]) if cell)
        above, below = rows[n - 1][column], rows[n][column]
        if _is_next_of_list(above, below):
            opening[n] = column
            if len(above) + 1 + len(below.split(maxsplit=1)[0]) + _EASILY <= widths[column]:
                of_lists.add(column)
    return {n for n, column in opening.items() if column in of_lists}


def _is_next_of_list(above: str, below: str) -> bool:
    return bool(above) and not _GOES_ON.search(above) and (below[0].isupper() or below[0].isdecimal())


def _are_parted(rows: Sequence[Sequence[str]], begins: Sequence[bool]) -> bool:
    """Whether blank lines stand between the records, so that lines without one before them go on with a record."""
    return sum(begins) >= _LEAST_RECORDS and all(
        cells[0] and any(cells[1:]) for cells, begins_record in zip(rows, begins, strict=True) if begins_record
    )


def _joined(parts: Sequence[str]) -> str:
    """The lines of a cell; where a line ends within a word, at its hyphen, no blank comes after it."""
    whole = ""
    for part in filter(None, parts):
        within_word = whole[-1:] == "-" and whole[-2:-1].isalnum() and part[0].isalnum()
        whole += part if within_word or not whole else f" {part}"
    return whole


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
