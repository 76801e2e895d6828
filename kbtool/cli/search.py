"""`kbtool search`: the articles that a reader of the site would find."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kbtool.cli import results, show
from kbtool.errors import UsageError
from kbtool.search import Answer
from kbtool.search.facets import Facet
from kbtool.search.query import Filter, parse, written


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each facet."""
    for facet in reversed(Facet):
        option = click.option(
            f"--{facet}",
            multiple=True,
            metavar="VALUE",
            help=f"Keep articles of this {facet}; may be given several times.",
        )
        command = option(command)
    return command


@click.command()
@results.options
@click.option("--batch", is_flag=True, help="Read one query a line from standard input; one JSON list a line.")
@_filters
@click.argument("query", nargs=-1)
def command(
    directory: Path, form: results.Form, limit: int, batch: bool, query: tuple[str, ...], **chosen: tuple[str, ...]
) -> None:
    """Search a built site's index for QUERY, ranked as in the browser.

    "words in quotation marks" must stand so in an article, -word must not. product:NAME, type:KIND, year:1999 (or 1998-2001) and
    keyword:NAME keep the articles that have it, and so do the options of these names; of several values of one kind an article needs one.
    """
    if batch and query:
        raise UsageError("--batch reads queries from standard input: leave out QUERY.")
    asked = " ".join([*query, *(written(Facet(name), value) for name, values in chosen.items() for value in values)])
    if not batch and not asked.strip():
        raise UsageError("say what to search for: kbtool search --index DIR QUERY.")
    index = results.opened(directory)
    if batch:
        for line in sys.stdin.buffer:
            # echo flushes, so that who asks line by line is answered line by line
            click.echo(results.shown(index.search(f"{line.decode(errors='replace').strip()} {asked}", limit), "json"))
        return
    answer = index.answer(asked, limit)
    if answer.results or form == "json":
        click.echo(results.shown(answer.results, form))
    for remark in _remarks(answer):
        click.echo(show.printable(remark), err=True)
    if not answer.results:
        unmet = "meets all of" if parse(asked).has_conditions else "holds any of"
        click.echo(f"No article {unmet}: {show.printable(asked)}", err=True)


def _remarks(answer: Answer) -> Iterator[str]:
    """What the search made of the query where that is not what was typed."""
    yield from (f"No article here bears the number {number}." for number in answer.absent)
    yield from (f"No article holds '{c.typed}': searched for '{c.searched}'." for c in answer.corrections)
    for condition in answer.unmet:
        if isinstance(condition, Filter):
            yield f"No article has the {condition.facet} '{condition.value}': searched without it."
        else:
            yield f"No article holds '{condition.text}' as it stands: searched for its words."
