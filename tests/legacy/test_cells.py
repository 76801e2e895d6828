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

WRAPPED = """\
+-----------------------------------------+
| Part     | How to hold it               |
+-----------------------------------------+
| Lever    | With both hands, but never
             with wet ones. |
+-----------------------------------------+
| Hook
(small) | With a glove                 |
+-----------------------------------------+"""

UNCERTAIN = {
    "no row": "Lamp   Oil\n----------",
    "no rule": "Bow     120\nStern   200\nMast     80",
    "a row that reaches into the next column": "Lamp   Oil\n----------\nStern lamp 12",
    "a cell with a gap": "Lamp   Oil  Room\n----------------\nBow    12   Deck\nStern  and 7  Hold",
    "a row whose first cell stands alone": "Lamp   Oil\n----------\nBow    12\nStern",
    "records of several lines each": "A    Oil  Room\n---------------\nBow  12   Deck\n     13   Hold\n\nAft  7    Deck\n\nMid  8    Deck",
    "a column without a head": "Lamp\n----------\nBow    12\nStern  13",
    "rows without a title under one rule": "          Oil    Room\n---------------------\nBow       12     Deck",
    "a title without a rule": "          Oil    Room\n          ---    \nBow       12     Deck",
    "an empty title between others": "Lamp           Room\n----   ----    ----\nBow    12      Deck",
    "heads of more lines than heads have": "a      b\nc      d\ne      f\ng      h\n--------\nBow    12",
    "a word over two heads": "       Lids\nLamp   of oil   of tin\n---------------------\nBow    12       13",
    "a word in the middle of two heads": "          Lids\nLamp   of oil   of tin\n---------------------\nBow    12       13",
    "a title over the heads": "Lamps of the ship\nLamp   of oil   of tin\n---------------------\nBow    12       13",
    "a word below no head, columns not parted": "Lamp    Oil   Room\n------------------\nBow   7 120   Deck\nStern   1,200 Hold",
    "two words below one head, columns not parted": "Lamp    Old oil   Room\n----------------------\nStern   12 7 ml   Deck\nSternlamps 99     Hold",
    "a word below two heads": "Lamp    Oil   Room\n------------------\nSternlamps    Deck\nBow     120   Deck",
    "a row without its first word, columns not parted": "Lamp    Oil   Room\n------------------\n          1,200 Deck\nBow     120   Deck",
    "a box with a wide gap in a cell": "+---------+\n| a | b   |\n| c | d   e |\n+---------+",
    "a box row without its last bar": "+-----+\n| a | b |\n+-----+\n| c | d\n+-----+",
    "a box with a wrapped row and a bar too many": "+-----+\n| a | b |\n+-----+\n| c | d |\ne |\n+-----+\n| c |\nd | e |\n+-----+",
    "a box with a blank line in a row": "+-----+\n| a | b |\n+-----+\n| c | d\n\ne |\n+-----+",
    "numbers over their sum": "Bow     1,200   12\nStern     800   13\n-----------------\nBoth    2,000   25",
    "numbers over a rule of their own": "Lamps of\nthe bow    12 KB   13 KB\n           -----   -----\nTotal      12 KB   13 KB",
    "records whose lines leave it open whether they are rows": "Lamp      Oil\n--------------\nThe bow   None\n\nA stern   Some\nThe mid   All\n\nOld mast  Old\n\nThe deck  New",
    "a list within a cell": "Lamp   Says\n-----------------\n1      Kind of pump:\n          03 - Pump (Bow/Stern\n               OLD/New)\n          83 - Pump with lid\n          8B - Lid\n2-4    Not used",
    "the rest of a cell below another": "Turn            Levers\n----------------------\nTurn all        UPPER, LOWER,\n     LEFT\n\nTurn by halves  LID+LEFT\n\nTurn twice      LID",
    "a box with rows of several lines": "+-----+\n| a | b |\n+-----+\nc\nd\n+-----+",
}


def test_a_bar_that_not_every_row_has_is_text() -> None:
    cells = cells_of(BOXED.split("\n"))
    assert cells is not None
    assert (cells.head, cells.rows) == (("Part", "Size"), (("a | b", "12"),))


