"""Which lines of a table are one row: those of a cell that goes on below, and those that a blank line parts from others."""

import re
from collections.abc import Sequence

Line = Sequence[str]
"""The cells of one line of a table, empty where it has no text in a column."""

NUMBER = re.compile(r"[-+$]?[\d.,:/]+(?: ?(?:%|[KMG]B|bytes|[ap]m?))?\Z", re.IGNORECASE)
_EASILY = 8  # columns to spare
_LEAST_RECORDS = 3  # with blank lines between them
_LEAST_LISTED = 2  # lines below each other
_GOES_ON = re.compile(r"[.,;:&/(-]\Z|\b(?:a|an|and|by|for|from|no|of|on|or|the|to|with)\Z", re.IGNORECASE)
_IS_OPEN = re.compile(r"[,&/(-]\Z|\b(?:a|an|and|by|for|from|of|on|or|the|to|with)\Z")


def begin_rows(lines: Sequence[Line], begins: Sequence[bool]) -> list[bool] | None:
    """For each line, whether it begins a row; None where that is not certain.

    `begins` says for each line whether it is the first one or stands below a blank line.
    """
    further = _further_lines(lines, begins)
    if further is None:
        return None
    listed = _listed(lines, begins)
    are_parted = _are_parted(lines, begins)
    found: list[bool] = []
    for n, (cells, begins_record) in enumerate(zip(lines, begins, strict=True)):
        is_wrapped = are_parted and not begins_record and bool(cells[0]) and not all(cells)
        is_listed = n in listed
        goes_on = bool(found) and not is_listed and (_hangs(cells) or is_wrapped or n in further)
        if not goes_on and not cells[0] and not is_listed:
            return None
        if (n and _leaves_its_column(lines[n - 1], cells)) or (is_listed and _is_below_announced(lines, n - 1, listed)):
            return None
        found.append(not goes_on)
    return found


def _leaves_its_column(above: Line, cells: Line) -> bool:
    """Whether the text in the first column may be the rest of another, which the line above left open, while that of the first is whole."""
    is_first_alone = bool(cells[0]) and not any(cells[1:])
    return is_first_alone and not _IS_OPEN.search(above[0]) and any(map(_IS_OPEN.search, above[1:]))


def _is_below_announced(lines: Sequence[Line], first: int, listed: set[int]) -> bool:
    """Whether a list began on line `first`, with the words of a cell over it that announce it: that is a list within the cell."""
    is_first = first > 0 and first not in listed and _hangs(lines[first])
    return is_first and any(cell.endswith(":") for cell in lines[first - 1])


def _hangs(cells: Line) -> bool:
    return not cells[0] and sum(map(bool, cells)) == 1


def _further_lines(lines: Sequence[Line], begins: Sequence[bool]) -> set[int] | None:
    """Which lines that fill all columns, none of them with a number, go on with the row above; None where that is not certain.

    Where blank lines part the rows, all of them do if their text shows it: it was left open, or goes on small where no record begins so.
    None of them does if most lines are such, or if nothing shows it and several follow each other.
    """
    full = [n for n, cells in enumerate(lines) if not begins[n] and all(cells) and not any(map(NUMBER.match, cells))]
    if sum(begins) == 1 or not full:
        return set()
    widths = _widths(lines)
    records = [cells for cells, begins_record in zip(lines, begins, strict=True) if begins_record]
    begin_small = [any(cell[:1].islower() for cell in column) for column in zip(*records, strict=True)]
    shown = [
        n
        for n in full
        if any(
            _IS_OPEN.search(above) or (not small and _goes_on_small(above, below, width))
            for above, below, width, small in zip(lines[n - 1], lines[n], widths, begin_small, strict=True)
        )
    ]
    if len(shown) == len(full):
        return set(full)
    are_rows = len(full) * 2 >= len(lines) and len(shown) * 2 <= len(full)
    may_be_rows = sum(begins) < _LEAST_RECORDS or all({n - 1, n + 1}.intersection(full) for n in full)
    return set() if are_rows or (not shown and may_be_rows) else None


def _goes_on_small(above: str, below: str, width: int) -> bool:
    """Whether a cell begins with a small letter, and its first word had no room in the cell above it."""
    return below[0].islower() and len(above) + 1 + len(below.split(maxsplit=1)[0]) > width


def _widths(lines: Sequence[Line]) -> list[int]:
    return [max(map(len, column)) for column in zip(*lines, strict=True)]


def _listed(lines: Sequence[Line], begins: Sequence[bool]) -> set[int]:
    """Which lines have no first cell because they are one more of a list that stands beside that of the row above.

    In a column of lists, at least one line was ended though the next word had fitted easily, or all of it are single words, several of
    them below each other. What only repeats the line above is no rest of it.
    """
    widths = _widths(lines)
    opening: dict[int, int] = {}  # the column of each line that may be one
    of_lists: set[int] = set()
    repeated: set[int] = set()
    for n in range(1, len(lines)):
        if begins[n] or not _hangs(lines[n]):
            continue
        column = next(i for i, cell in enumerate(lines[n]) if cell)
        above, below = lines[n - 1][column], lines[n][column]
        if above == below:
            repeated.add(n)
        if _is_next_of_list(above, below):
            opening[n] = column
            if len(above) + 1 + len(below.split(maxsplit=1)[0]) + _EASILY <= widths[column]:
                of_lists.add(column)
    if sum(begins) == 1:
        of_lists |= {column for column in set(opening.values()) if _are_single_words(lines, opening, column)}
    return repeated | {n for n, column in opening.items() if column in of_lists}


def _are_single_words(lines: Sequence[Line], opening: dict[int, int], column: int) -> bool:
    are_below_each_other = any(
        all(opening.get(n + i) == column for i in range(_LEAST_LISTED)) for n in range(len(lines))
    )
    return are_below_each_other and not any(" " in cells[column] for cells in lines)


def _is_next_of_list(above: str, below: str) -> bool:
    return bool(above) and not _GOES_ON.search(above) and (below[0].isupper() or below[0].isdecimal())


def _are_parted(lines: Sequence[Line], begins: Sequence[bool]) -> bool:
    """Whether blank lines stand between the records, so that lines without one before them go on with a record."""
    return sum(begins) >= _LEAST_RECORDS and all(
        cells[0] and any(cells[1:]) for cells, begins_record in zip(lines, begins, strict=True) if begins_record
    )
