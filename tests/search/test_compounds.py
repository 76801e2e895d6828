"""What is written together and apart."""

from pathlib import Path

import pytest

from kbtool.search import Index
from kbtool.search.builder import write_index
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
    ("windows95", "on windows95", "on windows 95"),
]
"""A term, a text that holds it, and one that writes it otherwise."""

FAR = [
    ("codepag", "one codepage", "page of a code"),
    ("codepag", "some codepages", "code is no page"),
    ("nt4", "for nt4", "4 for nt"),
    ("nt351", "for nt351", "nt 35.1"),
    ("sp4", "before sp4", "ice pack 4"),
    ("win32", "for win32", "windows 3.2"),
    ("servic", "a service pack", "before sp4"),
    ("someth", "something else", "some thing"),
    ("abcdefghijklmnopqrstuvw", "abcdefghijklmnopqrstuvw", "abcdefghijk lmnopqrstuvw"),
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
    texts = {"Q1": "A code page it has.", "Q2": "A codepage it has."}
    write_index([library.simple(number, "Bell", text) for number, text in texts.items()], tmp_path)
    assert [result.id for result in Index(tmp_path).search("codepage")] == ["Q2", "Q1"]
    assert [result.id for result in Index(tmp_path).search("code page")] == ["Q1", "Q2"]


def test_what_one_article_of_very_many_writes_apart_says_nothing_of_the_parts(tmp_path: Path) -> None:
    """`pass word` is a slip: who looks for `word` does not want all that say `password`."""
    many = [library.simple(f"Q{number}", "Password") for number in range(30)]
    write_index([*many, library.simple("Q100", "Pass word"), library.simple("Q101", "Word")], tmp_path)
    assert [result.id for result in Index(tmp_path).search("word", 50)] == ["Q101", "Q100"]
    assert Index(tmp_path).answer("password").total == 31


def test_a_phrase_is_met_only_by_what_is_written_so(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Code page"), library.simple("Q2", "Codepage")], tmp_path)
    assert [result.id for result in Index(tmp_path).search('"codepage"')] == ["Q2"]
    assert [result.id for result in Index(tmp_path).search("code -codepage")] == ["Q1"]
