"""Finds the articles that an editor means by the beginning of a number, or by words of a title."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from kbtool.catalogue import Catalogue, Entry

LIMIT = 40
"""Articles; more than one looks through, one finds sooner by another letter."""
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^0-9]*")
_NAME, _WORD = "\n", " "  # set before what a query may be the beginning of


class Found(NamedTuple):
    """The best of the articles that fit, and whether there are others."""

    entries: list[Entry]
    is_cut: bool


class Finder:
    """Finds among the articles of a catalogue; it is told when one of them changes.

    Articles that were cited most when it was made come first, so that it may stop looking when it has found enough.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        citing = catalogue.citing
        ranked = sorted(catalogue.entries, key=lambda entry: -len(citing.get(entry.id, ())))
        self._known = {entry.path: (_names(entry), entry) for entry in ranked}

    def put(self, path: str, entry: Entry | None) -> None:
        """Let the article at `path` be as `entry` says from now on, or with None be no more."""
        if entry:
            self._known[path] = _names(entry), entry
        else:
            self._known.pop(path, None)

    def find(self, query: str) -> Found:
        """The articles that fit a query: the beginning of a number if there are any with it, or else words."""
        found = self.by_number(query) if query and " " not in query else None
        return found if found and found.entries else self.by_words(query)

    def by_number(self, query: str) -> Found:
        """The articles whose id begins with the query, or whose number does."""
        return self._first([_NAME + query.casefold()])

    def by_words(self, query: str) -> Found:
        """The articles whose title has words that begin with the words of the query."""
        return self._first([_WORD + word for word in sorted(_words(query).split(), key=len, reverse=True)] or [""])

    def _first(self, signs: Sequence[str]) -> Found:
        """The first of the articles whose names have all of these signs; the first sign is the one that fewest have."""
        sign, *others = signs
        fitting: Iterable[Entry] = (
            entry
            for names, entry in self._known.values()
            if sign in names and (not others or all(other in names for other in others))
        )
        found = list(islice(fitting, LIMIT + 1))
        return Found(found[:LIMIT], len(found) > LIMIT)


def _names(entry: Entry) -> str:
    """The id, its number and the words of the title, as they are looked for."""
    name = entry.id.casefold()
    return f"{_NAME}{name}{_NAME}{_LETTERS.sub('', name, count=1)}{_WORD}{_words(entry.title)}"


def _words(title: str) -> str:
    return _NO_WORD.sub(_WORD, title.casefold()).strip()
