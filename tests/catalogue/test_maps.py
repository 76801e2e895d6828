"""The citations as a graph, and the map for other sites."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from kbtool.catalogue import graph
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS
from kbtool.catalogue.neighbours import neighbours
from kbtool.catalogue.xref import XrefMap, encoded, xref_map
from tests.builders import save
from tests.catalogue.bases import article, loaded

STRING = r'"(?:[^"\\\n]|\\.)*"'
ATTRIBUTE = rf"\w+=(?:{STRING}|\w+)"
LINE = re.compile(
    rf"digraph kb {{|}}|  rankdir=LR;|  node \[{ATTRIBUTE}(?:, {ATTRIBUTE})*\];|  {STRING}(?: -> {STRING}| \[{ATTRIBUTE}(?:, {ATTRIBUTE})*\]);"
)
HOSTILE = ['A \\"quoted\\" title', "ends in a backslash \\\\", "<b>bold</b> & -> {x} [label=x];", "a\\nb\\tc"]


def edges(dot: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in re.finditer(r'^  "(\w+)" -> "(\w+)";$', dot, re.MULTILINE)]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100002"\n"Q100008": "Q100006"\n')
    save(tmp_path, SUCCESSORS, b'"Q100009": {url: "https://example.org/bells", title: "Bells"}\n')
    article(tmp_path, "Q100001", "Q100002, Q100007, Q100009 and Q100006, Q100006.\n", title="About")
    article(tmp_path, "Q100002", "Q100003\n", title="How to Ring")
    article(tmp_path, "Q100003", "Q100001\n", title="Three")
    article(tmp_path, "Q100004", title="Alone")
    return tmp_path


def test_the_graph_of_an_article_shows_who_is_beside_it(base: Path) -> None:
    catalogue = loaded(base)
    dot = "".join(graph.around(catalogue, neighbours(catalogue, "Q100002")))
    assert edges(dot) == [("Q100002", "Q100003"), ("Q100003", "Q100001"), ("Q100001", "Q100002")]
    assert '"Q100002" [label="Q100002\\nHow to Ring", penwidth=2];' in dot


@pytest.mark.parametrize("asked", ["Q100002", "Q100007"])
def test_the_graph_shows_who_cites_an_article_under_an_id_that_it_had(base: Path, asked: str) -> None:
    article(base, "Q100001", "Q100007\n", title="About")
    catalogue = loaded(base)
    dot = "".join(graph.around(catalogue, neighbours(catalogue, asked)))
    assert sorted(edges(dot)) == [("Q100001", "Q100002"), ("Q100002", "Q100003"), ("Q100003", "Q100001")]
    assert '"Q100002" [label="Q100002\\nHow to Ring", penwidth=2];' in dot


def test_the_graph_of_the_whole_base_has_every_citation_once(base: Path) -> None:
    dot = "".join(graph.whole(loaded(base)))
    assert sorted(edges(dot)) == [
        ("Q100001", "Q100002"),
        ("Q100001", "Q100006"),
        ("Q100001", "Q100009"),
        ("Q100002", "Q100003"),
        ("Q100003", "Q100001"),
    ]
    assert '"Q100006" [label="Q100006\\nmissing", style=dashed, color=' in dot
    assert '"Q100009" [label="Q100009\\nBells", style=dashed];' in dot
    assert "Q100007" not in dot
    assert "Q100004" not in dot


def test_a_limit_holds_each_way(base: Path) -> None:
    catalogue = loaded(base)
    dot = "".join(graph.around(catalogue, neighbours(catalogue, "Q100001"), limit=1))
    assert sorted(edges(dot)) == [("Q100001", "Q100002"), ("Q100002", "Q100003"), ("Q100003", "Q100001")]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_the_graph(tmp_path: Path, title: str) -> None:
    article(tmp_path, "Q100001", "Q100002\n", title=title)
    dot = "".join(graph.whole(loaded(tmp_path)))
    assert all(LINE.fullmatch(line) for line in dot.splitlines())
    assert dot.count("\n") == 7


def test_the_map_leads_from_ids_to_addresses(base: Path) -> None:
    catalogue = loaded(base)
    rows = [(entry.id, entry.title, "Bells", "2001-02-03") for entry in reversed(catalogue.entries)]
    xref = xref_map(rows, catalogue.known, base="https://kb.example.org/")
    assert json.loads(encoded(xref)) == {
        "format": "kbtool-xref",
        "version": 1,
        "base": "https://kb.example.org/",
        "articles": {
            f"Q10000{number}": {
                "address": f"kb/100/Q10000{number}/",
                "title": title,
                "product": "Bells",
                "revised": "2001-02-03",
            }
            for number, title in enumerate(["About", "How to Ring", "Three", "Alone"], 1)
        },
        "redirects": {"Q100007": "Q100002"},
        "successors": {"Q100009": {"url": "https://example.org/bells", "title": "Bells"}},
    }
    assert list(xref.articles) == sorted(xref.articles)
    assert msgspec.json.decode(encoded(xref), type=XrefMap) == xref


def test_what_an_article_does_not_say_is_left_out_of_the_map(base: Path) -> None:
    xref = xref_map([("Q100001", "About", "", "")], loaded(base).known)
    assert json.loads(encoded(xref))["articles"] == {"Q100001": {"address": "kb/100/Q100001/", "title": "About"}}
