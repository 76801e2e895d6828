"""The order of documents in an index: articles on one topic lie together, because one query tends to want them together.

Fewer shards are then fetched for the results of a query, and the numbers in postings compress better.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import compress, islice
from operator import le

from kbtool.search import identifier
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION

_LEAST, _MOST = 1_700, 85
"""A topic is a word that at least one of so many documents has (but never one alone), and at most one of so many."""
_HEAVIEST = 24
"""Terms of a document among which its topic is looked for."""


def ordered(documents: Iterable[SearchDocument]) -> list[SearchDocument]:
    """The documents by product, topic and number; in whatever order they come, the result is the same."""
    found = list(documents)
    heaviest = [_heaviest(document) for document in found]
    holding = Counter(term for terms in heaviest for term, _ in terms)
    keys = {
        document.id: (document.product, _topic(terms, holding, len(found)), *_number(document))
        for document, terms in zip(found, heaviest, strict=True)
    }
    return sorted(found, key=lambda document: keys[document.id])


def _heaviest(document: SearchDocument) -> list[tuple[str, int]]:
    """The terms that the document speaks for most strongly, with their impact."""
    impacts = document.frequencies.translate(SATURATION)
    least = min(sorted(impacts, reverse=True)[:_HEAVIEST], default=0)
    terms = zip(document.terms.split(), impacts, strict=True)
    return list(islice(compress(terms, map(partial(le, least), impacts)), _HEAVIEST))


def _topic(terms: Iterable[tuple[str, int]], holding: Counter[str], documents: int) -> str:
    """The most telling of the terms that neither too many nor too few documents have; "" where none is."""
    telling = [
        (impact * math.log(documents / holding[term]), term)
        for term, impact in terms
        if holding[term] > 1 and documents <= holding[term] * _LEAST and holding[term] * _MOST <= documents
    ]
    return max(telling, default=(0.0, ""))[1]


def _number(document: SearchDocument) -> tuple[int, str]:
    return int(identifier.number_of(document.id) or 0), document.id
