"""`kbtool build`: articles to a site."""

import logging
from pathlib import Path

import click

from kbtool.cli import show
from kbtool.cli.progress import ProgressWatcher
from kbtool.site.builder import CONFIG_FILE, BuildError, BuildReport, build


@click.command()
@click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path(CONFIG_FILE),
    show_default=True,
    help="The MkDocs configuration of the base.",
)
@click.option(
    "--site-dir", "-d", type=click.Path(path_type=Path), help="Folder of the site [default: what mkdocs.yml says]"
)
@click.option("--strict", "-s", is_flag=True, help="Fail on warnings too, and leave the old site as it is.")
@click.option("--quiet", "-q", is_flag=True, help="Show nothing but what went wrong.")
def command(config_file: Path, site_dir: Path | None, strict: bool, quiet: bool) -> int:
    """Build the site: article pages, listings, search index, sitemap.

    Articles that cannot be read are named with the reason; the site is built without them. It is built beside its place and put
    there when complete, so that an interrupted build leaves the old site. Where the folder itself cannot be renamed, its contents are
    replaced at the end.

    Exit code: 0 when every article is in the site, 1 when some are not or building failed, 2 when the command itself is wrong.
    """
    report = run(config_file, site_dir, strict=strict, quiet=quiet)
    show.findings(report.findings)
    if not quiet:
        click.echo(summary(report))
    return 0 if report.complete else 1


def run(config_file: Path, site_dir: Path | None, *, strict: bool, quiet: bool) -> BuildReport:
    """Build with progress shown, and what was found when building fails."""

    def say(text: str, level: int) -> None:
        if level >= logging.WARNING:
            click.echo(f"{'error' if level >= logging.ERROR else 'warning'}: {show.printable(text)}", err=True)
        elif text.startswith("kbtool: ") and not quiet:
            click.echo(f"{text.removeprefix('kbtool: ')}.", err=True)

    try:
        with ProgressWatcher("Preparing", quiet=quiet) as watcher:
            return build(config_file, site_dir, strict=strict, say=say, watcher=watcher)
    except BuildError as error:
        show.findings(error.findings)
        raise


def summary(report: BuildReport) -> str:
    """What was built, and where to look."""
    left_out = f", {len(report.findings):,} findings" if report.findings else ""
    warnings = f", {report.warnings:,} warnings" if report.warnings else ""
    return (
        f"{report.articles:,} articles, {report.pages:,} pages in all{left_out}{warnings} ({report.seconds:.1f} s).\n"
        f"The site is in {report.site}; `kbtool serve` shows it, and so does any web server."
    )
