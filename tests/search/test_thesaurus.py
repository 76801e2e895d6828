"""Words that mean nearly the same."""

from pathlib import Path

import numpy as np
import pytest

from kbtool.errors import UsageError
from kbtool.search import Index, packed, thesaurus, widening
from kbtool.search.builder import write_index
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
        word: packed.packed(np.array([document], np.uint32), 20)
        for document, word in enumerate(("hang", "freez", "bell"), 1)
    }
    related = thesaurus.related(thesaurus.usual())
    widened = widening.widened(postings, thesaurus.additions(postings, related))
    found = widened["freez"]
    assert packed.documents_of(found).tolist() == [1, 2]
    assert packed.impacts_of(found).tolist() == [10, 20]
    assert "bell" not in widened


def test_every_line_of_the_synonyms_says_something() -> None:
    related = thesaurus.related(thesaurus.usual())
    assert all(term not in others for term, found in related.items() for others in found)
    for line in thesaurus.usual():
        assert set(related) & set(thesaurus.related((line,))), line


def test_a_base_has_synonyms_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "synonyms.txt").write_text("# of the harbour\n\nquay, wharf, landing-stage\n", encoding="utf-8-sig")
    synonyms = thesaurus.own(tmp_path / "synonyms.txt")
    documents = [
        library.simple("Q1", "Wharf"),
        library.simple("Q2", "A stage for landing"),
        library.simple("Q3", "Hangs"),
    ]
    write_index(documents, tmp_path, synonyms=synonyms)
    index = Index(tmp_path)
    assert [result.id for result in index.search("quays")] == ["Q1", "Q2"]
    assert [result.id for result in index.search("freeze")] == ["Q3"]


def test_a_base_need_not_have_any(tmp_path: Path) -> None:
    assert thesaurus.own(tmp_path / "synonyms.txt") == ()


def test_all_that_is_wrong_with_synonyms_is_named(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text("quay, wharf\nboat\nold boat, sea bird\nprint, printing\n" + "q" * 41 + ", quay\n")
    with pytest.raises(UsageError) as raised:
        thesaurus.own(path)
    assert [said.split(": ")[0] for said in str(raised.value).splitlines()] == [
        f"{path}:{line}" for line in (2, 3, 4, 5)
    ]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "synonyms.txt").write_bytes(b"caf\xe9, coffee\n")
    with pytest.raises(UsageError, match="is not UTF-8 text"):
        thesaurus.own(tmp_path / "synonyms.txt")


def test_a_folder_is_no_file_of_synonyms(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        thesaurus.own(tmp_path)
