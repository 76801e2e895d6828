"""Numbers in few bytes: a varint holds seven bits a byte, the lowest first; the highest bit says that more follow."""

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import sub


class _Varints(dict[int, bytes]):
    def __missing__(self, number: int) -> bytes:
        encoded = bytes(_bytes(number))
        if number < _REMEMBERED:
            self[number] = encoded
        return encoded


_REMEMBERED = 1 << 17


def _bytes(number: int) -> Iterator[int]:
    while number > 0x7F:
        yield number & 0x7F | 0x80
        number >>= 7
    yield number


_VARINTS = _Varints()

encoded = _VARINTS.__getitem__
"""The bytes of a number."""


def ascending(numbers: Sequence[int]) -> bytes:
    """The bytes of numbers in ascending order: the first, then the distance of each to the one before."""
    return b"".join(map(encoded, chain(numbers[:1], map(sub, numbers[1:], numbers))))


def read(data: bytes, position: int) -> tuple[int, int]:
    """The number at a position, and the position behind it.

    Raises:
        IndexError: the data end within it.
    """
    number = shift = 0
    while data[position] > 0x7F:
        number |= (data[position] & 0x7F) << shift
        shift += 7
        position += 1
    return number | data[position] << shift, position + 1


def read_ascending(data: bytes, position: int, count: int) -> tuple[list[int], int]:
    """So many numbers in ascending order from a position, and the position behind them.

    Raises:
        IndexError: the data end within them.
    """
    numbers = []
    number = 0
    for _ in range(count):
        step, position = read(data, position)
        number += step
        numbers.append(number)
    return numbers, position
