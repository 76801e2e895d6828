"""From documents with their terms to terms with their documents."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kbtool.search import identifier, shards
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.packed import Packed, packed
from kbtool.search.postings import MOST_IMPACT
from kbtool.search.widening import Term

_TERM_SHIFT = np.uint64(32)


class Inverted(Mapping[Term, Packed]):
    """For each term its postings, in the order of terms (`shards.sort_key`): slices of one array."""

    def __init__(self, terms: Sequence[Term], postings: Packed, starts: NDArray[np.int64]) -> None:
        """Hold the `postings` of all `terms` one behind the other; `starts` has one more, the end of the last."""
        self._postings = postings
        self._places = dict(zip(terms, pairwise(starts.tolist()), strict=True))

    def __getitem__(self, term: Term) -> Packed:
        """The postings of a term."""
        start, end = self._places[term]
        return self._postings[start:end]

    def __iter__(self) -> Iterator[Term]:
        """Go through the terms."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._places)


def invert(documents: Sequence[SearchDocument], moved: Mapping[str, str]) -> Inverted:
    """The terms of documents; the ids of these and those that `moved` to them are terms too."""
    numbers: defaultdict[Term, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # in the order in which terms are met
    met, impacts, counts = array("I"), bytearray(), array("I")
    for document, ids in zip(documents, _ids(documents, moved), strict=True):
        terms = document.terms.split()
        met.extend(map(numbers.__getitem__, (*terms, *ids)))
        impacts += document.frequencies.translate(SATURATION) + bytes([MOST_IMPACT]) * len(ids)
        counts.append(len(terms) + len(ids))
    holding = np.repeat(np.arange(len(documents), dtype=np.uint32), np.asarray(counts))
    return _by_term(numbers, np.asarray(met), packed(holding, np.frombuffer(impacts, np.uint8)))


def _ids(documents: Sequence[SearchDocument], moved: Mapping[str, str]) -> Iterator[list[Term]]:
    """For each document the terms of the ids that it bears or bore."""
    borne: dict[str, list[str]] = {}
    for old, new in moved.items():
        borne.setdefault(new, []).append(old)
    for document in documents:
        digits = {identifier.number_of(name) for name in (document.id, *borne.get(document.id, ()))}
        yield [identifier.term(number) for number in digits - {""}]


def _by_term(numbers: Mapping[Term, int], met: NDArray[np.uint32], postings: Packed) -> Inverted:
    """The postings sorted, given for each the number of its term."""
    terms = sorted(numbers, key=shards.sort_key)
    ranks = np.empty(len(terms), np.uint64)
    ranks[[numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
    both = ranks[met] << _TERM_SHIFT | postings
    both.sort()
    starts = np.searchsorted(both, np.arange(len(terms) + 1, dtype=np.uint64) << _TERM_SHIFT)
    return Inverted(terms, both.astype(np.uint32), starts)
