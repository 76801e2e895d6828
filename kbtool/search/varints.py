"""Numbers in few bytes: a varint holds seven bits a byte, the lowest first; the highest bit says that more follow."""


def encoded(number: int) -> bytes:
    """The bytes of a number (`kbtool.search.bulk` makes those of many)."""
    data = bytearray()
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)
    return bytes(data)


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
