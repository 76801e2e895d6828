"""What lies in an index, read when it is first asked for (templates/js/search-shards.js does the same in the browser)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from kbtool.errors import KbtoolError
from kbtool.files import reason
from kbtool.search import facets, manifest, phrases, postings, shards, shown, vocabulary
from kbtool.search.facets import Facet
from kbtool.search.postings import Entry
from kbtool.search.shown import Document

_CACHED_SHARDS = 512

T = TypeVar("T")


class DamagedIndexError(KbtoolError):
    """A file of the index is missing or not what the manifest says."""


class Store:
    """The files of an index. Every method raises `DamagedIndexError` where one is missing or damaged."""

    def __init__(self, directory: Path) -> None:
        """Open the index in a directory.

        Raises:
            UsageError: the directory holds no index, or one of another version.
        """
        self._directory = directory
        self.manifest = manifest.load(directory)
        self.common = frozenset(self.manifest.common.split())
        self._first_terms = _keys(self.manifest.first_terms)
        self._first_words = _keys(self.manifest.first_words)
        self._first_endings = _keys(self.manifest.first_endings)
        self._terms = lru_cache(_CACHED_SHARDS)(self._read_terms)
        self._documents = lru_cache(_CACHED_SHARDS)(self._read_documents)
        self._words = lru_cache(_CACHED_SHARDS)(self._read_words)
        self._values = lru_cache(len(Facet))(self._read_values)

    def entries(self, terms: Iterable[str]) -> dict[str, Entry]:
        """The terms that the index holds, with their entries."""
        found = ((term, self._terms(self._shard_of(term)).get(term)) for term in terms)
        return {term: entry for term, entry in found if entry}

    def document(self, number: int) -> Document:
        """The article with this number."""
        shard, place = divmod(number, self.manifest.documents_per_shard)
        return self._documents(shard)[place]

    def words_from(self, beginning: str) -> dict[str, int]:
        """The words of the shards that hold those with this beginning, with the number of articles that have each."""
        found: dict[str, int] = {}
        for shard in _overlapping(self._first_words, beginning):
            found |= self._words(shard)
        return found

    def words_to(self, ending: str) -> dict[str, int]:
        """The words of the shards that hold those with this ending, which is spelled backwards."""
        found: dict[str, int] = {}
        for shard in _overlapping(self._first_endings, ending):
            found |= {word[::-1]: holding for word, holding in self._words(len(self._first_words) + shard).items()}
        return found

    def holding(self, key: str) -> Sequence[int]:
        """The articles kept under the text of a pair, or under `phrases.MARK` and a term."""
        number = phrases.key_of(key)
        shard = phrases.shard_of(number, self.manifest.phrase_shards)
        return self._decoded(manifest.PHRASES, shard, lambda data: phrases.find(data, number))

    def values(self, facet: Facet) -> list[facets.Value]:
        """The values of a facet."""
        return self._values(facet)

    def _shard_of(self, term: str) -> int:
        return bisect_right(self._first_terms, shards.sort_key(term)) - 1

    def _read_terms(self, shard: int) -> dict[str, Entry]:
        if shard < 0:
            return {}
        return self._decoded(manifest.TERMS, shard, lambda data: {entry.term: entry for entry in postings.decode(data)})

    def _read_documents(self, shard: int) -> list[Document]:
        return self._decoded(manifest.DOCUMENTS, shard, lambda data: shown.decode(data, self.manifest.page_name))

    def _read_words(self, shard: int) -> dict[str, int]:
        return self._decoded(manifest.WORDS, shard, vocabulary.decode)

    def _read_values(self, facet: Facet) -> list[facets.Value]:
        return self._decoded(manifest.FACETS, list(Facet).index(facet), facets.decode)

    def _decoded(self, kind: str, number: int, decode: Callable[[bytes], T]) -> T:
        """What `decode` makes of the bytes of a shard."""
        name = manifest.shard(self.manifest, kind, number)
        try:
            return decode(shards.inflate((self._directory / name).read_bytes()))
        except OSError as error:
            raise self._damaged(name, reason(error)) from error
        except ValueError as error:
            raise self._damaged(name, str(error)) from error

    def _damaged(self, name: str, problem: str) -> DamagedIndexError:
        return DamagedIndexError(f"{self._directory / name}: {problem}. Build the site again.")


def _keys(firsts: Iterable[str]) -> list[bytes]:
    return [shards.sort_key(first) for first in firsts]


def _overlapping(firsts: Sequence[bytes], beginning: str) -> range:
    """The shards that may hold keys with this beginning."""
    key = shards.sort_key(beginning)
    behind = bisect_left(firsts, key + b"\xff")
    return range(max(0, bisect_right(firsts, key) - 1), behind)
