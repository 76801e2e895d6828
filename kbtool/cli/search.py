"""`kbtool search`: the articles that a reader of the site would find."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

import click
import msgspec

from kbtool.cli import results, show
from kbtool.errors import UsageError
from kbtool.search import Answer, Index
from kbtool.search.facets import Count, Facet
from kbtool.search.query import Filter, Phrase, parse

_BEHIND_MINUS = re.compile(r"-(?!-|h?$)")
_LIKE_SWITCH = re.compile(r"\S*[A-Z0-9]\S*")


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


class _Command(click.Command):
    """Takes what stands behind a single minus sign for a word of QUERY: there is no option of one letter but the one for help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Shield the words by a blank; the values of options are left as they are."""
        valued = {name for option in self.params if not getattr(option, "is_flag", True) for name in option.opts}
        shielded = (
            f" {word}" if _BEHIND_MINUS.match(word) and before not in valued else word
            for before, word in pairwise(["", *args])
        )
        return super().parse_args(ctx, list(shielded))


@click.command(cls=_Command)
@results.options
@click.option("--batch", is_flag=True, help="Read one query a line from standard input; one JSON list a line.")
@click.option(
    "--counts",
    type=click.Choice([str(facet) for facet in Facet]),
    help="Show how many of all articles found have each value, instead of the best of them.",
)
@_filters
@click.argument("query", nargs=-1)
def command(
    directory: Path | None,
    form: results.Form,
    limit: int,
    batch: bool,
    counts: str | None,
    query: tuple[str, ...],
    **chosen: tuple[str, ...],
) -> None:
    """Search the index of a built site for QUERY, ranked as in the browser.

    "words in quotation marks" must stand so in an article, -word must not; put QUERY into single quotation marks, or the shell takes
    them for its own. product:NAME, type:KIND, year:1999 (or 1998-2001) and keyword:NAME keep the articles that have it, and
    so do the options of these names; of several values of one kind an article needs one.
    """
    if batch and (query or counts):
        raise UsageError("--batch reads queries from standard input: leave out QUERY and --counts.")
    filters = [Filter(Facet(name), value, is_excluded=False) for name, values in chosen.items() for value in values]
    asked = " ".join(query).strip()
    if not batch and not filters:
        _check_words(asked)
    index = results.opened(directory)
    _check(filters, index)
    if counts:
        click.echo(_counted(index.counts(asked, Facet(counts), filters=filters), form), nl=form == "json")
        return
    if batch:
        for line in sys.stdin.buffer:
            answer = index.answer(line.decode(errors="replace").strip(), limit, filters=filters)
            # echo flushes, so that who asks line by line is answered line by line
            click.echo(results.shown(answer.results, "json"))
        return
    answer = index.answer(asked, limit, filters=filters)
    if answer.results or form == "json":
        click.echo(results.shown(answer.results, form))
    if answer.results and form == "text":
        click.echo(f"\n{_amount(len(answer.results), answer.total)}")
    for remark in _remarks(asked, answer):
        click.echo(show.printable(remark), err=True)
    if not answer.results:
        met = "meets all of" if filters or parse(asked).has_conditions else "holds any of"
        wanted = " ".join([asked, *(f"--{one.facet} {one.value}" for one in filters)]).strip()
        click.echo(f"No article {met}: {show.printable(wanted)}", err=True)


def _check_words(asked: str) -> None:
    """See to it that there is something to search for."""
    if not asked:
        raise UsageError("say what to search for: kbtool search QUERY.")


def _check(filters: Iterable[Filter], index: Index) -> None:
    """See to it that every option names something, because who writes one means it."""
    for asked in filters:
        if not index.meant(asked):
            near = get_close_matches(asked.value.casefold(), {n.casefold(): n for n in index.names(asked.facet)}, n=3)
            hint = f" Near: {', '.join(near)}." if near else ""
            raise UsageError(f"no article has the {asked.facet} '{asked.value}'.{hint}")


def _counted(counts: list[Count], form: results.Form) -> str:
    """How many articles have each value, most first: for programs or people."""
    ordered = sorted(counts, key=lambda count: (-count.documents, count.name))
    if form == "json":
        return msgspec.json.encode([count._asdict() for count in ordered]).decode()
    return "".join(f"{count.documents:8,}  {show.printable(count.name)}\n" for count in ordered)


def _amount(shown: int, total: int) -> str:
    """How many articles were found, in the words of the search page."""
    return f"The best {shown:,} of {total:,} articles." if shown < total else f"{show.amount(total, 'article')}."


def _remarks(asked: str, answer: Answer) -> Iterator[str]:
    """What the search made of the query where that is not what was typed."""
    yield from (f"No article here bears the number {number}." for number in answer.absent)
    yield from (f"No article holds '{c.typed}': searched for '{c.searched}'." for c in answer.corrections)
    if answer.only_excludes:
        yield f"{asked} only leaves articles out, but says nothing to search for: searched for what it names."
    else:
        yield from map(_passed_over, answer.unmet)
    yield from map(_left_out, answer.excluded)


def _passed_over(condition: Filter | Phrase) -> str:
    text = condition.value if isinstance(condition, Filter) else condition.text
    searched = "its words" if len(text.split()) > 1 else "it as a word"
    if isinstance(condition, Filter):
        instead = "nothing is left out by it" if condition.is_excluded else f"searched for {searched}"
        return f"No article has the {condition.facet} '{text}': {instead}."
    if condition.is_excluded:
        return f"No article is left without '{text}': searched for it."
    return f"No article holds '{text}' as it stands: searched for {searched}."


def _left_out(text: str) -> str:
    hint = f""" Write "-{text}" in quotation marks to search for it.""" if _LIKE_SWITCH.fullmatch(text) else ""
    return f"Left out: articles that hold '{text}'.{hint}"
