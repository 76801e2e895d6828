"""Queries taken apart into words and conditions."""

from pathlib import Path

import pytest

from kbtool.search import query
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "queries.txt"


def said(parsed: query.Query) -> str:
    lines = [f"words {parsed.text}{'...' if parsed.is_open else ''}".rstrip()]
    lines += [f"{'-' if phrase.is_excluded else ''}phrase {phrase.text}" for phrase in parsed.phrases]
    lines += [f"{'-' if asked.is_excluded else ''}{asked.facet} {asked.value}" for asked in parsed.filters]
    return "\n".join(lines)


@pytest.mark.parametrize("case", cases.params(FILE))
def test_queries(case: cases.Case, expect: Expect) -> None:
    expect(case, said(query.parse(case.input)))


def test_the_client_takes_queries_apart_alike(run_client: RunClient) -> None:
    typed = [case.input for case in cases.read(FILE)]
    parsed = [query.parse(one) for one in typed]
    assert run_client("search-query.js", "return input.map((typed) => m.parse(typed))", typed) == [
        {
            "text": one.text,
            "isOpen": one.is_open,
            "phrases": [{"text": phrase.text, "isExcluded": phrase.is_excluded} for phrase in one.phrases],
            "filters": [{"facet": f.facet, "value": f.value, "isExcluded": f.is_excluded} for f in one.filters],
        }
        for one in parsed
    ]


CHOSEN = [
    ("bell", "product", ["Pilot"], "bell product:Pilot"),
    (
        "bell product:Pilot -product:Rope year:1999",
        "product",
        ["Harbour Bell", "Pilot"],
        'bell -product:Rope year:1999 product:"Harbour Bell" product:Pilot',
    ),
    ("year:1998-2001 bell", "year", ["1998", "2000"], "bell year:1998 year:2000"),
    ("bell product:Pilot", "product", [], "bell"),
    ("bell\u00a0product:Pilot", "product", ["The \u201cOld\u201d Pier"], 'bell product:"The Old Pier"'),
]


def test_what_is_chosen_stands_in_the_query(run_client: RunClient) -> None:
    code = "return input.map(([query, facet, names]) => m.choosing(query, facet, names))"
    given = [[query, facet, names] for query, facet, names, _ in CHOSEN]
    chosen = [" ".join(query.split()) for query in run_client("search-facets.js", code, given)]
    assert chosen == [expected for *_, expected in CHOSEN]


def test_filters_are_left_out(run_client: RunClient) -> None:
    code = "return input.map((query) => m.withoutFilters(query))"
    assert run_client("search-facets.js", code, ['bell year:1999 "old boat" -type:bug', "year:1999"]) == [
        'bell "old boat"',
        "",
    ]
