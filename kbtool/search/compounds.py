"""What is written together and apart: `codepage` finds `code page`, `code page` finds `codepage`, and `sp4` finds `Service Pack 4`.

Which words these are the collection tells: a word that articles write is a compound where others write its two parts side by side, and
a word with a number behind it is a numbered name where others write the name, or a synonym of it, and the number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

import numpy as np

from kbtool.search import analysis, phrases, vocabulary
from kbtool.search.common import COMMON, is_common
from kbtool.search.packed import NONE, Numbers, Packed, held_by_all
from kbtool.search.pairs import Pairs, documents_with
from kbtool.search.phrases import Key
from kbtool.search.thesaurus import Thesaurus
from kbtool.search.widening import Addition, Term, lessened

_COMPOUND, _NUMBERED = 0.75, 0.5
"""What an article's words count for the same written otherwise, of their own impact."""
_LONGEST = 20
"""Letters of a compound."""
_APART = 20
"""The parts of a compound find those who write it together where one of so many articles with it, or more, would be one that writes it apart."""
_NUMBERED_NAME = re.compile(r"([a-z]{2,})([0-9]{1,4})")
_NO_VERSIONS = frozenset({"16", "32", "64"})
"""Numbers behind a name that count bits."""
_DOTTED_DIGITS = 3
"""A number of more is a year or a model."""


class _Joined(NamedTuple):
    """A term that articles may write apart, and the terms that it is then."""

    whole: Term
    parts: tuple[Term, ...]
    share: float
    is_mutual: bool
    """Whether its parts find those who write it together, too."""


def additions(
    inverted: Mapping[Term, Packed], words: AbstractSet[str], pairs: Pairs, thesaurus: Thesaurus
) -> Iterator[Addition]:
    """What is added to the terms of a collection, given its words as they are spelled and the pairs of its documents."""
    looked_for: dict[Key, list[_Joined]] = {}
    for pair, joined in chain(_compounds(words), _numbered_names(inverted, words, thesaurus)):
        looked_for.setdefault(phrases.key_of(pair), []).append(joined)
    for joined, documents in _written_apart(looked_for, pairs).items():
        parts = [inverted.get(part, NONE) for part in joined.parts]
        yield joined.whole, lessened(held_by_all(parts, documents), joined.share)
        together = inverted.get(joined.whole, NONE)
        if joined.is_mutual and len(together) <= _APART * len(documents):
            found = lessened(together, joined.share)
            yield from ((part, found) for part in joined.parts)


def _compounds(words: AbstractSet[str]) -> Iterator[tuple[str, _Joined]]:
    """The words that may be two, each with a pair of words that it would be."""
    shortest = vocabulary.SHORTEST
    for word in words:
        if len(word) > _LONGEST:
            continue
        for end in range(shortest, len(word) - shortest + 1):
            one, other = word[:end], word[end:]
            if one in words and other in words and not (is_common(one, COMMON) or is_common(other, COMMON)):
                whole, *parts = map(_term, (word, one, other))
                if whole not in parts:
                    joined = _Joined(whole, tuple(parts), _COMPOUND, is_mutual=True)
                    yield f"{one} {other}", joined
                    yield f"{one} {other}s", joined


def _numbered_names(
    inverted: Mapping[Term, Packed], words: Iterable[str], thesaurus: Thesaurus
) -> Iterator[tuple[str, _Joined]]:
    """The terms that are a name and its number, each with the last word and the number as others may write them."""
    spellings: dict[Term, set[str]] = {}
    for word in words:
        spellings.setdefault(_term(word), set()).add(word)
    for whole in inverted:
        if found := _NUMBERED_NAME.fullmatch(whole):
            name, digits = found.groups()
            numbers = [number for number in _versions(digits) if number in inverted]
            for named in ((_term(name),), *thesaurus.get(_term(name), ())):
                for number in numbers:
                    joined = _Joined(whole, (*named, number), _NUMBERED, is_mutual=False)
                    last = {named[-1], *spellings.get(named[-1], ())}
                    yield from ((f"{word} {number}", joined) for word in last)


def _versions(digits: str) -> Iterator[str]:
    """The number as it is, and as a version where it may be one: `4` and `4.0`, `351` and `3.51`."""
    yield digits
    if len(digits) <= _DOTTED_DIGITS and digits not in _NO_VERSIONS:
        yield f"{digits[0]}.{digits[1:] or 0}"


def _term(word: str) -> Term:
    return analysis.terms(word)[0]


def _written_apart(looked_for: Mapping[Key, Iterable[_Joined]], pairs: Pairs) -> dict[_Joined, Numbers]:
    """The documents that have a pair which may be written together, ascending."""
    found: dict[_Joined, list[Numbers]] = {}
    for key, documents in documents_with(pairs, looked_for):
        for joined in looked_for[key]:
            found.setdefault(joined, []).append(documents)
    return {joined: np.unique(np.concatenate(documents)) for joined, documents in found.items()}
