"""What commands share in showing: findings, progress, counts. Results go to standard output, all else to standard error."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from kbtool.findings import Code, Finding, Severity

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_SHOWN = {Severity.WARNING: 10, Severity.INFO: 3}  # of each code, at the end of a long run
_SECONDS_BETWEEN_LINES = 10


def findings(items: Iterable[Finding], *, err: bool = True) -> None:
    """Show findings, one a line."""
    for finding in items:
        click.echo(_styled(finding), err=err)


def gravest(items: Iterable[Finding], *, errors_only: bool = False) -> list[Finding]:
    """What of the findings of a long run is worth a line: every error, and the others as long as there are few of a code."""
    number: Counter[Code] = Counter()
    few = []
    for finding in items:
        number[finding.code] += 1
        if finding.severity is Severity.ERROR or not (errors_only or number[finding.code] > _SHOWN[finding.severity]):
            few.append(finding)
    return few


def by_code(items: Sequence[Finding], shown: int, *, all_shown_by: str) -> None:
    """How many findings there are of each code, unless each is `shown` already and they are few."""
    if len(items) == shown and shown <= _SHOWN[Severity.WARNING]:
        return
    more = f" ({all_shown_by} lists all)" if len(items) > shown else ""
    click.echo(f"{len(items):,} findings{more}:")
    number = Counter((finding.severity.rank, finding.code) for finding in items)
    widest = max(len(code.alias) for _, code in number)
    for (rank, code), count in sorted(number.items()):
        click.echo(f"  {list(Severity)[rank]:7} {code} {code.alias:{widest}} {count:8,}")


def _styled(finding: Finding) -> str:
    severity = click.style(str(finding.severity), fg=_STYLES[finding.severity])
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
    advice = f" {finding.advice}" if finding.advice else ""
    return f"{printable(place)}: {severity} {finding.code} {finding.code.alias}: {printable(finding.message + advice)}"


def printable(text: str) -> str:
    """The text without characters that a terminal would act on."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def relative(path: Path) -> Path:
    """The path as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def counts(pairs: Sequence[tuple[str, int]]) -> str:
    """`3 written, 2 unchanged`; what does not occur is left out."""
    return ", ".join(f"{number:,} {name}" for name, number in pairs if number) or "nothing"


class ProgressWatcher:
    """Shows how far a run has come: a bar with rate and time left on a terminal, now and then a line elsewhere."""

    def __init__(self, what: str, *, quiet: bool) -> None:
        self._what = what
        self._quiet = quiet
        self._console = Console(stderr=True)
        self._total = self._done = 0
        self._began = self._last_line = monotonic()
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def begin(self, total: int) -> None:
        """`total` items are to come."""
        self._total = total
        self._began = self._last_line = monotonic()
        if self._quiet or not self._console.is_terminal:
            return
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._progress.add_task(self._what, total=total, rate="")
        self._progress.start()

    def advance(self) -> None:
        """One more item is done."""
        self._done += 1
        if self._progress:
            self._progress.update(self._task, completed=self._done, rate=f"{self._rate():,.0f}/s")
        elif not self._quiet and monotonic() - self._last_line >= _SECONDS_BETWEEN_LINES:
            self._last_line = monotonic()
            left = (self._total - self._done) / max(self._rate(), 1e-9)
            click.echo(
                f"{self._what}: {self._done:,} of {self._total:,}, {self._rate():,.0f}/s, {left:.0f} s left", err=True
            )

    def _rate(self) -> float:
        return self._done / max(monotonic() - self._began, 1e-9)
