"""The order of results: integers and doubles in one order of operations, so that every reader of an index ranks alike.

A document's score is the sum of what its words bring, raised by the share of the query that it holds, and for the best candidates by how
closely the words stand together in the title and the beginning, and by the share of its title that the query names.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, pairwise
from typing import NamedTuple

from kbtool.search import analysis
from kbtool.search.common import is_common
from kbtool.search.postings import Entry

CANDIDATES = 10
"""So many of the best are put in order by closeness too: for these the texts are read."""
_CLOSENESS = 0.2  # of the score, where every two neighbours of the query stand together
_TITLE = 0.25  # of the score, where the query names every word of the title
_NEIGHBOURS = 2
"""Fewer words cannot stand closely together."""
_ADJACENT, _NEAR, _SAME_PHRASE = (
    10,
    7,
    5,
)  # tenths, by one, two and three words' distance; swapped neighbours count as near

EIGHTHS = 8
"""A term that stands for all of a word."""


class Alternative(NamedTuple):
    """A term by which a word of the query may be found, and what it counts, in eighths."""

    entry: Entry
    eighths: int

    @property
    def weight(self) -> int:
        """What the term counts in this query: its rarity, in eighths."""
        return self.entry.rarity * self.eighths


Unit = Sequence[Alternative]
"""Terms of which a document needs one: it is worth what the best of them brings."""


class Word(NamedTuple):
    """A word of the query for closeness: the terms any of which stands for it, and how rare it is."""

    terms: frozenset[str]
    rarity: int


def shares(entries: Collection[Entry]) -> list[Alternative]:
    """What the terms of one word count: its parts and its whole together no more than a quarter above the rarest of them."""
    rarities = [entry.rarity for entry in entries]
    eighths = min(EIGHTHS, EIGHTHS * 5 * max(rarities) // (4 * sum(rarities))) if rarities else EIGHTHS
    return [Alternative(entry, eighths) for entry in entries]


def rank(units: Iterable[Unit]) -> dict[int, int]:
    """The score of every document that holds one of the terms: their weight times impact, and up to a quarter as much again by coverage."""
    sums: Counter[int] = Counter()
    held: Counter[int] = Counter()
    asked = 0
    for unit in units:
        asked += max(alternative.weight for alternative in unit)
        for document, (worth, weight) in _best(unit).items():
            sums[document] += worth
            held[document] += weight
    return {document: sums[document] * (4 * asked + held[document]) for document in sums}


def _best(unit: Unit) -> dict[int, tuple[int, int]]:
    """For each document what the unit is worth in it, and the weight of what it holds of the unit."""
    found: dict[int, tuple[int, int]] = {}
    for alternative in unit:
        entry, weight = alternative.entry, alternative.weight
        for document, impact in zip(entry.documents, entry.impacts, strict=True):
            worth, held = found.get(document, (0, 0))
            found[document] = max(worth, weight * impact), max(held, weight)
    return found


def closeness(words: Sequence[Word], texts: Iterable[str]) -> float:
    """How closely the neighbours among `words` stand together in one of the `texts`: 0 not at all, 1 each beside the other."""
    if len(words) < _NEIGHBOURS:
        return 0.0
    best = [0] * (len(words) - 1)
    for text in texts:
        places = _places(words, text)
        for n, (one, other) in enumerate(pairwise(places)):
            best[n] = max(best[n], _together(one, other))
    weights = [min(one.rarity, other.rarity) for one, other in pairwise(words)]
    whole = 10 * sum(weights)
    return sum(tenths * weight for tenths, weight in zip(best, weights, strict=True)) / whole if whole else 0.0


def title_named(words: Iterable[Word], title: str, common: AbstractSet[str]) -> float:
    """The share of a title's words that the query names, common ones apart: 0 none, 1 all. Its label ("BUG:") is a word of it."""
    asked = frozenset(chain.from_iterable(word.terms for word in words))
    telling = [chunk for chunk in analysis.chunks(analysis.fold(title)) if not is_common(chunk.lower(), common)]
    named = sum(not asked.isdisjoint(analysis.terms(chunk)) for chunk in telling)
    return named / len(telling) if telling else 0.0


def raised(score: int, close: float, named: float) -> float:
    """The score of a document whose words stand so closely, and so much of whose title is named."""
    return score * (1 + _CLOSENESS * close) * (1 + _TITLE * named)


def _places(words: Sequence[Word], text: str) -> list[list[int]]:
    """For each word the numbers of the chunks that hold it."""
    places: list[list[int]] = [[] for _ in words]
    for number, chunk in enumerate(analysis.chunks(analysis.fold(text))):
        terms = analysis.terms(chunk)
        for word, found in zip(words, places, strict=True):
            if not word.terms.isdisjoint(terms):
                found.append(number)
    return places


def _together(one: Iterable[int], other: Sequence[int]) -> int:
    return max((_tenths(second - first) for first in one for second in other), default=0)


def _tenths(steps: int) -> int:
    if steps == 1:
        return _ADJACENT
    return {1: _NEAR, 2: _NEAR, 3: _SAME_PHRASE}.get(abs(steps), 0)
