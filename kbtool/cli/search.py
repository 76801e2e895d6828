"""`kbtool search`: the articles that a reader of the site would find."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.search import SITE_FOLDER, Index, Result
from kbtool.search.manifest import FILE_NAME


@click.command()
@click.option(
    "--index",
    "directory",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A built site, or its folder search/index.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Results a query.")
@click.option("--batch", is_flag=True, help="Read one query a line from standard input; one JSON list a line.")
@click.argument("query", nargs=-1)
def command(directory: Path, form: str, limit: int, batch: bool, query: tuple[str, ...]) -> None:
    """Search a built site's index for QUERY, ranked as in the browser."""
    if batch and query:
        raise UsageError("--batch reads queries from standard input: leave out QUERY.")
    if not batch and not "".join(query).strip():
        raise UsageError("say what to search for: kbtool search --index DIR QUERY.")
    index = Index(_located(directory))
    if batch:
        for line in sys.stdin.buffer:
            # echo flushes, so that who asks line by line is answered line by line
            click.echo(_json(index.search(line.decode(errors="replace").strip(), limit)))
        return
    answer = index.answer(" ".join(query), limit)
    if answer.results or form == "json":
        click.echo(_json(answer.results) if form == "json" else _text(answer.results))
    for correction in answer.corrections:
        click.echo(f"No article holds '{correction.typed}': searched for '{correction.searched}'.", err=True)
    if not answer.results:
        click.echo(f"No article holds any of: {show.printable(' '.join(query))}", err=True)


def _located(directory: Path) -> Path:
    """The folder of the index, which may be given as the folder of its site."""
    below = directory / SITE_FOLDER
    return below if not (directory / FILE_NAME).exists() and (below / FILE_NAME).exists() else directory


def _json(results: Iterable[Result]) -> str:
    return msgspec.json.encode(list(results)).decode()


def _text(results: Iterable[Result]) -> str:
    return "\n\n".join(_entry(rank, result) for rank, result in enumerate(results, 1))


def _entry(rank: int, result: Result) -> str:
    lines = (f"{result.id}  {result.title}", result.url, result.excerpt)
    first, *others = (show.printable(line) for line in lines if line)
    return "\n".join((f"{rank:>3}. {first}", *(f"     {line}" for line in others)))
