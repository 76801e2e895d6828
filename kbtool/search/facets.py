"""What results can be narrowed by: the product, the issue type, the year of the last revision, and the keywords of an article.

The index keeps for each facet a list of `[names, documents]` as JSON: the names of a value, of which the first is shown, and the numbers
of the articles that have it, each as the distance to the one before.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import accumulate
from operator import sub
from typing import Annotated, NamedTuple

import msgspec

from kbtool import codes
from kbtool.model import FrontMatter
from kbtool.search import analysis


class Facet(StrEnum):
    """A property by which results can be narrowed; its value is the word before the colon in a query."""

    PRODUCT = "product"
    TYPE = "type"
    YEAR = "year"
    KEYWORD = "keyword"


Values = dict[Facet, tuple[str, ...]]
"""The values of an article; a facet in which it has none is left out."""

_WORD = re.compile(r"[^\W_]+[+#]*")
_SPAN = re.compile(r"([0-9]{4})(?:-|\u2013|\.\.)([0-9]{4})")
_BOUND = re.compile(r"(<=?|>=?|-|\u2013|\.\.)([0-9]{4})|([0-9]{4})(?:-|\u2013|\.\.)")
_LAST = "9999"
_BEHIND = "."
"""A year with this comes after the year and before the next."""


_Names = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Value(NamedTuple):
    """A value of a facet: its names, of which the first is shown, and the articles that have it, ascending."""

    names: tuple[str, ...]
    documents: Sequence[int]


class Count(NamedTuple):
    """How many of the articles found have a value, by its first name, and whether the query asks for it."""

    name: str
    documents: int
    is_chosen: bool


def values(front: FrontMatter) -> Values:
    """The values that an article has."""
    found = {
        Facet.PRODUCT: (front.product,),
        Facet.TYPE: front.issue_type,
        Facet.YEAR: (str(front.revised.year),) if front.revised else (),
        Facet.KEYWORD: front.keywords,
    }
    return {facet: told for facet, given in found.items() if (told := tuple(dict.fromkeys(filter(None, given))))}


def encode(articles: Sequence[Values], facet: Facet) -> bytes:
    """The bytes of a facet, given the values of all articles in the order of their numbers."""
    holding: dict[str, dict[int, None]] = {}
    spellings: dict[str, set[str]] = {}
    for number, told in enumerate(articles):
        for value in told.get(facet, ()):
            shown = codes.words(value) if facet is Facet.TYPE else value
            holding.setdefault(shown, {})[number] = None
            spellings.setdefault(shown, set()).add(value)
    return msgspec.json.encode(
        [
            ([shown, *sorted(spellings[shown] - {shown})], _steps(list(documents)))
            for shown, documents in sorted(holding.items())
        ]
    )


def _steps(documents: Sequence[int]) -> list[int]:
    return [documents[0], *map(sub, documents[1:], documents)]


def decode(data: bytes) -> list[Value]:
    """The values of a facet.

    Raises:
        ValueError: the bytes are not those of a facet.
    """
    try:
        found = msgspec.json.decode(data, type=list[tuple[_Names, list[int]]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError("the facet is damaged") from error
    return [Value(names, list(accumulate(steps))) for names, steps in found]


def matching(known: Iterable[Value], facet: Facet, wanted: str) -> list[Value]:
    """The values that somebody means: those of that name, or all in whose name each word begins as one of those typed; years also as a range."""
    if facet is Facet.YEAR and (bounds := _years(wanted)):
        return [value for value in known if bounds[0] <= value.names[0] <= bounds[1]]
    plain = _plain(wanted)
    candidates = list(known)
    named = [value for value in candidates if any(_plain(name) == plain for name in value.names)]
    return named or [value for value in candidates if any(_begin(plain, _plain(name)) for name in value.names)]


def _years(wanted: str) -> tuple[str, str] | None:
    """The first and last year, as strings to compare with, of `1998-2001`, `1998..2001`, `1998-`, `-1998`, `>=1998`, `<=1998`, `>1998` or `<1998`."""
    if span := _SPAN.fullmatch(wanted):
        first, last = sorted(span.groups())
        return first, last
    bound = _BOUND.fullmatch(wanted)
    if not bound:
        return None
    sign, year, from_year = bound.groups()
    if from_year:
        return from_year, _LAST
    before = f"{int(year) - 1:04}"
    return {">=": (year, _LAST), ">": (year + _BEHIND, _LAST), "<": ("", before)}.get(sign, ("", year))


def _plain(name: str) -> str:
    """The words of a name, folded."""
    return " ".join(_WORD.findall(analysis.fold(name).lower()))


def _begin(typed: str, name: str) -> bool:
    """Whether every word typed begins a word of the name."""
    return bool(typed) and all(f" {word}" in f" {name}" for word in typed.split(" "))


def counted(known: Iterable[Value], documents: Collection[int], chosen: Collection[Value]) -> list[Count]:
    """How many of the documents have each value; values that none has are left out unless they are chosen."""
    names = {value.names[0] for value in chosen}
    found = (
        Count(value.names[0], sum(document in documents for document in value.documents), value.names[0] in names)
        for value in known
    )
    return [count for count in found if count.documents or count.is_chosen]
