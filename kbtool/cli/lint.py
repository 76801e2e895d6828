"""`kbtool lint`: check articles."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
import msgspec

from kbtool import lint, settings
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.findings import Finding, Severity
from kbtool.parallel import executor_for


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option(
    "--threshold",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    show_default=True,
    help="The least severity for which the exit code is 1.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use [default: one for each processor]")
@click.option("--quiet", "-q", is_flag=True, help="Show only findings at or above the threshold.")
@click.option(
    "--cache/--no-cache", default=True, help="Keep what was found in files that do not change [default: keep it]"
)
def command(paths: tuple[Path, ...], form: str, threshold: str, jobs: int | None, quiet: bool, cache: bool) -> int:
    """Check articles: front matter, ids, references.

    PATHS are files and folders; without any, the whole knowledge base is checked.

    Exit code: 0 when clean, 1 when there are findings at or above the threshold, 2 when the command itself is wrong.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError("\n".join(f"{path}: there is no such file or folder." for path in missing))
    root = _root(paths)
    base = settings.load(root)
    content = root / base.content
    if not paths and not content.is_dir():
        raise UsageError(
            f"{content}: there is no such folder. Name the articles to check, or run this in a knowledge base."
        )
    checked = lint.base_at(show.relative(root), base, use_cache=cache)
    report = lint.check(paths or (checked.content,), checked, partial(executor_for, workers=jobs))
    grave = [finding for finding in report.findings if finding.severity.rank <= Severity(threshold).rank]
    _show(grave if quiet else report.findings, form)
    if form == "text" and not quiet:
        click.echo(f"{report.articles:,} articles checked: {summary(report.findings)}.")
    return int(bool(grave))


def _root(paths: tuple[Path, ...]) -> Path:
    """The folder of the base that holds what is to be checked, or else of the one we are in."""
    of_path = settings.find_root(paths[0].resolve()) if paths else None
    return of_path if of_path and settings.is_base(of_path) else settings.find_root(Path.cwd())


def summary(findings: Sequence[Finding]) -> str:
    """`1 error, 3 warnings`."""
    number = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    names = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "remarks"}
    return show.counts([(names[severity], number[severity]) for severity in Severity]).replace("nothing", "no findings")


def _show(findings: Sequence[Finding], form: str) -> None:
    if form == "text":
        show.findings(findings, err=False)
    elif form == "jsonl":
        for finding in findings:
            click.echo(msgspec.json.encode(finding).decode())
    else:
        click.echo(msgspec.json.format(msgspec.json.encode(list(findings)), indent=2).decode())
