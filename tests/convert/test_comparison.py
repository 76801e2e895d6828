"""Two sources of one article: what is a contradiction, and what only came to harm on its way."""

import pytest

from kbtool.convert.comparison import contradictions
from tests import builders
from tests.legacy.helpers import document


def found(field: str, lost: str, won: str) -> list[str]:
    older, newer = (document(builders.text(header={field: value}, footer={})) for value in (lost, won))
    return [name for name, _, _ in contradictions(newer, older)]


@pytest.mark.parametrize(
    ("field", "lost", "won", "names"),
    [
        ("PROD/VER", "WINDOWS:3.1", "WINDOWS:3.11", ["version"]),
        ("PROD/VER", "WINDOWS:" + "3.1," * 19 + "3.1", "WINDOWS:" + "3.1," * 19 + "3.11", []),
        ("PROD/VER", ":3.1", "3.1", []),
        ("KEYWORDS", "kbbug kbfix", "kbbuglist kbfixlist", ["keywords"]),
        ("KEYWORDS", "kbusagekbfaq", "kbusage kbfaq", []),
        ("KEYWORDS", "kbbell " * 11 + "kbfixlistl", "kbbell kbfixlistlong", []),
        ("KEYWORDS", "kbfixl", "kbbell kbfixlist", ["keywords"]),
    ],
)
def test_a_value_contradicts_unless_it_was_cut_or_glued(field: str, lost: str, won: str, names: list[str]) -> None:
    assert found(field, lost, won) == names
