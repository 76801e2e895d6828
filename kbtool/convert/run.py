"""A whole run of conversion over an executor."""

import tempfile
from collections import Counter
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Protocol

import msgspec

from kbtool.convert import inventory, record
from kbtool.convert.inventory import Inventory
from kbtool.convert.job import Job, Outcome, State, run
from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm, source_path
from kbtool.parallel import ExecutorFor, map_batches


class Plan(msgspec.Struct, frozen=True):
    """What to convert, whither and how. With `reread`, sources that have not changed are read again for their findings."""

    sources: tuple[Path, ...]
    to: Path
    ids: IdForm
    overwrite: bool = False
    exclude: tuple[str, ...] = ()
    reread: bool = False


class Report(msgspec.Struct):
    """What a run did. `by_state` and `by_form` count articles; `failed_files` counts sources that could not be converted."""

    by_state: Counter[str] = msgspec.field(default_factory=Counter)
    by_form: Counter[str] = msgspec.field(default_factory=Counter)
    findings: list[Finding] = msgspec.field(default_factory=list)
    failed_files: int = 0
    passed_over: int = 0
    total: int = 0
    disk_full: bool = False
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        """Whether every source was converted."""
        return not (self.failed_files or self.interrupted)


class Watcher(Protocol):
    """Is told how far a run has come."""

    def begin(self, total: int) -> None:
        """`total` articles will be converted."""

    def advance(self) -> None:
        """One more article is done."""


class _Unwatched:
    def begin(self, total: int) -> None:
        pass

    def advance(self) -> None:
        pass


def convert(plan: Plan, executor_for: ExecutorFor, watcher: Watcher | None = None) -> Report:
    """Convert all sources of the plan; articles already converted from the same source are left alone.

    On Ctrl-C and on a full disk the run stops, and the report says so; what was written is whole and recorded.

    Raises:
        UsageError: the target folder cannot be written.
        KbtoolError: a worker process was killed; what was done until then is recorded.
    """
    watcher = watcher or _Unwatched()
    _prepare(plan.to)
    known = record.load(plan.to)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="kbtool-") as scratch:
        with Path(scratch, "spool").open("wb") as spool:
            found = inventory.take(plan.sources, plan.ids, spool, plan.exclude)
        jobs = _jobs(plan, found, known, report)
        watcher.begin(len(jobs))
        try:
            with executor_for(len(jobs)) as executor:
                for outcome in map_batches(run, jobs, executor):
                    _note(report, known, outcome)
                    watcher.advance()
                    if outcome.disk_full:
                        break
        except KeyboardInterrupt:
            report.interrupted = True
        except BrokenExecutor as error:
            raise KbtoolError(
                "A worker process was killed, perhaps for want of memory. What was written is recorded;"
                " run the same command again, with --jobs 1 if it happens again."
            ) from error
        finally:
            _save(plan.to, known, report)
    report.findings.sort()
    return report


def _prepare(folder: Path) -> None:
    """Make the target folder, and see that it can be written before any work is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(
            f"{folder}: articles cannot be written here: {reason(error)}. Choose another folder with --to."
        ) from error


def _jobs(plan: Plan, found: Inventory, known: record.Record, report: Report) -> list[Job]:
    """One job for each id, in order of first appearance; sources without one go into the report."""
    report.passed_over = found.passed_over
    report.findings += found.findings
    report.failed_files += len(found.findings)
    groups: dict[str, list[inventory.Source]] = {}
    for source in found.sources:
        name = inventory.identified(source, plan.ids)
        if isinstance(name, Finding):
            report.findings.append(name)
            report.failed_files += 1
        else:
            groups.setdefault(name, []).append(source)
    report.total = len(groups)
    converter = record.digest(f"{record.converter_fingerprint()} {plan.ids.pattern}".encode())
    return [
        Job(
            id=name,
            sources=tuple(sources),
            target=str(plan.to / source_path(name)),
            ids=plan.ids,
            known=known.articles.get(name),
            converter=converter,
            overwrite=plan.overwrite,
            reread=plan.reread,
        )
        for name, sources in groups.items()
    ]


def _note(report: Report, known: record.Record, outcome: Outcome) -> None:
    report.by_state[outcome.state] += 1
    report.failed_files += outcome.failed_sources
    report.findings += outcome.findings
    report.disk_full = report.disk_full or outcome.disk_full
    if outcome.entry:
        known.articles[outcome.id] = outcome.entry
        if outcome.state is not State.FAILED:
            report.by_form[outcome.entry.form] += 1


def _save(folder: Path, known: record.Record, report: Report) -> None:
    try:
        record.save(folder, known)
    except OSError as error:
        report.failed_files += 1
        message = f"the record of the conversion cannot be written: {reason(error)}."
        report.findings.append(
            Finding(
                str(folder / record.FILE_NAME),
                0,
                0,
                Code.TARGET_UNWRITABLE,
                Severity.ERROR,
                message,
                "Make room; the next run will then look at every article again.",
            )
        )
