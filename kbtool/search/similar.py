"""The articles most like a draft: before a duplicate is written."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from kbtool.search import analysis, postings
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.postings import Entry
from kbtool.search.store import Store

MOST_TERMS = 40
"""The terms of a draft that tell most are compared: the others hardly tell articles apart."""


def similar(draft: SearchDocument, store: Store, limit: int) -> list[tuple[int, float]]:
    """The articles most like a draft but that of its own id, each with the share of what the draft tells that it tells too: 0 to 1.

    Raises:
        DamagedIndexError: a file of the index is missing or damaged.
    """
    telling = _telling(draft, store)
    whole = sum(entry.rarity * impact for entry, impact in telling)
    common: Counter[int] = Counter()
    for entry, impact in telling:
        for document, other in zip(entry.documents, entry.impacts, strict=True):
            common[document] += entry.rarity * min(impact, other)
    best = sorted((-worth, document) for document, worth in common.items())
    others = (found for found in best if store.document(found[1]).id != draft.id)
    return [(document, -worth / whole) for worth, document in islice(others, limit)]


def _telling(draft: SearchDocument, store: Store) -> Sequence[tuple[Entry, int]]:
    """The terms by which a draft is told from others most, with their impact in it; those of its id are no part of what it tells."""
    impacts = dict(zip(draft.terms.split(), draft.frequencies.translate(SATURATION), strict=True))
    own = {term for chunk in analysis.chunks(draft.id) for term in analysis.terms(chunk)}
    entries = store.entries(impacts)
    unknown = postings.rarity(0, store.manifest.documents)
    found = (
        (entries.get(term) or Entry(term, unknown, [], b""), impact)
        for term, impact in impacts.items()
        if term not in own
    )
    return sorted(found, key=lambda one: (-one[0].rarity * one[1], one[0].term))[:MOST_TERMS]
