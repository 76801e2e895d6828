"""What an index holds of its terms."""

from collections.abc import Iterator, Mapping
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kbtool.search.inverted import Inverted
from kbtool.search.packed import Packed, impacts_of
from kbtool.search.widening import Term

MOST_POSTINGS = 3072
"""A term keeps no more postings than these, the ones of highest impact: who has a common word once is not found by it."""


class Holdings(NamedTuple):
    """Terms with their postings, those of what widens them too, and two arrays of as many values in their order."""

    postings: Inverted
    documents: NDArray[np.int64]
    """In how many documents each term is."""
    is_exact: NDArray[np.bool]
    """Whether the postings are the documents that hold the term, and no others."""

    @property
    def inexact(self) -> Iterator[Term]:
        """The terms whose postings are not just the documents that hold them."""
        return compress(self.postings, ~self.is_exact)


def holdings(inverted: Inverted, widened: Mapping[Term, Packed]) -> Holdings:
    """What is held of the terms of `inverted`, some of which are `widened`."""
    every = inverted.replaced(widened)
    documents = every.counts.copy()
    is_exact = documents <= MOST_POSTINGS
    for term, found in widened.items():
        own = len(inverted[term]) if term in inverted else 0
        documents[every.places[term]] = own or len(found)
        is_exact[every.places[term]] &= len(found) <= own
    return Holdings(_cut(every), documents, is_exact)


def _cut(every: Inverted) -> Inverted:
    terms = compress(every, every.counts > MOST_POSTINGS)
    return every.replaced({term: _best(every[term]) for term in terms})


def _best(found: Packed) -> Packed:
    """As many postings of the highest impact as a term keeps; of equal ones those of the first documents."""
    strongest = np.argsort(-impacts_of(found).astype(np.int16), kind="stable")[:MOST_POSTINGS]
    return np.sort(found[strongest])
