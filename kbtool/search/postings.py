"""The bytes of a shard of terms.

A shard is a run of entries, sorted by term. What is alike of all entries stands together, since that compresses better:

    varint   how many bytes the heads take
    heads    of each entry:
        byte     how many bytes of the term before it the term begins with
        byte     how many bytes follow
        bytes    they, UTF-8
        byte     rarity of the term (`rarity`)
        varint   number of postings, times two; and one more where they are not just the articles that hold the term
    varints  of each entry the document numbers, ascending: the first, then the distance to the one before
    bytes    of each entry the impact of each posting, 1 to 31

A term's score in a document is its rarity times the impact; both are integers, so that every reader ranks alike.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from kbtool.search import varints

MOST_IMPACT = 31
"""Finer steps rank no better and compress worse."""
_RARITY_STEPS = 20  # per factor of e


class Entry(msgspec.Struct, frozen=True):
    """A term of the index: how rare it is, and the documents that hold it with the impact it has in each."""

    term: str
    rarity: int
    documents: Sequence[int]
    impacts: bytes
    is_exact: bool = True
    """Whether the documents are those that hold the term, neither fewer nor those of its synonyms."""


def rarity(holding: int, documents: int) -> int:
    """How much a term tells documents apart, 1 to 255: BM25's inverse document frequency, in twentieths."""
    frequency = math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
    return min(255, max(1, round(_RARITY_STEPS * frequency)))


def head(term: bytes, shared: int, rarity: int, count: int, *, is_exact: bool) -> bytes:
    """The head of an entry with `count` postings, whose term has its first `shared` bytes in common with the one before it in the shard."""
    more = term[shared:]
    counted = varints.encoded(count << 1 | (not is_exact))
    return b"".join((bytes((shared, len(more))), more, bytes((rarity,)), counted))


def decode(shard: bytes) -> Iterator[Entry]:
    """The entries of a shard, in order.

    Raises:
        ValueError: the bytes are not a shard.
    """
    try:
        length, position = varints.read(shard, 0)
        heads = list(_heads(shard[position : position + length]))
        position += length
        first_impact = impacts = len(shard) - sum(head.postings for head in heads)
        for head in heads:
            documents, position = varints.read_ascending(shard, position, head.postings)
            worth = shard[impacts : impacts + head.postings]
            impacts += head.postings
            yield Entry(head.term.decode(), head.rarity, documents, worth, head.is_exact)
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("the shard is damaged") from error
    if position != first_impact:
        raise ValueError("the shard is cut short")


class _Head(NamedTuple):
    term: bytes
    rarity: int
    postings: int
    is_exact: bool


def _heads(data: bytes) -> Iterator[_Head]:
    position, term = 0, b""
    while position < len(data):
        shared, more = data[position], data[position + 1]
        position += 2 + more
        term = term[:shared] + data[position - more : position]
        rarity = data[position]
        counted, position = varints.read(data, position + 1)
        yield _Head(term, rarity, counted >> 1, not counted & 1)
