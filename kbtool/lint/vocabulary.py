"""Words that are hardly ever used but nearly those that are: what was probably meant."""

from collections import Counter
from difflib import SequenceMatcher

_RARE = 2
_COMMON = 30
"""Articles. A word of so few is doubted when one of so many is hardly another."""
_FEWEST_LETTERS = 6
_ALIKE = 0.88


def usual(word: str, counts: Counter[str]) -> str | None:
    """The common word that a rare one is nearly; None for a word that is not rare, or like none."""
    if counts[word] > _RARE or len(word) < _FEWEST_LETTERS:
        return None
    common = [other for other, number in counts.items() if number >= _COMMON and _is_nearly(word, other)]
    return max(common, key=counts.__getitem__, default=None)


def _is_nearly(word: str, other: str) -> bool:
    """Whether the words differ by a slip of the fingers; numbers that differ are other words."""
    one, two = word.casefold(), other.casefold()
    if one == two:
        return word != other
    if abs(len(one) - len(two)) > 1 or _digits(one) != _digits(two):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
