"""The articles most like a draft: before a duplicate is written."""

from collections import Counter
from collections.abc import Sequence

from kbtool.search import identifier
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.postings import Entry
from kbtool.search.store import Store

MOST_TERMS = 40
"""The terms of a draft that tell most are compared: the others hardly tell articles apart."""


def similar(draft: SearchDocument, store: Store, limit: int) -> list[tuple[int, float]]:
    """The articles most like a draft, the draft's own id left out, each with the share of what the draft tells that it tells too: 0 to 1.

    Raises:
        DamagedIndexError: a file of the index is missing or damaged.
    """
    telling = _telling(draft, store)
    whole = sum(entry.rarity * impact for entry, impact in telling)
    common: Counter[int] = Counter()
    for entry, impact in telling:
        for document, other in zip(entry.documents, entry.impacts, strict=True):
            common[document] += entry.rarity * min(impact, other)
    own = _borne(draft.id, store)
    best = sorted(((-worth, document) for document, worth in common.items() if document not in own))[:limit]
    return [(document, -worth / whole) for worth, document in best]


def _telling(draft: SearchDocument, store: Store) -> Sequence[tuple[Entry, int]]:
    """The terms by which a draft is told from others most, with their impact in it."""
    impacts = dict(zip(draft.terms.split(), draft.frequencies.translate(SATURATION), strict=True))
    entries = store.entries(impacts).values()
    found = ((entry, impacts[entry.term]) for entry in entries)
    return sorted(found, key=lambda one: (-one[0].rarity * one[1], one[0].term))[:MOST_TERMS]


def _borne(article_id: str, store: Store) -> set[int]:
    """The articles of an id."""
    term = identifier.term(identifier.number_of(article_id))
    return {document for entry in store.entries([term]).values() for document in entry.documents}
