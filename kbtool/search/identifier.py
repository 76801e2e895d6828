"""Ids as readers type them: `193819`, `Q193819`, `kb 193819`, or an old address that ends in one.

An article is found by the number of its id. Numbers stand among the terms of the index behind `MARK`, which no term of a text
begins with.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

MARK = "="
BLANKS = " \t\n\r\f\v"
SURE_DIGITS = 5
"""A number that has fewer may well be meant as something else than an id, or be unfinished."""
USUAL_PREFIXES = ("", "article", "kb", "q")

_ID = re.compile(r"(?:([a-z]+)[ :#.-]*|#?)0*([0-9]+)")
_NUMBER = re.compile(r"([A-Za-z]*)[^A-Za-z0-9]*0*([0-9]{1,18})")
_ADDRESS = re.compile(r"(?:[a-z]+://[^/ ]*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?)?(/[^ ]*)")
_SPLIT_ADDRESS = re.compile(r"/q([0-9]{3})/([0-9])/([0-9]{2})\b")
_IN_ADDRESS = re.compile(r"(?<=[/;=:])([a-z]*)-?0*([0-9]{3,})(?![a-z0-9])")


def number_of(article_id: str) -> str:
    """The number that an id ends in, without leading zeros; "" where it ends in none or holds more than letters and a number."""
    parts = _NUMBER.fullmatch(article_id)
    return parts[2] if parts else ""


def prefixes_of(article_ids: Iterable[str]) -> list[str]:
    """The letters before the number that readers may type: those of the ids, and those in use everywhere."""
    own = {parts[1].lower() for i in article_ids if (parts := _NUMBER.fullmatch(i))}
    return sorted(own.union(USUAL_PREFIXES))


class Wanted(NamedTuple):
    """What a query asks for by ids."""

    numbers: list[str]
    """Those of the articles, each once."""
    spellings: list[str]
    """The ways to write the ids that the query is searched by instead of its words; none where it holds more than ids."""
    is_sure: bool
    """Whether the numbers can hardly be meant as anything but ids."""
    is_id: bool
    """Whether the query is an id or an address of one and nothing else."""


def term(number: str) -> str:
    """The term under which the article with this number lies in the index."""
    return MARK + number


def wanted(query: str, prefixes: Iterable[str]) -> Wanted:
    """What a query asks for by ids. One that is an id or an address and nothing else is searched by the ways to write the id."""
    known = set(prefixes)
    text = query.strip(BLANKS).lower()
    is_all = True
    if whole := _ID.fullmatch(text):
        found = [(whole[1] or "", whole[2])]
    elif address := _ADDRESS.fullmatch(text):
        found = [("", "".join(parts.groups())) for parts in _SPLIT_ADDRESS.finditer(address[1])]
        found = found or [(parts[1], parts[2]) for parts in _IN_ADDRESS.finditer(address[1])][-1:]
    else:
        is_all = False
        words = (_ID.fullmatch(word) for word in re.split(r"[^a-z0-9-]+", text))
        found = [(word[1], word[2]) for word in words if word and word[1]]
    named = [(prefix, number) for prefix, number in found if prefix in known]
    numbers = list(dict.fromkeys(number for _, number in named))
    is_sure = bool(named) and all(prefix or len(number) >= SURE_DIGITS for prefix, number in named)
    is_id = is_all and is_sure
    spellings = [prefix + number for number in numbers for prefix in sorted(known)] if is_id else []
    return Wanted(numbers, spellings, is_sure, is_id)
