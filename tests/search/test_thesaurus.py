"""Words that mean nearly the same."""

from array import array
from pathlib import Path

import pytest

from kbtool.search import Index, thesaurus, write_index
from tests.search import library

SYNONYMS = [
    ("freeze", "hangs"),
    ("hangs", "freeze"),
    ("uninstall", "removed"),
    ("pc", "computers"),
    ("vfp", "a visual form of foxpro"),
    ("gamepad", "joysticks"),
]


@pytest.mark.parametrize(("asked", "written"), SYNONYMS)
def test_an_article_is_found_by_a_synonym(asked: str, written: str, tmp_path: Path) -> None:
    write_index([library.simple("Q1", written), library.simple("Q2", "Bell")], tmp_path)
    assert [result.id for result in Index(tmp_path).search(asked)] == ["Q1"]


def test_the_word_itself_comes_first(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Hangs"), library.simple("Q2", "Freezes")], tmp_path)
    assert [result.id for result in Index(tmp_path).search("freezes")] == ["Q2", "Q1"]


def test_an_article_needs_all_words_of_a_phrase(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Visual bell")], tmp_path)
    assert Index(tmp_path).search("vfp") == []


def test_synonyms_of_synonyms_are_none() -> None:
    postings = {
        "hang": array("I", [1 << 8 | 20]),
        "freez": array("I", [2 << 8 | 20]),
        "bell": array("I", [3 << 8 | 20]),
    }
    widened = dict(thesaurus.widened(postings))
    assert list(widened["freez"]) == [1 << 8 | 10, 2 << 8 | 20]
    assert "bell" not in widened


def test_every_line_of_the_synonyms_says_something() -> None:
    related = thesaurus.related()
    assert all(others for others in related.values())
    assert all(term not in others for term, found in related.items() for others in found)
