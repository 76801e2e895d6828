"""A query as it is searched: its words, and the terms that stand for each."""

from typing import NamedTuple

from kbtool.search import analysis

MOST_TERMS = 32
"""Of a query; what follows is not searched."""


class QueryWord(NamedTuple):
    """A word of a query in lower case, and its terms."""

    text: str
    terms: tuple[str, ...]


def words(query: str, common: frozenset[str]) -> list[QueryWord]:
    """The words a query is searched by, each once: its common ones only where it has no others; `MOST_TERMS` terms in all."""
    found = [QueryWord(chunk, terms) for chunk, terms in analysis.query_terms(query)]
    telling = [word for word in found if word.text.replace("'", "") not in common] or found
    kept: list[QueryWord] = []
    known: set[str] = set()
    for word in telling:
        fresh = tuple(term for term in word.terms if term not in known)[: MOST_TERMS - len(known)]
        known.update(fresh)
        if fresh:
            kept.append(QueryWord(word.text, fresh))
    return kept
