"""The pairs of neighbouring words of all documents, and the shards that hold them (`kbtool.search.phrases` describes their bytes)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kbtool.search import bulk, phrases
from kbtool.search.packed import Numbers
from kbtool.search.phrases import KEY_BITS, KEYS

_KEY_BYTES = KEY_BITS // 8
_SHIFT = np.uint64(KEY_BITS)


class Pairs(NamedTuple):
    """Keys, and for each a document that has it: two arrays of one length."""

    keys: Numbers
    documents: Numbers


def pairs_of(each: Sequence[bytes]) -> Pairs:
    """The pairs of numbered documents, given for each the keys of its own as `phrases.keys` makes them."""
    counts = [len(keys) // _KEY_BYTES for keys in each]
    return Pairs(np.frombuffer(b"".join(each), np.uint32), np.repeat(np.arange(len(each), dtype=np.uint32), counts))


def with_terms(pairs: Pairs, terms: Iterable[tuple[str, Numbers]]) -> Pairs:
    """The pairs, and some terms with the documents that hold them."""
    keys, documents = [pairs.keys], [pairs.documents]
    for term, holding in terms:
        keys.append(np.full(len(holding), phrases.key_of(phrases.MARK + term), np.uint32))
        documents.append(holding)
    return Pairs(np.concatenate(keys), np.concatenate(documents))


def phrase_shards(pairs: Pairs, count: int) -> Iterator[bytes]:
    """The bytes of so many shards that hold the pairs."""
    held = pairs.keys.astype(np.uint64) << _SHIFT | pairs.documents
    held.sort()
    firsts = [
        -(-shard * KEYS // count) for shard in range(1, count)
    ]  # of each shard but the first (`phrases.shard_of`)
    for part in np.split(held, np.searchsorted(held, np.array(firsts, np.uint64) << _SHIFT)):
        yield _encoded(part >> _SHIFT, part.astype(np.uint32))


def _encoded(keys: NDArray[np.uint64], documents: Numbers) -> bytes:
    """The bytes of a shard, given its sorted keys and for each a document that has it."""
    entries = bulk.runs(keys)
    sizes = np.diff(entries, append=len(keys))
    has_more = sizes > 1
    distances = bulk.steps(keys[entries], entries[:1])
    heads = np.concatenate((distances << np.uint64(1) | ~has_more, sizes[has_more].astype(np.uint64)))
    numbers = np.insert(
        bulk.steps(documents, entries).astype(np.uint64), np.concatenate((entries, entries[has_more])), heads
    )
    return bulk.encoded(numbers)[0].tobytes()
