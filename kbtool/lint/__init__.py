"""Checking articles: each by itself in parallel, then what can only be seen over all of them.

What was found in a file that has not changed since comes from the store; and so does the whole report when no file has changed.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from kbtool.catalogue import FOLDER, Catalogue, Entry, ExecutorFor, known
from kbtool.content import decoded
from kbtool.findings import Finding
from kbtool.lint.engine import FileReport, Plan, examine, examine_in_base
from kbtool.lint.files import Base, Chosen, Shelf, choose, unreadable
from kbtool.lint.registry import all_rules
from kbtool.lint.suppression import silenced
from kbtool.settings import Settings

__all__ = ["Base", "Plan", "Report", "base_at", "check"]


def base_at(root: Path, known_settings: Settings, *, use_cache: bool = True) -> Base:
    """The base in the folder `root`, with all rules that are on."""
    return Base(
        content=root / known_settings.content,
        ids=known_settings.ids,
        plan=Plan(frozenset(rule.code for rule in all_rules().values() if rule.is_on)),
        known=known.load(root),
        cache=root / FOLDER if use_cache else None,
    )


class Report(msgspec.Struct, frozen=True):
    """All findings in order of path and line, and how many articles were checked."""

    findings: tuple[Finding, ...]
    articles: int


def check(paths: Iterable[Path], base: Base, executor_for: ExecutorFor) -> Report:
    """Check the articles at `paths` (files, or folders searched for articles), among all the articles of the base."""
    shelf = Shelf(base)
    chosen = choose(paths, base, shelf.states)
    shelf.update(chosen.inside, executor_for)
    checked = [*_inside(chosen, shelf, base), *_others(chosen, base)]
    entries = [entry for found in shelf.entries() for entry in found]
    entries += [one.entry for one in checked[len(chosen.inside) :] if one.entry]
    catalogue = Catalogue(entries, base.known)
    findings = [finding for one in checked for finding in _findings(one, catalogue, base.plan)]
    return Report(tuple(sorted(findings)), len(checked))


class _Checked(msgspec.Struct, frozen=True):
    """One file: where it is, its entry (None when it cannot be read as an article), what was found in it by itself."""

    path: Path
    entry: Entry | None
    report: FileReport


def _inside(chosen: Chosen, shelf: Shelf, base: Base) -> Iterator[_Checked]:
    entries = dict(zip(shelf.states, shelf.entries(), strict=True))
    for path in chosen.inside:
        yield _Checked(base.content / path, next(iter(entries[path]), None), shelf.report(path))


def _others(chosen: Chosen, base: Base) -> Iterator[_Checked]:
    for path in chosen.others:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield _Checked(path, None, unreadable(str(path), error))
            continue
        yield _Checked(path, *examine(data, str(path), path.stem, base.ids, base.plan))


def _findings(checked: _Checked, catalogue: Catalogue, plan: Plan) -> list[Finding]:
    """All that was found in one file, without what its comments silence; and the comments that silence nothing."""
    shown = str(checked.path)
    findings = [msgspec.structs.replace(finding, path=shown) for finding in checked.report.findings]
    if checked.entry:
        text = partial(_text, checked.path)
        findings += examine_in_base(checked.entry, shown, text, catalogue, plan)
    silent = checked.report.suppressions
    return silenced(findings, silent, shown, plan.codes) if silent else findings


def _text(path: Path) -> str:
    return decoded(path.read_bytes())