def test_heads_may_stand_on_several_lines_each_above_its_column() -> None:
    cells = cells_of(
        ["Kind               Kept", "of Lamp   Oil      in", "----------------------", "Bow       120      Deck"]
    )
    assert cells is not None
    assert (cells.head, cells.rows) == (("Kind of Lamp", "Oil", "Kept in"), (("Bow", "120", "Deck"),))


def test_a_boxed_row_may_hold_nothing_or_only_its_first_cell_and_a_cell_two_blanks() -> None:
    empty, rule = "|       |         |", "+-----------------+"
    lines = [
        rule,
        empty,
        rule,
        "| Lamps |  Oil    |",
        rule,
        "| Bow   |         |",
        rule,
        empty,
        "| Stern | no  oil |",
        rule,
    ]
    cells = cells_of(lines)
    assert cells is not None
    assert (cells.head, cells.rows) == (("Lamps", "Oil"), (("Bow", ""), ("Stern", "no  oil")))


def test_words_below_different_heads_are_cells_however_close_they_stand() -> None:
    cells = cells_of(
        [
            "Lamp      Oil         Size    File name   Room",
            "----------------------------------------------",
            "02/29/96              12,345  lamp.exe    Deck",
            "",
            "12/31/1996  x      1,234,567  bow.dll     (Hold)",
            "01/31/1997 yy        123,456 stern.dll   Hold",
        ]
    )
    assert cells is not None
    assert cells.head == ("Lamp", "Oil", "Size", "File name", "Room")
    assert cells.rows == (
        ("02/29/96", "", "12,345", "lamp.exe", "Deck"),
        ("12/31/1996", "x", "1,234,567", "bow.dll", "(Hold)"),
        ("01/31/1997", "yy", "123,456", "stern.dll", "Hold"),
    )


def test_the_lines_of_a_wrapped_cell_of_a_box_are_one_text() -> None:
    cells = cells_of(WRAPPED.split("\n"))
    assert cells is not None
    assert cells.head == ("Part", "How to hold it")
    assert cells.rows == (
        ("Lever", "With both hands, but never with wet ones."),
        ("Hook (small)", "With a glove"),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["         Oil   Room", "         ---   ----", "Bow      12    Deck", "Stern    1     Hold"],
        ["+----------------+", "|       |Oil|Room|", "+----------------+", "| Bow   |12 |Deck|", "| Stern |1  |Hold|"],
    ],
)
def test_the_column_of_names_needs_no_title(lines: list[str]) -> None:
    cells = cells_of(lines)
    assert cells is not None
    assert cells.head == ("", "Oil", "Room")
    assert cells.rows == (("Bow", "12", "Deck"), ("Stern", "1", "Hold"))


def test_between_blank_lines_the_first_cell_of_a_row_may_hang_too() -> None:
    rows = [
        "Lamp             Oil   Room",
        "-------------------------",
        "Bow              120   Deck",
        "",
        "Stern (with      80    By the weather-",
        "the new chart)         station",
        "",
        "Mast             7     Deck",
    ]
    cells = cells_of(rows)
    assert cells is not None
    assert cells.rows == (
        ("Bow", "120", "Deck"),
        ("Stern (with the new chart)", "80", "By the weather-station"),
        ("Mast", "7", "Deck"),
    )
    assert cells_of([row for row in rows if row]) != cells


def test_a_list_beside_one_name_is_a_row_for_each_of_its_lines() -> None:
    rows = [
        "Room    Lamps                     Oil",
        "----    -----                     ---",
        "Bow     Upper lamp                12",
        "        Lower lamp",
        "Stern   The lamp of the captain",
        "        Lower lamp (in the hold)",
        "Deck    The lamp of the cook and",
        "        Master",
        "Mast    Lamps that nobody lights",
        "        any more",
    ]
    cells = cells_of(rows)
    assert cells is not None
    assert cells.rows == (
        ("Bow", "Upper lamp", "12"),
        ("", "Lower lamp", ""),
        ("Stern", "The lamp of the captain", ""),
        ("", "Lower lamp (in the hold)", ""),
        ("Deck", "The lamp of the cook and Master", ""),
        ("Mast", "Lamps that nobody lights any more", ""),
    )


