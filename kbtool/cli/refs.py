"""`kbtool refs`: what an article cites and who cites it, and what is cited but missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from kbtool import settings
from kbtool.catalogue import Agreement, Catalogue, State, facts, graph, neighbours, xref
from kbtool.catalogue.neighbours import Cited, Missing, Neighbours
from kbtool.catalogue.spelling import ids_meant
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.files import relative
from kbtool.ids import IdForm

_SHOWN = 25
"""Citations of each kind that are shown as text unless another limit is given."""
_TITLES = {
    Agreement.SAME: "same title",
    Agreement.LABEL: "other label",
    Agreement.CUT: "title cut",
    Agreement.REWORDED: "title reworded",
    Agreement.OTHER: "other title",
}


@click.command()
@click.argument("article", metavar="[ID]", required=False)
@click.option("--missing", "is_missing", is_flag=True, help="Rank what is cited but missing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "dot", "xref"]),
    default="text",
    show_default=True,
    help="dot is a graph for Graphviz, xref the map by which other sites cite the articles.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"The most to show, of citations each way or of missing ids; 0 shows all [default: {_SHOWN} as text, else all]",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use [default: one for each processor]")
@click.option("--cache/--no-cache", default=True, help="Keep what was read in files that do not change [default: keep]")
def command(article: str | None, is_missing: bool, form: str, limit: int | None, jobs: int | None, cache: bool) -> int:
    """Show what the article ID cites and who cites it, each with its line and the sentence.

    ID may be written in any way: 193819, kb193819, Q193819, or an address that the article has or had. It need not be here.
    Without ID, --missing ranks what is missing, and --format dot or xref shows the whole knowledge base.

    Exit code: 0 when all is well, 1 when the article, or with --missing anything, is missing and no successor known, or the file of
    the article is broken, 2 when the command itself is wrong.
    """
    _check_use(article, form, is_missing=is_missing)
    root = relative(settings.find_root(Path.cwd()))
    base = settings.load(root)
    catalogue = Catalogue.of_base(root, use_cache=cache, workers=jobs)
    most = (_SHOWN if form == "text" else None) if limit is None else limit or None
    if is_missing:
        return _show_missing(neighbours.missing(catalogue), form, most)
    if article is not None:
        found = neighbours.neighbours(catalogue, _meant(article, base.ids, catalogue))
        return _show_article(_Shown(catalogue, most), found, form)
    _write(graph.whole(catalogue) if form == "dot" else [_xref(catalogue)])
    return 0


def _check_use(article: str | None, form: str, *, is_missing: bool) -> None:
    if is_missing and (article is not None or form in ("dot", "xref")):
        raise UsageError("--missing is about all articles: leave out ID, and choose text or json as the format.")
    if article is not None and form == "xref":
        raise UsageError("the xref map holds all articles: leave out ID.")
    if article is None and not is_missing and form in ("text", "json"):
        raise UsageError("say which article: kbtool refs ID. Or ask for what is missing: kbtool refs --missing.")


def _meant(words: str, ids: IdForm, catalogue: Catalogue) -> str:
    """The id that was meant.

    Raises:
        UsageError: the words are no id, or those of several.
    """
    known = {**catalogue.by_id, **catalogue.citing, **catalogue.known.redirects, **catalogue.known.successors}
    meant = ids_meant(words, ids, known.keys())
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"'{words}' may be {', '.join(meant[:-1])} or {meant[-1]}: say which.")
    raise UsageError(f"'{words}' is no id: the form is {ids.pattern}. `kbtool search` finds articles by words.")


def _xref(catalogue: Catalogue) -> str:
    articles = ((entry.id, entry.title, entry.product, entry.revised) for entry in catalogue.by_id.values())
    return xref.encoded(xref.xref_map(articles, catalogue.known)).decode()


def _show_article(shown: "_Shown", found: Neighbours, form: str) -> int:
    if form == "json":
        _write([_json(facts.around(shown.catalogue, found, shown.most))])
    elif form == "dot":
        _write(graph.around(shown.catalogue, found, shown.most))
    else:
        _write(f"{line}\n" for line in shown.lines(found))
    return int(found.resolution.state in (State.MISSING, State.BROKEN))


def _show_missing(found: list[Missing], form: str, most: int | None) -> int:
    if form == "json":
        _write([_json([facts.missing(one) for one in found[:most]])])
    else:
        _write(f"{line}\n" for one in found[:most] for line in _missing_lines(one))
        citations = sum(len(one.cited_by) for one in found)
        lost = sum(one.successor is None for one in found)
        click.echo(
            " ".join(
                (
                    f"{show.amount(len(found), 'id is', 'ids are')} cited {show.amount(citations, 'time')} but not here;",
                    f"{len(found) - lost:,} of them live on elsewhere.",
                    *_remaining(found, most),
                )
            ),
            err=True,
        )
    return int(any(one.successor is None for one in found))


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"


def _write(pieces: Iterable[str]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)


class _Shown(msgspec.Struct, frozen=True):
    """An article's citations as text: at most so many each way, with paths as one would type them here."""

    catalogue: Catalogue
    most: int | None

    def lines(self, found: Neighbours) -> Iterator[str]:
        """The lines, those of what it cites before those of who cites it."""
        yield from self._heading(found)
        yield from ("", f"Cites {_number(found.cites)}:" if found.cites else "Cites nothing.")
        yield from self._once(self._citing(place) for place in found.cites)
        yield from ("", f"Cited {_number(found.cited_by)}:" if found.cited_by else "Nothing cites it.")
        yield from self._once(self._cited_by(place, found) for place in found.cited_by)

    def _once(self, citations: "Iterable[_Citation]") -> Iterator[str]:
        """Citations, those once that say the same of one line, and how many of them are not shown."""
        counted = Counter(citations)
        for (head, remarks, sentence), times in list(counted.items())[: self.most]:
            repeated = [f"{times} times in this line"] if times > 1 else []
            yield show.printable(head)
            yield show.printable(f"    {'; '.join([*remarks, *repeated])}")
            if sentence:
                yield show.printable(f"    | {sentence}")
        yield from _remaining(counted, self.most)

    def _heading(self, found: Neighbours) -> Iterator[str]:
        resolution, entry = found.resolution, found.entry
        target = resolution.target or resolution.broken
        if target not in ("", found.id):
            yield f"{found.id} was renamed: it is {target} now."
        if entry:
            yield show.printable(f"{entry.id}  {entry.title}")
            yield show.printable(
                "  ".join(filter(None, (str(self.catalogue.file(entry)), entry.product, entry.revised)))
            )
        elif resolution.broken:
            yield f"{target} is here, but its file is broken and cannot be read as an article."
        elif resolution.successor:
            yield f"{found.id} is not in this knowledge base. It lives on elsewhere:"
            yield show.printable(f"{resolution.successor.url}  {resolution.successor.title}".rstrip())
        else:
            yield f"{found.id} is not in this knowledge base."

    def _citing(self, place: Cited) -> "_Citation":
        """What the article cites: the other article, what the reference leads to, and how far the titles agree."""
        resolution, reference = place.resolution, place.reference
        if resolution.successor:
            state = f"{resolution.state}: {resolution.successor.url}"
        else:
            is_moved = resolution.state is State.MOVED
            state = f"{resolution.state} to {resolution.target}" if is_moved else str(resolution.state)
        title = reference.title or self._title(place)
        return _Citation(
            self._place(place, reference.id, title),
            (state, *self._titles(place), *_suggested(place)),
            reference.sentence,
        )

    def _cited_by(self, place: Cited, found: Neighbours) -> "_Citation":
        """Who cites the article: how, and under which id if not by its own."""
        reference = place.reference
        own_id = found.resolution.target or found.resolution.broken or found.id
        former = () if reference.id == own_id else (f"as {reference.id}",)
        agreement = place.resolution.agreement
        how = f"as '{reference.title}'" if reference.title else "by its number"
        if agreement:
            how = _TITLES[agreement] if agreement is Agreement.SAME else f"{how}: {_TITLES[agreement]}"
        remarks = (*former, how, *_suggested(place))
        return _Citation(self._place(place, place.by.id, place.by.title), remarks, reference.sentence)

    def _place(self, place: Cited, article_id: str, title: str) -> str:
        """Where a citation stands, with the other article."""
        return f"{self.catalogue.file(place.by)}:{place.reference.line}: {article_id} {title}".rstrip()

    def _titles(self, place: Cited) -> Iterator[str]:
        agreement = place.resolution.agreement
        if agreement:
            borne = "" if agreement is Agreement.SAME else f": '{self._title(place)}'"
            yield f"{_TITLES[agreement]}{borne}"
        elif not place.reference.title:
            yield "by its number"

    def _title(self, place: Cited) -> str:
        """The title of the article that a citation leads to, "" if there is none here."""
        return self.catalogue.by_id[place.resolution.target].title if place.resolution.target else ""


