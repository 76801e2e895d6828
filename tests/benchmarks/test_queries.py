"""Queries for `benchmarks/search.py` that are derived from a small base in words of our own."""

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from tests.builders import save

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "queries.py"
SETS = ("citing", "withheld", "symptom")
ARTICLE = """\
---
id: "{id}"
title: "{title}"
query_words: "{query_words}"
---

## SYMPTOMS

Before it, short. {symptom} It rings.

## MORE INFORMATION

{more}
"""
BELL = {
    "id": "Q900001",
    "title": "The Bell of the Harbour Stays Silent in Fog",
    "query_words": "prodbell quiet signal rope",
    "symptom": "After a night of fog every harbour bell hangs motionless over salted water.",
    "more": "A quiet signal needs another rope.",
}
CITED_AS = "Silent Bell in the Fog of the Harbour at Night"
LAMP = {
    "id": "Q900002",
    "title": "Lamps Go Out When the Tide Turns",
    "query_words": "prodbell gone",
    "symptom": "Whenever spring tide turns the lamps flicker twice and then darken.",
    "more": f"See these:\n\n[Q900001](kb:Q900001) {CITED_AS}\n\n[Q900003](kb:Q900003) The Ferry Leaves Without Its Passengers",
}
FERRY = {
    "id": "Q900003",
    "title": "The Ferry Leaves Without Its Passengers",
    "query_words": "",
    "symptom": "Some passengers wait upon wooden benches while steam escapes loudly.",
    "more": f"[Q900002](kb:Q900002) {BELL['title']}",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for fields in (BELL, LAMP, FERRY):
        save(tmp_path, f"content/900/{fields['id']}.md", ARTICLE.format_map(fields).encode())
    for number in range(10, 40):
        fields = {
            "id": f"Q9000{number}",
            "title": f"Buoy {number}",
            "query_words": "",
            "symptom": "It",
            "more": "Drifts.",
        }
        save(tmp_path, f"content/900/{fields['id']}.md", ARTICLE.format_map(fields).encode())
    return tmp_path


def derived(base: Path, *options: str) -> dict[str, list[dict[str, str]]]:
    target = base / "queries"
    subprocess.run([sys.executable, SCRIPT, base / "content", target, "--jobs", "1", *options], check=True)
    return {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in target.iterdir()}


def of_set(found: dict[str, list[dict[str, str]]], name: str) -> list[tuple[str, str]]:
    return [(query["id"], query["query"]) for part in ("tune", "test") for query in found[f"{name}-{part}"]]


def test_a_title_by_which_another_article_cites_is_asked_unless_some_article_bears_it(base: Path) -> None:
    assert of_set(derived(base), "citing") == [("Q900001", CITED_AS)]


def test_query_words_are_asked_without_those_that_no_text_uses(base: Path) -> None:
    assert of_set(derived(base), "withheld") == [("Q900001", "quiet signal rope")]


def test_a_sentence_of_the_symptoms_is_asked_with_two_words_replaced_by_words_of_the_articles(base: Path) -> None:
    asked = of_set(derived(base), "symptom")
    said = {fields["id"]: fields["symptom"].removesuffix(".").split() for fields in (BELL, LAMP, FERRY)}
    assert sorted(article_id for article_id, _ in asked) == sorted(said)
    words = set(chain.from_iterable(ARTICLE.format_map(fields).lower().split() for fields in (BELL, LAMP, FERRY)))
    for article_id, query in asked:
        differing = [new for new, old in zip(query.split(), said[article_id], strict=True) if new != old]
        assert len(differing) == 2
        assert words.issuperset(differing)


def test_an_article_is_in_the_same_part_of_every_set_and_both_parts_have_some(base: Path) -> None:
    for number in range(100, 140):
        fields = BELL | {"id": f"Q900{number}", "title": f"Bell {number}"}
        fields["symptom"] = f"Unlike every other bell wharf{number}x silently refuses ropes{number}x altogether."
        save(base, f"content/900/{fields['id']}.md", ARTICLE.format_map(fields).encode())
    found = derived(base)
    parts = {part: {query["id"] for name in SETS for query in found[f"{name}-{part}"]} for part in ("tune", "test")}
    assert parts["tune"]
    assert parts["test"]
    assert not parts["tune"] & parts["test"]


def test_the_same_seed_asks_the_same_and_another_one_something_else(base: Path) -> None:
    first = derived(base)
    assert derived(base) == first
    assert of_set(derived(base, "--seed", "2"), "symptom") != of_set(first, "symptom")


def test_what_is_held_out_is_gone_and_nothing_else(base: Path) -> None:
    derived(base, "--held-out", str(base / "held-out"))
    for path in (base / "content").rglob("*.md"):
        kept = [line for line in path.read_text().splitlines() if not line.startswith("query_words")]
        expected = "\n".join(kept).replace(CITED_AS, "")
        assert (base / "held-out" / path.relative_to(base / "content")).read_text() == f"{expected}\n"
