"""A query as it is searched: the words that rank, and the conditions that every result must meet.

    printer "access violation" -mail product:"windows nt" year:1998-2001

Words rank. A phrase in quotation marks ranks by its words and must stand in an article as it is; what follows a minus sign must not.
`name:value` keeps the articles that have the value (`kbtool.search.facets`).
"""

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kbtool.search import analysis
from kbtool.search.common import is_common
from kbtool.search.facets import Facet

MOST_TERMS = 32
"""Of a query; what follows is not searched."""
MOST_CONDITIONS = 16
"""Of a query; what follows is taken for words."""

_BLANK = r"[ \t\n\r\f\v]"
_TEXT = r"[^ \t\n\r\f\v]"
_FACETS = "|".join(Facet)
_PART = re.compile(
    rf"(?<!{_TEXT})(-?)(?:"
    rf'(?i:({_FACETS})):(?:"([^"]*)(?:"|$)|({_TEXT}*))'  # product:"windows nt", year:1999; also while it is typed
    rf'|"([^"]*)"(?!{_TEXT})'
    rf"|({_TEXT}+))"
)
_EXCLUDABLE = re.compile(r"[A-Za-z]{2}|[^\x00-\x7f]")
_TYPOGRAPHIC = str.maketrans("\u201c\u201d\u201e", '"""')


class QueryWord(NamedTuple):
    """A word of a query in lower case, and its terms."""

    text: str
    terms: tuple[str, ...]


class Filter(NamedTuple):
    """A value that articles must have, or must not have, as it was typed."""

    facet: Facet
    value: str
    is_excluded: bool


class Phrase(NamedTuple):
    """Words that must stand so in an article, or must not; one word alone counts in all its forms."""

    text: str
    is_excluded: bool


class Query(NamedTuple):
    """What somebody typed, taken apart; `text` is what ranks."""

    text: str
    phrases: list[Phrase]
    filters: list[Filter]

    @property
    def has_conditions(self) -> bool:
        """Whether results must meet any."""
        return bool(self.phrases or self.filters)


def parse(typed: str) -> Query:
    """Take apart what somebody typed. Nothing is an error: what is no condition is words."""
    text: list[str] = []
    phrases: list[Phrase] = []
    filters: list[Filter] = []
    for part in _PART.finditer(analysis.fold(typed).translate(_TYPOGRAPHIC)):
        sign, facet, quoted_value, value, quoted, word = part.groups()
        is_excluded, has_room = bool(sign), len(phrases) + len(filters) < MOST_CONDITIONS
        if facet and has_room:
            filters.append(Filter(Facet(facet.lower()), (quoted_value or value or "").strip(), is_excluded))
        elif quoted is not None and has_room:
            phrases.append(Phrase(quoted, is_excluded))
            text += [] if is_excluded else [quoted]
        elif is_excluded and word and has_room and _EXCLUDABLE.match(word):
            phrases.append(Phrase(word, is_excluded))
        else:
            text.append(part[0])
    if not any([*text, *filters]):  # nothing is left that could be found
        text, phrases = [phrase.text for phrase in phrases], []
    return Query(" ".join(text), phrases, [condition for condition in filters if condition.value])


def written(facet: Facet, value: str) -> str:
    """A filter as it is typed."""
    return f'{facet}:"{value.replace(chr(34), " ")}"'


def words(text: str, common: AbstractSet[str]) -> list[QueryWord]:
    """The words a query is searched by, each once: its common ones only where it has no others; `MOST_TERMS` terms in all."""
    found = [QueryWord(chunk, terms) for chunk, terms in analysis.query_terms(text)]
    telling = [word for word in found if not is_common(word.text, common)] or found
    kept: list[QueryWord] = []
    known: set[str] = set()
    for word in telling:
        fresh = tuple(term for term in word.terms if term not in known)[: MOST_TERMS - len(known)]
        known.update(fresh)
        if fresh:
            kept.append(QueryWord(word.text, fresh))
    return kept
