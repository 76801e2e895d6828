"""Terms get more articles than hold them: those of their synonyms, and those that write them together or apart.

It is done when the index is written, so nothing more is fetched for a query and a reader of the index need not know of it. What is added
comes from the articles that hold a term, never from those added to it.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import chain

from kbtool.search.packed import NONE, Packed, document_of, impact_of, packed
from kbtool.search.postings import MOST_IMPACT

Term = str

Addition = tuple[Term, Packed]
"""A term, and the postings of articles that are to be found by it too."""


def lessened(postings: Iterable[int], share: float) -> Packed:
    """Postings with a share of their impact; the least is 1."""
    shares = [max(1, round(impact * share)) for impact in range(MOST_IMPACT + 1)]
    return array("I", [packed(document_of(posting), shares[impact_of(posting)]) for posting in postings])


def widened(inverted: Mapping[Term, Packed], additions: Iterable[Addition]) -> dict[Term, Packed]:
    """The terms to which something is added, each with all its postings; where an article is named repeatedly its highest impact counts."""
    added: dict[Term, list[Packed]] = {}
    for term, postings in additions:
        if postings:
            added.setdefault(term, []).append(postings)
    return {term: _merged(inverted.get(term, NONE), *more) for term, more in added.items()}


def _merged(*postings: Packed) -> Packed:
    highest = {document_of(posting): posting for posting in sorted(chain.from_iterable(postings))}
    return array("I", highest.values())
