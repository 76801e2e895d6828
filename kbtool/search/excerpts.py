"""The piece of a text that a result shows: the one with most words of the query."""

from collections.abc import Collection, Sequence

from kbtool.search import analysis

LENGTH = 200
"""Characters of an excerpt, at most."""
MORE = " \u2026"
_BEFORE = "\u2026 "
_CONTEXT = 4  # words shown before the first that was found


def excerpt(text: str, terms: Collection[str]) -> str:
    """The first piece of `text` that holds as many of the `terms` as any, whole words of at most `LENGTH` characters.

    `text` is words separated by single spaces.
    """
    words = text.split(" ")
    found = [_found(word, terms) for word in words]
    starts = [0, *(max(0, n - _CONTEXT) for n, terms_here in enumerate(found) if terms_here)]
    best = max(starts, key=lambda start: len(set().union(*found[start : _end(words, start)])))  # the first of equals
    end = _end(words, best)
    return _BEFORE * bool(best) + " ".join(words[best:end])[:LENGTH] + MORE * (end < len(words))


def _found(word: str, terms: Collection[str]) -> set[str]:
    return {term for chunk in analysis.chunks(analysis.fold(word)) for term in analysis.terms(chunk) if term in terms}


def _end(words: Sequence[str], start: int) -> int:
    """The number of the word behind a piece that begins at `start`."""
    room = LENGTH - len(MORE) - len(_BEFORE) * bool(start) + 1
    for number in range(start, len(words)):
        room -= len(words[number]) + 1
        if room < 0:
            return max(number, start + 1)
    return len(words)
