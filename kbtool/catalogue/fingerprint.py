"""Fingerprints of texts, by which those that are nearly the same are found among many.

The smallest hashes of all runs of `_RUN` words are a random sample of the runs (a bottom-k sketch; A. Broder, "On the resemblance and
containment of documents", 1997): the share that two samples have in common estimates the share of the texts.
"""

import re
from array import array
from heapq import nsmallest
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_RUN = 4
_KEPT = 48
_TELLING = 6
_FEWEST = 24  # runs; a shorter text is like too many others


def fingerprint(text: str) -> bytes:
    """The fingerprint of a text; empty for a text of a few words."""
    words = _WORD.findall(text.casefold())
    runs = {crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(len(words) - _RUN + 1)}
    return array("I", nsmallest(_KEPT, runs)).tobytes() if len(runs) >= _FEWEST else b""


def smallest(mark: bytes) -> "array[int]":
    """The smallest hashes of a fingerprint: of two texts that are nearly the same at least one is almost certainly the same."""
    return array("I", mark[: 4 * _TELLING])


def resemblance(one: bytes, other: bytes) -> float:
    """The share of their runs of words that two texts have in common, from 0 to 1, as their fingerprints estimate it.

    Less than about a half counts as 0: texts are either nearly the same or not.
    """
    a, b = set(array("I", one)), set(array("I", other))
    shared = a & b
    if 2 * len(shared) < max(len(a), len(b)):
        return 0.0
    sample = nsmallest(_KEPT, a | b)
    return len(shared.intersection(sample)) / max(1, len(sample))
