"""What stands side by side in an article, so that a phrase in quotation marks finds the articles that hold it.

A *pair* is two neighbouring words that tell something, with the common words between them: "out of memory" is one pair. A phrase is
held by the articles that hold all its pairs; that these stand in one place, and which common words stand at its ends, is not asked. The
index knows a pair by the CRC-32 of its text: of millions of pairs some hundred share theirs with another.

Of terms whose postings are not the articles that hold them (cut, or widened by synonyms) the articles are kept here too, each under the
CRC-32 of `MARK` and the term.

A shard is a run of entries, by ascending key, until its end:

    varint   the distance to the key before, times two; and one more where a single article follows
    varint   number of articles, where it is not a single one
    varints  document numbers, ascending: the first, then the distance to the one before

Keys are spread evenly: of N shards number K * N / 2^32, rounded down, has the key K.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from zlib import crc32

from kbtool.search import analysis, varints
from kbtool.search.common import is_common

KEY_BITS = 32
KEYS = 1 << KEY_BITS
MARK = "="
_MOST_BETWEEN = 4
"""Common words that a pair may have between its two words."""

Key = int


def key_of(text: str) -> Key:
    """The key of a pair, or of `MARK` and a term."""
    return crc32(text.encode())


def pairs(text: str, common: AbstractSet[str]) -> Iterator[str]:
    """The pairs of a text, in order."""
    held: list[str] = []
    for chunk in analysis.chunks(analysis.fold(text)):
        word = chunk.lower()
        if is_common(word, common):
            held = [*held, word] if held else held
        else:
            if held and len(held) <= 1 + _MOST_BETWEEN:
                yield " ".join([*held, word])
            held = [word]


def keys(texts: Iterable[str], common: AbstractSet[str]) -> "array[Key]":
    """The keys of all pairs in some texts, each once."""
    return array("I", {key_of(pair) for text in texts for pair in pairs(text, common)})


def shard_of(key: Key, shards: int) -> int:
    """The number of the shard, of so many, that would hold the key."""
    return key * shards >> KEY_BITS


def find(shard: bytes, wanted: Key) -> Sequence[int]:
    """The documents that a shard has under a key, ascending; none where it does not hold the key.

    Raises:
        ValueError: the bytes are not a shard.
    """
    position = key = 0
    try:
        while position < len(shard) and key <= wanted:
            step, position = varints.read(shard, position)
            key += step >> 1
            count = 1
            if not step & 1:
                count, position = varints.read(shard, position)
            documents, position = varints.read_ascending(shard, position, count)
            if key == wanted:
                return documents
    except IndexError as error:
        raise ValueError("the shard is damaged") from error
    return ()
