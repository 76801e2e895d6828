"""The engine: a mistake in a rule takes nothing else with it."""

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
