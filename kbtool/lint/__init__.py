"""Checking articles: each by itself in parallel, then what can only be seen over all of them.

What was found in a file that has not changed since comes from the store; and so does the whole report when no file has changed.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

import msgspec

from kbtool.catalogue import FOLDER, Catalogue, Entry, Known, known_of
from kbtool.catalogue.index import Index
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Code, Finding
from kbtool.lint.among import Among
from kbtool.lint.base import Base
from kbtool.lint.config import configuration, fits
from kbtool.lint.engine import (
    FileReport,
    Plan,
    codes_of_body,
    counting_rules,
    examine,
    examine_in_base,
    examine_redirects,
    read_subject,
)
from kbtool.lint.files import Chosen, choose
from kbtool.lint.registry import all_rules
from kbtool.lint.report import LastReport, Report
from kbtool.lint.shelf import Shelf, unreadable
from kbtool.lint.suppression import silenced
from kbtool.parallel import ExecutorFor
from kbtool.settings import LintSettings, Settings

__all__ = [
    "Base",
    "Plan",
    "Report",
    "base_at",
    "catalogue_of",
    "check",
    "check_redirects",
    "check_text",
    "idle_patterns",
]


def base_at(
    root: Path,
    settings: Settings,
    *,
    overruling: LintSettings | None = None,
    use_cache: bool = True,
    known: Known | None = None,
) -> Base:
    """The base in the folder `root`, with the rules that its settings ask for.

    What `overruling` says of rules and severities has the last word; `known` stands instead of the files beside the settings.

    Raises:
        UsageError: the redirect file or the successor file cannot be used.
    """
    found = configuration(settings.lint, overruling)
    return Base(
        root=root,
        content=root / settings.content,
        ids=settings.ids,
        plan=found.plan,
        policy=found.policy,
        known=known_of(root, settings.ids) if known is None else known,
        cache=root / FOLDER if use_cache else None,
    )


_FEW = 100
"""So many articles are checked sooner by reading only what surrounds them than by reading all."""


def check(paths: Iterable[Path], base: Base, executor_for: ExecutorFor) -> Report:
    """Check the articles at `paths` (files, or folders searched for articles), among all the articles of the base.

    Files that are named themselves are checked among the others as these were seen last. Only when something is found that
    depends on others is it looked whether these still stand so, so that what is reported is true, and a sound article is told so at once.
    """
    chosen = tuple(paths)
    is_few = len(chosen) <= _FEW and not any(path.is_dir() for path in chosen)
    report = _check_few(chosen, base) if is_few else None
    return judged(report or _check(chosen, base, executor_for), base)


def _check_few(paths: tuple[Path, ...], base: Base) -> Report | None:
    """The report of a few files; None when it is not known what surrounds them, or that is not true any more."""
    if not base.cache:
        return None
    index = Index(base.cache, base.ids)
    checked = [_looked_at(path, base) for path in {path.resolve(): path for path in paths}.values()]
    entries = [one.entry for one in checked if one.entry]
    around = index.around(entries, base.known, base.content)
    if around is None:
        return None
    found = [(one, _in_base(one, around.catalogue, base.plan, base)) for one in checked]
    report = _report(found, base)
    on_others = {finding.code for _, in_base in found for finding in in_base}
    own = [entry.path for entry in entries]
    is_true = not on_others or (not _count_all(on_others) and index.is_current(around, base.content, own))
    return report if is_true else None


def _count_all(codes: Iterable[Code]) -> bool:
    """Whether any of these is of a rule that counts over all articles, as they were when they were seen last."""
    return any(rule.counts_all for code in codes if (rule := all_rules().get(code)))


def _looked_at(path: Path, base: Base) -> "_Checked":
    """What is found in a file by itself."""
    below = base.below(path)
    shown = str(base.file(below) if below else path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return _Checked(shown, None, unreadable(shown, error))
    return _Checked(shown, *examine(data, below or str(path), path.stem, base.ids, base.plan))


def catalogue_of(base: Base, executor_for: ExecutorFor) -> Catalogue:
    """The catalogue of all articles of the base, as they stand now."""
    shelf = Shelf(base)
    shelf.look()
    shelf.update((), executor_for)
    return Catalogue(shelf.entries(), base.known, shelf.unreadable(), base.content)


def check_text(data: bytes, path: Path, base: Base, catalogue: Catalogue) -> list[Finding]:
    """Check one article that need not be as its file is: `data` is what the file at `path` would hold."""
    entry, report = examine(data, str(path), path.stem, base.ids, base.plan)
    in_base = (
        examine_in_base(
            _placed(entry, path, base), str(path), lambda: read_subject(data, base.ids), catalogue, base.plan
        )
        if entry
        else []
    )
    findings = _unsilenced(_Checked(str(path), entry, report), in_base, base.plan)
    return sorted(base.policy.judged(findings, _below(str(path), base.root)))


def idle_patterns(base: Base) -> Iterator[tuple[int, str]]:
    """The patterns of settings for some paths that no file of the base fits, each with the number of its table, from 0."""
    idle = {(number, one) for number, (patterns, _) in enumerate(base.policy.exceptions) for one in patterns}
    files = chain((base.root / REDIRECTS,), base.content.rglob("*.md")) if idle else ()
    for path in files:
        below = _below(str(path), base.root)
        idle = {(number, pattern) for number, pattern in idle if not fits(below, (pattern,))}
        if not idle:
            return
    yield from sorted(idle)


def check_redirects(base: Base, catalogue: Catalogue) -> list[Finding]:
    """Check the redirects that the catalogue knows, which need not be those of the file."""
    return sorted(base.policy.judged(_of_redirects(base, catalogue), REDIRECTS))


def _of_redirects(base: Base, catalogue: Catalogue) -> Iterator[Finding]:
    return examine_redirects(str(base.root / REDIRECTS), catalogue, base.plan)


def _placed(entry: Entry, path: Path, base: Base) -> Entry:
    """The entry with its path as the catalogue has it."""
    return msgspec.structs.replace(entry, path=base.below(path) or str(path))


def judged(report: Report, base: Base) -> Report:
    """The report with what the settings make of its findings."""
    findings = [
        finding
        for path, found in groupby(report.findings, key=attrgetter("path"))
        for finding in base.policy.judged(found, _below(path, base.root) if base.policy.exceptions else path)
    ]
    return Report(tuple(findings), report.checked)


def _below(path: str, root: Path) -> str:
    """The path relative to the base, whichever of the two is given from the root on; a file outside it goes by its path as given."""
    given = Path(path)
    if given.is_relative_to(root):
        return given.relative_to(root).as_posix()
    whole, home = given.resolve(), root.resolve()
    return (whole.relative_to(home) if whole.is_relative_to(home) else given).as_posix()


def _check(paths: tuple[Path, ...], base: Base, executor_for: ExecutorFor) -> Report:
    """The report, among all articles as they stand now."""
    shelf = Shelf(base)
    shelf.look()
    chosen = choose(paths, base, shelf.paths)
    shelf.update(chosen.inside, executor_for)
    kept = LastReport(base, chosen, shelf)
    if kept.report:
        return kept.report
    others = [_looked_at(path, base) for path in chosen.others]
    strangers = [one.entry for one in others if one.entry]
    catalogue = Catalogue(chain(shelf.entries(), strangers), base.known, shelf.unreadable(), base.content)
    among = Among(base, shelf)
    if not strangers:  # no run that they are not part of can know of them
        among.compare(catalogue)
    inside = list(_inside(chosen, shelf, catalogue, among, base))
    report = _report([*inside, *((one, _in_base(one, catalogue, base.plan, base)) for one in others)], base)
    if len(chosen.inside) == len(shelf.paths):
        report = Report((*report.findings, *_of_redirects(base, catalogue)), report.checked)
        if not strangers:
            among.keep(zip(chosen.inside, (in_base for _, in_base in inside), strict=True), catalogue.shortest)
    kept.keep(report)
    return report


def _report(found: "list[tuple[_Checked, list[Finding]]]", base: Base) -> Report:
    """The report of files, each with what was found in it that depends on others."""
    findings = [finding for one, in_base in found for finding in _unsilenced(one, in_base, base.plan)]
    return Report(tuple(sorted(findings)), tuple(one.stem for one, _ in found))


class _Checked(msgspec.Struct, frozen=True):
    """One file: its path as shown, its entry (None when it cannot be read as an article), what was found in it by itself."""

    path: str
    entry: Entry | None
    report: FileReport

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return os.path.splitext(os.path.basename(self.path))[0]  # noqa: PTH119, PTH122 - there are many of them


def _inside(
    chosen: Chosen, shelf: Shelf, catalogue: Catalogue, among: Among, base: Base
) -> Iterator[tuple[_Checked, list[Finding]]]:
    """The articles of the base, each with what was found in it that depends on others: before, as far as that holds, or now."""
    counting = counting_rules(base.plan)
    entries = {entry.path: entry for entry in reversed(catalogue.entries)}  # those of the base come before strangers
    for below, path in zip(chosen.inside, base.files(chosen.inside), strict=True):
        before = among.found(below)
        plan = base.plan if before is None else counting
        is_done = before is not None and before.counts_hold
        one = _Checked(path, entries.get(below), shelf.report(below))
        found = before.findings if before else []
        held = found if is_done else [finding for finding in found if finding.code not in plan.codes]
        in_base = [msgspec.structs.replace(finding, path=path) for finding in held]
        yield one, in_base if is_done else in_base + _in_base(one, catalogue, plan, base)


def _in_base(checked: _Checked, catalogue: Catalogue, plan: Plan, base: Base) -> list[Finding]:
    """What was found in one file that depends on the others, by the rules of the plan."""
    if not checked.entry:
        return []
    path = checked.path
    return examine_in_base(
        checked.entry, path, lambda: read_subject(Path(path).read_bytes(), base.ids), catalogue, plan
    )


def _unsilenced(checked: _Checked, in_base: list[Finding], plan: Plan) -> list[Finding]:
    """All that was found in one file, without what its comments silence; and the comments that silence nothing."""
    shown = checked.path
    findings = [msgspec.structs.replace(finding, path=shown) for finding in checked.report.findings] + in_base
    silent, tried = checked.report.suppressions, checked.report.attempts
    codes = plan.codes if checked.entry else codes_of_body(plan)
    return silenced(findings, silent, tried, shown, codes) if silent or tried else findings
