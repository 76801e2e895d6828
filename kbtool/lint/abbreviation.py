"""Titles that were shortened to fit, and their full wording."""

import re
from itertools import pairwise

_WORD = re.compile(r"\w+")
_ENOUGH = 0.8


def is_shortened(title: str, whole: str) -> bool:
    """Whether a title says in fewer or shorter words, in the same order, what the other says in full."""
    words, full = _WORD.findall(title.casefold()), _WORD.findall(whole.casefold())
    return bool(words) and _matching(words, full) >= _ENOUGH * len(words)


def _matching(words: list[str], full: list[str]) -> int:
    """How many of the words, in their order, are words of the full wording or short for them."""
    best = [0] * (len(full) + 1)
    for word in words:
        before = best
        best = [0]
        for (diagonal, above), other in zip(pairwise(before), full, strict=True):
            best.append(max(above, best[-1], diagonal + is_short_for(word, other)))
    return best[-1]


def is_short_for(word: str, other: str) -> bool:
    """Whether a word is the other, or its first letter and some of those that follow."""
    rest = iter(other)
    return word[:1] == other[:1] and all(letter in rest for letter in word)
