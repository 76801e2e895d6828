"""What conversion remarks on articles that it can read; golden cases for the text, and the other checks one by one."""

from pathlib import Path

import pytest

from kbtool import legacy
from kbtool.findings import Code, Finding, Severity
from kbtool.legacy import remarks
from tests import builders, cases
from tests.conftest import Expect
from tests.legacy.helpers import IDS

CASES = cases.params(Path(__file__).with_name("remarks") / "text.cases")


def found(data: bytes) -> list[Finding]:
    document, findings = legacy.read(data, "some/file", IDS)
    assert document is not None
    return findings


def text(body: str = "Text.", **arguments: object) -> bytes:
    """An article on which there is nothing to remark but what the arguments bring in."""
    return builders.text(body=body, **arguments)  # type: ignore[arg-type]


def codes(data: bytes) -> list[Code]:
    return [finding.code for finding in found(data)]


def only(data: bytes, code: Code) -> Finding:
    """The one finding of that code; there is no other one."""
    (finding,) = found(data)
    assert finding.code is code
    assert finding.path == "some/file"
    assert finding.message.endswith(".")
    assert finding.advice
    return finding


def source_line(data: bytes, finding: Finding) -> str:
    return legacy.characters.decode(data).split("\n")[finding.line - 1]


@pytest.mark.parametrize("case", CASES)
def test_the_text(case: cases.Case, expect: Expect) -> None:
    data = text(case.input)
    first = data.decode("cp1252").split("\r\n").index(case.lines[0])
    actual = [f"{f.code} {max(f.line - first, 1)}:{f.column} {f.message}" for f in found(data)]
    expect(case, "\n".join(actual) or "none")


def test_a_sound_article_has_no_remarks() -> None:
    assert found(text()) == []
    assert found(builders.page_of(text())) == []
    assert found(builders.mspl()) == []


def test_every_check_is_named_once() -> None:
    assert len(set(remarks.CHECKS)) == len(remarks.CHECKS)


def test_remarks_are_in_order_of_line_and_never_errors() -> None:
    data = text("The keeper?s.\n\nSTATUS\n------\n\nThe bell?s.", title="X" * 50 + " for the sake o")
    findings = found(data)
    assert findings == sorted(findings)
    assert all(finding.severity is not Severity.ERROR for finding in findings)


# --- Characters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (b"wurde \x81bermittelt", 7),
        (b"BETWEEN(\xe1) fails", 9),
        (b'says "\xb1z\xaa\xba\xa4j"', 9),
        (b"the keeper\xc3\xa4s bell \xfc", 11),
        (b"a \x9d here", 3),
    ],
)
def test_bytes_of_another_code_page(written: bytes, column: int) -> None:
    data = text("MARK").replace(b"MARK", written)
    finding = only(data, Code.CHARACTER_DOUBTFUL)
    assert written in data.split(b"\r\n")[finding.line - 1]
    assert finding.column == column


@pytest.mark.parametrize(
    "written",
    [
        b"Z\xfcrich",
        b"Don\x92t",
        b"\x93Ring\x94",
        b"47\xb0 36'",
        b"\xb7MERGE\xb7\xb6",
        b"a\xa0\xa0b",
        b"\xa7 7 \xae \xa9",
        b"(\xb6)",
    ],
)
def test_characters_that_are_right(written: bytes) -> None:
    assert codes(text("MARK").replace(b"MARK", written)) == []


def test_utf_8_that_is_right_and_that_lost_a_character() -> None:
    data = text("MARK")
    assert codes(data.replace(b"MARK", "Zürich ║".encode())) == []
    assert only(data.replace(b"MARK", "Z\ufffdrich".encode()), Code.CHARACTER_DOUBTFUL).column == 2


def test_a_control_character() -> None:
    data = text("MARK").replace(b"MARK", b"PCL \x1b&l6D\x1bE")
    finding = only(data, Code.CONTROL_CHARACTER)
    assert (finding.column, finding.severity) == (5, Severity.INFO)
    assert "␛" in finding.message


def test_an_escape_of_a_page_that_may_be_a_key() -> None:
    page = builders.page_of(text("Press <F1> twice."))
    assert source_line(page, only(page, Code.ESCAPE_AMBIGUOUS)) == "\tPress <F1> twice."
    assert codes(text("Press <F1> twice.")) == []
    assert codes(builders.page_of(text("Press <ENTER> twice, or <43>."))) == []


