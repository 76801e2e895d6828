"""Shards: the small files of an index. What lies sorted is cut into pieces that a reader can find by their first keys.

Every shard is stored as a raw DEFLATE stream (RFC 1951), because few hosts compress files of a kind they do not know.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_RAW = -zlib.MAX_WBITS
_LEVEL = 9
_LARGEST = 1 << 26  # bytes; no shard comes near it, and a damaged or hostile one shall not fill the memory


def deflate(*parts: bytes) -> bytes:
    """The bytes of a shard as they lie on the host. Parts of different kinds compress better when they are given apart."""
    stream = zlib.compressobj(_LEVEL, wbits=_RAW)
    blocks = [stream.compress(part) + stream.flush(zlib.Z_BLOCK) for part in parts]
    return b"".join((*blocks, stream.flush()))


def inflate(stored: bytes) -> bytes:
    """The bytes that `deflate` made these of.

    Raises:
        ValueError: the bytes are damaged.
    """
    stream = zlib.decompressobj(wbits=_RAW)
    try:
        data = stream.decompress(stored, _LARGEST)
    except zlib.error as error:
        raise ValueError("the shard is damaged") from error
    if not stream.eof:
        raise ValueError("the shard is cut short")
    return data


def chunked(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, `size` at a time."""
    return (items[at : at + size] for at in range(0, len(items), size))


def separators(bounds: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The shortest strings that tell neighbouring shards apart, given the first and last key of each; "" for the first shard."""
    last = ""
    for number, (first, end) in enumerate(bounds):
        length = next((i for i, (a, b) in enumerate(zip(last, first, strict=False)) if a != b), len(last))
        yield first[: length + 1] if number else ""
        last = end


def sort_key(key: str) -> bytes:
    """The order of keys: that of UTF-16 code units, in which browsers compare strings."""
    return key.encode("utf-16-be", "surrogatepass")
