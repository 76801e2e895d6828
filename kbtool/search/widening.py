"""Terms get more articles than hold them: those of their synonyms, and those that write them together or apart.

It is done when the index is written, so nothing more is fetched for a query and a reader of the index need not know of it. What is added
comes from the articles that hold a term, never from those added to it.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from kbtool.search.packed import NONE, Packed, documents_of, impacts_of, packed
from kbtool.search.postings import MOST_IMPACT

Term = str

Addition = tuple[Term, Packed]
"""A term, and the postings of articles that are to be found by it too."""


def lessened(postings: Packed, share: float) -> Packed:
    """Postings with a share of their impact; the least is 1."""
    shares = np.array([max(1, round(impact * share)) for impact in range(MOST_IMPACT + 1)], np.uint32)
    return packed(documents_of(postings), shares[impacts_of(postings)])


def widened(inverted: Mapping[Term, Packed], additions: Iterable[Addition]) -> dict[Term, Packed]:
    """The terms to which something is added, each with all its postings; where an article is named repeatedly its highest impact counts."""
    added: dict[Term, list[Packed]] = {}
    for term, postings in additions:
        if len(postings):
            added.setdefault(term, []).append(postings)
    return {term: _merged(inverted.get(term, NONE), *more) for term, more in added.items()}


def _merged(*postings: Packed) -> Packed:
    every = np.sort(np.concatenate(postings))
    documents = documents_of(every)
    highest: Packed = every[np.append(documents[1:] != documents[:-1], [True])]
    return highest
