"""`kbtool diff-findings` says what a change makes the linter find, and what no more."""

import json
from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import FIRST, SECOND, article


@pytest.fixture
def reports(kbtool: Kbtool, base: Path) -> tuple[Path, Path]:
    """The reports of two runs, one as a list and one line by line: a finding moved, one went, two of three that are the same came."""
    kbtool("lint", "--format", "json", "--output", "old.json")
    save(base, FIRST, article("Q700001", "Before.\n\nPull the the rope.\n"))
    save(base, SECOND, article("Q700002", "It won?t ring.\n\nIt won?t ring.\n", "The Other Bell"))
    kbtool("lint", "--format", "jsonl", "--output", "new.jsonl")
    return base / "old.json", base / "new.jsonl"


def test_what_came_and_what_went_is_shown_by_rule(kbtool: Kbtool, reports: tuple[Path, Path]) -> None:
    run = kbtool("diff-findings", *reports)
    assert run.code == 1
    heads, doubled, apostrophe, *shown = run.out.splitlines()
    assert heads.split() == ["gained", "lost", "same"]
    assert doubled.split() == ["0", "0", "1", "KB703", "word-doubled"]
    assert apostrophe.split() == ["2", "1", "0", "KB709", "apostrophe-lost"]
    assert [line.split()[:2] for line in shown] == [
        ["+", f"{SECOND}:8:7:"],
        ["+", f"{SECOND}:10:7:"],
        ["-", f"{FIRST}:10:9:"],
    ]
    assert len(kbtool("diff-findings", *reports, "--show", "1").out.splitlines()) == 5


def test_for_programs_all_is_said(kbtool: Kbtool, reports: tuple[Path, Path]) -> None:
    doubled, apostrophe = json.loads(kbtool("diff-findings", *reports, "--format", "json").out)
    assert (doubled["name"], doubled["gained"], doubled["lost"], doubled["same"]) == ("word-doubled", [], [], 1)
    assert [finding["line"] for finding in apostrophe["gained"]] == [8, 10]
    assert [finding["path"] for finding in apostrophe["lost"]] == [FIRST]


def test_two_runs_that_found_the_same(kbtool: Kbtool, reports: tuple[Path, Path]) -> None:
    _, new = reports
    run = kbtool("diff-findings", new, new)
    assert run.code == 0
    assert "+" not in run.out


@pytest.mark.parametrize("text", [b"nothing", b"[1]", b'{"path": 1}\n', b"\xff"])
def test_what_is_no_report_is_said(kbtool: Kbtool, tmp_path: Path, text: bytes) -> None:
    save(tmp_path, "report.jsonl", text)
    run = kbtool("diff-findings", "report.jsonl", "report.jsonl")
    assert run.code == 2
    assert "report.jsonl: is no report of findings" in run.err


def test_a_report_that_cannot_be_read(kbtool: Kbtool) -> None:
    assert kbtool("diff-findings", "none.jsonl", "none.jsonl").code == 2
