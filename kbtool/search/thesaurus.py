"""Words that mean nearly the same: an article that says `hang` is found by `freeze` too.

The index is written so that the postings of a word hold the articles of its synonyms as well, with less impact. So nothing more is
fetched for a query, and a reader of the index need not know of synonyms.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from importlib.resources import files
from operator import and_

from kbtool.search import analysis

SHARE = 0.5
"""What an article's word counts for its synonym, of its own impact."""

Term = str


@cache
def related() -> dict[Term, frozenset[tuple[Term, ...]]]:
    """For each term the terms that an article may hold instead, all those of a tuple."""
    text = files("kbtool.search").joinpath("synonyms.txt").read_text(encoding="utf-8")
    found: dict[Term, set[tuple[Term, ...]]] = {}
    for group in _groups(text.splitlines()):
        for word in group:
            if len(word) == 1:
                found.setdefault(word[0], set()).update(other for other in group if word[0] not in other)
    return {term: frozenset(others) for term, others in found.items()}


def _groups(lines: Iterable[str]) -> Iterator[list[tuple[Term, ...]]]:
    for line in lines:
        if line and not line.startswith("#"):
            yield [
                tuple(analysis.terms(word)[0] for word in phrase.replace("-", " ").split())
                for phrase in line.split(",")
            ]


def widened(inverted: Mapping[Term, "array[int]"]) -> Iterator[tuple[Term, "array[int]"]]:
    """The terms that have synonyms in the collection, each with its own postings and those of its synonyms, by ascending document.

    Postings are as the builder keeps them: the document's number and, in the lowest eight bits, the impact.
    """
    for term, others in related().items():
        found = {posting >> 8: posting & 0xFF for posting in inverted.get(term, ())}
        for document, impact in _of_synonyms(others, inverted):
            share = max(1, round(impact * SHARE))
            if share > found.get(document, 0):
                found[document] = share
        if found:
            yield term, array("I", (document << 8 | impact for document, impact in sorted(found.items())))


def _of_synonyms(
    others: Iterable[tuple[Term, ...]], inverted: Mapping[Term, "array[int]"]
) -> Iterator[tuple[int, int]]:
    for terms in others:
        if len(terms) == 1:
            yield from ((posting >> 8, posting & 0xFF) for posting in inverted.get(terms[0], ()))
        elif all(term in inverted for term in terms):
            each = [{posting >> 8: posting & 0xFF for posting in inverted[term]} for term in terms]
            for document in reduce(and_, (postings.keys() for postings in each)):
                yield document, min(postings[document] for postings in each)
