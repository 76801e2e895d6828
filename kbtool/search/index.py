"""Searching an index: the ranking that `kbtool search` shows, the same as the one in the browser (templates/js/search-engine.js)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from kbtool.search import analysis, facets, identifier, query, ranking, similar, spelling
from kbtool.search.conditions import Conditions, conditions
from kbtool.search.document import SearchDocument
from kbtool.search.excerpts import excerpt
from kbtool.search.facets import Facet
from kbtool.search.ranking import Alternative, Unit, Word
from kbtool.search.store import Store

RARE = 124
"""A word this rare may be a misspelled one: no more than one article of five hundred has it."""
VERY_RARE = 162
"""Of a word that is its own stem the term tells this sooner: no more than one article of 3,300 has it.

Where it is in more, `spelling.readings` finds nothing, in collections of every size, and the lists of words need not be asked for.
"""


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


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The best results, how many articles there are in all, and what the search made of the query."""

    results: list[Result]
    total: int
    corrections: list[Correction]
    """What was searched instead of words that no article holds."""
    absent: list[str]
    """The numbers of ids asked for that no article bears."""
    is_id: bool
    """Whether the query is an id and nothing else: the results are then its article, and those that name it."""
    unmet: list[query.Filter | query.Phrase]
    """Conditions that no article meets, and exclusions that leave nothing: their words are searched instead, but for those of excluded values."""
    excluded: list[str]
    """Words and phrases of which articles are left out."""
    only_excludes: bool
    """Whether the query and the filters ask for nothing but what to leave out: what they name is then searched."""


class _Sought(NamedTuple):
    """A word of the query as the index knows it: terms that each bring their own worth."""

    units: list[Unit]
    corrections: list[Correction]

    @property
    def word(self) -> Word:
        entries = [alternative.entry for unit in self.units for alternative in unit]
        return Word(frozenset(entry.term for entry in entries), max(entry.rarity for entry in entries))


class _Found(NamedTuple):
    """All that a query finds: the documents asked for by id, the scores of all others that hold a word or meet the conditions."""

    sought: list[_Sought]
    first: list[int]
    scores: Mapping[int, int]
    conditions: Conditions
    absent: list[str]
    is_id: bool

    @property
    def documents(self) -> Collection[int]:
        return self.scores.keys() | self.first

    @property
    def admitted(self) -> set[int]:
        return set(self.conditions.admitted(self.documents))


