"""Ids as readers type them."""

from pathlib import Path

import pytest

from kbtool.search import identifier
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "ids.txt"
PREFIXES = identifier.prefixes_of(["Q1", "DOC-1", "getting-started"])


@pytest.mark.parametrize("case", cases.params(FILE))
def test_ids(case: cases.Case, expect: Expect) -> None:
    found = (identifier.wanted(line, PREFIXES) for line in case.lines)
    expect(case, "\n".join(" ".join(terms).replace(identifier.MARK, "") or "-" for terms in found))


def test_the_client_sees_the_same_ids(run_client: RunClient) -> None:
    lines = [line for case in cases.read(FILE) for line in case.lines]
    code = "return input.lines.map((line) => m.wantedIds(line, input.prefixes))"
    found = run_client("search-engine.js", code, {"lines": lines, "prefixes": PREFIXES})
    assert found == [identifier.wanted(line, PREFIXES) for line in lines]


@pytest.mark.parametrize(
    ("article_id", "number"),
    [("Q193819", "193819"), ("DOC-007", "7"), ("0", "0"), ("getting-started", ""), ("a1b2", "")],
)
def test_number_of_an_id(article_id: str, number: str) -> None:
    assert identifier.number_of(article_id) == number
