"""`kbtool publish`: convert, check and build, in one go."""

from functools import partial
from pathlib import Path
from time import monotonic

import click

from kbtool import lint, settings
from kbtool.cli import build as building
from kbtool.cli import convert as converting
from kbtool.cli import outputs, reporting, show
from kbtool.convert import Plan
from kbtool.errors import UsageError
from kbtool.files import relative
from kbtool.findings import Severity
from kbtool.parallel import executor_for
from kbtool.site.builder import CONFIG_FILE


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace articles that were edited since they were converted.")
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out files that match; may be given several times."
)
@click.option(
    "--site-dir", "-d", type=click.Path(path_type=Path), help="Folder of the site [default: what mkdocs.yml says]"
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    help="Write every finding of the conversion to this file, as JSON lines.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes for converting and checking [default: one for each processor]"
)
@click.option("--quiet", "-q", is_flag=True, help="Show nothing but what went wrong.")
def command(
    sources: tuple[Path, ...],
    overwrite: bool,
    exclude: tuple[str, ...],
    site_dir: Path | None,
    report_file: Path | None,
    jobs: int | None,
    quiet: bool,
) -> int:
    """Convert legacy articles, check the knowledge base and build its site.

    Run it in a knowledge base (`kbtool init` makes one). SOURCES are files, folders and tar archives, as for `kbtool convert`. What
    cannot be converted or read is named and does not stop the rest.

    Exit code: 0 when all went well, 1 when some article is missing from the site, 2 when the command itself is wrong.
    """
    root = settings.find_root(Path.cwd())
    if not (root / CONFIG_FILE).is_file():
        raise UsageError(f"{root}: is no knowledge base: it has no {CONFIG_FILE}. Make one with `kbtool init`.")
    base = settings.load(root)
    to = relative(root / base.content)
    if report_file:
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
    conversion = converting.run(plan, jobs, quiet=quiet)
    if report_file:
        converting.write_report(report_file, conversion)
    converted = converting.summarize(conversion, plan, monotonic() - began, quiet=quiet)
    if conversion.interrupted or conversion.disk_full:
        return converted
    checked = _check(lint.base_at(relative(root), base), jobs, quiet=quiet)
    site = building.run(root / CONFIG_FILE, site_dir, strict=False, quiet=quiet)
    if not quiet:
        click.echo(building.summary(site))
    return int(bool(converted) or checked or not site.complete)


def _check(base: lint.Base, jobs: int | None, *, quiet: bool) -> bool:
    """Check the whole base; errors are shown, the rest is counted. Returns whether there are errors."""
    report = lint.check([base.content], base, partial(executor_for, workers=jobs))
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    show.findings(errors)
    if not quiet:
        more = "; `kbtool lint` shows them" if len(report.findings) > len(errors) else ""
        checked = show.amount(report.articles, "article")
        click.echo(f"{checked} checked: {reporting.summary(report.findings)}{more}.")
    return bool(errors)
