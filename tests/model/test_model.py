"""The values everything speaks in."""

import pickle
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import files, legacy
from kbtool.content import writer
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm, bucket, page_url, source_path
from kbtool.legacy import blocks
from kbtool.model import Frame, Heading, Label, Marker, Paragraph, Span, Verbatim, line_label, uncovered_lines
from tests import cases
from tests.conftest import SAMPLES, Sample
from tests.legacy.test_blocks import ALL


def paragraph(start: int, end: int, depth: int = 0, marker: Marker | None = None) -> Paragraph:
    return Paragraph(span=Span(start, end), rule="x", depth=depth, marker=marker, lines=("x",))


# --- Blocks ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "spans", "uncovered"),
    [
        (["a"], [(1, 1)], []),
        (["a"], [], [1]),
        (["a", "", "b"], [(1, 1)], [3]),
        (["a", " \t", "b"], [(1, 1), (3, 3)], []),
        (["a", "", "b"], [(1, 3)], []),
        (["a", "b"], [(1, 2), (2, 2)], [2]),
        (["", ""], [], []),
    ],
)
def test_lines_in_no_block_or_in_two_are_uncovered(
    lines: list[str], spans: list[tuple[int, int]], uncovered: list[int]
) -> None:
    assert uncovered_lines(lines, [paragraph(*span) for span in spans]) == uncovered


def test_prose_of_a_list_item_is_part_of_the_item() -> None:
    marker = Marker(kind="bullet")
    assert line_label(paragraph(1, 1)) is Label.PARA
    assert line_label(paragraph(1, 1, marker=marker)) is Label.ITEM
    assert line_label(paragraph(1, 1, depth=1)) is Label.ITEM
    assert line_label(Verbatim(span=Span(1, 1), rule="x", depth=1, lines=("x",))) is Label.LITERAL
    assert line_label(Frame(span=Span(1, 1), rule="x", part=Label.LEGAL)) is Label.LEGAL


def test_the_written_number_of_a_marker() -> None:
    markers = [Marker(kind="number", text="12"), Marker(kind="letter", text="b"), Marker(kind="bullet")]
    assert [marker.number for marker in markers] == [12, 0, 0]


def test_values_cannot_be_changed() -> None:
    heading = Heading(span=Span(1, 2), rule="x", level=1, text="X")
    with pytest.raises(AttributeError):
        heading.text = "Y"  # type: ignore[misc]


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_documents_and_articles_travel_between_processes(sample: Sample) -> None:
    document, _ = legacy.read(sample.path.read_bytes(), str(sample), IdForm(), sample.id)
    assert document is not None
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own
    article = writer.article_of(document)
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301


@pytest.mark.parametrize("case", ALL[:10], ids=lambda case: case.title)
def test_parsing_is_a_pure_function(case: cases.Case) -> None:
    assert blocks.parse(case.lines, 1) == blocks.parse(tuple(case.lines), 1)


# --- Findings ----------------------------------------------------------------------------------------------------------------


def test_codes_are_unique_and_of_one_form() -> None:
    values = [code.value for code in Code]
    assert len(set(values)) == len(values)
    assert all(len(value) == 5 and value.startswith("KB") and value[2:].isdecimal() for value in values)
    assert all(code.alias == code.alias.lower() and " " not in code.alias for code in Code)


def test_a_finding_is_one_line_that_says_where_what_and_what_to_do() -> None:
    finding = Finding("a.md", 3, 7, Code.FIELD_UNKNOWN, Severity.ERROR, "no field is called 'x'.", "Remove it.")
    assert str(finding) == "a.md:3:7: error KB404 field-unknown: no field is called 'x'. Remove it."
    whole = Finding("a.md", 0, 0, Code.FILE_EMPTY, Severity.ERROR, "is empty.")
    assert str(whole) == "a.md: error KB103 file-empty: is empty."


def test_findings_are_in_order_of_their_place() -> None:
    def at(path: str, line: int, column: int = 0) -> Finding:
        return Finding(path, line, column, Code.FILE_EMPTY, Severity.ERROR, "x")

    wanted = [at("a", 2), at("a", 10), at("a", 10, 3), at("b", 1)]
    one, two, three, four = wanted
    assert sorted([three, four, one, two]) == wanted


def test_severities_are_ranked() -> None:
    assert [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]


def test_a_finding_reads_back_from_json() -> None:
    finding = Finding("a.md", 3, 7, Code.FIELD_UNKNOWN, Severity.ERROR, "m", "a")
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding


# --- Ids ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article_id", "folder"),
    [
        ("Q193819", "193"),
        ("Q999", "000"),
        ("Q1000", "001"),
        ("Q1234567", "1234"),
        ("KB-12345", "012"),
        ("Manual", "000"),
        ("A1b", "000"),
    ],
)
def test_the_folder_of_an_id_is_its_number_divided_by_a_thousand(article_id: str, folder: str) -> None:
    assert bucket(article_id) == folder
    assert source_path(article_id) == f"{folder}/{article_id}.md"
    assert page_url(article_id) == f"kb/{folder}/{article_id}/"


@pytest.mark.parametrize("text", ["", "Q", "q1", "Q1 ", " Q1", "Q1\n", "Q1.", "Q1/..", "../Q1", "Q-1", "Q\u0661"])
def test_what_is_no_id(text: str) -> None:
    assert not IdForm().matches(text)


@given(st.text(st.sampled_from("Q1./\\-_ %\n\0\u00e9"), max_size=8))
def test_whatever_a_base_calls_an_id_it_cannot_leave_its_folder(text: str) -> None:
    if IdForm(r"(?s:.*)").matches(text):
        assert Path("x", f"{text}.md").parent == Path("x")
        assert text.isascii()
        assert not set(text) & set("./\\ %\n\0")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q1, (Q2) and Q3.", ["Q1", "Q2", "Q3"]),
        ("xQ1 Q2x _Q3 Q4_ Q5-1 1-Q6", []),
        ("scid=Q1 /Q2 a/Q3", []),
        ("AT&Q5 D2\\Q3", []),
        ("Q1/Q2", ["Q1"]),
        ("q1 Q Q\u0661", []),
        ("\u00e9Q1", []),
    ],
)
def test_ids_are_mentioned_where_they_stand_free(text: str, found: list[str]) -> None:
    assert [mention[0] for mention in IdForm().mentions(text)] == found


# --- Files -------------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.md"
    files.write_atomic(path, b"one")
    files.write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["c.md"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_error_on_the_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "c.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(type(error)):
        files.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["c.md"]


def test_reasons_are_plain_words() -> None:
    assert files.reason(PermissionError(13, "Permission denied", "/secret")) == "Permission denied"
    assert files.reason(OSError("odd")) == "OSError"
