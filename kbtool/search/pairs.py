"""The pairs of neighbouring words of all documents, and the shards that hold them (`kbtool.search.phrases` describes their bytes)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kbtool.search import bulk, phrases
from kbtool.search.packed import NONE, Numbers
from kbtool.search.phrases import KEY_BITS, KEYS, Key

_SHIFT = np.uint64(KEY_BITS)
_KEY_BYTES = KEY_BITS // 8
_MOST = np.uint64((1 << KEY_BITS) - 1)

Pairs: TypeAlias = NDArray[np.uint64]
"""For each pair of each document its key, and below it the number of the document: one dimension, ascending."""


def pairs_of(each: Sequence[bytes]) -> Pairs:
    """The pairs of numbered documents, given for each the keys of its own as `phrases.keys` makes them."""
    counts = [len(keys) // _KEY_BYTES for keys in each]
    documents = np.repeat(np.arange(len(each), dtype=np.uint32), counts)
    return _pairs(np.frombuffer(b"".join(each), np.uint32), documents)


def pairs_of_terms(terms: Iterable[tuple[str, Numbers]]) -> Pairs:
    """Terms with the documents that hold them, as the shards keep them beside pairs."""
    keys, documents = [NONE], [NONE]
    for term, holding in terms:
        keys.append(np.full(len(holding), phrases.key_of(phrases.MARK + term), np.uint32))
        documents.append(holding)
    return _pairs(np.concatenate(keys), np.concatenate(documents))


def _pairs(keys: Numbers, documents: Numbers) -> Pairs:
    found = keys.astype(np.uint64)
    found <<= _SHIFT
    found |= documents
    found.sort()
    return found


def documents_with(pairs: Pairs, wanted: Collection[Key]) -> Iterator[tuple[Key, Numbers]]:
    """Those of the wanted keys that some document has, with the documents, ascending."""
    keys = np.fromiter(wanted, np.uint64, len(wanted)) << _SHIFT
    starts, ends = np.searchsorted(pairs, keys), np.searchsorted(pairs, keys | _MOST, "right")
    for place in np.flatnonzero(starts < ends):
        yield int(keys[place] >> _SHIFT), pairs[starts[place] : ends[place]].astype(np.uint32)


def phrase_shards(some: Sequence[Pairs], count: int) -> Iterator[bytes]:
    """The bytes of so many shards that hold some pairs."""
    firsts = [
        -(-shard * KEYS // count) for shard in range(1, count)
    ]  # of each shard but the first (`phrases.shard_of`)
    bounds = np.array(firsts, np.uint64) << _SHIFT
    for parts in zip(*(np.split(pairs, np.searchsorted(pairs, bounds)) for pairs in some), strict=True):
        yield _encoded(np.sort(np.concatenate(parts)))


def _encoded(pairs: Pairs) -> bytes:
    """The bytes of the shard that holds these pairs."""
    keys, documents = pairs >> _SHIFT, pairs.astype(np.uint32)
    entries = bulk.runs(keys)
    sizes = np.diff(entries, append=len(keys))
    has_more = sizes > 1
    distances = bulk.steps(keys[entries], entries[:1])
    heads = np.concatenate((distances << np.uint64(1) | ~has_more, sizes[has_more].astype(np.uint64)))
    numbers = np.insert(
        bulk.steps(documents, entries).astype(np.uint64), np.concatenate((entries, entries[has_more])), heads
    )
    return bulk.encoded(numbers)[0].tobytes()
