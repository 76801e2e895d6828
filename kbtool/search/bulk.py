"""Very many numbers as bytes at once (`kbtool.search.varints` has the form)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BITS = 7
_MORE = 1 << _BITS


def encoded(numbers: NDArray[np.unsignedinteger]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The bytes of varints one behind the other, and how many each takes."""
    widest = max(1, -(-int(numbers.max(initial=0)).bit_length() // _BITS))
    lengths = np.ones(len(numbers), np.uint8)
    for width in range(1, widest):
        lengths += numbers >= 1 << width * _BITS
    data = np.empty((len(numbers), widest), np.uint8)
    for place in range(widest):
        data[:, place] = numbers >> place * _BITS & _MORE - 1
        data[:, place] |= np.left_shift(lengths > place + 1, _BITS, dtype=np.uint8)
    return data[np.arange(widest) < lengths[:, None]], lengths


def steps(ascending: NDArray[np.unsignedinteger], starts: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    """The distance of each number to the one before; of those at the `starts` of runs the number itself."""
    found = np.diff(ascending, prepend=ascending[:1])
    found[starts] = ascending[starts]
    return found


def runs(numbers: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.concatenate((np.ones(len(numbers[:1]), np.bool), numbers[1:] != numbers[:-1])))


def shared(keys: Sequence[bytes]) -> NDArray[np.int64]:
    """How many of its first bytes each key has in common with the one before; none those of the first."""
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    starts = np.cumsum(lengths) - lengths
    data = np.frombuffer(b"".join(keys), np.uint8)
    found = np.zeros(len(keys), np.int64)
    alike = np.arange(1, len(keys))  # the keys that are still alike
    place = 0
    while len(alike):
        alike = alike[np.minimum(lengths[alike], lengths[alike - 1]) > place]
        alike = alike[data[starts[alike] + place] == data[starts[alike - 1] + place]]
        place += 1
        found[alike] = place
    return found
