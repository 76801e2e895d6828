"""What the validator says of a value is said in other words."""

from datetime import date
from typing import Annotated, Literal

import msgspec
import pytest

from kbtool import wording


class Sample(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    day: date | None = None
    list: tuple[str, ...] = ()
    named: dict[str, str] = {}
    number: float = 0
    choice: Literal["a", "b"] = "a"


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (["x"], str, "this is a list, not text"),
        ("x", tuple[str, ...], "this is text, not a list"),
        (None, str, "this is nothing, not text"),
        (True, float, "this is true or false, not a number"),
        (5, date | None, "this is a whole number, not a date"),
        ("2001-13-45", date, "there is no such day; a date is written YYYY-MM-DD"),
        (["x", 5], tuple[str, ...], "this is a whole number, not text (entry 2)"),
        ("", Annotated[str, msgspec.Meta(min_length=1)], "this is empty"),
        ({}, Sample, "'text' is missing"),
        ({"text": "x", "txt": "y"}, Sample, "nothing is called 'txt' here"),
        ({"text": "x", "choice": "c"}, Sample, "'c' is none of the values that there are (choice)"),
        ({"text": "x", "named": {"a": []}}, Sample, "this is a list, not text (named)"),
        ({"text": "x", "named": {1: "a"}}, Sample, "this is a whole number, not text (named)"),
        ({"text": "x", "list": [1]}, Sample, "this is a whole number, not text (list[0])"),
    ],
)
def test_it_is_said_what_is_wrong_with_a_value(value: object, kind: type, said: str) -> None:
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.convert(value, kind)
    assert wording.problem(error.value) == said
