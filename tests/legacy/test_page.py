"""The archived page: the text form behind tabs, undone."""

import re
from datetime import date
from typing import TypedDict

import pytest

from kbtool import legacy
from kbtool.content import writer
from kbtool.findings import Code
from kbtool.legacy.products import PRODUCTS
from kbtool.model import Heading, Paragraph, Verbatim
from tests import builders, cases
from tests.legacy.helpers import code_and_line, document, fields, refusal
from tests.legacy.test_blocks import ALL

# A page does not tell column 0 from column 1, but for bullets, which nearly always stood at 1.
AMBIGUOUS = re.compile(r"^ [^ -]|^- ", re.MULTILINE)
TOLD_APART = [case for case in ALL if not AMBIGUOUS.search(case.input)]
BOTH_REVISIONS = pytest.mark.parametrize("revision", [{"markers": True}, {"markers": False}], ids=["later", "older"])


class Revision(TypedDict):
    """Which revision of a page to build."""

    markers: bool


@BOTH_REVISIONS
def test_every_field_of_a_page(revision: Revision) -> None:
    data = builders.page(
        "Q123456",
        "SUMMARY\n=======\n\nText.",
        date="01-FEB-1995",
        title="The Bell",
        product="Microsoft Windows NT",
        version="5.0",
        system="WINDOWS",
        keywords="kbbell kbrope",
        **revision,
    )
    found = document(data, "Q123456")
    assert (found.id, found.form) == ("Q123456", "page")
    assert found.fields.title == "The Bell"
    assert found.fields.revised == date(1995, 2, 1)
    assert found.fields.product == "Microsoft Windows NT"
    assert found.fields.product_code == "winnt", "a page has lost its product code; the product gives it back"
    assert found.fields.version == "5.0"
    assert found.fields.operating_system == "WINDOWS"
    assert found.fields.keywords == ("kbbell", "kbrope")


def test_fields_may_be_empty_with_or_without_their_closing_blank() -> None:
    data = builders.page("Q123456", "Text.", version="", keywords="")
    assert fields(data).keywords == ()
    assert fields(data.replace(b"Keyword(s): \n", b"Keyword(s):\n")) == fields(data)


def test_products_and_codes_are_one_to_one() -> None:
    assert len(set(PRODUCTS.values())) == len(PRODUCTS)
    assert legacy.envelope.precedence("text") > legacy.envelope.precedence("page")


@pytest.mark.parametrize(
    "title",
    [
        'PRB: "Bell" & <Rope> [2.0] * | \\ $ __init__',
        "Use {{ braces }} & {% tags %}",
        "A &amp; B &#65;",
        "Caf\u00e9 \u2013 \u201cquoted\u201d",
    ],
)
def test_the_escapes_of_titles_are_undone(title: str) -> None:
    assert fields(builders.page("Q123456", "Text.", title=title)).title == title


def test_entities_of_the_body_are_content() -> None:
    (block,) = [b for b in document(builders.page("Q123456", "Write &lt; for <.")).blocks if isinstance(b, Paragraph)]
    assert block.lines == ("Write &lt; for <.",)


def test_bytes_written_in_hexadecimal_are_characters_again_and_key_names_stay() -> None:
    data = builders.page("Q123456", "Press <F10> or <TAB>. Caf<E9>, 5<B0>.<7F> Size<A0>4. <lamp> <00> <1B>")
    (block,) = [b for b in document(data).blocks if isinstance(b, Paragraph)]
    assert block.lines[0].startswith("Press <F10> or <TAB>. Caf\u00e9, 5\u00b0. Size")
    assert "4. <lamp>" in block.lines[0]


def test_columns_are_those_of_the_text_again() -> None:
    body = "Do this:\n\n- One\n\n  -or-\n\n- Two:\n\n   - Nested\n\n1. Number:\n\n  a. Letter\n\n        command /x\n\nEnd."
    items = [
        (block.depth, block.marker.kind if block.marker else "", block.lines)
        for block in document(builders.page("Q123456", body)).blocks
        if isinstance(block, Paragraph | Verbatim)
    ]
    assert items == [
        (0, "", ("Do this:",)),
        (0, "bullet", ("One",)),
        (1, "", ("-or-",)),
        (0, "bullet", ("Two:",)),
        (1, "bullet", ("Nested",)),
        (0, "number", ("Number:",)),
        (1, "letter", ("Letter",)),
        (2, "", ("command /x",)),
        (0, "", ("End.",)),
    ]


