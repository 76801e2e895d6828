"""Columns of a table, where they are certain: `kbtool.legacy.blocks.cells`."""

import pytest

from kbtool.legacy.blocks.cells import cells_of

BOXED = """\
+-----------------------+
| Part     | Size       |
+-----------------------+
| a | b    | 12         |
+-----------------------+"""

RULED = """\
Lamp      Oil     Room
----------------------
Bow        120    Deck
Stern    1,200    Cabin, with
                  the chart"""

UNCERTAIN = {
    "no row": "Lamp   Oil\n----------",
    "no rule": "Bow     120\nStern   200\nMast     80",
    "a row that reaches into the next column": "Lamp   Oil\n----------\nStern lamp 12",
    "a cell with a gap": "Lamp   Oil  Room\n----------------\nBow    12   Deck\nStern  and 7  Hold",
    "a row whose first cell stands alone": "Lamp   Oil\n----------\nBow    12\nStern",
    "a column without a head": "Lamp\n----------\nBow    12\nStern  13",
    "a box row without its last bar": "+-----+\n| a | b |\n+-----+\n| c | d\n+-----+",
    "a box with rows of several lines": "+-----+\n| a | b |\n+-----+\nc\nd\n+-----+",
}


def test_a_bar_that_not_every_row_has_is_text() -> None:
    cells = cells_of(BOXED.split("\n"))
    assert cells is not None
    assert (cells.head, cells.rows) == (("Part", "Size"), (("a | b", "12"),))


def test_numbers_stand_at_the_right_and_a_hanging_cell_is_one_with_that_above() -> None:
    cells = cells_of(RULED.split("\n"))
    assert cells is not None
    assert cells.head == ("Lamp", "Oil", "Room")
    assert cells.rows == (("Bow", "120", "Deck"), ("Stern", "1,200", "Cabin, with the chart"))
    assert cells.numeric == (False, True, False)


@pytest.mark.parametrize("lines", UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_is_not_certain_stays_as_its_lines(lines: str) -> None:
    assert cells_of(lines.split("\n")) is None
