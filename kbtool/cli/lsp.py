"""`kbtool lsp`: the language server."""

import sys

import click

from kbtool.lsp.features import serve


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; it always does.")
def command(stdio: bool) -> None:  # noqa: ARG001 - some editors pass it
    """Check articles and help to write them, in an editor that speaks the Language Server Protocol.

    Editors start it themselves; K116 of the manual says how to set them up.
    """
    if sys.stdin.isatty():
        click.echo("This is a language server: an editor starts it and speaks with it. Ctrl-C ends it.", err=True)
    serve()
