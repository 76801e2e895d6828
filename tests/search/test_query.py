"""Queries taken apart into words and conditions."""

from pathlib import Path

import pytest

from kbtool.search import query
from kbtool.search.facets import Facet
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "queries.txt"


def said(parsed: query.Query) -> str:
    lines = [f"words {parsed.text}"]
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
            "phrases": [{"text": phrase.text, "isExcluded": phrase.is_excluded} for phrase in one.phrases],
            "filters": [{"facet": f.facet, "value": f.value, "isExcluded": f.is_excluded} for f in one.filters],
        }
        for one in parsed
    ]


@pytest.mark.parametrize("value", ["Harbour Bell", 'the "Old" Pier', "kbbell"])
def test_a_filter_is_understood_as_it_is_written(value: str) -> None:
    [understood] = query.parse(query.written(Facet.PRODUCT, value)).filters
    assert understood == query.Filter(Facet.PRODUCT, value.replace('"', " "), is_excluded=False)
