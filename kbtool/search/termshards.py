"""From the terms of a collection to the shards that hold them (`kbtool.search.postings` describes their bytes)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kbtool.search import bulk, varints
from kbtool.search.holdings import Holdings
from kbtool.search.inverted import Inverted
from kbtool.search.packed import documents_of, impacts_of
from kbtool.search.postings import head, rarity


class TermShard(NamedTuple):
    """The first and the last term of a shard, how many postings it holds, and its bytes in parts of one kind each."""

    first: str
    last: str
    postings: int
    parts: tuple[bytes, bytes, bytes]


class _Coded(NamedTuple):
    """The bytes of the postings of all terms, in their order; for each term, and behind the last, where its own begin."""

    documents: bytes
    documents_from: Sequence[int]
    impacts: bytes
    impacts_from: Sequence[int]


class _Head(NamedTuple):
    """What the head of an entry is made of, and how many bytes follow from it elsewhere in the shard."""

    term: bytes
    shared: int
    rarity: int
    postings: int
    is_exact: bool
    length: int

    def encoded(self, shared: int) -> bytes:
        return head(self.term, shared, self.rarity, self.postings, is_exact=self.is_exact)


def term_shards(held: Holdings, collection: int, largest: int) -> Iterator[TermShard]:
    """The shards of the terms of a collection of so many documents.

    A shard is closed before it grows beyond the `largest` number of bytes; a longer entry has a shard of its own.
    """
    coded = _coded(held.postings)
    terms = list(held.postings)
    for first, end, heads in _cuts(_heads(held, coded, collection), largest):
        documents = coded.documents[coded.documents_from[first] : coded.documents_from[end]]
        impacts = coded.impacts[coded.impacts_from[first] : coded.impacts_from[end]]
        parts = (varints.encoded(len(heads)) + heads, documents, impacts)
        yield TermShard(terms[first], terms[end - 1], len(impacts), parts)


def _heads(held: Holdings, coded: _Coded, collection: int) -> Iterator[_Head]:
    terms = [term.encode() for term in held.postings]
    counts = held.postings.counts
    lengths = counts + np.diff(coded.documents_from)
    different, places = np.unique(held.documents, return_inverse=True)
    rarities = np.array([rarity(count, collection) for count in different.tolist()], np.uint8)[places]
    columns = (bulk.shared(terms), rarities, counts, held.is_exact, lengths)
    return map(_Head, terms, *(column.tolist() for column in columns))


def _cuts(entries: Iterator[_Head], largest: int) -> Iterator[tuple[int, int, bytes]]:
    """For each shard its first term, the one behind its last, and the heads of its entries."""
    first, end, size, heads = 0, 0, 0, bytearray()
    for end, entry in enumerate(entries):
        encoded = entry.encoded(entry.shared)
        if heads and size + len(encoded) + entry.length > largest:
            yield first, end, bytes(heads)
            first, size, heads = end, 0, bytearray()
            encoded = entry.encoded(0)
        heads += encoded
        size += len(encoded) + entry.length
    if heads:
        yield first, end + 1, bytes(heads)


def _coded(every: Inverted) -> _Coded:
    starts = every.starts
    data, lengths = bulk.encoded(bulk.steps(documents_of(every.postings), starts[:-1]))
    documents_from = np.add.reduceat(lengths, starts[:-1], dtype=np.int64)
    return _Coded(
        data.tobytes(),
        np.concatenate(([0], np.cumsum(documents_from))).tolist(),
        impacts_of(every.postings).astype(np.uint8).tobytes(),
        starts.tolist(),
    )
