"""The engine: neither a mistake in a rule nor one in the front matter takes anything else with it."""

from collections.abc import Iterator

import pytest

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code
from kbtool.ids import IdForm
from kbtool.lint import engine
from kbtool.lint.engine import Plan, examine
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Hit, Options, Rule

ARTICLE = b'---\nid: "Q1"\ntitle: "Bell"\n---\n\n## CAUSE\n\n## STATUS\n\nThe the bell.\n'
PLAN = Plan(frozenset([Code.SECTION_EMPTY, Code.WORD_DOUBLED]))


def _fails(_subject: Subject, _options: Options) -> Iterator[Hit]:
    yield Hit(Place(0, 1), "found before the mistake.")
    raise LookupError("no such rope")


def test_a_mistake_in_a_rule_is_a_finding_beside_those_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {**all_rules()}
    rule = broken[Code.SECTION_EMPTY]
    broken[Code.SECTION_EMPTY] = Rule(
        **{name: getattr(rule, name) for name in rule.__struct_fields__} | {"check": _fails}
    )
    monkeypatch.setattr(engine, "all_rules", lambda: broken)
    engine.checks_of.cache_clear()
    _, report = examine(ARTICLE, "Q1.md", "Q1", IdForm(), PLAN)
    engine.checks_of.cache_clear()
    mistake, other = report.findings
    assert (mistake.code, other.code) == (Code.INTERNAL_ERROR, Code.WORD_DOUBLED)
    assert "KB503 section-empty: LookupError: no such rope." in mistake.message


def test_findings_come_with_their_place_and_their_line() -> None:
    _, report = examine(ARTICLE, "Q1.md", "Q1", IdForm(), PLAN)
    empty, doubled = report.findings
    assert (empty.line, empty.column, empty.end_line, empty.end_column, empty.source) == (6, 1, 6, 9, "## CAUSE")
    assert (doubled.line, doubled.column, doubled.end_column, doubled.source) == (10, 1, 8, "The the bell.")


BODY = "## SUMMARY\n\nThe the bell. <!-- kbtool-ignore KB703 KB301 KB709 -->\n\nOf the the tower.\n"


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ('---\nid: "Q1\ntitle: x\n---\n', Code.FRONT_MATTER_BROKEN),
        ("---\nid: Q1\n---\n", Code.FIELD_MISSING),
        ("---\nid: Q2\ntitle: x\n---\n", Code.ARTICLE_ID_DIFFERS_FROM_NAME),
        ("---\nid: Q1\ntitle: x\n\n", Code.FRONT_MATTER_BROKEN),
        ("", Code.FRONT_MATTER_MISSING),
    ],
)
def test_where_the_front_matter_is_broken_the_body_is_checked_all_the_same(front: str, code: Code) -> None:
    plan = Plan(frozenset([Code.WORD_DOUBLED, Code.ID_INVALID, Code.TITLE_SPACING, Code.APOSTROPHE_LOST]))
    entry, report = examine((front + BODY).encode(), "Q1.md", "Q1", IdForm(), plan)
    assert entry is None
    broken, *found = report.findings
    assert broken.code is code
    assert broken.advice.endswith(" Until then neither fields nor references are checked.")
    assert [finding.line for finding in found] == [front.count("\n") + line for line in (3, 5)]
    assert {finding.code for finding in found} == {Code.WORD_DOUBLED}
    assert [suppression.rule for suppression in report.suppressions] == ["KB703", "KB301", "KB709"]


@pytest.mark.parametrize(
    ("name", "data"), [("README", b"The the bell.\n"), ("Q1", b"---\nid: Q1\n"), ("Q1", b"The the \xff.\n")]
)
def test_what_is_no_article_or_has_no_body_is_not_checked_further(name: str, data: bytes) -> None:
    plan = Plan(frozenset([Code.WORD_DOUBLED, Code.ARTICLE_EMPTY]))
    entry, report = examine(data, f"{name}.md", name, IdForm(), plan)
    assert entry is None
    assert len(report.findings) == 1
