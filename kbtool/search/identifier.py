"""Ids as readers type them: `193819`, `Q193819`, `kb 193819`, or an old address that ends in one.

An article is found by the number of its id. Numbers stand among the terms of the index behind `MARK`, which no term of a text
begins with.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

MARK = "="
_SURE_DIGITS = 5
"""A number alone that has fewer may well be meant as something else than an id."""
USUAL_PREFIXES = ("", "article", "kb", "q")

_ID = re.compile(r"(?:([a-z]+)[ :#.-]*|#?)0*([0-9]+)")
_NUMBER = re.compile(r"([A-Za-z]*)[^A-Za-z0-9]*0*([0-9]{1,18})")
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
    words: str
    """What the query is searched by besides."""
    is_sure: bool
    """Whether the numbers can hardly be meant as anything but ids."""
    is_all: bool
    """Whether the query is an id or an address and nothing else."""


def term(number: str) -> str:
    """The term under which the article with this number lies in the index."""
    return MARK + number


def wanted(query: str, prefixes: Iterable[str]) -> Wanted:
    """What a query asks for by ids. One that is an id or an address and nothing else is searched by the ways to write the id."""
    known = set(prefixes)
    text = query.strip().lower()
    is_all = True
    if whole := _ID.fullmatch(text):
        found = [(whole[1] or "", whole[2])]
    elif "/" in text and " " not in text:
        found = [("", "".join(parts.groups())) for parts in _SPLIT_ADDRESS.finditer(text)]
        found = found or [(parts[1], parts[2]) for parts in _IN_ADDRESS.finditer(text)][-1:]
    else:
        is_all = False
        words = (_ID.fullmatch(word) for word in re.split(r"[^a-z0-9-]+", text))
        found = [(word[1], word[2]) for word in words if word and word[1]]
    numbers = list(dict.fromkeys(number for prefix, number in found if prefix in known))
    is_sure = not (whole and not whole[1] and len(whole[2]) < _SURE_DIGITS)
    written = " ".join(prefix + number for number in numbers for prefix in sorted(known))
    return Wanted(numbers, written if is_all and is_sure and numbers else query, is_sure, is_all)
