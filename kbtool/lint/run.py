"""A run over articles: each by itself in parallel, then what can only be seen over all of them.

What was found in a file that has not changed since comes from the store; and so does the whole report when no file has changed.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

import msgspec

from kbtool.catalogue import Catalogue
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Finding
from kbtool.lint.among import Among
from kbtool.lint.base import Base, below_root
from kbtool.lint.checked import (
    Checked,
    Found,
    among_few,
    among_others,
    look_at,
    look_at_draft,
    told,
    unsilenced,
)
from kbtool.lint.engine import counting_rules, examine_redirects
from kbtool.lint.files import Chosen, choose
from kbtool.lint.report import LastReport, Report
from kbtool.lint.shelf import Shelf
from kbtool.parallel import ExecutorFor

_FEW = 100
"""So many articles are checked sooner by reading only what surrounds them than by reading all."""


def check(paths: Iterable[Path], base: Base, executor_for: ExecutorFor) -> Report:
    """Check the articles at `paths` (files, or folders searched for articles), among all the articles of the base.

    Files that are named themselves are checked among the others as these were seen last. Only when something is found that
    depends on others is it looked whether these still stand so, so that what is reported is true, and a sound article is told so at once.
    """
    chosen = tuple(paths)
    report = _check_few(chosen, base) if are_few(chosen) else None
    return judged(report or _check(chosen, base, executor_for), base)


def are_few(paths: Collection[Path]) -> bool:
    """Whether these are files that are checked sooner without reading all articles."""
    return len(paths) <= _FEW and not any(path.is_dir() for path in paths)


def _check_few(paths: tuple[Path, ...], base: Base) -> Report | None:
    """The report of a few files; None when it is not known what surrounds them, or that is not true any more."""
    if not base.cache:
        return None
    found = among_few([look_at(path, base) for path in {path.resolve(): path for path in paths}.values()], base)
    return None if found is None else _report(found, base)


def catalogue_of(base: Base, executor_for: ExecutorFor) -> Catalogue:
    """The catalogue of all articles of the base, as they stand now."""
    shelf = Shelf(base)
    shelf.look()
    shelf.update((), executor_for)
    return Catalogue(shelf.entries(), base.known, shelf.unreadable(), base.content)


def check_text(data: bytes, path: Path, base: Base, catalogue: Catalogue) -> list[Finding]:
    """Check one article that need not be as its file is: `data` is what the file at `path` would hold."""
    one = look_at_draft(data, path, base)
    return told(one, among_others(one, catalogue, base.plan, base), base)


def check_redirects(base: Base, catalogue: Catalogue) -> list[Finding]:
    """Check the redirects that the catalogue knows, which need not be those of the file."""
    return sorted(base.policy.judged(_of_redirects(base, catalogue), REDIRECTS))


def _of_redirects(base: Base, catalogue: Catalogue) -> Iterator[Finding]:
    return examine_redirects(str(base.root / REDIRECTS), catalogue, base.plan)


def judged(report: Report, base: Base) -> Report:
    """The report with what the settings make of its findings."""
    findings = [
        finding
        for path, found in groupby(report.findings, key=attrgetter("path"))
        for finding in base.policy.judged(found, below_root(path, base.root) if base.policy.exceptions else path)
    ]
    return Report(tuple(findings), report.checked)


def _check(paths: tuple[Path, ...], base: Base, executor_for: ExecutorFor) -> Report:
    """The report, among all articles as they stand now."""
    shelf = Shelf(base)
    shelf.look()
    chosen = choose(paths, base, shelf.paths)
    shelf.update(chosen.inside, executor_for)
    kept = LastReport(base, chosen, shelf)
    if kept.report:
        return kept.report
    others = [look_at(path, base) for path in chosen.others]
    strangers = [one.entry for one in others if one.entry]
    catalogue = Catalogue(chain(shelf.entries(), strangers), base.known, shelf.unreadable(), base.content)
    among = Among(base, shelf)
    if not strangers:  # no run that they are not part of can know of them
        among.compare(catalogue)
    inside = list(_inside(chosen, shelf, catalogue, among, base))
    report = _report([*inside, *((one, among_others(one, catalogue, base.plan, base)) for one in others)], base)
    if len(chosen.inside) == len(shelf.paths):
        report = Report((*report.findings, *_of_redirects(base, catalogue)), report.checked)
        if not strangers:
            among.keep(zip(chosen.inside, (in_base for _, in_base in inside), strict=True), catalogue.shortest)
    kept.keep(report)
    return report


def _report(found: list[Found], base: Base) -> Report:
    """The report of files, each with what was found in it that depends on others."""
    findings = [finding for one, in_base in found for finding in unsilenced(one, in_base, base.plan)]
    return Report(tuple(sorted(findings)), tuple(one.stem for one, _ in found))


def _inside(chosen: Chosen, shelf: Shelf, catalogue: Catalogue, among: Among, base: Base) -> Iterator[Found]:
    """The articles of the base, each with what was found in it that depends on others: before, as far as that holds, or now."""
    counting = counting_rules(base.plan)
    entries = {entry.path: entry for entry in reversed(catalogue.entries)}  # those of the base come before strangers
    for below, path in zip(chosen.inside, base.files(chosen.inside), strict=True):
        before = among.found(below)
        plan = base.plan if before is None else counting
        is_done = before is not None and before.counts_hold
        one = Checked(path, entries.get(below), shelf.report(below))
        found = before.findings if before else []
        held = found if is_done else [finding for finding in found if finding.code not in plan.codes]
        in_base = [msgspec.structs.replace(finding, path=path) for finding in held]
        yield one, in_base if is_done else in_base + among_others(one, catalogue, plan, base)
