"""Reading an index: the ranking that `kbtool search` shows, the same as the one in the browser (templates/js/search-engine.js)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path

import msgspec

from kbtool.errors import KbtoolError
from kbtool.files import reason
from kbtool.search import analysis, identifier, manifest, postings

MOST_TERMS = 32
"""Of a query; what follows is not searched."""
_CACHED_SHARDS = 512

_Document = tuple[str, str, str, str]


class DamagedIndexError(KbtoolError):
    """A file of the index is missing or not what the manifest says."""


class Result(msgspec.Struct, frozen=True):
    """An article that a query finds; `url` is below the root of the site."""

    id: str
    title: str
    url: str
    score: int
    excerpt: str


class Index:
    """The index in a directory. Shards are read when a query first needs them."""

    def __init__(self, directory: Path) -> None:
        """Open the index.

        Raises:
            UsageError: the directory holds no index, or one of another version.
        """
        self._directory = directory
        self._manifest = manifest.load(directory)
        self._firsts = [postings.sort_key(term) for term in self._manifest.first_terms]
        self._common = frozenset(self._manifest.common.split())
        self._terms = lru_cache(_CACHED_SHARDS)(self._read_terms)
        self._documents = lru_cache(_CACHED_SHARDS)(self._read_documents)

    def search(self, query: str, limit: int = 10) -> list[Result]:
        """The best `limit` articles, best first. Articles the query asks for by their id come before all others.

        Equal scores are in the order of the index.

        Raises:
            DamagedIndexError: a file of the index is missing or damaged.
        """
        asked = self._entries(identifier.wanted(query, self._manifest.prefixes))
        first = dict.fromkeys(document for entry in asked for document in entry.documents)
        scores = rank(self._entries(searched_terms(query, self._common)))
        others = nsmallest(limit, (d for d in scores if d not in first), key=lambda d: (-scores[d], d))
        return [self._result(d, scores.get(d, 0)) for d in [*first, *others][:limit]]

    def _entries(self, terms: Iterable[str]) -> list[postings.Entry]:
        found = (self._terms(self._shard_of(term)).get(term) for term in terms)
        return [entry for entry in found if entry]

    def _shard_of(self, term: str) -> int:
        return bisect_right(self._firsts, postings.sort_key(term)) - 1

    def _read_terms(self, shard: int) -> dict[str, postings.Entry]:
        if shard < 0:
            return {}
        name = manifest.term_shard(self._manifest, shard)
        try:
            return {entry.term: entry for entry in postings.decode(self._read(name))}
        except ValueError as error:
            raise self._damaged(name, str(error)) from error

    def _result(self, document: int, score: int) -> Result:
        shard, place = divmod(document, self._manifest.documents_per_shard)
        article_id, title, url, excerpt = self._documents(shard)[place]
        return Result(article_id, title, url, score, excerpt)

    def _read_documents(self, shard: int) -> list[_Document]:
        name = manifest.document_shard(self._manifest, shard)
        try:
            return msgspec.json.decode(self._read(name), type=list[_Document])
        except msgspec.DecodeError as error:
            raise self._damaged(name, str(error)) from error

    def _read(self, name: str) -> bytes:
        try:
            return (self._directory / name).read_bytes()
        except OSError as error:
            raise self._damaged(name, reason(error)) from error

    def _damaged(self, name: str, problem: str) -> DamagedIndexError:
        return DamagedIndexError(f"{self._directory / name}: {problem}. Build the site again.")


def searched_terms(query: str, common: frozenset[str]) -> list[str]:
    """The terms a query is searched by: those of its common words only where it has no others."""
    words = analysis.query_terms(query)
    telling = [terms for chunk, terms in words if chunk.replace("'", "") not in common]
    found = dict.fromkeys(term for terms in telling or [terms for _, terms in words] for term in terms)
    return list(found)[:MOST_TERMS]


def rank(entries: Iterable[postings.Entry]) -> dict[int, int]:
    """The score of every document that holds one of the terms.

    The sum of rarity times impact, and up to a quarter as much again: by the share of the rarities that the document holds.
    """
    found = list(entries)
    sums: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for entry in found:
        for document, impact in zip(entry.documents, entry.impacts, strict=True):
            sums[document] += entry.rarity * impact
            held[document] += entry.rarity
    all_held = sum(entry.rarity for entry in found)
    return {document: sums[document] * (4 * all_held + held[document]) for document in sums}
