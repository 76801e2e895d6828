"""From an article to what search keeps of it."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.content import markdown
from kbtool.ids import IdForm
from kbtool.search import evidence, extract
from kbtool.search.fields import texts
from tests import cases
from tests.conftest import Expect
from tests.search import library

CASES = Path(__file__).parent / "cases"
ARTICLE = '---\nid: "Q1"\ntitle: "{title}"\nquery_words: "{words}"\n---\n\n{body}\n'


@pytest.mark.parametrize("case", cases.params(CASES / "fields.txt"))
def test_fields(case: cases.Case, expect: Expect) -> None:
    article = library.article(case.input)
    found = texts(article, markdown.parse(article.body, IdForm()))
    said = {field: " ".join(" ".join(parts).split()) for field, parts in found.items()}
    expect(case, "\n".join(f"{field.name.lower()}: {words}" for field, words in said.items() if words))


@pytest.mark.parametrize("case", cases.params(CASES / "leads.txt"))
def test_leads(case: cases.Case, expect: Expect) -> None:
    expect(case, library.document(case.input).lead)


def test_words_are_kept_as_they_are_spelled() -> None:
    document = library.simple(
        "Q1", "Ringing the TIDE-bells of", "`ROPESVC32.EXE` rang 12 na\u00efve abcdefghijklmnopqrstuvwxyz"
    )
    assert document.words.split() == ["bells", "exe", "naive", "rang", "ringing", "ropesvc", "the", "tide"]


def test_the_tokens_are_left_as_they_were() -> None:
    article = library.article(ARTICLE.format(title="Bell", words="", body="## A\n\nSee Q2 and `x`.\n\n- b\n"))
    tokens = markdown.parse(article.body, IdForm())
    before = [token.as_dict() for token in tokens]
    extract(article, tokens, "kb/000/Q1/")
    assert [token.as_dict() for token in tokens] == before


def test_the_language_of_a_listing_is_not_among_its_words() -> None:
    named, plain = (library.simple("Q1", "Bell", f"```{name}\nring(2);\n```\n") for name in ("cpp", ""))
    assert named == plain


def test_a_document_goes_through_a_pickle() -> None:
    document = library.simple("Q1", "Bell", "Ring twice.")
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own


def test_an_article_is_found_by_its_own_id() -> None:
    assert "q1" in library.simple("Q1", "Bell").terms.split("\n")


def test_a_word_counts_more_in_the_title_than_in_the_text() -> None:
    assert _frequency("bell", title="Bell") > _frequency("bell", body="## CAUSE\n\nBell") > 0


def test_a_word_counts_more_in_a_short_text_than_in_a_long_one() -> None:
    assert _frequency("bell", body="Bell") > _frequency("bell", body="Bell " + "rope " * 500)


def test_a_word_counts_more_each_time_it_occurs() -> None:
    assert _frequency("bell", words="bell bell") > _frequency("bell", words="bell rope")


@given(st.floats(min_value=0.02, max_value=500))
def test_a_frequency_keeps_its_size_in_one_byte(frequency: float) -> None:
    assert evidence.unpack(evidence.pack(frequency)) == pytest.approx(frequency, rel=0.025)


@given(st.floats(min_value=1e-9, max_value=1e9))
def test_every_frequency_has_an_impact(frequency: float) -> None:
    assert 1 <= evidence.SATURATION[evidence.pack(frequency)] <= 255


def _frequency(term: str, title: str = "Rope", words: str = "", body: str = "") -> float:
    document = library.document(ARTICLE.format(title=title, words=words, body=body))
    found = dict(zip(document.terms.split("\n"), document.frequencies, strict=True))
    return evidence.unpack(found[term]) if term in found else 0
