"""What is written together and apart."""

from pathlib import Path

import pytest

from kbtool.search import Index, write_index
from kbtool.search.store import Store
from tests.search import library

FOUND = [
    ("codepag", "one codepage", "a new code page"),
    ("codepag", "some codepages", "two code pages"),
    ("code", "a code page", "a codepage"),
    ("page", "a code page", "a codepage"),
    ("nt4", "for nt4", "for nt 4"),
    ("nt4", "for nt4", "for nt 4.0"),
    ("nt351", "for nt351", "for nt 3.51"),
    ("sp4", "before sp4", "in service pack 4"),
    ("vb6", "with vb6", "with visual basic 6.0"),
]
"""A term, a text that holds it, and one that writes it otherwise."""

FAR = [
    ("codepag", "one codepage", "page of a code"),
    ("codepag", "some codepages", "code is no page"),
    ("nt4", "for nt4", "4 for nt"),
    ("nt351", "for nt351", "nt 35.1"),
    ("sp4", "before sp4", "ice pack 4"),
]
"""A term, a text that holds it, and one in which something else is written."""


def _holding(term: str, texts: list[str], folder: Path) -> list[str]:
    write_index([library.simple(f"Q{number}", text) for number, text in enumerate(texts)], folder)
    store = Store(folder)
    return sorted(store.document(number).title for number in store.entries([term])[term].documents)


@pytest.mark.parametrize(("term", "written", "otherwise"), FOUND)
def test_what_is_written_otherwise_is_found(term: str, written: str, otherwise: str, tmp_path: Path) -> None:
    assert _holding(term, [written, otherwise, "bell"], tmp_path) == sorted([written, otherwise])


@pytest.mark.parametrize(("term", "written", "far"), FAR)
def test_what_else_is_written_is_not_found(term: str, written: str, far: str, tmp_path: Path) -> None:
    assert _holding(term, [written, far, "bell"], tmp_path) == [written]


def test_only_words_that_some_article_writes_are_compounds(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Code page"), library.simple("Q2", "Bell")], tmp_path)
    assert Index(tmp_path).search("codepage") == []


def test_the_word_as_typed_comes_first(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Code page"), library.simple("Q2", "Codepage")], tmp_path)
    assert [result.id for result in Index(tmp_path).search("codepage")] == ["Q2", "Q1"]
    assert [result.id for result in Index(tmp_path).search("code page")] == ["Q1", "Q2"]
