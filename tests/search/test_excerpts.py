"""The piece of a text that a result shows: Python and the client in the browser must agree."""

from pathlib import Path

import pytest

from kbtool.search import excerpts
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "excerpts.txt"


@pytest.mark.parametrize("case", cases.params(FILE))
def test_excerpts(case: cases.Case, expect: Expect) -> None:
    text, terms = _given(case)
    found = excerpts.excerpt(text, terms)
    expect(case, found)
    assert len(found) <= excerpts.LONGEST + len(excerpts.MORE)


def test_the_client_shows_the_same(run_client: RunClient) -> None:
    given = [*map(_given, cases.read(FILE)), ("\U0001f514" * 250 + " bell", ["bell"])]
    code = "return input.map(([text, terms]) => m.excerpt(text, new Set(terms)))"
    assert run_client("search-excerpt.js", code, given) == [excerpts.excerpt(text, terms) for text, terms in given]


def _given(case: cases.Case) -> tuple[str, list[str]]:
    terms, *text = case.lines
    return " ".join(text), terms.split()
