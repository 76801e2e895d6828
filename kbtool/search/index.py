"""Reading an index: the ranking that `kbtool search` shows, the same as the one in the browser (templates/js/search-engine.js)."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from kbtool.errors import KbtoolError
from kbtool.files import reason
from kbtool.search import analysis, identifier, manifest, postings, query, ranking, shards, spelling, vocabulary
from kbtool.search.excerpts import excerpt
from kbtool.search.postings import Entry
from kbtool.search.ranking import Alternative, Unit, Word

RARE = 124
"""A word this rare may be a misspelled one: no more than one article of five hundred has it."""
_CACHED_SHARDS = 512


class DamagedIndexError(KbtoolError):
    """A file of the index is missing or not what the manifest says."""


class Result(msgspec.Struct, frozen=True):
    """An article that a query finds; `url` is below the root of the site."""

    id: str
    title: str
    url: str
    score: float
    excerpt: str


class Correction(msgspec.Struct, frozen=True):
    """A word that no article holds, and the word by which it was searched."""

    typed: str
    searched: str


class Answer(msgspec.Struct, frozen=True):
    """The best results, how many articles hold one of the words, and what was searched instead of unknown words."""

    results: list[Result]
    total: int
    corrections: list[Correction]


class _Document(NamedTuple):
    id: str
    title: str
    url: str
    lead: str


class _Sought(NamedTuple):
    """A word of the query as the index knows it: terms that each bring their own worth."""

    units: list[Unit]
    corrections: list[Correction]

    @property
    def word(self) -> Word:
        entries = [alternative.entry for unit in self.units for alternative in unit]
        return Word(frozenset(entry.term for entry in entries), max(entry.rarity for entry in entries))


class Index:
    """The index in a directory. Shards are read when a query first needs them."""

    def __init__(self, directory: Path) -> None:
        """Open the index.

        Raises:
            UsageError: the directory holds no index, or one of another version.
        """
        self._directory = directory
        self._manifest = manifest.load(directory)
        self._first_terms = _keys(self._manifest.first_terms)
        self._first_words = _keys(self._manifest.first_words)
        self._first_endings = _keys(self._manifest.first_endings)
        self._common = frozenset(self._manifest.common.split())
        self._terms = lru_cache(_CACHED_SHARDS)(self._read_terms)
        self._documents = lru_cache(_CACHED_SHARDS)(self._read_documents)
        self._words = lru_cache(_CACHED_SHARDS)(self._read_words)

    def search(self, asked: str, limit: int = 10) -> list[Result]:
        """The best `limit` articles, best first, as `answer` gives them."""
        return self.answer(asked, limit).results

    def answer(self, asked: str, limit: int = 10, *, typing: bool = False) -> Answer:
        """What a query finds. Articles it asks for by their id come before all others; equal scores are in the order of the index.

        While somebody is `typing`, the last word may be the beginning of one.

        Raises:
            DamagedIndexError: a file of the index is missing or damaged.
        """
        wanted = self._entries(identifier.wanted(asked, self._manifest.prefixes)).values()
        first = dict.fromkeys(document for entry in wanted for document in entry.documents)
        words = query.words(asked, self._common)
        begun = words[-1] if typing and words and analysis.fold(asked).lower().endswith(words[-1].text) else None
        sought = [found for word in words if (found := self._sought(word, begun=word is begun)).units]
        scores = ranking.rank(unit for word in sought for unit in word.units)
        together = [found.word for found in sought]
        others = self._best(together, scores, first, limit)
        best = [*((d, float(scores.get(d, 0))) for d in first), *others][:limit]
        terms = frozenset(chain.from_iterable(word.terms for word in together))
        return Answer(
            results=[self._result(document, score, terms) for document, score in best],
            total=len(scores.keys() | first.keys()),
            corrections=[correction for word in sought for correction in word.corrections],
        )

    def _best(
        self, words: Sequence[Word], scores: Mapping[int, int], first: Collection[int], limit: int
    ) -> list[tuple[int, float]]:
        """The best documents but the `first`, with their scores; the candidates among them ordered by closeness too."""
        others = (document for document in scores if document not in first)
        best = nsmallest(max(limit, ranking.CANDIDATES), others, key=lambda d: (-scores[d], d))
        candidates, rest = best[: ranking.CANDIDATES], best[ranking.CANDIDATES :]
        close = [(document, self._raised(document, scores[document], words)) for document in candidates]
        close.sort(key=lambda found: (-found[1], found[0]))
        return [*close, *((document, float(scores[document])) for document in rest)]

    def _raised(self, document: int, score: int, words: Sequence[Word]) -> float:
        if len(words) == 1:
            return float(score)
        found = self._document(document)
        return ranking.raised(score, ranking.closeness(words, (found.title, found.lead)))

    def _sought(self, word: query.QueryWord, *, begun: bool) -> _Sought:
        entries = self._entries(word.terms)
        typed: list[Unit] = [[Alternative(entry, spelling.EIGHTHS)] for entry in entries.values()]
        if len(word.terms) > 1 or any(entry.rarity < RARE for entry in entries.values()):
            return _Sought(typed, [])
        instead: dict[str, spelling.Reading] = {}
        for reading in self._readings(word.text, begun=begun):
            instead.setdefault(analysis.terms(reading.word)[0], reading)
        found = self._entries(term for term in instead if term not in entries)
        unit = [
            *chain.from_iterable(typed),
            *(Alternative(entry, instead[term].eighths) for term, entry in found.items()),
        ]
        corrections = [Correction(word.text, instead[term].word) for term in found][:1] if not entries else []
        return _Sought([unit] if unit else [], corrections)

    def _readings(self, word: str, *, begun: bool) -> list[spelling.Reading]:
        """What a rare or unknown word may stand for."""
        known: dict[str, int] = {}
        if begun and spelling.can_be_begun(word):
            known = self._words_from(word)
            if completions := spelling.completions(word, known):
                return completions
        if not spelling.can_be_misspelled(word):
            return []
        for beginning in spelling.beginnings(word):
            known |= self._words_from(beginning)
        known |= self._words_to(spelling.ending(word))
        return spelling.readings(word, known, self._manifest.documents)

    def _words_from(self, beginning: str) -> dict[str, int]:
        """The words of the shards that hold those with this beginning."""
        found: dict[str, int] = {}
        for shard in _overlapping(self._first_words, beginning):
            found |= self._words(shard)
        return found

    def _words_to(self, ending: str) -> dict[str, int]:
        """The words of the shards that hold those with this ending, which is spelled backwards."""
        found: dict[str, int] = {}
        for shard in _overlapping(self._first_endings, ending):
            found |= {word[::-1]: holding for word, holding in self._words(len(self._first_words) + shard).items()}
        return found

    def _entries(self, terms: Iterable[str]) -> dict[str, Entry]:
        """The terms that the index holds, with their entries."""
        found = ((term, self._terms(self._shard_of(term)).get(term)) for term in terms)
        return {term: entry for term, entry in found if entry}

    def _shard_of(self, term: str) -> int:
        return bisect_right(self._first_terms, shards.sort_key(term)) - 1

    def _result(self, document: int, score: float, terms: frozenset[str]) -> Result:
        found = self._document(document)
        return Result(found.id, found.title, found.url, score, excerpt(found.lead, terms))

    def _document(self, number: int) -> _Document:
        shard, place = divmod(number, self._manifest.documents_per_shard)
        return self._documents(shard)[place]

    def _read_terms(self, shard: int) -> dict[str, Entry]:
        if shard < 0:
            return {}
        name, data = self._read(manifest.TERMS, shard)
        try:
            return {entry.term: entry for entry in postings.decode(data)}
        except ValueError as error:
            raise self._damaged(name, str(error)) from error

    def _read_documents(self, shard: int) -> list[_Document]:
        name, data = self._read(manifest.DOCUMENTS, shard)
        try:
            return msgspec.json.decode(data, type=list[_Document])
        except msgspec.DecodeError as error:
            raise self._damaged(name, str(error)) from error

    def _read_words(self, shard: int) -> dict[str, int]:
        name, data = self._read(manifest.WORDS, shard)
        try:
            return vocabulary.decode(data)
        except ValueError as error:
            raise self._damaged(name, str(error)) from error

    def _read(self, kind: str, number: int) -> tuple[str, bytes]:
        """The name of a shard and its bytes."""
        name = manifest.shard(self._manifest, kind, number)
        try:
            return name, shards.inflate((self._directory / name).read_bytes())
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
