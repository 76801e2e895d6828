"""Places in a text, its lines and its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.content.lines import LONGEST_SHOWN, Lines, Place, Stretches

PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda one: Place(one[0], sum(one))), max_size=8)


@given(PLACES)
def test_stretches_hold_the_characters_of_all_of_them(places: list[Place]) -> None:
    held = {offset for start, end in places for offset in range(start, end)}
    stretches = Stretches(places)
    assert {offset for offset in range(20) if offset in stretches} == held
    for start in range(18):
        for end in range(start + 1, 18):
            assert stretches.touch(Place(start, end)) is not held.isdisjoint(range(start, end))


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("one\ntwo", 2, "two"),
        ("one\ntwo", 3, ""),
        ("one\ntwo", 0, ""),
        ("x" * LONGEST_SHOWN, 1, "x" * LONGEST_SHOWN),
        ("x" * LONGEST_SHOWN + "x\n", 1, ""),
    ],
)
def test_a_line_is_shown_unless_it_is_very_long(text: str, number: int, shown: str) -> None:
    assert Lines(text).shown(number) == shown
