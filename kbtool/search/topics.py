"""The order of documents in an index: articles on one topic lie together, because one query tends to want them together.

Fewer shards are then fetched for the results of a query, and the numbers in postings compress better.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kbtool.search import bulk, identifier
from kbtool.search.collected import Collected
from kbtool.search.document import SearchDocument
from kbtool.search.postings import MOST_IMPACT

_LEAST, _MOST = 1_700, 85
"""A topic is a word that at least one of so many documents has (but never one alone), and at most one of so many."""
_HEAVIEST = 24
"""Terms of a document among which its topic is looked for."""


def order(documents: Sequence[SearchDocument], found: Collected) -> list[int]:
    """The places of the documents by product, topic and number, given their terms; in whatever order they come, it is the same."""
    topics = _topics(found)
    keys = [
        (document.product, topic, int(identifier.number_of(document.id) or 0), document.id)
        for document, topic in zip(documents, topics, strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _topics(found: Collected) -> list[str]:
    """For each document the most telling of its terms that neither too many nor too few documents have; "" where none is."""
    collection = len(found.counts)
    documents = np.repeat(np.arange(collection, dtype=np.uint32), found.counts)
    heavy = _heaviest(found, documents)
    holding = np.bincount(found.numbers[heavy], minlength=len(found.terms))
    is_telling = (holding > 1) & (collection <= holding * _LEAST) & (holding * _MOST <= collection)
    heavy = heavy[is_telling[found.numbers[heavy]]]
    terms = found.numbers[heavy]
    telling = found.impacts[heavy] * _rarities(holding, collection)[terms]
    most_telling_last = np.lexsort((_alphabetical(terms, found.terms)[terms], telling, documents[heavy]))
    topics = np.full(collection, -1)
    topics[documents[heavy][most_telling_last]] = terms[most_telling_last]
    return [found.terms[topic] if topic >= 0 else "" for topic in topics.tolist()]


def _heaviest(found: Collected, documents: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The places of the postings that their documents speak for most strongly, given the document of each."""
    levels = MOST_IMPACT + 1
    having = np.bincount(documents.astype(np.int64) * levels + found.impacts, minlength=len(found.counts) * levels)
    as_strong = having.reshape(-1, levels)[:, ::-1].cumsum(axis=1)[:, ::-1]
    least = (as_strong >= np.minimum(_HEAVIEST, found.counts)[:, None]).sum(axis=1) - 1
    heavy = np.flatnonzero(found.impacts >= least[documents])
    starts = bulk.runs(documents[heavy])
    place_in_document = np.arange(len(heavy)) - np.repeat(starts, np.diff(starts, append=len(heavy)))
    return heavy[place_in_document < _HEAVIEST]


def _rarities(holding: NDArray[np.int64], documents: int) -> NDArray[np.float64]:
    """For each term how much it tells documents apart, given how many hold it."""
    counts, places = np.unique(holding, return_inverse=True)
    return np.array([math.log(documents / count) if count else 0.0 for count in counts.tolist()])[places]


def _alphabetical(wanted: NDArray[np.uint32], names: Sequence[str]) -> NDArray[np.uint32]:
    """For each of the wanted terms its place in the alphabet."""
    places = np.zeros(len(names), np.uint32)
    distinct = sorted(np.unique(wanted).tolist(), key=names.__getitem__)
    places[distinct] = np.arange(len(distinct), dtype=np.uint32)
    return places
