"""The postings of a term while an index is built, before they become the bytes of a shard (`kbtool.search.termshards`)."""

from collections.abc import Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_IMPACT_BITS = 8
_IMPACT = (1 << _IMPACT_BITS) - 1

Numbers: TypeAlias = NDArray[np.uint32]
"""Numbers of documents, or impacts: one dimension."""
Packed: TypeAlias = NDArray[np.uint32]
"""Postings by ascending document, one dimension: 24 bits of the document, and 8 of the impact below them."""

NONE: Packed = np.empty(0, np.uint32)
"""No postings."""


def packed(documents: Numbers, impacts: NDArray[np.unsignedinteger] | int) -> Packed:
    """The postings of documents with their impacts, in the order given."""
    return (documents << np.uint32(_IMPACT_BITS)) | np.uint32(impacts)


def documents_of(postings: Packed) -> Numbers:
    """The documents of postings."""
    return postings >> np.uint32(_IMPACT_BITS)


def impacts_of(postings: Packed) -> Numbers:
    """The impacts of postings."""
    return postings & np.uint32(_IMPACT)


def impacts_in(postings: Packed, documents: Numbers) -> Numbers:
    """The impacts in some documents; 0 in those that are not among the postings."""
    if not len(postings):
        return np.zeros(len(documents), np.uint32)
    places = np.searchsorted(postings, packed(documents, 0))
    found = postings[np.minimum(places, len(postings) - 1)]
    return np.where(documents_of(found) == documents, impacts_of(found), np.uint32(0))


def held_by_all(terms: Sequence[Packed], documents: Numbers | None = None) -> Packed:
    """The postings of the documents that hold all of some terms, with the least of their impacts; of the given documents, or of all."""
    if documents is None:
        documents = documents_of(min(terms, key=len))
    impacts = reduce(np.minimum, (impacts_in(postings, documents) for postings in terms))
    return packed(documents, impacts)[impacts > 0]
