"""The forms of reports."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import click
import msgspec
import pytest

from kbtool.findings import Code, Edit, Finding, Fix, Severity
from kbtool.lint import reports
from kbtool.lint.reports import Form, writer
from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import article
from tests.schemas import problems

FINDING = Finding(
    "content/7 0/Q1.md",
    7,
    10,
    Code.WORD_DOUBLED,
    Severity.WARNING,
    "'the' stands here twice.",
    "Remove one.",
    7,
    17,
    Fix("Remove one 'the'", (Edit(7, 10, 7, 17, "the"),)),
    "\tPull at the the rope.",
)
WHOLE = Finding("Q2.md", 0, 0, Code.UNREADABLE, Severity.ERROR, "cannot be read: 100 %, \n<no>.")
REMARK = Finding("Q2.md", 3, 1, Code.TITLE_SPACING, Severity.INFO, "two \x1b spaces.")


def report(form: Form, findings: Iterable[Finding]) -> str:
    return click.unstyle("".join(writer(form).write(findings)))


def test_text_shows_the_line_and_a_caret_below_the_place() -> None:
    assert report(Form.TEXT, [FINDING]).splitlines()[1:] == [
        "     7 | \tPull at the the rope.",
        "       | \t        ^^^^^^^",
    ]


def test_what_is_about_a_whole_line_marks_all_of_it() -> None:
    missing = Finding("a.md", 2, 0, Code.FIELD_MISSING, Severity.ERROR, "m.", source='id: "Q1"')
    assert report(Form.TEXT, [missing]).splitlines()[1:] == ['     2 | id: "Q1"', "       | ^^^^^^^^"]


def test_the_place_in_a_long_line_is_shown() -> None:
    long = Finding(
        "a.md", 1, 401, Code.WORD_DOUBLED, Severity.INFO, "m.", "", 1, 404, None, "x" * 400 + "abc" + "y" * 400
    )
    _, line, caret = report(Form.TEXT, [long]).splitlines()
    assert line[caret.index("^") : caret.rindex("^") + 1] == "abc"
    assert len(line) < 170


def test_a_place_of_several_lines_has_its_caret_to_the_end_of_the_first() -> None:
    several = Finding("a.md", 1, 3, Code.WORD_DOUBLED, Severity.INFO, "m.", "", 2, 4, None, "in the")
    assert report(Form.TEXT, [several]).splitlines()[2] == "       |   ^^^^"


@pytest.mark.parametrize("form", [Form.TEXT, Form.CONCISE])
def test_nothing_in_a_report_acts_on_the_terminal(form: Form) -> None:
    assert "\x1b" not in report(form, [REMARK])


@pytest.mark.parametrize("is_safe", [False, True])
def test_programs_are_told_what_a_rule_is_called_and_whether_its_fix_is_safe(*, is_safe: bool) -> None:
    fix = Fix("Remove one 'the'", (Edit(7, 10, 7, 17, "the"),), is_safe)
    finding = msgspec.structs.replace(FINDING, fix=fix)
    shown, whole = json.loads(report(Form.JSON, [finding, WHOLE]))
    assert [json.loads(line) for line in report(Form.JSONL, [finding, WHOLE]).splitlines()] == [shown, whole]
    assert (shown["code"], shown["name"], shown["fix"]["is_safe"]) == ("KB703", "word-doubled", is_safe)
    assert msgspec.convert(shown, Finding) == finding
    assert (whole["name"], whole.get("fix")) == ("unreadable", None)


@pytest.mark.parametrize("form", [Form.JSON, Form.SARIF])
def test_a_report_without_findings_is_sound(form: Form) -> None:
    assert json.loads(report(form, [])) is not None


def test_sarif_has_rules_results_and_fixes() -> None:
    (run,) = json.loads(report(Form.SARIF, [FINDING, WHOLE]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    first, second = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "KB703"
    assert rules[first["ruleIndex"]]["name"] == "word-doubled"
    assert first["level"] == "warning"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/7%200/Q1.md"
    assert place["region"]["startColumn"] == 10
    assert place["region"]["endColumn"] == 17
    replacement = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"] == {"text": "the"}
    assert second["level"] == "error"
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_is_what_its_schema_says() -> None:
    absolute = msgspec.structs.replace(FINDING, path="/srv/kb/Q1.md", line=3, end_line=5, end_column=1)
    document = json.loads(report(Form.SARIF, [FINDING, WHOLE, REMARK, absolute]))
    assert problems(document, "https://json.schemastore.org/sarif-2.1.0.json") == []
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in document["runs"][0]["results"]
    ]
    assert uris == ["content/7%200/Q1.md", "Q2.md", "Q2.md", "file:///srv/kb/Q1.md"]


def test_sarif_of_a_real_base_is_what_its_schema_says(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", b"broken")
    save(base, "content/700/Q700004.md", article("Q700004", "[x](kb:Q1) <b>\x07</b>", "T"))
    document = json.loads(kbtool("lint", "--format", "sarif").out)
    assert len(document["runs"][0]["results"]) > 4
    assert problems(document, "https://json.schemastore.org/sarif-2.1.0.json") == []


def test_sarif_knows_a_finding_again_when_lines_above_it_come_and_go() -> None:
    moved = msgspec.structs.replace(FINDING, line=9)
    one, other = json.loads(report(Form.SARIF, [FINDING, moved]))["runs"][0]["results"]
    assert one["partialFingerprints"] == other["partialFingerprints"]


def test_sarif_is_written_one_finding_after_the_other() -> None:
    given = 0

    def endless() -> Iterable[Finding]:
        nonlocal given
        while True:
            given += 1
            yield FINDING

    pieces = writer(Form.SARIF).write(endless())
    for _ in range(5):
        next(iter(pieces))
    assert given <= 5


def test_github_annotations_escape_what_would_end_them() -> None:
    first, second = report(Form.GITHUB, [FINDING, WHOLE]).splitlines()
    assert first == (
        "::warning file=content/7 0/Q1.md,line=7,col=10,endLine=7,endColumn=17,title=KB703 word-doubled"
        "::'the' stands here twice. Remove one."
    )
    assert second == "::error file=Q2.md,title=KB105 unreadable::cannot be read: 100 %25, %0A<no>."


def test_junit_has_a_suite_for_each_file_and_only_what_xml_can_hold() -> None:
    suites = ET.fromstring(report(Form.JUNIT, [FINDING, WHOLE, REMARK]))  # noqa: S314 - our own
    assert [(suite.get("name"), suite.get("failures")) for suite in suites] == [
        ("content/7 0/Q1.md", "1"),
        ("Q2.md", "2"),
    ]
    failure = suites[0][0].find("failure")
    assert failure is not None
    assert failure.get("message") == "'the' stands here twice. Remove one."
    (suite,) = ET.fromstring(report(Form.JUNIT, []))  # noqa: S314 - our own
    assert suite.get("failures") == "0"


def test_a_report_is_replaced_when_the_new_one_is_whole(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, link = save(base, "reports/old.txt", b"old"), base / "report.txt"
    link.symlink_to(report)
    report.chmod(0o640)
    with report.open() as reading:
        kbtool("lint", "--format", "concise", "--output", "report.txt")
        assert reading.read() == "old"
    new = report.read_text()
    assert "KB703" in new
    assert link.is_symlink()
    assert report.stat().st_mode & 0o777 == 0o640

    def breaks_off(_findings: object) -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reports, "writer", lambda _form: SimpleNamespace(write=breaks_off))
    run = kbtool("lint", "--output", "report.txt")
    assert (run.code, run.err) == (2, "kbtool: report.txt: cannot be written: No space left on device.\n")
    assert report.read_text() == new
    assert [path.name for path in report.parent.iterdir()] == ["old.txt"]


def test_a_report_that_is_read_only_stays_as_it_is(kbtool: Kbtool, base: Path) -> None:
    report = save(base, "report.txt", b"old")
    report.chmod(0o444)
    run = kbtool("lint", "--output", "report.txt")
    assert (run.code, run.err) == (2, "kbtool: report.txt: cannot be written: it is read-only.\n")
    assert report.read_bytes() == b"old"


@pytest.mark.usefixtures("base")
def test_a_report_may_go_to_what_is_no_file(kbtool: Kbtool) -> None:
    assert kbtool("lint", "--output", os.devnull).code == 0
    assert Path(os.devnull).is_char_device()


@pytest.mark.usefixtures("base")
def test_a_minus_sign_is_standard_output(kbtool: Kbtool, tmp_path: Path) -> None:
    assert kbtool("lint", "--output", "-") == kbtool("lint")
    assert not (tmp_path / "-").exists()


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_a_report_into_a_folder_that_is_not_there_is_misuse(kbtool: Kbtool, tmp_path: Path, option: str) -> None:
    run = kbtool("lint", "--fix", option, "reprots/new/report.txt")
    problem = "cannot be written: there is no folder 'reprots/new'. Make it, or choose another path."
    assert (run.code, run.err) == (2, f"kbtool: reprots/new/report.txt: {problem}\n")
    assert not (tmp_path / "reprots").exists()