def test_the_head_of_a_directory_stands_at_column_one_again() -> None:
    head = "Volume in drive A is PUMP\nDirectory of A:\\"
    rows = "PUMP  EXE   13,772 12-15-93\nLAMP  DLL   13,772 12-15-93"
    found = document(builders.page("Q123456", f"Text.\n\n{head}\n\n{rows}"))
    listing = next(block for block in found.blocks if isinstance(block, Verbatim))
    assert listing.lines[:2] == (" Volume in drive A is PUMP", " Directory of A:\\")


@BOTH_REVISIONS
def test_tabs_of_the_body_stay_behind_the_tab_of_the_page(revision: Revision) -> None:
    data = builders.page("Q123456", "See:\n\n  [Paste]\n  Blanks=keep\t; a remark", **revision)
    (block,) = [b for b in document(data).blocks if isinstance(b, Verbatim)]
    assert block.lines == ("[Paste]", "Blanks=keep  ; a remark")


@BOTH_REVISIONS
def test_the_markers_of_the_page_are_not_in_the_body(revision: Revision) -> None:
    body = writer.markdown(document(builders.page("Q123456", "Text.", **revision)).blocks)
    assert body == "\nText.\n"


def test_template_signs_of_the_body_are_content() -> None:
    data = builders.page("Q123456", "Write {% raw %} and {{ x }} here.")
    assert "Write {% raw %} and {{ x }} here." in writer.markdown(document(data).blocks)


@BOTH_REVISIONS
@pytest.mark.parametrize("case", TOLD_APART, ids=lambda case: case.title)
def test_the_page_of_a_text_gives_the_same_article(case: cases.Case, revision: Revision) -> None:
    data = builders.text(body=f"SUMMARY\n=======\n\n{case.input}")
    text, page = document(data), document(builders.page_of(data, **revision))
    assert writer.markdown(page.blocks) == writer.markdown(text.blocks)
    assert page.fields.applies_to == text.fields.applies_to
    assert page.fields.query_words == text.fields.query_words
    assert page.fields.keywords == text.fields.keywords


def test_reconciliation_goes_by_the_footer_of_a_page_too() -> None:
    whole = " ".join(f"kbword{n}" for n in range(20))
    text = builders.text(
        header={"KEYWORDS": whole[:87], "PROD/VER": ":5.0"}, footer={"Keywords": whole, "Version": ":5.0"}
    )
    found = fields(builders.page_of(text))
    assert (found.keywords, found.version, found.superseded) == (tuple(whole.split()), ":5.0", {})


def test_a_page_without_its_article_line_is_no_page() -> None:
    data = builders.page("Q123456", "Text.").replace(b"\tArticle: ", b"\tArtikel: ")
    assert refusal(data).code is Code.NOT_AN_ARTICLE


@pytest.mark.parametrize("name", ["Product(s)", "Version(s)", "Operating System(s)", "Keyword(s)", "Last Modified"])
def test_a_missing_field_is_named_with_its_line(name: str) -> None:
    lines = builders.page("Q123456", "Text.").split(b"\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(f"\t{name}".encode()))
    finding = refusal(b"\n".join([*lines[:at], *lines[at + 1 :]]))
    assert code_and_line(finding) == (Code.HEADER_BROKEN, at + 1)
    assert f"'{name}'" in finding.message


def test_a_page_cut_after_its_fields_has_no_body() -> None:
    data = builders.page("Q123456", "Text.")
    finding = refusal(data[: data.index(b"\tText.")])
    assert finding.code is Code.BODY_MISSING


def test_a_wrong_date_is_named_with_its_line() -> None:
    finding = refusal(builders.page("Q123456", "Text.", date="yesterday"))
    assert code_and_line(finding) == (Code.HEADER_BROKEN, 16)


def test_the_second_heading_of_a_page_is_its_title_and_no_text_of_it() -> None:
    blocks = document(builders.page("Q123456", "CAUSE\n=====\n\nText.")).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["CAUSE"]


def test_a_page_cut_among_its_fields_is_named_with_its_last_line() -> None:
    data = builders.page("Q123456", "Text.")
    cut = data[: data.index(b"\tVersion(s)") - 1]
    finding = refusal(cut)
    assert code_and_line(finding) == (Code.HEADER_BROKEN, cut.count(b"\n") + 1)


def test_a_page_without_its_title_is_refused() -> None:
    data = builders.page("Q123456", "Text.").replace(b"## Q123456: HOWTO: Ring the Bell of the Harbour\n", b"\n")
    assert refusal(data).code is Code.HEADER_BROKEN
