"""What one article cites and who cites it, and what is cited but missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from kbtool.catalogue import Catalogue, Citing, Entry, Reference, Resolution, State, Successor


class Cited(msgspec.Struct, frozen=True):
    """A citation: the article that makes it, the place, and what it leads to."""

    by: Entry
    reference: Reference
    resolution: Resolution


class Neighbours(msgspec.Struct, frozen=True):
    """An id with all citations around it. `resolution` is what a citation by the number alone leads to; `entry` is the article that it leads to."""

    id: str
    resolution: Resolution
    entry: Entry | None
    cites: tuple[Cited, ...]
    cited_by: tuple[Cited, ...]


class Missing(msgspec.Struct, frozen=True):
    """An id that is cited but not here: all citations, and the titles by which it is cited with their number, the most frequent first."""

    id: str
    cited_by: tuple[Cited, ...]
    titles: tuple[tuple[str, int], ...]
    successor: Successor | None
    suggestions: tuple[str, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that cite it, each once."""
        return tuple(dict.fromkeys(place.by.id for place in self.cited_by))


def neighbours(catalogue: Catalogue, article_id: str) -> Neighbours:
    """All citations around an id, which need not be that of an article. Those of all ids that lead to the same count as its own."""
    resolution = catalogue.resolve_id(article_id)
    entry = catalogue.by_id.get(resolution.target)
    names = catalogue.known.names_of(article_id, catalogue.by_id)
    return Neighbours(
        article_id,
        resolution,
        entry,
        cites=tuple(_cited(catalogue, entry)) if entry else (),
        cited_by=tuple(_resolved(catalogue, (citing for name in names for citing in catalogue.citing.get(name, ())))),
    )


def missing(catalogue: Catalogue) -> list[Missing]:
    """What is cited but not here, whether or not it is known elsewhere; what is cited most often comes first.

    An article whose file is broken is here: to say so is the linter's.
    """
    found: defaultdict[str, list[Cited]] = defaultdict(list)
    for article_id, places in catalogue.citing.items():
        if catalogue.resolve_id(article_id).state in (State.MISSING, State.ELSEWHERE):
            found[article_id] += _resolved(catalogue, places)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [_missing(article_id, places) for article_id, places in ranked]


def _missing(article_id: str, places: list[Cited]) -> Missing:
    titles = Counter(place.reference.title for place in places if place.reference.title)
    suggestions = Counter(other for place in places for other in place.resolution.suggestions)
    return Missing(
        article_id,
        tuple(places),
        tuple(sorted(titles.items(), key=lambda pair: (-pair[1], pair[0]))),
        places[0].resolution.successor,
        tuple(other for other, _ in suggestions.most_common()),
    )


def _cited(catalogue: Catalogue, entry: Entry) -> Iterator[Cited]:
    return _resolved(catalogue, (Citing(entry, reference) for reference in catalogue.references(entry)))


def _resolved(catalogue: Catalogue, places: Iterable[Citing]) -> Iterator[Cited]:
    for entry, reference in places:
        yield Cited(entry, reference, catalogue.resolve(reference, by=entry.id))
