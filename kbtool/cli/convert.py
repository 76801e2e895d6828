"""`kbtool convert`: legacy files, folders and archives to Markdown."""

from functools import partial
from pathlib import Path
from time import monotonic

import click
import msgspec

from kbtool import settings
from kbtool.cli import outputs, show
from kbtool.cli.progress import ProgressWatcher
from kbtool.convert import Plan, Report, convert
from kbtool.errors import UsageError
from kbtool.files import reason, relative, write_atomic
from kbtool.parallel import executor_for

INTERRUPTED = 130


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the articles [default: the base's content folder]",
)
@click.option("--overwrite", is_flag=True, help="Replace articles that were edited since they were converted.")
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out files that match; may be given several times."
)
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), help="Write every finding to this file, as JSON lines."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use [default: one for each processor]")
@click.option("--quiet", "-q", is_flag=True, help="Show nothing but what went wrong.")
def command(
    sources: tuple[Path, ...],
    folder: Path | None,
    overwrite: bool,
    exclude: tuple[str, ...],
    report_file: Path | None,
    jobs: int | None,
    quiet: bool,
) -> int:
    """Convert legacy articles to Markdown with front matter.

    SOURCES are files, folders (searched for files ending in .txt or .md) and tar archives. Each article is written to
    DIR/NNN/ID.md. An article whose source has not changed is left alone, and one that was edited since is never overwritten
    unless --overwrite says so. Of two sources of one article the newer is converted.

    Exit code: 0 when all was converted, 1 when some file could not be, 2 when the command itself is wrong.
    """
    root = settings.find_root(Path.cwd())
    if folder is None and not settings.is_base(root):
        raise UsageError(
            "This is no knowledge base. Name the folder of the articles with --to, or make a base with `kbtool init`."
        )
    base = settings.load(root)
    to = folder or relative(root / base.content)
    if report_file is not None:
        outputs.check(report_file, "--report", sources, made=to)
    plan = Plan(
        sources=sources,
        to=to,
        ids=base.ids,
        overwrite=overwrite,
        exclude=exclude,
        reread=report_file is not None,
    )
    began = monotonic()
    report = run(plan, jobs, quiet=quiet)
    if report_file:
        write_report(report_file, report)
    return summarize(report, plan, monotonic() - began, quiet=quiet)


def run(plan: Plan, jobs: int | None, *, quiet: bool) -> Report:
    """Convert with progress shown."""
    missing = [path for path in plan.sources if not path.exists()]
    if missing and len(missing) == len(plan.sources):
        raise UsageError("\n".join(f"{path}: there is no such file or folder." for path in missing))
    with ProgressWatcher("Converting", quiet=quiet) as watcher:
        return convert(plan, partial(executor_for, workers=jobs), watcher)


def write_report(path: Path, report: Report) -> None:
    """Write all findings as JSON lines."""
    lines = b"".join(msgspec.json.encode(finding) + b"\n" for finding in report.findings)
    try:
        write_atomic(path, lines)
    except OSError as error:
        raise UsageError(f"{path}: the report cannot be written: {reason(error)}.") from error


def summarize(report: Report, plan: Plan, seconds: float, *, quiet: bool) -> int:
    """Say what became of the run; returns the exit code."""
    shown = show.gravest(report.findings, errors_only=quiet)
    show.findings(shown)
    if report.disk_full:
        click.echo(
            "The disk is full: conversion stopped. Make room and run the same command again; it goes on from here.",
            err=True,
        )
    if report.interrupted:
        click.echo("Interrupted. What was written is whole; run the same command again to go on.", err=True)
    if not quiet:
        click.echo(_summary(report, plan, seconds))
        show.by_code(report.findings, len(shown), all_shown_by="--report FILE")
    if report.interrupted:
        return INTERRUPTED
    return 0 if report.complete else 1


def _summary(report: Report, plan: Plan, seconds: float) -> str:
    states = [(state, report.by_state[state]) for state in ("written", "unchanged", "failed")]
    lines = [f"{report.total:,} articles in {plan.to}: {show.counts(states)} ({seconds:.1f} s)."]
    if report.interrupted:
        lines = [f"{report.by_state.total():,} of {report.total:,} articles are done for certain ({seconds:.1f} s)."]
    if report.by_form:
        lines.append(f"By form: {show.counts(sorted(report.by_form.items()))}.")
    if report.failed_files:
        lines.append(f"{report.failed_files:,} files could not be converted; each is named above with its reason.")
    if report.passed_over:
        lines.append(f"{report.passed_over:,} files were passed over: excluded, or neither .txt nor .md.")
    return "\n".join(lines)
