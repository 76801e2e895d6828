"""`kbtool init`: a new knowledge base."""

from pathlib import Path

import click

from kbtool.site.skeleton import create


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="The name of the knowledge base [default: the name of the folder]")
def command(folder: Path, title: str | None) -> None:
    """Make a new knowledge base in DIR: settings, a home page, and a first article that shows every construct.

    Nothing is overwritten: the command fails when one of its files is there already.
    """
    made = create(folder, title)
    for path in made:
        click.echo(f"Made {path}")
    click.echo(f"\nGo on with:\n  cd {folder}\n  kbtool serve")
