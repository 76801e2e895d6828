"""From documents with their terms to terms with their documents."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from kbtool.search import identifier, shards
from kbtool.search.collected import Collected
from kbtool.search.document import SearchDocument
from kbtool.search.packed import Packed, packed
from kbtool.search.postings import MOST_IMPACT
from kbtool.search.widening import Term

_TERM_SHIFT = np.uint64(32)


class Inverted(Mapping[Term, Packed]):
    """For each term its postings, in the order of terms (`shards.sort_key`): slices of one array."""

    def __init__(self, places: Mapping[Term, int], postings: Packed, counts: NDArray[np.int64]) -> None:
        """Hold the `postings` of all terms one behind the other, given the place of each term in order and how many each has."""
        self.postings = postings
        self.counts = counts
        self.starts = np.concatenate(([0], np.cumsum(counts)))
        """Where the postings of each term begin; one more, the end of the last."""
        self.places = places

    def __getitem__(self, term: Term) -> Packed:
        """The postings of a term."""
        place = self.places[term]
        return self.postings[self.starts[place] : self.starts[place + 1]]

    def __iter__(self) -> Iterator[Term]:
        """Go through the terms."""
        return iter(self.places)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.places)

    def replaced(self, others: Mapping[Term, Packed]) -> "Inverted":
        """The same terms and those of `others`, with the postings that these have there."""
        found = self._with(others.keys() - self.places.keys())
        counts = found.counts.copy()
        pieces: list[Packed] = []
        end = 0
        for place, postings in sorted(((found.places[term], some) for term, some in others.items()), key=itemgetter(0)):
            pieces += (found.postings[end : found.starts[place]], postings)
            end = found.starts[place + 1]
            counts[place] = len(postings)
        return Inverted(found.places, np.concatenate([*pieces, found.postings[end:]]), counts)

    def _with(self, fresh: AbstractSet[Term]) -> "Inverted":
        """The same terms, and some others without postings."""
        if not fresh:
            return self
        terms = list(self)
        added = sorted(fresh, key=shards.sort_key)
        at = [bisect_left(terms, shards.sort_key(term), key=shards.sort_key) for term in added]
        every = sorted((*terms, *added), key=shards.sort_key)
        return Inverted(_places(every), self.postings, np.insert(self.counts, at, 0))


def _places(terms: Iterable[Term]) -> dict[Term, int]:
    return {term: place for place, term in enumerate(terms)}


def invert(found: Collected, order: Sequence[int], ids: Sequence[Sequence[Term]]) -> Inverted:
    """The terms of documents, which are numbered in an `order` of their places; what `ids` gives for each number are terms, too."""
    number_at = np.empty(len(order), np.uint32)
    number_at[order] = np.arange(len(order), dtype=np.uint32)
    postings = packed(np.repeat(number_at, found.counts), found.impacts)
    named = dict.fromkeys(chain.from_iterable(ids))
    bearing = np.repeat(np.arange(len(ids), dtype=np.uint32), [len(some) for some in ids])
    numbered = dict(zip(named, range(len(found.terms), len(found.terms) + len(named)), strict=True))
    met = np.fromiter(map(numbered.__getitem__, chain.from_iterable(ids)), np.uint32, len(bearing))
    return _by_term(
        [*found.terms, *named],
        np.concatenate((found.numbers, met)),
        np.concatenate((postings, packed(bearing, MOST_IMPACT))),
    )


def ids_of(documents: Iterable[SearchDocument], moved: Mapping[str, str]) -> list[list[Term]]:
    """For each document the terms of the ids that it bears, and of those that `moved` to it."""
    borne: dict[str, list[str]] = {}
    for old, new in moved.items():
        borne.setdefault(new, []).append(old)
    each = (map(identifier.number_of, (document.id, *borne.get(document.id, ()))) for document in documents)
    return [[identifier.term(number) for number in dict.fromkeys(numbers) if number] for numbers in each]


def _by_term(terms: Sequence[Term], met: NDArray[np.uint32], postings: Packed) -> Inverted:
    """The postings sorted, given for each the number of its term."""
    keys = list(map(shards.sort_key, terms))
    sorted_terms = sorted(range(len(terms)), key=keys.__getitem__)
    ranks = np.empty(len(terms), np.uint64)
    ranks[sorted_terms] = np.arange(len(terms), dtype=np.uint64)
    both = ranks[met]
    both <<= _TERM_SHIFT
    both |= postings
    both.sort()
    counts = np.bincount(met, minlength=len(terms))[sorted_terms]
    return Inverted(_places(terms[number] for number in sorted_terms), both.astype(np.uint32), counts)