def test_a_cell_whose_lines_were_full_is_one_whatever_they_begin_with() -> None:
    cells = cells_of(["Room   Lamps", "------------", "Bow    The Old Lamp", "       Of The Harbor", "Deck   None"])
    assert cells is not None
    assert cells.rows[0] == ("Bow", "The Old Lamp Of The Harbor")


def test_full_lines_between_blank_lines_are_rows_of_their_own() -> None:
    rows = [
        "Old lamp   Oil",
        "--------------",
        "The bow    12",
        "The stern  13",
        "",
        "The mast   7",
        "",
        "The deck   8",
    ]
    cells = cells_of(rows)
    assert cells is not None
    assert len(cells.rows) == 4


def test_where_blank_lines_part_the_rows_all_cells_of_one_may_go_on() -> None:
    rows = [
        "Lamp               Oil",
        "-----------------------------",
        "Bow, stern,        Of the whale,",
        "and the mast       of late",
        "",
        "Lamp of the deck   None of it",
        "with the chart     is kept",
        "",
        "Hold               Old",
    ]
    cells = cells_of(rows)
    assert cells is not None
    assert cells.rows == (
        ("Bow, stern, and the mast", "Of the whale, of late"),
        ("Lamp of the deck with the chart", "None of it is kept"),
        ("Hold", "Old"),
    )


def test_several_full_lines_below_each_other_that_end_nothing_open_are_rows() -> None:
    rows = [
        "Lamp      Oil",
        "--------------",
        "The bow   None",
        "A stern   Some",
        "The mid   All",
        "",
        "Old mast  Old",
        "",
    ]
    cells = cells_of([*rows, "The deck  New", "", "The hold  Of the", "          whale", "", "The sea   None"])
    assert cells is not None
    assert len(cells.rows) == 7


def test_single_words_below_each_other_are_a_row_each() -> None:
    cells = cells_of(["Lamp   Oil", "----------", "Bow    Whale", "Stern  Tallow", "       Coal", "       Palm"])
    assert cells is not None
    assert cells.rows == (("Bow", "Whale"), ("Stern", "Tallow"), ("", "Coal"), ("", "Palm"))


def test_what_is_said_again_is_no_rest_of_the_cell_above() -> None:
    cells = cells_of(["Lamp   You say", "--------------", "Bow    (the bell)", "       (the bell)", "Stern  nothing"])
    assert cells is not None
    assert cells.rows == (("Bow", "(the bell)"), ("", "(the bell)"), ("Stern", "nothing"))


def test_lines_between_the_rules_of_a_box_are_one_row_where_each_has_its_rules() -> None:
    rule = "+----------------+"
    rows = ["| Lamp  | Oil    |", rule, "| Bow   | Whale  |", "| (old) |        |", rule, "| Stern | Tallow |"]
    cells = cells_of([rule, *rows, rule])
    assert cells is not None
    assert cells.rows == (("Bow (old)", "Whale"), ("Stern", "Tallow"))
    one_group = cells_of([rule, rows[0], rule, rows[2], rows[3], rows[5], rule])
    assert one_group is not None
    assert len(one_group.rows) == 3


def test_a_dash_at_the_end_of_a_cell_is_no_hyphen() -> None:
    cells = cells_of(["Lamp   Room", "-----------", "Bow    Deck -", "       and hold", "Stern  Hold"])
    assert cells is not None
    assert cells.rows[0] == ("Bow", "Deck - and hold")


def test_numbers_stand_at_the_right_and_a_hanging_cell_is_one_with_that_above() -> None:
    cells = cells_of(RULED.split("\n"))
    assert cells is not None
    assert cells.head == ("Lamp", "Oil", "Room")
    assert cells.rows == (("Bow", "120", "Deck"), ("Stern", "1,200", "Cabin, with the chart"))
    assert cells.numeric == (False, True, False)


@pytest.mark.parametrize("lines", UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_is_not_certain_stays_as_its_lines(lines: str) -> None:
    assert cells_of(lines.split("\n")) is None
