"""How strongly an article speaks for each of its terms: BM25F's weighted frequency, before rarity and saturation.

It depends on the article alone, never on the others, so that articles can be weighed in any process and in any order.
What BM25F takes from the whole collection, the usual length of a field, is a constant here.
"""

import math
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kbtool.search import analysis
from kbtool.search.fields import Field, Texts
from kbtool.search.postings import MOST_IMPACT

_STEPS_PER_DOUBLING = 16
_SMALLEST = 1 / 64
_HALF_SATURATED = 1.2  # BM25's k1
_SHORTEST = 0.25  # of the usual length; a field of one word says no more with it than one of a few


class Tuning(NamedTuple):
    """What one occurrence of a word in a field counts, and how a long field dilutes it."""

    weight: float
    usual_length: int
    """In chunks."""
    dilution: float
    """BM25's b: 0 a long field is as good as a short one, 1 only the share of the field counts."""


TUNING = {
    Field.TITLE: Tuning(5.6, 8, 0.3),
    Field.QUERY_WORDS: Tuning(2.1, 10, 0.25),
    Field.HEADINGS: Tuning(2.5, 12, 0.3),
    Field.LEAD: Tuning(2.8, 60, 0.85),
    Field.LITERALS: Tuning(0.7, 100, 0.8),
    Field.APPLIES_TO: Tuning(0.5, 20, 0.3),
    Field.KEYWORDS: Tuning(1.1, 5, 0.3),
    Field.BODY: Tuning(0.7, 150, 0.7),
}


def count_chunks(texts: Texts) -> dict[Field, Counter[str]]:
    """How often each chunk stands in each field."""
    return {field: Counter(analysis.chunks(analysis.fold("\n".join(parts)))) for field, parts in texts.items()}


def weigh(fields: Mapping[Field, Counter[str]]) -> dict[str, float]:
    """The terms of an article with their weighted frequency, in the order in which they first occur."""
    found: dict[str, float] = {}
    for field, counts in fields.items():
        one = _one_occurrence(TUNING[field], counts.total())
        for chunk, count in counts.items():
            for term in analysis.terms(chunk):
                found[term] = found.get(term, 0.0) + one * count
    return found


def _one_occurrence(tuning: Tuning, length: int) -> float:
    relative = max(_SHORTEST, length / tuning.usual_length)
    return tuning.weight / (1 - tuning.dilution + tuning.dilution * relative)


def pack(frequency: float) -> int:
    """A weighted frequency as one byte, on a logarithmic scale."""
    return min(255, max(0, round(_STEPS_PER_DOUBLING * math.log2(frequency / _SMALLEST))))


def unpack(byte: int) -> float:
    """The weighted frequency that `pack` made this byte of."""
    return float(_SMALLEST * 2 ** (byte / _STEPS_PER_DOUBLING))


def _saturated(frequency: float) -> int:
    return max(1, round(MOST_IMPACT * frequency / (_HALF_SATURATED + frequency)))


SATURATION = bytes(_saturated(unpack(byte)) for byte in range(256))
"""From a packed frequency to the impact of a posting (1 to `MOST_IMPACT`): the tenth occurrence says less than the second."""
