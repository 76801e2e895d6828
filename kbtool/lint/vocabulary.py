"""Words that are hardly ever used but nearly those that are: what was probably meant."""

from collections import Counter
from collections.abc import Iterable, Iterator

_RARE = 2
_COMMON = 30
"""Articles. A word of so few is doubted when one of so many is hardly another."""
_FEWEST_LETTERS = 8
THRESHOLDS = f"""A word of {_FEWEST_LETTERS} letters or more that {_RARE} articles have at most is doubted when it is, but for one slip of the fingers,
that of {_COMMON} articles at least: a letter too many, one missing, or two in the wrong order."""
"""When a word is doubted, in words for editors."""


def usual(word: str, counts: Counter[str]) -> str | None:
    """The common word that a rare one is nearly; None for a word that is not rare, or like none.

    A letter in the place of another makes another word too often (`kbVC600fix`, `kbVJ600fix`) to count as a slip, and so do digits
    that change places (`buglist5.01`, `buglist5.10`).
    """
    if counts[word] > _RARE or len(word) < _FEWEST_LETTERS:
        return None
    return max(
        _near(word, (other for other, n in counts.items() if n >= _COMMON)), key=counts.__getitem__, default=None
    )


def agreed(word: str, vocabulary: Iterable[str]) -> str | None:
    """The word of a vocabulary that one which is not in it is nearly; None for one like none."""
    return next(_near(word, vocabulary), None)


def _near(word: str, words: Iterable[str]) -> Iterator[str]:
    folded = word.casefold()
    return (other for other in words if is_slip(folded, other.casefold()))


def is_slip(word: str, other: str) -> bool:
    """Whether one is the other with a letter too many, one missing, or two in the wrong order; or both are the same."""
    if abs(len(word) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, rest_of_other = word[at:], other[at:]
    if len(word) == len(other):
        is_swapped = rest[2:] == rest_of_other[2:] and rest[:2] == rest_of_other[1::-1]
        return is_swapped and not rest[:2].isdigit()
    longer, shorter = (rest, rest_of_other) if len(word) > len(other) else (rest_of_other, rest)
    return longer[1:] == shorter and not longer[:1].isdigit()