# --- Fields ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "HOWTO: Configure the Bell Tower of the Harbour for the Installat",
        'PRB: Error Message in the Harbour: "The Bell Is Not Ready to Rin',
        "HOWTO: Ring the Bell in the Harbour by Means of a Rope (of Nylon",
        "INFO: All the Bells of the Harbour and of the Old Tower, and the",
    ],
)
def test_a_title_that_was_cut(title: str) -> None:
    assert len(title) == 64
    data = text("The installation of the bell.", title=title)
    finding = only(data, Code.TITLE_CUT)
    assert (finding.line, finding.severity) == (2, Severity.WARNING)
    page = builders.page_of(data)
    assert source_line(page, only(page, Code.TITLE_CUT)).startswith("## Q")


@pytest.mark.parametrize(
    "title",
    [
        "HOWTO: Configure the Bell Tower of the Harbour and Installations",
        "HOWTO: Configure the Bell Tower of the Harbour with Installation",
        "HOWTO: Configure the Bell Tower of a Harbour by the Installing X",
        "HOWTO: Ring the Bell of the Harbour by Means of the Longest Boat",
        "HOWTO: Configure the Tower for the Installat",
    ],
)
def test_a_title_that_is_whole(title: str) -> None:
    assert codes(text("The installation is one of several installations.", title=title)) == []


def test_a_field_of_the_header_that_serves_although_it_was_cut() -> None:
    keywords = " ".join(f"kbword{n:02}" for n in range(20))[:87]
    data = text(header={"KEYWORDS": keywords}, footer={})
    assert only(data, Code.FIELD_CUT).line == 6
    assert codes(text(header={"KEYWORDS": keywords}, footer={"Keywords": keywords + "rest"})) == []


def test_versions_and_systems_that_end_with_a_bar_were_cut() -> None:
    assert only(text(header={"PROD/VER": "4.00 4.10 |"}, footer={}), Code.FIELD_CUT).line == 4
    mspl = builders.mspl(system="MS-DOS |")
    assert source_line(mspl, only(mspl, Code.FIELD_CUT)) == "\tOperating System(s): MS-DOS |"


def test_keywords_glued_together_where_no_footer_has_them_apart() -> None:
    page = builders.page(body="Text.", keywords="kbbell kbusagekbfaq")
    finding = only(page, Code.KEYWORDS_GLUED)
    assert finding.message == "'kbusagekbfaq' is probably 'kbusage' and 'kbfaq'."
    assert source_line(page, finding) == "\tKeyword(s): kbbell kbusagekbfaq"
    assert codes(text(header={"KEYWORDS": "kbusagekbfaq"}, footer={"Keywords": "kbusage kbfaq "})) == []
    assert codes(text(header={"KEYWORDS": "kbfaq kbbuglist"}, footer={})) == []


def test_a_keyword_that_cannot_be_one() -> None:
    keyword = "kb" + "ringthebell" * 5
    assert only(text(footer={"Keywords": f"kbbell {keyword}"}), Code.KEYWORD_BOGUS).severity is Severity.WARNING


def test_a_header_that_the_footer_contradicts() -> None:
    finding = only(text(header={"PROD/VER": "winnt:3.5"}, footer={"Version": "winnt:4.0"}), Code.FIELDS_DISAGREE)
    assert finding.line == 4
    assert "'winnt:3.5'" in finding.message
    assert "'winnt:4.0'" in finding.message


def test_a_product_that_the_archive_does_not_know() -> None:
    unknown = builders.text(code="[tide]", header={"PRODUCT": "Tideworks Bell"})
    assert only(unknown, Code.PRODUCT_UNKNOWN).line == 3
    page = builders.page_of(unknown)
    assert source_line(page, only(page, Code.PRODUCT_UNKNOWN)) == "\tProduct(s): Tideworks Bell"
    assert codes(text(code="")) == [], "the oldest headers have no code"


def test_a_product_under_the_code_of_another() -> None:
    finding = only(text(code="[msdos]"), Code.PRODUCT_DIFFERS)
    assert (finding.line, finding.severity) == (3, Severity.WARNING)


# --- The whole article -----------------------------------------------------------------------------------------------------


def test_an_article_without_text() -> None:
    assert only(builders.text(body="\n", applies=None), Code.TEXT_MISSING).line > 1


def test_words_of_one_editor_to_another() -> None:
    data = text(applies=[" - The Bell", "    - *EDITOR Please do not choose* Bell, version 1.0"])
    finding = only(data, Code.MARKUP_LEAKED)
    assert "*EDITOR" in source_line(data, finding)
    assert finding.column == 7


def test_keywords_that_speak_of_a_picture() -> None:
    data = text(header={"KEYWORDS": "kbgraphxlinkcritical"}, footer={"Keywords": "kbgraphxlinkcritical "})
    assert only(data, Code.PICTURE_MISSING).line == 6


def test_an_article_whose_end_is_missing() -> None:
    data = text()
    lines = data.split(b"\r\n")
    cut = b"\r\n".join(lines[: lines.index(builders.HEADER_RULE.encode(), 9)])
    assert codes(cut) == [Code.END_MISSING]
