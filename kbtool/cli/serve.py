"""`kbtool serve`: a preview that follows edits."""

import logging
from pathlib import Path

import click

from kbtool.cli import show
from kbtool.site.builder import CONFIG_FILE
from kbtool.site.serving import serve


@click.command()
@click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path(CONFIG_FILE),
    show_default=True,
    help="The MkDocs configuration of the base.",
)
@click.option("--dev-addr", "-a", metavar="HOST:PORT", help="Where to serve [default: 127.0.0.1:8000]")
def command(config_file: Path, dev_addr: str | None) -> None:
    """Preview the site. Articles, templates and settings may be edited meanwhile; open pages reload themselves.

    Ctrl-C ends the preview. Nothing is written into the folder of the site.
    """

    def say(text: str, level: int) -> None:
        mark = "error: " if level >= logging.ERROR else "warning: " if level >= logging.WARNING else ""
        click.echo(mark + show.printable(text.removeprefix("kbtool: ")), err=True)

    serve(config_file, dev_addr, say=say)
