"""The text form: header, footer and legal text."""

from datetime import date

import pytest

from kbtool.findings import Code
from kbtool.ids import IdForm
from kbtool.model import Frame, Label, line_label
from tests import builders
from tests.legacy.helpers import code_and_line, document, fields, refusal


def labels(data: bytes) -> list[tuple[str, int, int]]:
    return [(str(line_label(b)), b.span.start, b.span.end) for b in document(data).blocks]


def test_every_field_of_the_header() -> None:
    data = builders.text(
        "Q123456",
        date="01-FEB-1995",
        code="[winnt]",
        title='PRB: The "Bell" Rings  Twice & Stops',
        header={
            "PRODUCT": "Microsoft Windows NT",
            "PROD/VER": ":3.5,4.0",
            "OPER/SYS": "MS-DOS | OS/2",
            "KEYWORDS": "a kbB a",
        },
        footer={},
    )
    found = document(data)
    assert (found.id, found.form) == ("Q123456", "text")
    assert found.fields.title == 'PRB: The "Bell" Rings  Twice & Stops'
    assert found.fields.revised == date(1995, 2, 1)
    assert (found.fields.product, found.fields.product_code) == ("Microsoft Windows NT", "winnt")
    assert found.fields.version == ":3.5,4.0"
    assert found.fields.operating_system == "MS-DOS | OS/2"
    assert found.fields.keywords == ("a", "kbB", "a")
    assert found.fields.superseded == {}


def test_every_field_of_the_footer() -> None:
    data = builders.text(
        footer={
            "Keywords": "kbbell kbrope ",
            "Component": "Admin",
            "Technology": "kbTide210 kbTideSearch",
            "Version": "WINDOWS:2.1",
            "Platform": "winnt",
            "Hardware": "ALPHA x86",
            "Issue type": "kbbug kbprb",
            "Solution Type": "kbfix",
        }
    )
    found = fields(data)
    assert found.keywords == ("kbbell", "kbrope")
    assert found.component == "Admin"
    assert found.technology == ("kbTide210", "kbTideSearch")
    assert found.version == "WINDOWS:2.1"
    assert found.platform == "winnt"
    assert found.hardware == ("ALPHA", "x86")
    assert found.issue_type == ("kbbug", "kbprb")
    assert found.solution_type == ("kbfix",)


def test_a_footer_value_wins_over_the_beginning_of_it_in_the_header() -> None:
    whole = " ".join(f"kbword{n}" for n in range(20))
    data = builders.text(header={"KEYWORDS": whole[:87]}, footer={"Keywords": whole + " "})
    found = fields(data)
    assert found.keywords == tuple(whole.split())
    assert found.superseded == {}, "what was only cut says nothing of its own"


def test_keywords_glued_together_in_the_header_say_nothing_of_their_own() -> None:
    found = fields(builders.text(header={"KEYWORDS": "kbusagekbfaq"}, footer={"Keywords": "kbusage kbfaq "}))
    assert found.keywords == ("kbusage", "kbfaq")
    assert found.superseded == {}


def test_a_header_value_that_the_footer_contradicts_is_kept_as_written() -> None:
    data = builders.text(
        header={"PROD/VER": "winnt:3.5", "KEYWORDS": "kbold kbbell"},
        footer={"Keywords": "kbbell ", "Version": "winnt:4.0"},
    )
    found = fields(data)
    assert (found.version, found.keywords) == ("winnt:4.0", ("kbbell",))
    assert found.superseded == {"PROD/VER": "winnt:3.5", "KEYWORDS": "kbold kbbell"}


@pytest.mark.parametrize("silent", [{}, {"Version": ": "}, {"Keywords": ": "}])
def test_the_header_serves_where_the_footer_is_silent(silent: dict[str, str]) -> None:
    footer = {"Keywords": " ", "Technology": "x"} | silent
    data = builders.text(header={"PROD/VER": "winnt:3.5", "KEYWORDS": "kbold"}, footer=footer)
    found = fields(data)
    assert (found.version, found.keywords) == ("winnt:3.5", ("kbold",))
    assert found.superseded == {}


def test_a_footer_may_have_no_field_at_all() -> None:
    data = builders.text(header={"KEYWORDS": "kbold"}, footer={})
    assert fields(data).keywords == ("kbold",)
    assert [label for label, _, _ in labels(data)][-2:] == ["footer", "legal"]


def test_rules_of_the_body_that_look_like_that_of_the_footer_are_not() -> None:
    body = f"{builders.BODY}\nThe first record:\n\n{builders.HEADER_RULE}\nKeywords          : none, this is text\n\nThe end."
    data = builders.text(body=body)
    assert fields(data).keywords == ("kbbell",)
    assert "The end." in str(document(data).blocks)


def test_an_article_without_a_footer() -> None:
    lines = builders.text(header={"KEYWORDS": "kbold"}).split(b"\r\n")
    start = max(i for i, line in enumerate(lines) if line == builders.HEADER_RULE.encode())
    end = lines.index(builders.CLOSING_RULE.encode())
    data = b"\r\n".join([*lines[:start], *lines[end:]])
    found = document(data)
    assert found.fields.keywords == ("kbold",)
    assert found.fields.query_words == "bell rope signal"
    assert [line_label(block) for block in found.blocks][-3:] == [Label.QUERY, Label.FOOTER, Label.LEGAL]


def test_an_article_without_the_rule_below_its_header() -> None:
    data = builders.text(rule="")
    assert fields(data) == fields(builders.text())


def test_the_oldest_header_has_no_product_code() -> None:
    found = fields(builders.text(code=""))
    assert (found.product, found.product_code) == ("Microsoft Home Games", "")


