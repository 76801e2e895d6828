"""What every result of a query must meet: its phrases, its filters, and what it excludes (templates/js/search-conditions.js)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kbtool.search import analysis, facets, phrases
from kbtool.search.common import is_common
from kbtool.search.facets import Facet
from kbtool.search.query import Filter, Phrase, Query
from kbtool.search.store import Store

Documents = frozenset[int]


class Conditions(NamedTuple):
    """The articles that the conditions of a query admit."""

    having: dict[Facet, Documents]
    """The articles that have one of the values asked for in the facet."""
    holding: list[Documents]
    """For each phrase the articles that hold it."""
    excluded: Documents
    left_out: list[str]
    """The words and phrases for whose sake articles are excluded; not those that ask for nothing."""
    unmet: list[Filter | Phrase]
    """Conditions that no article meets at all; they are passed over, so that a slip in one does not hide every result."""
    are_enough: bool
    """Whether they tell what is wanted where there are no words: all articles that meet them."""

    def admitted(self, documents: Iterable[int], apart: Facet | None = None) -> Iterator[int]:
        """Those of the documents that meet the conditions but the filters of the facet `apart`."""
        asked = [*self.holding, *(having for facet, having in self.having.items() if facet is not apart)]
        return (d for d in documents if d not in self.excluded and all(d in admitted for admitted in asked))


def conditions(query: Query, store: Store) -> Conditions:
    """The conditions of a query.

    Raises:
        DamagedIndexError: a file of the index is missing or damaged.
    """
    filters = [(asked, _having(asked, store)) for asked in query.filters]
    phrased = [(asked, found) for asked in query.phrases if (found := _holding(asked.text, store)) is not None]
    every: list[tuple[Filter | Phrase, Documents]] = [*filters, *phrased]
    having: dict[Facet, Documents] = {}
    for asked, found in filters:
        if found and not asked.is_excluded:
            having[asked.facet] = having.get(asked.facet, frozenset()) | found
    return Conditions(
        having=having,
        holding=[found for asked, found in phrased if found and not asked.is_excluded],
        excluded=frozenset().union(*(found for asked, found in every if asked.is_excluded)),
        left_out=[asked.text for asked, _ in phrased if asked.is_excluded],
        unmet=[asked for asked, found in every if not found and not _says_nothing(asked)],
        are_enough=any(found for asked, found in every if not asked.is_excluded)
        or any(asked.is_excluded for asked in query.filters),
    )


def _says_nothing(asked: Filter | Phrase) -> bool:
    """Whether it is no news that no article meets the condition: the phrase that results must not hold is held by none."""
    return isinstance(asked, Phrase) and asked.is_excluded


def _having(asked: Filter, store: Store) -> Documents:
    """The articles that have the value, or one of the values, that somebody means."""
    values = facets.matching(store.values(asked.facet), asked.facet, asked.value)
    return frozenset(document for value in values for document in value.documents)


def _holding(phrase: str, store: Store) -> Documents | None:
    """The articles that hold a phrase; None where it asks for nothing, because it has none but common words."""
    telling = [chunk for chunk in analysis.chunks(analysis.fold(phrase)) if not is_common(chunk.lower(), store.common)]
    if len(telling) == 1:
        return _in_all(_with_term(term, store) for term in analysis.terms(telling[0]))
    return _in_all(frozenset(store.holding(pair)) for pair in phrases.pairs(phrase, store.common))


def _in_all(sets: Iterable[Documents]) -> Documents | None:
    found = list(sets)
    return frozenset.intersection(*found) if found else None


def _with_term(term: str, store: Store) -> Documents:
    """All articles that hold a term."""
    entry = store.entries([term]).get(term)
    if not entry or entry.is_exact:
        return frozenset(entry.documents if entry else ())
    return frozenset(store.holding(phrases.MARK + term))