class Index:
    """The index in a directory. Every method raises `DamagedIndexError` where a file of it is missing or damaged."""

    def __init__(self, directory: Path) -> None:
        """Open the index.

        Raises:
            UsageError: the directory holds no index, or one of another version.
        """
        self._store = Store(directory)

    def search(self, asked: str, limit: int = 10) -> list[Result]:
        """The best `limit` articles, best first, as `answer` gives them."""
        return self.answer(asked, limit).results

    def answer(
        self, asked: str, limit: int = 10, *, typing: bool = False, filters: Iterable[query.Filter] = ()
    ) -> Answer:
        """What a query finds, with `filters` besides its own.

        Articles it asks for by their id come before all others; equal scores are in the order of the index. The last word may be the
        beginning of one where no article holds it, or few do while somebody is `typing`.
        """
        parsed = query.filtered(query.parse(asked), filters)
        found, unmet = self._found(parsed, typing=typing)
        admitted = found.admitted
        first = [document for document in found.first if document in admitted]
        together = [sought.word for sought in found.sought]
        others = self._best(together, found.scores, admitted.difference(first), limit)
        best = [*((d, float(found.scores.get(d, 0))) for d in first), *others][:limit]
        terms = frozenset(chain.from_iterable(word.terms for word in together))
        return Answer(
            results=[self._result(document, score, terms) for document, score in best],
            total=len(admitted),
            corrections=[correction for sought in found.sought for correction in sought.corrections],
            absent=found.absent,
            is_id=found.is_id,
            unmet=unmet,
            excluded=found.conditions.left_out,
            only_excludes=parsed.only_excludes,
        )

    def counts(
        self, asked: str, facet: Facet, *, typing: bool = False, filters: Iterable[query.Filter] = ()
    ) -> list[facets.Count]:
        """How many of the articles that a query finds have each value of a facet; filters by that facet are left out."""
        parsed = query.filtered(query.parse(asked), filters)
        found, _ = self._found(parsed, typing=typing)
        values = self._store.values(facet)
        wanted = (asked.value for asked in parsed.filters if asked.facet is facet and not asked.is_excluded)
        chosen = [value for name in wanted for value in facets.matching(values, facet, name)]
        return facets.counted(values, set(found.conditions.admitted(found.documents, apart=facet)), chosen)

    def names(self, facet: Facet) -> list[str]:
        """The names of all values of a facet."""
        return [name for value in self._store.values(facet) for name in value.names]

    def meant(self, asked: query.Filter) -> list[str]:
        """The names of the values that a filter means; none where no article meets it."""
        return [value.names[0] for value in facets.matching(self._store.values(asked.facet), asked.facet, asked.value)]

    def similar(self, draft: SearchDocument, limit: int = 10) -> list[Result]:
        """The articles most like a draft, most alike first; the score is the share of what it tells that the article tells too: 0 to 1."""
        best = similar.similar(draft, self._store, limit)
        return [self._result(document, score, frozenset(draft.terms.split())) for document, score in best]

    def _found(self, asked: query.Query, *, typing: bool) -> tuple[_Found, list[query.Filter | query.Phrase]]:
        """What the query finds, and the conditions that were passed over: their words rank instead."""
        excluded = [phrase for phrase in asked.phrases if phrase.is_excluded]
        if not asked.only_excludes:
            met = conditions(asked, self._store)
            found = self._ranked(query.with_words(asked, met.unmet), met, typing=typing)
            if not excluded or found.admitted:
                return found, met.unmet
        again, unmet = self._found(query.with_words(asked, excluded), typing=typing)
        return again, [*excluded, *unmet]

    def _ranked(self, asked: query.Query, met: Conditions, *, typing: bool) -> _Found:
        manifest = self._store.manifest
        wanted = identifier.wanted(asked.text, manifest.prefixes)
        borne = self._store.entries(map(identifier.term, wanted.numbers))
        first = dict.fromkeys(document for entry in borne.values() for document in entry.documents)
        words = query.whole_words(wanted.spellings) or query.words(asked.text, self._store.common)
        begun = words[-1] if asked.is_open and words else None
        sought = [found for word in words if (found := self._sought(word, begun=word is begun, typing=typing)).units]
        scores = ranking.rank(unit for word in sought for unit in word.units)
        if not words and met.are_enough:
            scores = dict.fromkeys(range(manifest.documents), 0)
        finished = [number for number in wanted.numbers if not typing or len(number) >= identifier.SURE_DIGITS]
        absent = [number for number in finished if wanted.is_sure and identifier.term(number) not in borne]
        return _Found(sought, list(first), scores, met, absent, wanted.is_id)

    def _best(
        self, words: Sequence[Word], scores: Mapping[int, int], documents: Iterable[int], limit: int
    ) -> list[tuple[int, float]]:
        """The best of the documents with their scores; the candidates among them ordered by closeness too."""
        best = nsmallest(max(limit, ranking.CANDIDATES), documents, key=lambda d: (-scores[d], d))
        candidates, rest = best[: ranking.CANDIDATES], best[ranking.CANDIDATES :]
        close = [(document, self._raised(document, scores[document], words)) for document in candidates]
        close.sort(key=lambda found: (-found[1], found[0]))
        return [*close, *((document, float(scores[document])) for document in rest)]

    def _raised(self, document: int, score: int, words: Sequence[Word]) -> float:
        found = self._store.document(document)
        close = ranking.closeness(words, (found.title, found.lead))
        return ranking.raised(score, close, ranking.title_named(words, found.title, self._store.common))

    def _sought(self, word: query.QueryWord, *, begun: bool, typing: bool) -> _Sought:
        """The word and what it may stand for. A `begun` word is completed where it is unknown; while somebody is `typing`, where it is rare."""
        entries = self._store.entries(word.terms)
        typed: list[Unit] = [[alternative] for alternative in ranking.shares(entries.values())]
        is_counted = word.text in entries and not (begun and typing)
        if len(word.terms) > 1 or any(entry.rarity < (VERY_RARE if is_counted else RARE) for entry in entries.values()):
            return _Sought(typed, [])
        instead: dict[str, spelling.Reading] = {}
        for reading in self._readings(word.text, begun=begun and (typing or not entries), typing=typing):
            instead.setdefault(analysis.terms(reading.word)[0], reading)
        found = self._store.entries(term for term in instead if term not in entries)
        unit = [
            *chain.from_iterable(typed),
            *(Alternative(entry, instead[term].eighths) for term, entry in found.items()),
        ]
        corrections = [Correction(word.text, instead[term].word) for term in found][:1] if not entries else []
        return _Sought([unit] if unit else [], corrections)

    def _readings(self, word: str, *, begun: bool, typing: bool) -> list[spelling.Reading]:
        """What a rare or unknown word may stand for."""
        known: dict[str, int] = {}
        completed: list[spelling.Reading] = []
        if begun and spelling.can_be_begun(word):
            known = self._store.words_from(word)
            completed = spelling.completions(word, known)
        if (completed and typing) or not spelling.can_be_misspelled(word):
            return completed
        for beginning in spelling.beginnings(word):
            known |= self._store.words_from(beginning)
        known |= self._store.words_to(spelling.ending(word))
        corrected = spelling.readings(word, known, self._store.manifest.documents)
        return spelling.likelier(completed, corrected, known)

    def _result(self, document: int, score: float, terms: frozenset[str]) -> Result:
        found = self._store.document(document)
        return Result(found.id, found.title, found.url, score, excerpt(found.lead, terms))
