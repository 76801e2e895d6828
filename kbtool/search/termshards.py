"""From the terms of a collection to the shards that hold them (`kbtool.search.postings` describes their bytes)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kbtool.search import bulk, postings, varints
from kbtool.search.packed import NONE, Packed, documents_of, impacts_of

MOST_POSTINGS = 3072
"""A term keeps no more postings than these, the ones of highest impact: who has a common word once is not found by it."""


class Holding(NamedTuple):
    """A term, in how many documents it is, and its postings: those of what widens it too."""

    term: str
    documents: int
    postings: Packed
    is_widened: bool

    @property
    def is_exact(self) -> bool:
        """Whether the entry will name the documents that hold the term, and no others."""
        return not self.is_widened and len(self.postings) <= MOST_POSTINGS


class TermShard(NamedTuple):
    """The first and the last term of a shard, how many postings it holds, and its bytes in parts of one kind each."""

    first: str
    last: str
    postings: int
    parts: tuple[bytes, bytes, bytes]


class _Coded(NamedTuple):
    """What the index keeps of the postings of all terms, in their order; for each term, and behind the last, where its own begin."""

    documents: bytes
    documents_from: Sequence[int]
    impacts: bytes
    impacts_from: Sequence[int]


def term_shards(holdings: Sequence[Holding], collection: int, largest: int) -> Iterator[TermShard]:
    """The shards of the terms of a collection of so many documents; the terms come in their order.

    A shard is closed before it grows beyond the `largest` number of bytes; a longer entry has a shard of its own.
    """
    coded = _coded(holdings)
    for first, end, heads in _cuts(holdings, coded, collection, largest):
        documents = coded.documents[coded.documents_from[first] : coded.documents_from[end]]
        impacts = coded.impacts[coded.impacts_from[first] : coded.impacts_from[end]]
        parts = (varints.encoded(len(heads)) + heads, documents, impacts)
        yield TermShard(holdings[first].term, holdings[end - 1].term, len(impacts), parts)


def _cuts(
    holdings: Sequence[Holding], coded: _Coded, collection: int, largest: int
) -> Iterator[tuple[int, int, bytes]]:
    """For each shard its first term, the one behind its last, and the heads of its entries."""
    first, size, heads = 0, 0, bytearray()
    before = ""
    for at, holding in enumerate(holdings):
        kept = coded.impacts_from[at + 1] - coded.impacts_from[at]
        rarity = postings.rarity(holding.documents, collection)
        head = postings.head(holding.term, before, rarity, kept, is_exact=holding.is_exact)
        length = kept + coded.documents_from[at + 1] - coded.documents_from[at]
        if heads and size + len(head) + length > largest:
            yield first, at, bytes(heads)
            first, size, heads = at, 0, bytearray()
            head = postings.head(holding.term, "", rarity, kept, is_exact=holding.is_exact)
        before = holding.term
        heads += head
        size += len(head) + length
    if heads:
        yield first, len(holdings), bytes(heads)


def _coded(holdings: Sequence[Holding]) -> _Coded:
    kept = [_best(holding.postings) for holding in holdings]
    counts = np.fromiter(map(len, kept), np.int64, len(kept))
    impacts_from = np.concatenate(([0], np.cumsum(counts)))
    every = np.concatenate(kept) if kept else NONE
    data, starts = bulk.encoded(bulk.steps(documents_of(every), impacts_from[:-1]))
    return _Coded(
        data.tobytes(),
        starts[impacts_from].tolist(),
        impacts_of(every).astype(np.uint8).tobytes(),
        impacts_from.tolist(),
    )


def _best(found: Packed) -> Packed:
    """As many postings of the highest impact as a term keeps; of equal ones those of the first documents."""
    if len(found) <= MOST_POSTINGS:
        return found
    strongest = np.argsort(-impacts_of(found).astype(np.int16), kind="stable")[:MOST_POSTINGS]
    return np.sort(found[strongest])
