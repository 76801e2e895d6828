"""The terms of all documents as numbers: what the order of documents and their postings are made of."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.widening import Term


class Collected(NamedTuple):
    """The postings of documents, one document behind the other."""

    terms: list[Term]
    """Each once; its place is its number."""
    numbers: NDArray[np.uint32]
    """For each posting the number of its term."""
    impacts: NDArray[np.uint8]
    """For each posting its impact."""
    counts: NDArray[np.uint32]
    """How many postings each document has."""


def collected(documents: Iterable[SearchDocument]) -> Collected:
    """The terms of documents, in the order in which they come."""
    numbers: defaultdict[Term, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    met, impacts, counts = array("I"), bytearray(), array("I")
    for document in documents:
        met.extend(map(numbers.__getitem__, document.terms.split()))
        impacts += document.frequencies.translate(SATURATION)
        counts.append(len(document.frequencies))
    return Collected(list(numbers), np.asarray(met), np.frombuffer(impacts, np.uint8), np.asarray(counts))
