"""Time to look at odd text grows with its length: if it grew with the square of it, each test here would take minutes, and some of them years."""

from pathlib import Path

import pytest

from kbtool.catalogue.slips import slips
from kbtool.catalogue.spelling import ids_meant
from kbtool.content import markdown
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.lint.engine import Plan, examine
from kbtool.lint.fixes import applied
from kbtool.lint.registry import all_rules
from kbtool.lint.suppression import silenced
from kbtool.lsp.silence import silencing
from kbtool.settings_source import Source
from tests.lint.helpers import article, subject_of

LONG = 200_000
BLANKS = " " * LONG
DIGITS = "0" * LONG
DO_NOT = "don't " * 200
IDS = IdForm()

BODIES = {
    "blanks in a comment": (f"The bell. <!-- kbtool-ignore{BLANKS}x\n", {Code.SUPPRESSION_UNUSED}),
    "blanks behind the rule of a comment": (
        f"The bell. <!-- kbtool-ignore KB703{BLANKS}x\n",
        {Code.SUPPRESSION_UNUSED},
    ),
    "blanks in the reason of a comment": (f"The bell. <!-- kbtool-ignore KB703:{BLANKS}x\n", {Code.SUPPRESSION_UNUSED}),
    "blanks before a comment": (f"The the{BLANKS}x <!-- kbtool-ignore KB703 -->\n", {Code.WORD_DOUBLED}),
    "names in a comment": (
        f"The the bell. <!-- kbtool-ignore {'0,' * (LONG // 4)} -->\n",
        {Code.WORD_DOUBLED, Code.SUPPRESSION_UNUSED},
    ),
    "words in a comment": (f"The the bell. <!-- {'ignore-' * (LONG // 4)}\n", {Code.WORD_DOUBLED}),
    "blanks above an id": (f"The the{BLANKS}x\nQ100002 The Bell\n", {Code.WORD_DOUBLED}),
    "blanks in a cited title": (f"[Q100002](kb:Q100002) The the{BLANKS}bell\n", {Code.WORD_DOUBLED}),
    "hyphens behind a word": (f"It is a apple, a {'b' * (LONG // 2)}{'-' * (LONG // 2)}x\n", {Code.INDEFINITE_ARTICLE}),
    "quotations without an end": (f"It is a apple {'“' * LONG}\n", {Code.INDEFINITE_ARTICLE}),
    "addresses in an address": (f"The the [bell](<{'/kb/100/a?' * (LONG // 4)}%0a>)\n", {Code.WORD_DOUBLED}),
}
FRONTS = {
    "apostrophes": (f"query_words: {DO_NOT} # kbtool ignore KB703", {Code.FIELD_INVALID, Code.SUPPRESSION_UNUSED}),
    "numbers in a title": (f'title: "Bells {"1," * (LONG // 2)}."', set()),
}

MANY = 20_000
FOUND = [
    ("Ring\u200b. ", Code.CHARACTER_INVISIBLE, "Ring. "),
    ("It is a error, `x`. ", Code.INDEFINITE_ARTICLE, "It is an error, `x`. "),
    ("http://example.org/ <x:y> ", Code.ADDRESS_NOT_LINKED, "<http://example.org/> <x:y> "),
    ("<ftp://ines:secret@example.org> ", Code.CREDENTIALS_IN_ADDRESS, "<ftp://ines:secret@example.org> "),
]


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_a_long_line_of_text_is_checked_and_rendered(body: str, expected: set[Code]) -> None:
    assert _codes(f'---\nid: "Q100001"\ntitle: "The Bell"\n---\n\n{body}') == expected
    assert markdown.render(body, IDS, lambda _: None).html


@pytest.mark.parametrize(("line", "expected"), FRONTS.values(), ids=FRONTS)
def test_a_long_line_of_front_matter_is_checked(line: str, expected: set[Code]) -> None:
    title = "" if line.startswith("title") else 'title: "The Bell"\n'
    assert _codes(f'---\nid: "Q100001"\n{title}{line}\n---\n\nText.\n') == expected


@pytest.mark.parametrize(("words", "code", "mended"), FOUND)
def test_a_line_of_many_findings_is_checked_and_mended(words: str, code: Code, mended: str) -> None:
    data = article("Q100001", words * MANY)
    _, report = examine(data, "Q100001.md", "Q100001", IDS, Plan(frozenset([code])))
    assert len(report.findings) == MANY
    assert {finding.source for finding in report.findings} == {""}, "the line, as often as there are findings in it"
    assert applied(data, report.findings)[0] == article("Q100001", mended * MANY)


def test_a_line_of_many_comments_silences_what_they_name() -> None:
    data = article("Q100001", "The the bell. <!-- kbtool-ignore KB703 KB709 --> " * MANY)
    plan = Plan(frozenset([Code.WORD_DOUBLED, Code.APOSTROPHE_LOST]))
    _, report = examine(data, "Q100001.md", "Q100001", IDS, plan)
    left = silenced(report.findings, report.suppressions, report.attempts, "Q100001.md", plan.codes)
    assert len(report.findings) == len(left) == MANY
    assert {(finding.code, finding.message) for finding in left} == {
        (Code.SUPPRESSION_UNUSED, "KB709 finds nothing here to silence.")
    }


def test_many_comments_that_are_written_wrongly_keep_what_they_may_mean_from_being_mended() -> None:
    data = article(
        "Q100001",
        "It doesn?t ring. <!-- kbtool ignore KB703 -->\n" * MANY + "It doesn?t ring. <!-- kbtool ignore KB709\n" * MANY,
    )
    plan = Plan(frozenset([Code.APOSTROPHE_LOST]))
    _, report = examine(data, "Q100001.md", "Q100001", IDS, plan)
    left = silenced(report.findings, report.suppressions, report.attempts, "Q100001.md", plan.codes)
    assert [finding.fix is None for finding in left] == [False] * MANY + [True] * MANY
    one_line = article("Q100001", "It doesn?t ring. <!-- kbtool ignore KB703 --> " * MANY)
    _, report = examine(one_line, "Q100001.md", "Q100001", IDS, plan)
    assert len(report.findings) == len(report.attempts) == MANY


def _codes(text: str) -> set[Code]:
    _, report = examine(text.encode(), "Q100001.md", "Q100001", IDS, Plan(frozenset(all_rules())))
    return {finding.code for finding in report.findings}


def test_a_comment_finds_the_end_of_a_long_line() -> None:
    finding = Finding("Q100001.md", 6, 1, Code.WORD_DOUBLED, Severity.WARNING, "twice")
    silent = silencing(subject_of(f"The the{BLANKS}bell  \n"), finding)
    assert silent
    assert subject_of(f"The the{BLANKS}bell  \n").text[silent.offset :] == "  \n"


def test_no_number_is_too_long_to_be_looked_for() -> None:
    assert ids_meant(f"{DIGITS}x", IDS, [f"{DIGITS}x"]) == [f"{DIGITS}x"]
    assert ids_meant(f"{DIGITS}1", IDS, [f"{DIGITS}x", "Q1"]) == ["Q1"]
    assert list(slips(f"Q{DIGITS}")) == []


@pytest.mark.parametrize("line", [f"[{BLANKS}x", f"{BLANKS}x"])
def test_settings_are_found_below_a_long_line(line: str) -> None:
    source = Source(Path("kbtool.toml"), f"{line}\n[search]\nlimit = 1\n", {}, ())
    assert source.line(("search", "limit")) == 3
