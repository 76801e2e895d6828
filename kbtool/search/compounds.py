"""What is written together and apart: `codepage` finds `code page`, `code page` finds `codepage`, and `sp4` finds `Service Pack 4`.

Which words these are the collection tells: a word that articles write is a compound where others write its two parts side by side, and
a word with a number behind it is a name where others write the name, or a synonym of it, and the number.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from kbtool.search import analysis, phrases
from kbtool.search.common import COMMON, is_common
from kbtool.search.phrases import Key
from kbtool.search.postings import NONE, Packed, impact_in, packed
from kbtool.search.thesaurus import Thesaurus
from kbtool.search.widening import Addition, Term, share

_COMPOUND, _NUMBERED = 0.75, 0.5
"""What an article's words count for the same written otherwise, of their own impact."""
_SHORTEST, _LONGEST = 5, 20
"""Letters of a compound."""
_SHORTEST_PART = 2
_NUMBERED_NAME = re.compile(r"([a-z]{2,})([0-9]+)")


class _Compound(NamedTuple):
    whole: Term
    parts: tuple[Term, ...]
    share: float
    is_mutual: bool
    """Whether its parts find those who write it together, too."""


def additions(
    inverted: Mapping[Term, Packed], words: AbstractSet[str], pairs: Sequence[bytes], thesaurus: Thesaurus
) -> Iterator[Addition]:
    """What compounds add to the terms of a collection, given its words as they are spelled and for each document the keys of its pairs."""
    looked_for: dict[Key, list[_Compound]] = {}
    for pair, compound in chain(_compounds(words), _numbered_names(inverted, words, thesaurus)):
        looked_for.setdefault(phrases.key_of(pair), []).append(compound)
    for compound, documents in _written_apart(looked_for, pairs).items():
        yield compound.whole, share(_in_all(compound.parts, documents, inverted), compound.share)
        if compound.is_mutual:
            together = share(inverted.get(compound.whole, NONE), compound.share)
            yield from ((part, together) for part in compound.parts)


def _compounds(words: AbstractSet[str]) -> Iterator[tuple[str, _Compound]]:
    """The words that may be two, each with a pair of words that it would be."""
    for word in words:
        if not _SHORTEST <= len(word) <= _LONGEST:
            continue
        for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            one, other = word[:end], word[end:]
            if one in words and other in words and not (is_common(one, COMMON) or is_common(other, COMMON)):
                whole, *parts = map(_term, (word, one, other))
                if whole not in parts:
                    compound = _Compound(whole, tuple(parts), _COMPOUND, is_mutual=True)
                    yield f"{one} {other}", compound
                    yield f"{one} {other}s", compound


def _numbered_names(
    inverted: Iterable[Term], words: Iterable[str], thesaurus: Thesaurus
) -> Iterator[tuple[str, _Compound]]:
    """The terms that are a name and its number, each with the last word and the number as others may write them."""
    spellings: dict[Term, set[str]] = {}
    for word in words:
        spellings.setdefault(_term(word), set()).add(word)
    for whole in inverted:
        if found := _NUMBERED_NAME.fullmatch(whole):
            name, digits = found.groups()
            for named in ((name,), *thesaurus.get(name, ())):
                for number in _versions(digits):
                    compound = _Compound(whole, (*named, number), _NUMBERED, is_mutual=False)
                    last = named[-1]
                    yield from ((f"{word} {number}", compound) for word in {last, *spellings.get(last, ())})


def _versions(digits: str) -> tuple[str, str]:
    """The number as it is, and as a version: `4` and `4.0`, `351` and `3.51`."""
    return digits, f"{digits[0]}.{digits[1:] or 0}"


def _term(word: str) -> Term:
    return analysis.terms(word)[0]


def _written_apart(looked_for: Mapping[Key, Iterable[_Compound]], pairs: Iterable[bytes]) -> dict[_Compound, set[int]]:
    """The documents that have a pair which is a compound."""
    keys = frozenset(looked_for)
    found: dict[_Compound, set[int]] = {}
    for document, held in enumerate(pairs):
        for key in keys.intersection(array("I", held)):
            for compound in looked_for[key]:
                found.setdefault(compound, set()).add(document)
    return found


def _in_all(parts: Sequence[Term], documents: Iterable[int], inverted: Mapping[Term, Packed]) -> Iterator[int]:
    """The postings of those of the documents that hold all parts, with the least of their impacts."""
    each = [inverted.get(part, NONE) for part in parts]
    for document in documents:
        if impact := min(impact_in(postings, document) for postings in each):
            yield packed(document, impact)
