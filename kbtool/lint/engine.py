"""Running the rules over one article: those that look at it alone, and those that know of all the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec

from kbtool import content
from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.entry import entry_of
from kbtool.content.lines import Lines, Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding, Fix, Severity
from kbtool.ids import IdForm
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Family, Field, FixSafety, Hit, Options, RedirectHit, Rule
from kbtool.lint.suppression import Attempt, Suppression, attempts, suppressions
from kbtool.model import Article


class Plan(msgspec.Struct, frozen=True):
    """What to look for: the codes of the rules that run, and the options that are not the defaults, as JSON, with the code of their rule."""

    codes: frozenset[Code]
    options: tuple[tuple[Code, bytes], ...] = ()


@lru_cache(maxsize=16)
def counting_rules(plan: Plan) -> Plan:
    """The rules of a plan that count over all articles."""
    return msgspec.structs.replace(plan, codes=frozenset(code for code in plan.codes if all_rules()[code].counts_all))


class Checks(NamedTuple):
    """What runs, in the order of the codes: the rules that look at one article alone, those that know of all and those that look at the redirects, each with its check and options."""

    alone: list[tuple[Rule, Callable[[Subject, Any], Iterator[Hit]], Options]]
    in_base: list[tuple[Rule, Callable[[Entry, Catalogue, Any], Iterator[Hit]], Options]]
    of_redirects: list[tuple[Rule, Callable[[Catalogue, Any], Iterator[RedirectHit]], Options]]


@lru_cache(maxsize=16)
def checks_of(plan: Plan) -> Checks:
    """What runs for a plan."""
    options = dict(plan.options)
    found = Checks([], [], [])
    for rule in all_rules().values():
        if rule.code in plan.codes:
            chosen = msgspec.json.decode(options.get(rule.code, b"{}"), type=rule.options)
            if rule.check:
                found.alone.append((rule, rule.check, chosen))
            if rule.check_in_base:
                found.in_base.append((rule, rule.check_in_base, chosen))
            if rule.check_redirects:
                found.of_redirects.append((rule, rule.check_redirects, chosen))
    return found


Read = Callable[[], Subject | None]


class FileReport(msgspec.Struct, frozen=True, array_like=True):
    """What the rules found that look at one file alone, and the comments in it that silence rules or are meant to."""

    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()
    attempts: tuple[Attempt, ...] = ()


def examine(data: bytes, path: str, stem: str | None, ids: IdForm, plan: Plan) -> tuple[Entry | None, FileReport]:
    """Look at one file by itself; `stem` is the name of the file without its suffix, which the id must be.

    Returns what the catalogue needs to know of it, None when it cannot be read as an article, and what was found; in a file whose
    front matter cannot be read, that is what is wrong with this, and what those rules find that look at the body alone.
    """
    article, problems = content.parse(data, path, stem)
    findings = _with_source(problems, data)
    readable = article or _body_alone(data, path, stem, ids)
    if readable is None:
        return None, FileReport(tuple(findings))
    subject = Subject(readable, content.decoded(data), ids)
    for rule, check, options in checks_of(plan).alone:
        if article or rule.family not in _OF_FIELDS:
            findings += _findings(rule, check(subject, options), path, lambda: subject)
    report = FileReport(tuple(findings), tuple(suppressions(subject)), tuple(attempts(subject)))
    return (entry_of(subject, path) if article else None), report


def _body_alone(data: bytes, path: str, stem: str | None, ids: IdForm) -> Article | None:
    """The body of a file that is meant as an article, as its name says; None where there is none."""
    found = content.body_alone(data, path) if stem and ids.matches(stem) else None
    return found if found and found.body.strip() else None


_OF_FIELDS = (Family.SOURCE, Family.FRONT_MATTER)
"""What is about the fields of an article."""


def codes_of_body(plan: Plan) -> frozenset[Code]:
    """The codes of what is looked for in a file of which only the body can be read."""
    return frozenset(rule.code for rule, *_ in checks_of(plan).alone if rule.family not in _OF_FIELDS)


def _with_source(findings: list[Finding], data: bytes) -> list[Finding]:
    """The findings of the reader, each with the text of its line, to whose end it reaches if it does not say where it ends."""
    if not findings:
        return findings
    lines = Lines(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    shown = [msgspec.structs.replace(_with_end(one, lines), source=lines.shown(one.line)) for one in findings]
    return [msgspec.structs.replace(shown[0], advice=f"{shown[0].advice} {_NOT_YET}"), *shown[1:]]


def _with_end(finding: Finding, lines: Lines) -> Finding:
    if finding.end_line or not finding.line:
        return finding
    end_line, end_column = lines.position(lines.place(finding.line).end)
    return msgspec.structs.replace(finding, column=finding.column or 1, end_line=end_line, end_column=end_column)


_NOT_YET = "Until then neither fields nor references are checked."


def examine_in_base(entry: Entry, path: str, read: Read, catalogue: Catalogue, plan: Plan) -> list[Finding]:
    """Look at one article as one of all; `read` reads it, which is needed only when something is found."""
    article = cache(read)
    findings: list[Finding] = []
    for rule, check, options in checks_of(plan).in_base:
        findings += _findings(rule, check(entry, catalogue, options), path, article)
    return findings


def examine_redirects(path: str, catalogue: Catalogue, plan: Plan) -> Iterator[Finding]:
    """Look at the redirects that the catalogue knows; findings name their file `path`."""
    for rule, check, options in checks_of(plan).of_redirects:
        for line, source, message, advice in check(catalogue, options):
            yield Finding(path, line, 1, rule.code, rule.severity, message, advice, source=source)


def _findings(rule: Rule, hits: Iterable[Hit], path: str, read: Read) -> list[Finding]:
    """What a rule finds; a mistake in it is a finding too, and does not hide what the others find."""
    try:
        found = list(hits)
        if not found or not (subject := read()):
            return []
        return list(_run(rule, found, path, subject))
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
            _fix(rule, hit, subject),
            lines.shown(line),
        )


def _place(hit: Hit, subject: Subject) -> Place:
    if isinstance(hit.place, Field):
        name, entry = hit.place
        return subject.field(name) if entry is None else subject.field(name, entry)
    return hit.place


def _fix(rule: Rule, hit: Hit, subject: Subject) -> Fix | None:
    if not hit.fix or rule.fix is FixSafety.NONE:
        return None
    if not all(subject.is_text(change.place) for change in hit.fix if change.of_text):
        return None
    edits = tuple(subject.lines.edit(*change.place, change.text) for change in hit.fix)
    return Fix(hit.fix_title or rule.summary, edits, is_safe=hit.is_safe and rule.fix is FixSafety.SAFE)
