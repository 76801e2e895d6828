"""One file and what is found in it: by itself, and because of the others."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.index import Index
from kbtool.files import as_text, is_text, read_file
from kbtool.findings import Code, Finding
from kbtool.lint.base import Base, below_root
from kbtool.lint.engine import FileReport, Plan, codes_of_body, examine, examine_in_base, read_subject
from kbtool.lint.registry import all_rules
from kbtool.lint.shelf import misnamed, unreadable
from kbtool.lint.suppression import silenced


class Checked(msgspec.Struct, frozen=True):
    """One file: its path as shown, its entry (None when it cannot be read as an article), what was found in it by itself.

    `data` is what it would hold; None for a file as it stands.
    """

    path: str
    entry: Entry | None
    report: FileReport
    data: bytes | None = None

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return os.path.splitext(os.path.basename(self.path))[0]  # noqa: PTH119, PTH122 - there are many of them


def look_at(path: Path, base: Base) -> Checked:
    """What is found in a file by itself."""
    below = base.below(path)
    shown = str(base.file(below) if below else path)
    if not (is_text(shown) and is_text(below)):
        return Checked(as_text(path), None, misnamed(as_text(path)))
    try:
        data = read_file(path)
    except OSError as error:
        return Checked(shown, None, unreadable(shown, error))
    return Checked(shown, *examine(data, below or str(path), path.stem, base.ids, base.plan))


def look_at_draft(data: bytes, path: Path, base: Base) -> Checked:
    """What is found by itself in what the file at `path` would hold."""
    entry, report = examine(data, base.below(path) or str(path), path.stem, base.ids, base.plan)
    return Checked(str(path), entry, report, data)


Found = tuple[Checked, list[Finding]]
"""A file, and what is found in it because of others."""


def among_few(files: Sequence[Checked], base: Base) -> list[Found] | None:
    """The files, each among those that surround it; None when it is not known what does, or that is not true any more."""
    if not base.cache:
        return None
    index = Index(base.cache, base.ids)
    entries = [one.entry for one in files if one.entry]
    around = index.around(entries, base.known, base.content)
    if around is None:
        return None
    found = [(one, among_others(one, around.catalogue, base.plan, base)) for one in files]
    on_others = {finding.code for _, in_base in found for finding in in_base}
    own = [entry.path for entry in entries]
    is_true = not on_others or (not _count_all(on_others) and index.is_current(around, base.content, own))
    return found if is_true else None


def _count_all(codes: Iterable[Code]) -> bool:
    """Whether any of these is of a rule that counts over all articles, as they were when they were seen last."""
    return any(rule.counts_all for code in codes if (rule := all_rules().get(code)))


def among_others(one: Checked, catalogue: Catalogue, plan: Plan, base: Base) -> list[Finding]:
    """What is found in a file because of the others, by the rules of the plan."""
    if not one.entry:
        return []

    def read() -> bytes:
        return read_file(Path(one.path)) if one.data is None else one.data

    return examine_in_base(one.entry, one.path, lambda: read_subject(read(), base.ids), catalogue, plan)


def unsilenced(one: Checked, in_base: list[Finding], plan: Plan) -> list[Finding]:
    """All that was found in a file, without what its comments silence; and the comments that silence nothing."""
    findings = [msgspec.structs.replace(finding, path=one.path) for finding in one.report.findings] + in_base
    silent, tried = one.report.suppressions, one.report.attempts
    codes = plan.codes if one.entry else codes_of_body(plan)
    return silenced(findings, silent, tried, one.path, codes) if silent or tried else findings


def told(one: Checked, in_base: list[Finding], base: Base) -> list[Finding]:
    """All that is found in one file, with what the settings make of it."""
    return sorted(base.policy.judged(unsilenced(one, in_base, base.plan), below_root(one.path, base.root)))