def test_the_parts_of_the_envelope_are_labelled_line_by_line() -> None:
    data = builders.text(body="SUMMARY\n=======\n\nText.")
    assert labels(data) == [
        ("header", 1, 8),
        ("header", 9, 9),
        ("applies", 10, 12),
        ("header", 13, 13),
        ("heading", 15, 16),
        ("para", 18, 18),
        ("query", 20, 20),
        ("footer", 22, 28),
        ("legal", 29, 33),
    ]


def test_the_envelope_is_recognised_and_its_words_are_not_in_the_body() -> None:
    frames = [block for block in document(builders.text()).blocks if isinstance(block, Frame)]
    assert {str(frame.part) for frame in frames} == {"header", "applies", "query", "footer", "legal"}


def test_an_article_without_text_is_an_article() -> None:
    found = document(builders.text(body="\n", applies=None))
    assert [line_label(block) for block in found.blocks] == [Label.HEADER, Label.QUERY, Label.FOOTER, Label.LEGAL]


def test_line_ends_may_be_those_of_unix() -> None:
    data = builders.text()
    assert document(data.replace(b"\r\n", b"\n")) == document(data)


def test_a_last_line_end_changes_nothing() -> None:
    data = builders.text()
    assert document(data + b"\r\n").fields == document(data).fields


@pytest.mark.parametrize(
    ("first_line", "message"),
    [
        (b"DOCUMENT:", "does not hold id and date"),
        (b"DOCUMENT:Q123456", "does not hold id and date"),
        (b"DOCUMENT:Q123456  09-AUG-2001 [x] more", "does not hold id and date"),
        (b"DOCUMENT:Q123456  2001-08-09  [x]", "'2001-08-09' is no date"),
        (b"DOCUMENT:Q123456  31-FEB-2001  [x]", "'31-FEB-2001' is no date"),
        (b"DOCUMENT:Q123456  09-XYZ-2001  [x]", "'09-XYZ-2001' is no date"),
        (b"DOCUMENT:Q123456  09-AUG-99999  [x]", "is no date"),
        (b"DOCUMENT:Q123456  09-AUG-99999999999999999999  [x]", "'09-AUG-99999999999999999999' is no date"),
    ],
)
def test_a_first_line_without_id_or_date(first_line: bytes, message: str) -> None:
    rest = builders.text().split(b"\r\n", 1)[1]
    finding = refusal(first_line + b"\r\n" + rest)
    assert code_and_line(finding) == (Code.HEADER_BROKEN, 1)
    assert message in finding.message


def test_a_header_cut_in_the_middle_is_named_with_its_line() -> None:
    data = builders.text()
    cut = data[: data.index(b"PROD/VER") + 4]
    finding = refusal(cut)
    assert code_and_line(finding) == (Code.HEADER_BROKEN, 4)
    assert "'PROD'" in finding.message


@pytest.mark.parametrize("keep", range(1, 6))
def test_a_header_that_ends_after_some_fields_is_no_article(keep: int) -> None:
    lines = builders.text().split(b"\r\n")[:keep]
    finding = refusal(b"\r\n".join(lines))
    assert finding.code in (Code.HEADER_BROKEN, Code.BODY_MISSING)


def test_a_header_without_title() -> None:
    data = builders.text().replace(b"TITLE   :HOWTO: Ring the Bell of the Harbour", b"TITLE   : ")
    finding = refusal(data)
    assert finding.code is Code.HEADER_BROKEN
    assert "without a title" in finding.message


def test_a_field_that_the_header_does_not_have() -> None:
    data = builders.text(header={"COLOUR": "green"})
    finding = refusal(data)
    assert code_and_line(finding) == (Code.HEADER_BROKEN, 7)
    assert "COLOUR" in finding.message


@pytest.mark.parametrize(
    ("name", "line"), [("TITLE", 3), ("PRODUCT", 4), ("PROD/VER", 5), ("OPER/SYS", 6), ("KEYWORDS", 7)]
)
def test_a_field_of_the_header_that_stands_there_again(name: str, line: int) -> None:
    lines = builders.text().split(b"\r\n")
    lines.insert(line - 1, f"{name.ljust(8)}:Another".encode())
    finding = refusal(b"\r\n".join(lines))
    assert code_and_line(finding) == (Code.HEADER_BROKEN, line)
    assert f"the field '{name}' stands here again" in finding.message


def test_a_header_without_a_body() -> None:
    data = builders.text()
    finding = refusal(data[: data.index(b"\r\n\r\n") + 4])
    assert finding.code is Code.BODY_MISSING
    assert "ends after its header" in finding.message


@pytest.mark.parametrize(
    "hostile", [b"../../etc/x", b"/etc/passwd", b"Q1/../Q2", b"Q1%2f", b"con", b"Q1\\x", b"Q", b"Q1\x1b"]
)
def test_an_id_with_path_characters_is_refused(hostile: bytes) -> None:
    data = builders.text().replace(b"Q700001", hostile, 1)
    finding = refusal(data)
    assert finding.code is Code.ID_INVALID
    assert "id-pattern" in finding.advice


def test_an_id_may_have_the_form_that_the_base_says() -> None:
    data = builders.text("KB-12")
    assert refusal(data).code is Code.ID_INVALID
    assert document(data, ids=IdForm("KB-[0-9]+")).id == "KB-12"


def test_an_id_that_differs_from_the_name_of_the_file() -> None:
    finding = refusal(builders.text("Q123456"), named="Q123457")
    assert finding.code is Code.ID_DIFFERS_FROM_NAME
    assert "Q123456" in finding.message
    assert "Q123457" in finding.message
