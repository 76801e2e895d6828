"""Fingerprints of texts, by which those that are nearly the same are found among many.

The smallest hashes of all runs of `_RUN` words are a random sample of the runs (a bottom-k sketch; A. Broder, "On the resemblance and
containment of documents", 1997): the share that two samples have in common estimates the share of the texts.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_SMALL = bytes(ord(chr(sign).lower()) if chr(sign).isalnum() else ord(" ") for sign in range(128)) + bytes(128)
"""For each sign of ASCII the small letter or digit that it is in a word, or the space that parts words."""
_RUN = 4
_KEPT = 48
_TELLING = 6
_FEWEST = 24  # runs; a shorter text is like too many others


def fingerprint(text: str) -> bytes:
    """The fingerprint of a text; empty for a text of a few words."""
    words = _words(text)
    runs = set(map(crc32, map(b" ".join, zip(*(words[at:] for at in range(_RUN)), strict=False))))
    return array("I", sorted(runs)[:_KEPT]).tobytes() if len(runs) >= _FEWEST else b""


def _words(text: str) -> list[bytes]:
    """The words in small letters, as UTF-8."""
    if text.isascii():
        return text.encode().translate(_SMALL).split()
    return [word.encode() for word in _WORD.findall(text.casefold())]


def smallest(mark: bytes) -> "array[int]":
    """The smallest hashes of a fingerprint: of two texts that are nearly the same at least one is almost certainly the same."""
    return array("I", mark[: 4 * _TELLING])


def resemblances(one: bytes, others: Iterable[bytes]) -> Iterator[float]:
    """The share of their runs of words that a text has in common with others, from 0 to 1, as their fingerprints estimate it.

    Less than about a half counts as 0: texts are either nearly the same or not.
    """
    mine = frozenset(array("I", one))
    for other in others:
        theirs = array("I", other)
        shared = mine.intersection(theirs)
        if 2 * len(shared) < max(len(mine), len(theirs)):
            yield 0.0
        else:
            sample = nsmallest(_KEPT, mine.union(theirs))
            yield len(shared.intersection(sample)) / max(1, len(sample))
