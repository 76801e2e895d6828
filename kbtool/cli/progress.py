"""How far a long run has come: a bar with rate and time left on a terminal, now and then a line elsewhere."""

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress

_SECONDS_BETWEEN_LINES = 10


class ProgressWatcher:
    """Shows how far a run has come: a bar with rate and time left on a terminal, now and then a line elsewhere."""

    def __init__(self, what: str, *, quiet: bool) -> None:
        self._what = what
        self._quiet = quiet
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
        if self._quiet or not sys.stderr.isatty():
            return
        self._progress = _bar()
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


def _bar() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - takes long to load, and most runs are short or show no bar
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
