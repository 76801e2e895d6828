"""Conversion loses no word and invents none: the one oracle over samples, cases and texts that nobody would write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import legacy
from kbtool.content import writer
from kbtool.ids import IdForm
from kbtool.legacy import blocks, characters
from tests import cases, oracle
from tests.conftest import SAMPLES, Sample
from tests.legacy.test_blocks import ALL, PIECES

IDS = IdForm()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_sample_says_what_it_said(sample: Sample) -> None:
    data = sample.path.read_bytes()
    document, _ = legacy.read(data, str(sample), IDS, sample.id)
    assert document is not None
    article = writer.article_of(document)
    source = oracle.source_words(characters.decode(data))
    page = oracle.page_words(article.body, IDS)
    assert oracle.differences(source, page, oracle.front_words(article)) == []


def differences(lines: list[str]) -> list[str]:
    body = writer.markdown(blocks.parse(lines, 1))
    source = oracle.Words(oracle.words("\n".join(lines)), set(), set())
    return oracle.differences(source, oracle.page_words(body, IDS), set())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_a_case_says_what_it_said(case: cases.Case) -> None:
    assert differences(case.lines) == []


@pytest.mark.parametrize("lines", [["1.", "", "    - rope"], ["1.", "", "   a. rope", "", "   b. bell"]])
def test_an_item_that_holds_only_a_list_keeps_its_number(lines: list[str]) -> None:
    assert differences(lines) == []


LINES = st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=12)


@given(LINES)
def test_any_text_says_what_it_said(lines: list[str]) -> None:
    assert differences(lines) == []


# Cases one upon the other, indented, cut and with lines left out: what pasted READMEs are like.
PIECE = st.tuples(st.sampled_from(ALL), st.sampled_from(["", "   ", " ", "      "]), st.integers(0, 4), st.booleans())


def pasted(pieces: list[tuple[cases.Case, str, int, bool]]) -> list[str]:
    lines: list[str] = []
    for case, indent, dropped, apart in pieces:
        lines += [indent + line if line else "" for line in case.lines[dropped // 2 : len(case.lines) - dropped % 2]]
        lines += [""] if apart else []
    return lines


@given(st.lists(PIECE, min_size=1, max_size=4).map(pasted))
def test_any_pasted_text_says_what_it_said(lines: list[str]) -> None:
    assert differences(lines) == []


def test_the_oracle_sees_a_lost_word_and_an_invented_one() -> None:
    source = oracle.Words(oracle.words("one two two"), {"field"}, {"old"})
    page = oracle.PageWords(oracle.words("one two three"), set())
    assert oracle.differences(source, page, set()) == [
        "lost from the text: two (1)",
        "invented: three (1)",
        "lost from the fields: field",
        "lost above the products: old",
    ]


def test_the_oracle_sees_a_word_that_stands_elsewhere() -> None:
    source = oracle.Words(oracle.words("one two three four"), set(), {"old"})
    page = oracle.words("one three two four")
    assert oracle.differences(source, oracle.PageWords(page, set()), set()) == ["lost above the products: old"]
    source = source._replace(either=set())
    assert oracle.differences(source, oracle.PageWords(page, set()), set()) in (
        ["stands elsewhere: two"],
        ["stands elsewhere: three"],
    )
    assert oracle.differences(source, oracle.PageWords(page, {1, 2}), set()) == []


def test_the_oracle_lets_the_words_of_a_table_stand_in_the_order_of_its_cells() -> None:
    source = oracle.Words(oracle.words("so a b one two more four so"), set(), set())
    page = oracle.page_words("\nso\n\n| a | b |\n|---|---|\n| one more | two |\n| four | |\n\nso\n", IDS)
    assert oracle.differences(source, page, set()) == []
    outside = oracle.Words(oracle.words("so so a b one two more four"), set(), set())
    assert oracle.differences(outside, page, set()) == ["stands elsewhere: so"]


def test_the_oracle_sees_the_numbers_and_letters_of_lists() -> None:
    body = "\n3. a\n\n4. b\n\n   * a. c\n\n   * b. d\n"
    assert oracle.page_words(body, IDS).text == oracle.words("3 a 4 b a c b d")


def test_the_oracle_sees_what_a_browser_shows() -> None:
    body = "\nA < B &lt; `code` [Q1](kb:Q1) title\n\n> [!NOTE]\n> Text\n"
    assert oracle.page_words(body, IDS).text == oracle.words("A B code Q1 title note text")
