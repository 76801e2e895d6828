"""Words that are hardly ever used but nearly those that are: what was probably meant."""

from collections import Counter

_RARE = 2
_COMMON = 30
"""Articles. A word of so few is doubted when one of so many is hardly another."""
_FEWEST_LETTERS = 8


def usual(word: str, counts: Counter[str]) -> str | None:
    """The common word that a rare one is nearly; None for a word that is not rare, or like none.

    A letter in the place of another makes another word too often (`kbVC600fix`, `kbVJ600fix`) to count as a slip, and so do digits
    that change places (`buglist5.01`, `buglist5.10`).
    """
    if counts[word] > _RARE or len(word) < _FEWEST_LETTERS:
        return None
    common = (
        other for other, number in counts.items() if number >= _COMMON and is_slip(word.casefold(), other.casefold())
    )
    return max(common, key=counts.__getitem__, default=None)


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
