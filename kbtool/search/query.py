"""A query as it is searched: the words that rank, and the conditions that every result must meet.

    printer "access violation" -mail product:"windows nt" year:1998-2001

Words rank. A phrase in quotation marks ranks by its words and must stand in an article as it is; what follows a minus sign must not: a
phrase, or a word such as `himem.sys` or `win95`. Numbers, codes and what looks like a compiler's switch (`-1022`, `-x86`, `-Zi`) are words
all the same. `name:value` keeps the articles that have the value
(`kbtool.search.facets`).
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kbtool.search import analysis, identifier
from kbtool.search.common import is_common
from kbtool.search.facets import Facet

MOST_TERMS = 32
"""Of a query; what follows is not searched."""
MOST_CONDITIONS = 16
"""Of a query; what follows is taken for words."""

_TEXT = r"[^ \t\n\r\f\v]"
_FACETS = "|".join(Facet)
_PART = re.compile(
    rf"(?<!{_TEXT})(-?)(?:"
    rf'(?i:({_FACETS})):(?:"([^"]*)(?:"(?!{_TEXT})|$)|({_TEXT}*))'  # product:"windows nt", year:1999; also while it is typed
    rf'|"([^"]*)"[.,;:!?)]*(?!{_TEXT})'
    rf"|({_TEXT}+))"
)
_LETTER = r"[^\W\d_]"
_NUMBER = rf"(?<={_LETTER}[a-z][a-z])[0-9]+"  # of a name: `Win95`, not `x86`, `DWIN32` or `LNK2001`
_BEHIND = r"[.,;!?)]*"
_EXCLUDABLE = re.compile(
    rf"(?![A-Z][a-z]{_BEHIND}\Z)({_LETTER}(?:{_LETTER}|{_NUMBER}|[-'.])*(?:{_LETTER}|{_NUMBER})){_BEHIND}"
)
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
    """What somebody typed, taken apart."""

    text: str
    """What ranks."""
    is_open: bool
    """Whether the last word of the text may still be unfinished, where somebody is typing."""
    phrases: list[Phrase]
    filters: list[Filter]

    @property
    def has_conditions(self) -> bool:
        """Whether results must meet any."""
        return bool(self.phrases or self.filters)

    @property
    def only_excludes(self) -> bool:
        """Whether it says what results must not hold and nothing that they could be found by."""
        return bool(self.phrases) and not self.text and not self.filters


def parse(typed: str) -> Query:
    """Take apart what somebody typed. Nothing is an error: what is no condition is words."""
    folded = analysis.fold(typed).translate(_TYPOGRAPHIC)
    text: list[str] = []
    phrases: list[Phrase] = []
    filters: list[Filter] = []
    is_word, end, is_followed = False, 0, False
    for part in _PART.finditer(folded):
        sign, facet, quoted_value, value, quoted, word = part.groups()
        is_excluded, has_room = bool(sign), len(phrases) + len(filters) < MOST_CONDITIONS
        wanted = (quoted_value or value or "").strip(identifier.BLANKS)
        if facet and has_room and (wanted or part.end() == len(folded)):
            filters += [Filter(Facet(facet.lower()), wanted, is_excluded)] if wanted else []
            is_followed = True
            continue
        is_word, end, is_followed = False, part.end(), False
        if quoted is not None and has_room:
            phrases.append(Phrase(quoted, is_excluded))
            text += [] if is_excluded else [quoted]
        elif is_excluded and word and has_room and (name := _EXCLUDABLE.fullmatch(word)):
            phrases.append(Phrase(name[1], is_excluded))
        else:
            text.append(part[0])
            is_word = True
    if not filters and not any(map(analysis.chunks, text)):  # nothing is left that could be found
        excluded = [phrase for phrase in phrases if phrase.is_excluded]
        return Query("" if excluded else folded, is_open=True, phrases=excluded, filters=[])
    return Query(" ".join(text), is_word and (is_followed or end == len(folded)), phrases, filters)


def filtered(asked: Query, filters: Iterable[Filter]) -> Query:
    """The query with more filters."""
    return asked._replace(filters=[*asked.filters, *filters])


def with_words(asked: Query, conditions: Iterable[Filter | Phrase]) -> Query:
    """The query with the words of some of its conditions among those that rank, in place of the conditions; excluded values are only dropped."""
    passed = list(conditions)
    wanted = (one for one in passed if not (isinstance(one, Filter) and one.is_excluded))
    words = (one.value if isinstance(one, Filter) else one.text for one in wanted)
    return Query(
        text=" ".join([asked.text, *words]),
        is_open=asked.is_open and (asked.only_excludes or not passed),
        phrases=[phrase for phrase in asked.phrases if phrase not in passed],
        filters=[condition for condition in asked.filters if condition not in passed],
    )


def whole_words(texts: Iterable[str]) -> list[QueryWord]:
    """Words of small letters and digits that are searched as they are, never in parts; `MOST_TERMS` in all."""
    return [QueryWord(text, (text,)) for text in texts][:MOST_TERMS]


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
