"""Very many numbers as bytes at once (`kbtool.search.varints` has the form)."""

import numpy as np
from numpy.typing import NDArray

_BITS = 7
_MORE = 1 << _BITS


def encoded(numbers: NDArray[np.unsignedinteger]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of varints one behind the other, and where each begins; the last of these is the end of all."""
    widest = max(1, -(-int(numbers.max(initial=0)).bit_length() // _BITS))
    lengths = np.ones(len(numbers), np.uint8)
    for width in range(1, widest):
        lengths += numbers >= 1 << width * _BITS
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    data = np.empty(starts[-1], np.uint8)
    for place in range(widest):
        has_byte = lengths > place
        rest = numbers[has_byte] >> place * _BITS
        data[starts[:-1][has_byte] + place] = (rest % _MORE).astype(np.uint8) | np.left_shift(
            rest >= _MORE, _BITS, dtype=np.uint8
        )
    return data, starts


def steps(ascending: NDArray[np.unsignedinteger], starts: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    """The distance of each number to the one before; of those at the `starts` of runs the number itself."""
    found = np.diff(ascending, prepend=ascending[:1])
    found[starts] = ascending[starts]
    return found


def runs(numbers: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.concatenate((np.ones(len(numbers[:1]), np.bool), numbers[1:] != numbers[:-1])))
