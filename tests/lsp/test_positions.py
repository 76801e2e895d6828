"""Places are counted as the editor counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from kbtool.lsp.positions import Positions

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
TEXT = "a\u00fc\N{BELL}b\nsecond\n"


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_a_character_counts_the_units_of_the_encoding(encoding: str, character: int) -> None:
    positions = Positions(TEXT, encoding)
    assert positions.position(3) == Position(0, character)
    assert positions.offset(Position(0, character)) == 3
    assert positions.position(6) == Position(1, 1)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("one\rtwo", 5, Position(1, 1)),
        ("one\x0btwo\u2028three", 9, Position(0, 9)),
        ("one\n", 4, Position(1, 0)),
        ("", 0, Position(0, 0)),
    ],
)
def test_a_line_ends_where_the_protocol_says(text: str, offset: int, position: Position) -> None:
    positions = Positions(text, "utf-16")
    assert positions.position(offset) == position
    assert positions.offset(position) == offset


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (Position(0, 99), 4),  # beyond the line: its end
        (Position(9, 0), 12),  # beyond the text: its end
        (Position(0, 3), 2),  # between the halves of a pair: before it
    ],
)
def test_a_place_that_is_none_is_the_nearest_before(position: Position, offset: int) -> None:
    assert Positions(TEXT, "utf-16").offset(position) == offset


TEXTS = st.text(st.sampled_from("ab \n\r\x0c\u2028\u00e9\N{BELL}\ud800"), max_size=30).map(
    lambda text: text.replace("\r\n", "\n")
)


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_there_and_back_is_the_same_place(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    assert positions.offset(positions.position(offset)) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_many_places_on_one_long_line_take_no_longer_than_on_many(encoding: str) -> None:
    text = "\u00fc" * 200_000
    positions = Positions(text, encoding)
    units = positions.position(1).character
    assert [positions.position(offset).character for offset in range(len(text))] == [
        *range(0, units * len(text), units)
    ]
