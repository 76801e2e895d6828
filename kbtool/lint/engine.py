"""Running the rules over one article: those that look at it alone, and those that know of all the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from kbtool import content
from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.entry import entry_of
from kbtool.content.lines import Lines
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding, Fix
from kbtool.ids import IdForm
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import FixSafety, Hit, Options, Rule
from kbtool.lint.suppression import Suppression, suppressions


class Plan(msgspec.Struct, frozen=True):
    """What to look for: the codes of the rules that run, and the options that are not the defaults, as JSON, with the code of their rule."""

    codes: frozenset[Code]
    options: tuple[tuple[Code, bytes], ...] = ()


@lru_cache(maxsize=16)
def rules_of(plan: Plan) -> tuple[tuple[Rule, Options], ...]:
    """The rules that run, in the order of their codes, with their options."""
    options = dict(plan.options)
    return tuple(
        (rule, msgspec.json.decode(options.get(rule.code, b"{}"), type=rule.options))
        for rule in all_rules().values()
        if rule.code in plan.codes
    )


Text = Callable[[], str]
"""Reads the text of a file when it is needed."""


class FileReport(msgspec.Struct, frozen=True, array_like=True):
    """What the rules found that look at one file alone, and the comments in it that silence rules."""

    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()


def examine(data: bytes, path: str, stem: str | None, ids: IdForm, plan: Plan) -> tuple[Entry | None, FileReport]:
    """Look at one file by itself; `stem` is the name of the file without its suffix, which the id must be.

    Returns what the catalogue needs to know of it, None when it cannot be read as an article, and what was found.
    """
    article, findings = content.parse(data, path, stem)
    if article is None:
        return None, FileReport(tuple(findings))
    subject = Subject(article, content.decoded(data), ids)
    found = [
        finding
        for rule, options in rules_of(plan)
        if rule.check
        for finding in _run(rule, rule.check(subject, options), path, subject.lines)
    ]
    return entry_of(subject, path), FileReport((*findings, *found), tuple(suppressions(subject)))


def examine_in_base(entry: Entry, path: str, text: Text, catalogue: Catalogue, plan: Plan) -> list[Finding]:
    """Look at one article as one of all."""
    lines: Lines | None = None
    findings: list[Finding] = []
    for rule, options in rules_of(plan):
        if rule.check_in_base:
            hits = list(rule.check_in_base(entry, catalogue, options))
            if hits:
                lines = lines or Lines(text())
                findings += _run(rule, hits, path, lines)
    return findings


def _run(rule: Rule, hits: Iterable[Hit], path: str, lines: Lines) -> Iterator[Finding]:
    """The findings that a rule's hits are."""
    for hit in hits:
        line, column = lines.position(hit.place.start)
        end_line, end_column = lines.position(hit.place.end)
        yield Finding(
            path,
            line,
            column,
            rule.code,
            rule.severity,
            hit.message,
            hit.advice,
            end_line,
            end_column,
            _fix(rule, hit, lines),
            lines.line(line),
        )


def _fix(rule: Rule, hit: Hit, lines: Lines) -> Fix | None:
    if not hit.fix or rule.fix is FixSafety.NONE:
        return None
    edits = tuple(lines.edit(*change.place, change.text) for change in hit.fix)
    return Fix(hit.fix_title or rule.summary, edits, is_safe=hit.is_safe and rule.fix is FixSafety.SAFE)
