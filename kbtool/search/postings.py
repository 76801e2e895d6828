"""The bytes of a shard of terms.

A shard is a run of entries, sorted by term, until its end. An entry:

    byte     how many bytes of the term before it the term begins with
    byte     how many bytes follow
    bytes    they, UTF-8
    byte     rarity of the term (`rarity`)
    varint   number of postings, times two; and one more where they are not just the articles that hold the term
    varints  document numbers, ascending: the first, then the distance to the one before
    bytes    the impact of each posting, 1 to 31

A term's score in a document is its rarity times the impact; both are integers, so that every reader ranks alike.
"""

import math
from collections.abc import Iterator, Sequence

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


def encode(entry: Entry, before: bytes) -> bytes:
    """The bytes of an entry; `before` is the term in front of it in the shard, UTF-8, or nothing."""
    term = entry.term.encode()
    shared = _shared(before, term)
    return b"".join(
        (
            bytes((shared, len(term) - shared)),
            term[shared:],
            bytes((entry.rarity,)),
            varints.encoded(len(entry.documents) << 1 | (not entry.is_exact)),
            varints.ascending(entry.documents),
            entry.impacts,
        )
    )


def decode(shard: bytes) -> Iterator[Entry]:
    """The entries of a shard, in order.

    Raises:
        ValueError: the bytes are not a shard.
    """
    position, term = 0, b""
    try:
        while position < len(shard):
            shared, more = shard[position], shard[position + 1]
            position += 2 + more
            term = term[:shared] + shard[position - more : position]
            weight = shard[position]
            counted, position = varints.read(shard, position + 1)
            count = counted >> 1
            documents, position = varints.read_ascending(shard, position, count)
            if len(shard) < position + count:
                raise ValueError("the shard is cut short")
            yield Entry(term.decode(), weight, documents, shard[position : position + count], not counted & 1)
            position += count
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("the shard is damaged") from error


def _shared(one: bytes, other: bytes) -> int:
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i
    return min(len(one), len(other))
