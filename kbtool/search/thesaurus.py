"""Words that mean nearly the same: an article that says `hang` is found by `freeze` too.

The postings of a word hold the articles of its synonyms as well, with less impact (`kbtool.search.widening`).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kbtool.errors import UsageError
from kbtool.files import reason
from kbtool.search import analysis
from kbtool.search.packed import NONE, Packed, held_by_all
from kbtool.search.widening import Addition, Term, lessened

FILE_NAME = "synonyms.txt"
"""Beside the settings of a base: the synonyms of its own field."""

SHARE = 0.5
"""What an article's word counts for its synonym, of its own impact."""

_PART = re.compile(r"[^\s-]+")

Thesaurus = Mapping[Term, frozenset[tuple[Term, ...]]]
"""For each term the terms that an article may hold instead, all those of a tuple."""


class Line(NamedTuple):
    """A line of synonyms, as its file and number (1-based) name it."""

    place: str
    text: str


@cache
def usual() -> tuple[Line, ...]:
    """The synonyms that every base has."""
    text = files("kbtool.search").joinpath(FILE_NAME).read_text(encoding="utf-8")
    return tuple(_lines(FILE_NAME, text))


def own(path: Path) -> tuple[Line, ...]:
    """The synonyms in a file of a base; none where there is no such file.

    Raises:
        UsageError: the file cannot be read, or a line of it does not say what means the same.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        problem = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {reason(error)}"
        raise UsageError(f"{path}: {problem}.") from error
    found = tuple(_lines(str(path), text))
    empty = [line.place for line in found if not related((line,))]
    if empty:
        raise UsageError(
            "\n".join(
                f"{place}: write words that mean the same, separated by commas; one of them is a single word."
                for place in empty
            )
        )
    return found


def _lines(name: str, text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield Line(f"{name}:{number}", line)


@lru_cache(maxsize=4)
def related(lines: tuple[Line, ...]) -> Thesaurus:
    """What the lines say, taken together."""
    found: dict[Term, set[tuple[Term, ...]]] = {}
    for group in map(_group, lines):
        for word in group:
            if len(word) == 1:
                found.setdefault(word[0], set()).update(other for other in group if word[0] not in other)
    return {term: frozenset(others) for term, others in found.items() if others}


def _group(line: Line) -> list[tuple[Term, ...]]:
    """The words of a line by their terms; words of several parts are those parts."""
    phrases = (_PART.findall(analysis.fold(phrase)) for phrase in line.text.split(","))
    groups = (tuple(term for part in parts for term in analysis.terms(part)[:1]) for parts in phrases)
    return [group for group in groups if group]


def additions(inverted: Mapping[Term, Packed], thesaurus: Thesaurus) -> Iterator[Addition]:
    """What synonyms add to the terms of a collection."""
    for term, others in thesaurus.items():
        for terms in others:
            yield term, lessened(held_by_all([inverted.get(other, NONE) for other in terms]), SHARE)
