"""The postings of a term while an index is built, before they become the bytes of a shard (`kbtool.search.postings`)."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_
from typing import TypeAlias

_IMPACT_BITS = 8
_IMPACT = (1 << _IMPACT_BITS) - 1

Packed: TypeAlias = "array[int]"
"""Postings by ascending document: unsigned integers of 32 bits, one a posting take least memory."""


NONE: Packed = array("I")
"""No postings; nobody adds to it."""


def packed(document: int, impact: int) -> int:
    """A posting as one number, in the order of documents."""
    return document << _IMPACT_BITS | impact


def document_of(posting: int) -> int:
    """The document of a packed posting."""
    return posting >> _IMPACT_BITS


def impact_of(posting: int) -> int:
    """The impact of a packed posting."""
    return posting & _IMPACT


def impact_in(postings: Packed, document: int) -> int:
    """The impact in a document; 0 where it is not among the postings."""
    at = bisect_left(postings, packed(document, 0))
    if at < len(postings) and postings[at] >> _IMPACT_BITS == document:
        return impact_of(postings[at])
    return 0


def held_by_all(terms: Sequence[Packed]) -> Iterable[int]:
    """The postings of the documents that hold all of some terms, with the least of their impacts."""
    if len(terms) == 1:
        return terms[0]
    each = [{document_of(posting): posting for posting in postings} for postings in terms]
    common = reduce(and_, (held.keys() for held in each))
    return [min(held[document] for held in each) for document in sorted(common)]
