"""The MSPL page: its body never went through the text form, and a few have their fields shifted by one."""

from datetime import date

import pytest

from kbtool.content import writer
from kbtool.findings import Code
from kbtool.model import Heading, Paragraph, Verbatim
from tests import builders
from tests.legacy.helpers import document, fields, refusal
from tests.legacy.test_page import BOTH_REVISIONS, Revision


@BOTH_REVISIONS
def test_every_field(revision: Revision) -> None:
    found = document(builders.mspl("Q11085", date="9-AUG-1988", **revision), "Q11085")
    assert (found.id, found.form) == ("Q11085", "mspl")
    assert found.fields.title == "Listings Begin with Line One"
    assert found.fields.revised == date(1988, 8, 9)
    assert found.fields.version == "5.10   | 5.10"
    assert found.fields.operating_system == "MS-DOS | OS/2"
    assert found.fields.keywords == ("ENDUSER", "docerr", "mspl13_c")
    assert (found.fields.product, found.fields.product_code) == ("Microsoft C", "mspl13_c")


@pytest.mark.parametrize(
    ("collection", "product"),
    [
        ("mspl13_basic", "Microsoft Basic"),
        ("mspl13_c", "Microsoft C"),
        ("mspl13_masm", "Microsoft Macro Assembler"),
        ("mine", ""),
    ],
)
def test_the_collection_is_the_product(collection: str, product: str) -> None:
    assert fields(builders.mspl(keywords=f"ENDUSER | | {collection}")).product == product


def test_keywords_of_four_parts() -> None:
    found = fields(builders.mspl(keywords="ENDUSER| | SR# S890119-106 | mspl13_masm"))
    assert found.keywords == ("ENDUSER", "SR#", "S890119-106", "mspl13_masm")


def test_dates_with_and_without_a_leading_zero() -> None:
    assert fields(builders.mspl(date="4-OCT-1989")).revised == date(1989, 10, 4)
    assert fields(builders.mspl(date="04-OCT-1989")).revised == date(1989, 10, 4)


def test_fields_shifted_by_one_are_set_right() -> None:
    data = builders.mspl(
        version="",
        system="1.00 | 1.00",
        keywords="MS-DOS | OS/2 | mspl13_basic",
        body="ENDUSER | docerr\n\nThe handbook is wrong.",
    )
    found = document(data)
    assert found.fields.version == "1.00 | 1.00"
    assert found.fields.operating_system == "MS-DOS | OS/2"
    assert set(found.fields.keywords) == {"ENDUSER", "docerr", "mspl13_basic"}
    assert writer.markdown(found.blocks) == "\nThe handbook is wrong.\n"


def test_fields_shifted_by_one_still_say_the_product() -> None:
    found = fields(
        builders.mspl(
            version="", system="1.00 | 1.00", keywords="MS-DOS | OS/2 | mspl13_basic", body="ENDUSER | docerr\n\nText."
        )
    )
    assert (found.product, found.product_code) == ("Microsoft Basic", "mspl13_basic")


def test_fields_that_only_look_shifted_stay() -> None:
    data = builders.mspl(version="", system="", keywords="ENDUSER | | mspl13_c", body="Text of the page.")
    assert "Text of the page." in writer.markdown(document(data).blocks)
    assert fields(data).keywords == ("ENDUSER", "mspl13_c")


def test_columns_are_those_of_the_text() -> None:
    body = "Question:\n\nHow is it written?\n\nResponse:\n\nLike this:\n\n   line 10\n   line 20\n\n- A bullet\n\nSample Code\n-----------\n\nEnd."
    blocks = document(builders.mspl(body=body)).blocks
    assert [b.lines for b in blocks if isinstance(b, Verbatim)] == [("line 10", "line 20")]
    assert [b.text for b in blocks if isinstance(b, Heading)] == ["Question:", "Response:", "Sample Code"]
    assert [b.lines for b in blocks if isinstance(b, Paragraph) and b.marker] == [("A bullet",)]


def test_there_is_no_applies_to_block_in_it() -> None:
    sentence = "The information in this article applies to:"
    data = builders.mspl(body=f"{builders.RULE}\n{sentence}\n\n - Everything\n{builders.RULE}\n\nText.")
    found = document(data)
    assert found.fields.applies_to == ()
    assert sentence in writer.markdown(found.blocks)


def test_a_leaked_divider_of_the_source_volume_is_not_in_the_text() -> None:
    data = builders.mspl(body=f"The text.\n\n\n\n\n\n\nBell Linker\n{'=' * 77}")
    body = writer.markdown(document(data).blocks)
    assert body == "\nThe text.\n"


def test_drawings_in_utf_8_survive() -> None:
    data = builders.mspl(body="See:\n\n   \u250c\u2500\u2500\u2510\n   \u2502  \u2502\n   \u2514\u2500\u2500\u2518")
    (block,) = [b for b in document(data).blocks if isinstance(b, Verbatim)]
    assert block.lines[0] == "\u250c\u2500\u2500\u2510"


def test_hexadecimal_in_brackets_is_a_key_name_here_too() -> None:
    data = builders.mspl(body="Press <F1> for help, and <F10> for more of it.")
    body = writer.markdown(document(data).blocks)
    assert "F1>" in body
    assert "F10>" in body


def test_a_cut_page_is_refused() -> None:
    data = builders.mspl(body="x")
    assert refusal(data[: data.index(b"\tx\n")]).code is Code.BODY_MISSING
