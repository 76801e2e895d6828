"""What results can be narrowed by."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.model import FrontMatter
from kbtool.search import facets
from kbtool.search.facets import Facet, Value
from tests.search.conftest import RunClient

PRODUCTS = [
    Value((name,), [0]) for name in ("Windows", "Windows NT 4.0", "Word for Windows", "Café", "Visual C", "Visual C++")
]
YEARS = [Value((year,), [0]) for year in ("1998", "1999", "2001")]
MEANT = [
    (Facet.PRODUCT, "windows", ["Windows"]),
    (Facet.PRODUCT, "WINDOWS nt", ["Windows NT 4.0"]),
    (Facet.PRODUCT, "wind", ["Windows", "Windows NT 4.0", "Word for Windows"]),
    (Facet.PRODUCT, "for wind", ["Word for Windows"]),
    (Facet.PRODUCT, "indows", []),
    (Facet.PRODUCT, "cafe", ["Café"]),
    (Facet.PRODUCT, "!", []),
    (Facet.YEAR, "1999", ["1999"]),
    (Facet.YEAR, "199", ["1998", "1999"]),
    (Facet.YEAR, "1999..2001", ["1999", "2001"]),
    (Facet.YEAR, "2001-1999", ["1999", "2001"]),
    (Facet.YEAR, "1999\u20132001", ["1999", "2001"]),
    (Facet.YEAR, ">=1999", ["1999", "2001"]),
    (Facet.YEAR, "<=1998", ["1998"]),
    (Facet.YEAR, ">1998", ["1999", "2001"]),
    (Facet.YEAR, ">9999", []),
    (Facet.YEAR, "<1999", ["1998"]),
    (Facet.YEAR, "1999-", ["1999", "2001"]),
    (Facet.YEAR, "1999..", ["1999", "2001"]),
    (Facet.YEAR, "-1999", ["1998", "1999"]),
    (Facet.YEAR, "\u20131999", ["1998", "1999"]),
    (Facet.PRODUCT, ">1998", []),
    (Facet.PRODUCT, "visual c", ["Visual C"]),
    (Facet.PRODUCT, "visual c++", ["Visual C++"]),
    (Facet.PRODUCT, "1999-2001", []),
]


def known(facet: Facet) -> list[Value]:
    return YEARS if facet is Facet.YEAR else PRODUCTS


@pytest.mark.parametrize(("facet", "typed", "meant"), MEANT)
def test_the_values_that_somebody_means(facet: Facet, typed: str, meant: list[str]) -> None:
    assert [value.names[0] for value in facets.matching(known(facet), facet, typed)] == meant


def test_the_client_means_the_same_values(run_client: RunClient) -> None:
    given = [[[{"names": value.names} for value in known(facet)], facet, typed] for facet, typed, _ in MEANT]
    code = "return input.map((asked) => m.matching(...asked).map(({ names: [name] }) => name))"
    assert run_client("search-conditions.js", code, given) == [meant for _, _, meant in MEANT]


def test_the_values_of_an_article() -> None:
    front = FrontMatter(
        id="Q1",
        title="Bell",
        revised=date(1999, 5, 1),
        product="Harbour",
        keywords=("kbfog", "kbbell", "kbfog"),
        issue_type=("kbprb",),
    )
    assert facets.values(front) == {
        Facet.PRODUCT: ("Harbour",),
        Facet.TYPE: ("kbprb",),
        Facet.YEAR: ("1999",),
        Facet.KEYWORD: ("kbfog", "kbbell"),
    }
    assert facets.values(FrontMatter(id="Q1", title="Bell")) == {}


def test_a_facet_is_read_as_it_was_written() -> None:
    articles: list[facets.Values] = [{Facet.TYPE: ("kbprb",)}, {}, {Facet.TYPE: ("kbprb", "kbodd")}]
    assert facets.decode(facets.encode(articles, Facet.TYPE)) == [
        Value(("Problem", "kbprb"), [0, 2]),
        Value(("kbodd",), [2]),
    ]


def test_codes_that_differ_in_case_only_are_one_value() -> None:
    articles: list[facets.Values] = [{Facet.TYPE: ("kbprb",)}, {Facet.TYPE: ("kbPRB",)}]
    [value] = facets.decode(facets.encode(articles, Facet.TYPE))
    assert value == Value(("Problem", "kbPRB", "kbprb"), [0, 1])


ODD = st.recursive(st.integers(-3, 9) | st.text(max_size=2) | st.none(), lambda inner: st.lists(inner, max_size=3))


@given(ODD)
def test_what_is_no_facet_is_refused_but_never_breaks(data: object) -> None:
    with suppress(ValueError):
        assert all(value.names for value in facets.decode(json.dumps(data).encode()))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[[[], [1]]]", b'[["a", [1]]]'])
def test_what_is_no_facet_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="the facet is damaged"):
        facets.decode(data)
