"""The reader of case files is strict: a file that is not exactly of its form is an error, never a test that tests nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import cases

SOUND = """\
What the file is about.

%%%% case: one
%%%% input

  first line

last line
%%%% expected
out
%%%% case: two
%%%% xfail: known
%%%% input
in
%%%% expected
"""


def case_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "some.cases"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_part_is_what_stands_between_two_markers_without_blank_lines_at_its_ends(tmp_path: Path) -> None:
    one, two = cases.read(case_file(tmp_path, SOUND))
    assert (one.title, one.line, one.input, one.expected) == ("one", 3, "  first line\n\nlast line", "out")
    assert (two.title, two.xfail, two.input, two.expected) == ("two", "known", "in", "")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("nothing but words\n", "holds no case"),
        ("", "holds no case"),
        ("%%%% input\nx\n", ":1: 'input' belongs to no case"),
        ("%%%% case: a\n%%%% input\nx\n", ":1: the case 'a' has the parts input, not input, expected"),
        ("%%%% case: a\n", ":1: the case 'a' has the parts none, not input, expected"),
        ("%%%% case: a\n%%%% expected\nx\n%%%% input\nx\n", "has the parts expected, input, not input, expected"),
        ("%%%% case: a\n%%%% input\nx\n%%%% input\ny\n", ":4: the case 'a' has the part 'input' twice"),
        ("%%%% case: a\n%%%% input\n\n%%%% expected\nx\n", ":1: the case 'a' has nothing in its part 'input'"),
        ("%%%% case: a\nstray\n%%%% input\nx\n", ":2: text stands outside of every part: 'stray'"),
        ("%%%% case: a\n%%%% input\nx\n%%%% expected\n%%%% other\n", "has the parts input, expected, other, not"),
        ("%%%% case: a\n%%%% Input\nx\n", ":2: this is no marker of a case file: '%%%% Input'"),
        ("%%%%case: a\n", ":1: this is no marker of a case file: '%%%%case: a'"),
        ("%%%% case:\n", ":1: this is no marker"),
        ("%%%% case: a\n%%%% input\nx\n%%%% xfail: late\n%%%% expected\n", ":4: 'xfail' stands once"),
        (SOUND + "%%%% case: one\n%%%% input\nx\n%%%% expected\n", ":16: the title 'one' is that of line 3 too"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, broken: str, message: str) -> None:
    with pytest.raises(cases.Malformed) as refusal:
        cases.read(case_file(tmp_path, broken))
    assert message in str(refusal.value)


def test_updating_rewrites_one_part_and_nothing_else(tmp_path: Path) -> None:
    path = case_file(tmp_path, SOUND)
    one, two = cases.read(path)
    cases.update(two, "second\n\n  out\n\n")
    cases.update(one, "first\nout")
    assert path.read_text() == SOUND.replace("out\n", "first\nout\n\n", 1) + "second\n\n  out\n"
    assert [case.expected for case in cases.read(path)] == ["first\nout", "second\n\n  out"]


def test_updating_again_changes_nothing(tmp_path: Path) -> None:
    path = case_file(tmp_path, SOUND)
    for _ in range(2):
        for case in cases.read(path):
            cases.update(case, f"new {case.title}")
        if _ == 0:
            once = path.read_bytes()
    assert path.read_bytes() == once


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = case_file(tmp_path, SOUND)
    with pytest.raises(cases.Malformed, match="holds a marker"):
        cases.update(cases.read(path)[0], "fine\n%%%% case: smuggled\n")
    assert path.read_text() == SOUND


def test_a_difference_shows_both_sides(tmp_path: Path) -> None:
    case = cases.read(case_file(tmp_path, SOUND))[0]
    assert cases.difference(case, "\nout\n\n") == ""
    assert "-out\n+other" in cases.difference(case, "other")


SUITE = """\
from pathlib import Path
import pytest
from tests import cases
from tests.conftest import *

FILE = Path(__file__).with_name("some.cases")

@pytest.mark.parametrize("case", cases.params(FILE))
def test_upper(case, expect):
    expect(case, case.input.upper())
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    case_file(tmp_path, "%%%% case: it shouts\n%%%% input\nabc\n%%%% expected\nabc\n")
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "test_it.py").write_text(SUITE)
    return tmp_path


def run_suite(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder)]
    root = Path(__file__).parents[1]
    return subprocess.run(
        [*command, str(folder / "test_it.py"), *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(root), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_failure_prints_the_command_that_accepts_the_output(suite: Path) -> None:
    failed = run_suite(suite)
    assert failed.returncode == 1
    assert "-abc\n+ABC" in failed.stdout
    assert "python -m pytest 'test_it.py::test_upper[it-shouts]' --update-cases" in failed.stdout


def test_the_option_accepts_it(suite: Path) -> None:
    assert run_suite(suite, "--update-cases").returncode == 0
    assert cases.read(suite / "some.cases")[0].expected == "ABC"
    assert run_suite(suite).returncode == 0


def test_several_processes_must_not_rewrite_one_file(suite: Path) -> None:
    refused = run_suite(suite, "--update-cases", "-n", "2")
    assert refused.returncode != 0
    assert "without -n" in refused.stdout + refused.stderr


def test_a_case_known_to_fail_must_fail(suite: Path) -> None:
    path = suite / "some.cases"
    marked = "%%%% case: it shouts\n%%%% xfail: it does not shout yet\n%%%% input\nabc\n%%%% expected\n{}\n"
    path.write_text(marked.format("other"))
    assert "1 xfailed" in run_suite(suite).stdout
    path.write_text(marked.format("ABC"))
    assert "XPASS(strict)" in run_suite(suite).stdout
