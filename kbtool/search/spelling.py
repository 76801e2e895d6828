"""What a misspelled word may stand for. Words only: numbers and codes are never corrected.

A slip is a letter too many, too few, another one, or two neighbours swapped (Damerau's distance, DOI 10.1145/363958.363994).
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kbtool.search import vocabulary

_ONE_SLIP, _TWO_SLIPS, _COMPLETED = 6, 5, 7
"""What a word may stand for counts for less than the word itself, in eighths."""
_TWO_SLIPS_LETTERS = 6
_MOST = 2
_MOST_COMPLETIONS = 3
_SWAPPED_LETTERS = 4
_AS_FREQUENT = 50
"""A known word is taken for a misspelling only of one that so many times as many articles have."""
_RARE = 5_000
"""...and only where no more than one of so many articles has it."""
_WORD = re.compile(r"[a-z]{4,24}")
_BEGUN = re.compile(r"[a-z]{2,24}")


class Reading(NamedTuple):
    """A word that another may stand for, and what it counts (in eighths)."""

    word: str
    eighths: int


def can_be_misspelled(word: str) -> bool:
    """Whether the word, in lower case, is one whose spelling can be corrected."""
    return bool(_WORD.fullmatch(word))


def can_be_begun(word: str) -> bool:
    """Whether the word, in lower case, can be the beginning of another."""
    return bool(_BEGUN.fullmatch(word))


def beginnings(word: str) -> list[str]:
    """What the words begin with among which readings of `word` are looked for."""
    swapped = [word[0] + word[2]] if len(word) == _SWAPPED_LETTERS else []
    return [word[: vocabulary.KEYED], *swapped]


def ending(word: str) -> str:
    """What the words end in, spelled backwards, among which readings of `word` are looked for."""
    return word[::-1][: vocabulary.KEYED]


def readings(word: str, known: Mapping[str, int], documents: int) -> list[Reading]:
    """What `word` may stand for among the words `known` (with how many articles have each), best first; none where it is in use itself."""
    own = known.get(word, 0)
    if own * _RARE > documents:
        return []
    near = list(_near(word, known))
    one = [(count, other) for other, slips, count in near if slips == 1 and _may_be(word, own, other, count)]
    if one or own:
        return [Reading(other, _ONE_SLIP) for other in _most_frequent(one)]
    enough = 3 * vocabulary.least_holding(documents)
    two = [(count, other) for other, slips, count in near if slips > 1 and count >= enough]
    return [Reading(other, _TWO_SLIPS) for other in _most_frequent(two)]


def completions(beginning: str, known: Mapping[str, int]) -> list[Reading]:
    """The most frequent of the `known` words that begin so."""
    begun = [(count, word) for word, count in known.items() if word.startswith(beginning) and word != beginning]
    return [Reading(word, _COMPLETED) for _, word in sorted(begun, key=_frequent_first)[:_MOST_COMPLETIONS]]


def likelier(completed: list[Reading], corrected: list[Reading], known: Mapping[str, int]) -> list[Reading]:
    """What an unknown word stands for: its completions, unless a word it may be a slip of is far more frequent."""
    if completed and corrected and known[corrected[0].word] > _AS_FREQUENT * known[completed[0].word]:
        return corrected
    return completed or corrected


def _may_be(word: str, own: int, other: str, count: int) -> bool:
    return not own or (count >= _AS_FREQUENT * own and other[0] == word[0])


def _most_frequent(found: list[tuple[int, str]]) -> Iterator[str]:
    """The most frequent ones, without those that are very rare beside the first."""
    best = sorted(found, key=_frequent_first)[:_MOST]
    return (word for count, word in best if count * _AS_FREQUENT >= best[0][0])


def _frequent_first(found: tuple[int, str]) -> tuple[int, str]:
    count, word = found
    return -count, word


def _near(word: str, known: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """The words within reach, with the number of slips and how many articles have them."""
    most = 2 if len(word) >= _TWO_SLIPS_LETTERS else 1
    for other, count in known.items():
        if other != word and abs(len(other) - len(word)) <= most:
            slips = distance(word, other, most)
            if slips <= most:
                yield other, slips, count


def distance(one: str, other: str, most: int) -> int:
    """The number of slips between two words; anything above `most` where there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
