"""`kbtool rule`: what the rules of the linter look for."""

import json

import pytest

from kbtool.findings import Code
from kbtool.lint.config import configuration
from kbtool.lint.registry import all_rules
from kbtool.settings import LintSettings
from tests.conftest import Kbtool


@pytest.mark.parametrize("name", ["KB802", "kb802", "text-not-unique", "Text-Not-Unique"])
def test_a_rule_is_explained_with_all_that_there_is_to_know_of_it(kbtool: Kbtool, name: str) -> None:
    out = kbtool("rule", name).out
    assert out.startswith("KB802 text-not-unique: Two articles have nearly the same text.\n\nSYMPTOMS\n")
    for fact in (
        "name       text-not-unique, of the family duplicates",
        "severity   a remark",
        "fix        none; it takes an editor",
        "under [lint.rules.text-not-unique]:\n\nshare  0.9",
    ):
        assert fact in out


NAMES_OF_ONE_THAT_IS_OFF = ["KB517", "KB5", "status-promises-news", "structure", "all"]


@pytest.mark.parametrize("name", NAMES_OF_ONE_THAT_IS_OFF)
def test_a_rule_that_is_off_runs_under_every_name_that_is_said_to_select_it(kbtool: Kbtool, name: str) -> None:
    assert Code.STATUS_PROMISES_NEWS not in configuration(LintSettings()).plan.codes
    assert Code.STATUS_PROMISES_NEWS in configuration(LintSettings(select=(name,))).plan.codes
    said = "on         only when it is selected: by its code or the beginning of it, its name, its family or `all`\n"
    assert said in kbtool("rule", "KB517").out


@pytest.mark.parametrize(("name", "number"), [("KB31", 10), ("kb31", 10), ("KB9", 4)])
def test_the_beginning_of_a_code_lists_its_rules(kbtool: Kbtool, name: str, number: int) -> None:
    lines = kbtool("rule", name).out.splitlines()
    assert len(lines) == number
    assert all(line.startswith(name.upper()) for line in lines)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("KB405", 'FOUND HERE\n\n    ---\n    id: "Q100001"\n    title: 4\n'),
        ("KB405", 'NOTHING FOUND HERE\n\n    ---\n    id: "Q100001"\n    title: "4"\n'),
        ("KB109", "    Text.\n\nThe file is called `draft.md`.\n"),
        (
            "KB304",
            '    [Q100002](kb:Q100002) BUG: The Bell Does Not Ring\n\n`Q100002` is called "FIX: The Bell Does Not Ring".\n',
        ),
        (
            "KB304",
            "WHAT THE FIX MAKES OF IT\n\n    [Q100002](kb:Q100002) FIX: The Bell Does Not Ring\n\nNOTHING FOUND HERE\n",
        ),
        (
            "KB713",
            "FOUND HERE\n\n    The bell rings . Then it rests.\n\nWHAT THE FIX MAKES OF IT\n\n    The bell rings. Then it rests.\n",
        ),
        ("KB302", '`redirects.yml` says `"Q100003": "Q100002"`.\n'),
    ],
)
def test_examples_show_what_stands_beside_them(kbtool: Kbtool, name: str, shown: str) -> None:
    assert shown in kbtool("rule", name).out


def test_the_rules_are_listed_all_or_those_of_a_family(kbtool: Kbtool) -> None:
    assert len(kbtool("rule").out.splitlines()) == len(all_rules())
    listed = kbtool("rule", "duplicates").out.splitlines()
    assert [line.split()[0] for line in listed] == ["KB801", "KB802"]


def test_programs_read_the_same(kbtool: Kbtool) -> None:
    (found,) = json.loads(kbtool("rule", "KB802", "--format", "json").out)
    assert (found["family"], found["severity"], found["options"]) == ("duplicates", "info", {"share": 0.9})
    assert len(json.loads(kbtool("rule", "--format", "json").out)) == len(all_rules())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word-dubled", "no rule is called 'word-dubled'. Did you mean word-doubled?"),
        ("refrences", "no rule is called 'refrences'. Did you mean references?"),
        ("KB999", "no rule is called 'KB999'. `kbtool rule` lists all."),
        ("KB101", "KB101 not-an-article is no rule of the linter; the manual explains it in K108."),
        ("title-cut", "KB211 title-cut is no rule of the linter; the manual explains it in K108."),
    ],
)
def test_what_is_no_rule_is_said(kbtool: Kbtool, name: str, said: str) -> None:
    run = kbtool("rule", name)
    assert (run.code, run.err) == (2, f"kbtool: {said}\n")
