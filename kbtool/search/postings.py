"""The bytes of a shard of terms.

A shard is a run of entries, sorted by term, until its end. An entry:

    byte     how many bytes of the term before it the term begins with
    byte     how many bytes follow
    bytes    they, UTF-8
    byte     rarity of the term (`rarity`)
    varint   number of postings
    varints  document numbers, ascending: the first, then the distance to the one before
    bytes    the impact of each posting, 1 to 31

A varint holds seven bits a byte, the lowest first; the highest bit says that more follow. A term's score in a document is its rarity
times the impact; both are integers, so that every reader ranks alike.
"""

import math
from collections.abc import Iterator, Sequence
from operator import sub

import msgspec

MOST_IMPACT = 31
"""Finer steps rank no better and compress worse."""
_RARITY_STEPS = 20  # per factor of e


class Entry(msgspec.Struct, frozen=True):
    """A term of the index: how rare it is, and the documents that hold it with the impact it has in each."""

    term: str
    rarity: int
    documents: Sequence[int]
    impacts: bytes


def rarity(holding: int, documents: int) -> int:
    """How much a term tells documents apart, 1 to 255: BM25's inverse document frequency, in twentieths."""
    frequency = math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
    return min(255, max(1, round(_RARITY_STEPS * frequency)))


def encode(entry: Entry, before: bytes) -> bytes:
    """The bytes of an entry; `before` is the term in front of it in the shard, UTF-8, or nothing."""
    term = entry.term.encode()
    shared = _shared(before, term)
    documents = entry.documents
    gaps = map(sub, documents[1:], documents)
    return b"".join(
        (
            bytes((shared, len(term) - shared)),
            term[shared:],
            bytes((entry.rarity,)),
            _VARINTS[len(documents)],
            _VARINTS[documents[0]],
            *map(_VARINTS.__getitem__, gaps),
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
            count, position = _varint(shard, position + 1)
            documents, position = _documents(shard, position, count)
            if len(shard) < position + count:
                raise ValueError("the shard is cut short")
            yield Entry(term.decode(), weight, documents, shard[position : position + count])
            position += count
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("the shard is damaged") from error


class _Varints(dict[int, bytes]):
    def __missing__(self, number: int) -> bytes:
        out = bytearray()
        rest = number
        while rest > 0x7F:
            out.append(rest & 0x7F | 0x80)
            rest >>= 7
        out.append(rest)
        encoded = self[number] = bytes(out)
        return encoded


_VARINTS = _Varints()


def _shared(one: bytes, other: bytes) -> int:
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i
    return min(len(one), len(other))


def _varint(data: bytes, position: int) -> tuple[int, int]:
    number = shift = 0
    while data[position] > 0x7F:
        number |= (data[position] & 0x7F) << shift
        shift += 7
        position += 1
    return number | data[position] << shift, position + 1


def _documents(data: bytes, position: int, count: int) -> tuple[list[int], int]:
    documents = []
    document = 0
    for _ in range(count):
        gap, position = _varint(data, position)
        document += gap
        documents.append(document)
    return documents, position