class _Citation(NamedTuple):
    """A citation as it is shown: its place with the other article, what there is to say of it, and its sentence."""

    head: str
    remarks: tuple[str, ...]
    sentence: str


def _suggested(place: Cited) -> Iterator[str]:
    if place.resolution.suggestions:
        yield f"did you mean {place.resolution.suggestions[0]}?"


def _missing_lines(one: Missing) -> Iterator[str]:
    title = one.titles[0][0] if one.titles else ""
    yield show.printable(f"{len(one.cited_by):6,}  {one.id}  {title}".rstrip())
    if len(one.titles) > 1:
        yield f"        and by {show.amount(len(one.titles) - 1, 'other title')}"
    if one.successor:
        yield show.printable(f"        lives on at {one.successor.url}")
    if one.suggestions:
        yield f"        did you mean {one.suggestions[0]}?"


def _number(places: tuple[Cited, ...]) -> str:
    """`3 times`, and in how many articles if these are several."""
    articles = len({place.by.id for place in places})
    times = "once" if len(places) == 1 else f"{len(places):,} times"
    return times if articles == 1 else f"{times}, in {articles:,} articles"


def _remaining(places: Sized, most: int | None) -> Iterator[str]:
    """That there is more than is shown, if there is."""
    if most is not None and len(places) > most:
        yield f"{len(places) - most:,} more; --limit 0 shows all."
