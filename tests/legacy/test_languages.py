"""The language of a listing: named where product and text make it certain, and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from kbtool.content import writer
from kbtool.legacy import languages
from kbtool.legacy.products import PRODUCTS
from kbtool.model import Block, Paragraph, Span, Table, Verbatim
from tests import builders, cases
from tests.legacy.helpers import document

FILE = Path(__file__).with_name("languages.cases")
PARTS = ("product", "input", "expected")
NAMES = [*(language.name for language in languages.LANGUAGES), "cpp", "fortranfixed"]
MSPL = {"mspl13_basic", "mspl13_c", "mspl13_masm"}


@pytest.mark.parametrize("case", cases.params(FILE, PARTS))
def test_language(case: cases.Case) -> None:
    product = case.parts["product"]
    assert product in {*PRODUCTS, *MSPL}
    assert (languages.language_of(case.lines, product) or "none") == case.expected


def test_the_cases_show_every_language() -> None:
    assert {case.expected for case in cases.read(FILE, PARTS)} == {*NAMES, "none"}


@pytest.mark.parametrize("name", NAMES)
def test_pygments_knows_every_language(name: str) -> None:
    assert name in get_lexer_by_name(name).aliases


def test_the_products_of_the_table_exist() -> None:
    named = [product for language in languages.LANGUAGES for product in language.home | (language.elsewhere or set())]
    assert set(named) <= {*PRODUCTS, *MSPL, ""}


@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(sorted({*PRODUCTS, *MSPL, "", "?"})))
def test_any_text_has_a_language_of_the_table_or_none(lines: list[str], product: str) -> None:
    assert languages.language_of(lines, product) in {*NAMES, ""}


def literal(*lines: str) -> Verbatim:
    return Verbatim(span=Span(1, 1), rule="", lines=lines)


CPP = literal("void Bell::Ring()", "{", "   Pull();", "}")
C = literal("int times = 2;", "Ring(times);")


def named(*blocks: Block) -> list[str]:
    done = languages.with_languages(blocks, "visualc")
    return [block.language if isinstance(block, Verbatim) else "-" for block in done]


def test_what_looks_like_c_beside_cpp_belongs_to_it() -> None:
    assert named(C) == ["c"]
    assert named(C, CPP, C) == ["cpp", "cpp", "cpp"]


def test_a_source_file_of_c_beside_cpp_stays_c() -> None:
    assert named(CPP, literal("// bell.c", "int times = 2;")) == ["cpp", "c"]


def test_only_literals_have_a_language() -> None:
    lines = ("int times = 2;", "Ring(times);")
    others: list[Block] = [
        Paragraph(span=Span(1, 1), rule="", lines=lines),
        Table(span=Span(2, 2), rule="", lines=lines),
    ]
    assert languages.with_languages(others, "visualc") == others


LISTING = "SUMMARY\n=======\n\nTo ring:\n\n   Private Sub Bell_Click()\n      Rope.Pull 2\n   End Sub\n"


def test_the_fence_of_a_converted_listing_names_its_language() -> None:
    converted = document(builders.text(code="[vbwin]", body=LISTING))
    assert "\n```vbnet\nPrivate Sub Bell_Click()\n   Rope.Pull 2\nEnd Sub\n```\n" in writer.markdown(converted.blocks)


def test_a_listing_that_holds_fences_keeps_its_language() -> None:
    listing = Verbatim(span=Span(1, 1), rule="", lines=("ring", "```", "pull"), language="vbnet")
    assert writer.markdown([listing]) == "\n````vbnet\nring\n```\npull\n````\n"
