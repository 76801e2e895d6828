"""Every rule finds what its examples show, and nothing in what is right; its fixes mend what they say."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from kbtool import content, lint
from kbtool.content.lines import Lines
from kbtool.findings import Code, Finding
from kbtool.lint import run
from kbtool.lint.drafts import Drafts
from kbtool.lint.fixes import applied
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Example, FixSafety, Rule
from kbtool.parallel import executor_for
from kbtool.settings import LintSettings, Settings
from tests import cases
from tests.conftest import Expect
from tests.lint.helpers import written

FINDINGS, PARTS = Path(__file__).with_name("findings.cases"), ("expected",)

RULES = list(all_rules().values())
BY_TITLE = {f"{rule.code} {rule.name}": rule for rule in RULES}
FIXING = [rule for rule in RULES if rule.fix is not FixSafety.NONE]


def _examples(rules: list[Rule], kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{rule.name}-{number}")
        for rule in rules
        for number, example in enumerate(getattr(rule, kind))
    ]


def _found(folder: Path, rule: Rule, example: Example) -> tuple[Path, list[Finding]]:
    path = written(folder, example)
    return path, _check(folder, path, rule)


def _check(folder: Path, path: Path, rule: Rule) -> list[Finding]:
    settings = Settings(lint=LintSettings(select=(rule.code,)))
    base = lint.base_at(folder, settings, use_cache=False)
    return [finding for finding in lint.check([path], base, executor_for).findings if finding.code == rule.code]


@pytest.mark.parametrize("case", cases.params(FINDINGS, PARTS))
def test_a_rule_says_where_it_finds_what_in_its_bad_examples(
    case: cases.Case, expect: Expect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = BY_TITLE[case.title]
    said = [
        f"{number}, {_said(path, finding)}"
        for number, example in enumerate(rule.bad)
        for path, findings in [_found(Path(str(number)), rule, example)]
        for finding in findings
    ]
    expect(case, "\n".join(said))


def _said(path: Path, finding: Finding) -> str:
    lines = Lines(content.decoded(path.read_bytes()))
    start, end = lines.offset(finding.line, finding.column), lines.offset(finding.end_line, finding.end_column)
    elsewhere = "" if finding.path == str(path) else f"{Path(finding.path).name}:"
    marked = f" {lines.text[start:end]!r}" if finding.end_line else ""
    return f"{elsewhere}{finding.line}:{finding.column}{marked}: {finding.message} {finding.advice}".rstrip()


def test_what_each_rule_says_is_approved() -> None:
    """A new rule gets a case with anything as its expected part; `--update-cases` puts there what the rule says."""
    assert [case.title for case in cases.read(FINDINGS, PARTS)] == list(BY_TITLE)


@pytest.mark.parametrize(("rule", "example"), _examples(RULES, "bad"))
def test_a_rule_finds_what_its_bad_examples_show(rule: Rule, example: Example, tmp_path: Path) -> None:
    _, findings = _found(tmp_path, rule, example)
    assert findings


@pytest.mark.parametrize(("rule", "example"), _examples(RULES, "good"))
def test_a_rule_finds_nothing_in_its_good_examples(rule: Rule, example: Example, tmp_path: Path) -> None:
    _, findings = _found(tmp_path, rule, example)
    assert findings == []


@pytest.mark.parametrize(
    ("rule", "example"), _examples([rule for rule in RULES if rule.check_in_base and not rule.counts_all], "bad")
)
def test_a_rule_that_looks_at_others_needs_only_what_surrounds_an_article(
    rule: Rule, example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = _found(tmp_path, rule, example)
    base = lint.base_at(tmp_path, Settings(lint=LintSettings(select=(rule.code,))))
    among_all = [
        finding for finding in lint.check([base.content], base, executor_for).findings if finding.path == str(path)
    ]
    assert among_all
    monkeypatch.setattr(run, "Shelf", None)
    assert list(lint.check([path], base, executor_for).findings) == among_all


@pytest.mark.parametrize(("rule", "example"), _examples([rule for rule in RULES if rule.check_in_base], "bad"))
@pytest.mark.parametrize("before", [None, '---\nid: "{}"\ntitle: "An Older Title"\n---\n\nText.\n'])
@pytest.mark.parametrize("use_cache", [True, False])
def test_a_draft_is_checked_as_its_file_would_be(
    rule: Rule, example: Example, before: str | None, tmp_path: Path, *, use_cache: bool
) -> None:
    path, findings = _found(tmp_path, rule, example)
    data = path.read_bytes()
    path.unlink() if before is None else path.write_text(before.format(path.stem))
    base = lint.base_at(tmp_path, Settings(lint=LintSettings(select=(rule.code,))), use_cache=use_cache)
    lint.check([base.content], base, executor_for)
    assert Drafts(base, executor_for).check(data, path) == [one for one in findings if one.path == str(path)]


@pytest.mark.parametrize(("rule", "example"), _examples(RULES, "bad"))
def test_the_fixes_make_of_an_example_what_it_shows(rule: Rule, example: Example, tmp_path: Path) -> None:
    path, findings = _found(tmp_path / "found", rule, example)
    assert bool(example.mended) == any(finding.fix for finding in findings)
    shown = written(tmp_path / "shown", msgspec.structs.replace(example, text=example.mended or example.text))
    assert applied(path.read_bytes(), findings)[0] == shown.read_bytes()


@pytest.mark.parametrize(("rule", "example"), _examples(FIXING, "bad"))
def test_a_fix_leaves_nothing_to_find_and_brings_nothing_new(rule: Rule, example: Example, tmp_path: Path) -> None:
    path, findings = _found(tmp_path, rule, example)
    before = _codes(tmp_path, path, rule)
    data, done = applied(path.read_bytes(), findings)
    path.write_bytes(data)
    assert _codes(tmp_path, path, rule) <= before - Counter({rule.code: len(done)})


def _codes(folder: Path, path: Path, rule: Rule) -> Counter[Code]:
    """How often each of all rules finds something, be it on or off by itself."""
    base = lint.base_at(folder, Settings(lint=LintSettings(extend_select=(rule.code,))), use_cache=False)
    return Counter(finding.code for finding in lint.check([path], base, executor_for).findings)


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.code)
def test_a_rule_that_promises_fixes_has_an_example_of_one(rule: Rule, tmp_path: Path) -> None:
    assert any(example.mended for example in rule.bad)
    found = [_found(tmp_path / str(number), rule, example)[1] for number, example in enumerate(rule.bad)]
    assert rule.fix is FixSafety.SAFE or not any(
        finding.fix.is_safe for findings in found for finding in findings if finding.fix
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    assert all(text.strip().endswith((".", "`")) for text in (rule.summary, rule.symptoms, rule.cause, rule.resolution))
