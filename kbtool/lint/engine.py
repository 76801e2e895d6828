"""Running the rules over one article: those that look at it alone, and those that know of all the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from kbtool import content
from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.entry import entry_of
from kbtool.content.lines import Lines, Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding, Fix, Severity
from kbtool.ids import IdForm
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Field, FixSafety, Hit, Options, Rule
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


Read = Callable[[], Subject | None]


class FileReport(msgspec.Struct, frozen=True, array_like=True):
    """What the rules found that look at one file alone, and the comments in it that silence rules."""

    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()


def examine(data: bytes, path: str, stem: str | None, ids: IdForm, plan: Plan) -> tuple[Entry | None, FileReport]:
    """Look at one file by itself; `stem` is the name of the file without its suffix, which the id must be.

    Returns what the catalogue needs to know of it, None when it cannot be read as an article, and what was found.
    """
    article, problems = content.parse(data, path, stem)
    findings = _with_source(problems, data)
    if article is None:
        return None, FileReport(tuple(findings))
    subject = Subject(article, content.decoded(data), ids)
    for rule, options in rules_of(plan):
        if rule.check:
            findings += _findings(rule, rule.check(subject, options), path, lambda: subject)
    return entry_of(subject, path), FileReport(tuple(findings), tuple(suppressions(subject)))


def _with_source(findings: list[Finding], data: bytes) -> list[Finding]:
    """The findings of the reader, each with the text of its line."""
    if not findings:
        return findings
    lines = Lines(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    return [msgspec.structs.replace(finding, source=lines.line(finding.line)) for finding in findings]


def examine_in_base(entry: Entry, path: str, read: Read, catalogue: Catalogue, plan: Plan) -> list[Finding]:
    """Look at one article as one of all; `read` reads it, which is needed only when something is found."""
    article = cache(read)
    findings: list[Finding] = []
    for rule, options in rules_of(plan):
        if rule.check_in_base:
            findings += _findings(rule, rule.check_in_base(entry, catalogue, options), path, article)
    return findings


def _findings(rule: Rule, hits: Iterable[Hit], path: str, read: Read) -> list[Finding]:
    """What a rule finds; a mistake in it is a finding too, and does not hide what the others find."""
    try:
        found = list(hits)
        subject = read() if found else None
        return list(_run(rule, found, path, subject)) if subject else []
    except Exception as error:  # noqa: BLE001 - whatever the mistake is
        message = f"kbtool failed to look for {rule.code} {rule.name}: {type(error).__name__}: {error}."
        advice = "Please report it, with the article."
        return [Finding(path, 0, 0, Code.INTERNAL_ERROR, Severity.ERROR, message, advice)]


def read_subject(data: bytes, ids: IdForm) -> Subject | None:
    """The article in the bytes of its file; None when they cannot be read as one."""
    article, _ = content.parse(data, "")
    return Subject(article, content.decoded(data), ids) if article else None


def _run(rule: Rule, hits: Iterable[Hit], path: str, subject: Subject) -> Iterator[Finding]:
    """The findings that a rule's hits are."""
    lines = subject.lines
    for hit in hits:
        start, end = _place(hit, subject)
        line, column = lines.position(start)
        end_line, end_column = lines.position(end)
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


def _place(hit: Hit, subject: Subject) -> Place:
    if isinstance(hit.place, Field):
        name, entry = hit.place
        return subject.field(name) if entry is None else subject.field(name, entry)
    return hit.place


def _fix(rule: Rule, hit: Hit, lines: Lines) -> Fix | None:
    if not hit.fix or rule.fix is FixSafety.NONE:
        return None
    edits = tuple(lines.edit(*change.place, change.text) for change in hit.fix)
    return Fix(hit.fix_title or rule.summary, edits, is_safe=hit.is_safe and rule.fix is FixSafety.SAFE)
