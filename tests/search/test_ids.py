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
    expect(case, "\n".join(" ".join(wanted.numbers) or "-" for wanted in found))


def test_the_client_sees_the_same_ids(run_client: RunClient) -> None:
    lines = [line for case in cases.read(FILE) for line in case.lines]
    code = "return input.lines.map((line) => m.wantedIds(line, input.prefixes))"
    found = run_client("search-query.js", code, {"lines": lines, "prefixes": PREFIXES})
    wanted = (identifier.wanted(line, PREFIXES) for line in lines)
    assert found == [
        {"numbers": one.numbers, "spellings": one.spellings, "isSure": one.is_sure, "isId": one.is_id} for one in wanted
    ]


@pytest.mark.parametrize(
    ("asked", "spellings"),
    [
        ("kb 0193819", "193819 article193819 doc193819 kb193819 q193819"),
        ("example.com/?scid=kb;en-us;q193819", "193819 article193819 doc193819 kb193819 q193819"),
        ("the bell of Q193819", ""),
        ("1022", ""),
    ],
)
def test_an_id_and_nothing_else_is_searched_by_the_ways_to_write_it(asked: str, spellings: str) -> None:
    assert identifier.wanted(asked, PREFIXES).spellings == spellings.split()


@pytest.mark.parametrize("asked", ["193819", "kb1022", "/kb/q1022"])
def test_what_can_only_be_an_id(asked: str) -> None:
    assert identifier.wanted(asked, PREFIXES).is_sure


def test_a_short_number_may_be_no_id() -> None:
    assert not identifier.wanted("1022", PREFIXES).is_sure


@pytest.mark.parametrize(
    ("article_id", "number"),
    [("Q193819", "193819"), ("DOC-007", "7"), ("0", "0"), ("getting-started", ""), ("a1b2", "")],
)
def test_number_of_an_id(article_id: str, number: str) -> None:
    assert identifier.number_of(article_id) == number
