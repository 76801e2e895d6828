"""The words of a base as articles spell them, and how many articles have each: what spelling is corrected and words are completed by.

Stems would not do: a reader who types `compatability` means a word, and its stem tells little of how far it is from another's.
The words lie twice in the index, by their beginning and by their ending (spelled backwards), in shards of JSON: `[words, holding]`, the
words in one string separated by spaces. So two small shards hold nearly all words that a misspelled one can stand for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kbtool.search import shards

SHORTEST, LONGEST = 3, 24
"""Letters of a word that can be corrected to or completed."""
KEYED = 2
"""Letters that a word has in common with the words it may stand for, at its beginning or its end."""
_DOCUMENTS_PER_HOLDER = 20_000
_WORDS_PER_SHARD = 900
_WORD = re.compile(rf"(?<![a-z])[a-z]{{{SHORTEST},{LONGEST}}}(?![a-z])")


class Shard(msgspec.Struct, frozen=True):
    """The first and last key of a shard and its bytes."""

    first: str
    last: str
    data: bytes


def words_of(chunks: Iterable[str]) -> set[str]:
    """The words within chunks: runs of letters a-z, in lower case."""
    return {word for chunk in chunks for word in _WORD.findall(chunk.lower())}


def least_holding(documents: int) -> int:
    """How many articles must have a word before it is held to be one: a word that one of very many articles has is mostly a slip itself."""
    return 1 + documents // _DOCUMENTS_PER_HOLDER


def kept(holding: Mapping[str, int], documents: int) -> dict[str, int]:
    """The words of so many documents, without those that are held to be slips."""
    least = least_holding(documents)
    return {word: count for word, count in holding.items() if count >= least}


def encode(holding: Mapping[str, int]) -> tuple[list[Shard], list[Shard]]:
    """The shards of words by their beginnings, and by their endings."""
    words = holding.items()
    return list(_shards(sorted(words))), list(_shards(sorted((word[::-1], count) for word, count in words)))


def _shards(words: Sequence[tuple[str, int]]) -> Iterator[Shard]:
    for part in shards.chunked(words, _WORDS_PER_SHARD):
        data = msgspec.json.encode([" ".join(word for word, _ in part), [count for _, count in part]])
        yield Shard(part[0][0], part[-1][0], data)


def decode(data: bytes) -> dict[str, int]:
    """The words of a shard as they lie in it, with the number of articles that have each.

    Raises:
        ValueError: the bytes are not a shard.
    """
    try:
        words, holding = msgspec.json.decode(data, type=tuple[str, list[int]])
        return dict(zip(words.split(" "), holding, strict=True))
    except (msgspec.DecodeError, ValueError) as error:
        raise ValueError("the shard is damaged") from error
