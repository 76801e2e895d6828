"""The piece of a text that a result shows: the one with most words of the query."""

from collections.abc import Collection, Iterable, Sequence

from kbtool.search import analysis

LENGTH = 200
"""Characters of an excerpt, at most, where a piece that long holds all words that the text holds."""
LONGEST = 240
"""Characters of any excerpt, at most."""
MORE = " \u2026"
_BEFORE = "\u2026 "
_CONTEXT = 4  # words shown before the first that was found


def excerpt(text: str, terms: Collection[str]) -> str:
    """The first piece of `text` that holds as many of the `terms` as any, whole words of at most `LENGTH` characters.

    Where such a piece cannot hold all terms of the text, it is one of at most `LONGEST`. `text` is words separated by single spaces.
    """
    words = text.split(" ")
    found = [_found(word, terms) for word in words]
    starts = [0, *(max(0, n - _CONTEXT) for n, terms_here in enumerate(found) if terms_here)]
    for length in (LENGTH, LONGEST):
        pieces = [(start, _end(words, start, length)) for start in starts]
        start, end = max(pieces, key=lambda piece: _count(found[slice(*piece)]))  # the first of equals
        if _count(found[start:end]) == _count(found):
            break
    return _BEFORE * bool(start) + " ".join(words[start:end])[:length] + MORE * (end < len(words))


def _count(found: Iterable[set[str]]) -> int:
    return len(set().union(*found))


def _found(word: str, terms: Collection[str]) -> set[str]:
    return {term for chunk in analysis.chunks(analysis.fold(word)) for term in analysis.terms(chunk) if term in terms}


def _end(words: Sequence[str], start: int, length: int) -> int:
    """The number of the word behind a piece of so many characters that begins at `start`."""
    room = length - len(MORE) - len(_BEFORE) * bool(start) + 1
    for number in range(start, len(words)):
        room -= len(words[number]) + 1
        if room < 0:
            return max(number, start + 1)
    return len(words)
