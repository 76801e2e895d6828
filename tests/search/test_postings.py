"""The bytes of a shard of terms."""

from contextlib import suppress
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.search import bulk, packed, postings, shards, termshards
from kbtool.search.holdings import Holdings
from kbtool.search.inverted import Inverted
from kbtool.search.postings import Entry

COLLECTION = 1000


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    terms = draw(st.lists(st.text(min_size=1, max_size=40), unique=True, min_size=1, max_size=20))
    found = []
    for term in sorted(terms, key=shards.sort_key):
        documents = sorted(draw(st.sets(st.integers(0, 2**24 - 1), min_size=1, max_size=30)))
        impacts = draw(st.binary(min_size=len(documents), max_size=len(documents)))
        found.append(_entry(term, documents, impacts, is_exact=draw(st.booleans())))
    return found


@given(entries())
def test_a_shard_is_read_as_it_was_written(written: list[Entry]) -> None:
    assert list(postings.decode(_shard(written))) == written


@given(entries(), st.data())
def test_a_damaged_shard_is_refused_or_read_but_never_breaks(written: list[Entry], data: st.DataObject) -> None:
    shard = bytearray(_shard(written))
    for _ in range(data.draw(st.integers(0, 4))):
        shard[data.draw(st.integers(0, len(shard) - 1))] = data.draw(st.integers(0, 255))
    del shard[data.draw(st.integers(0, len(shard))) :]
    with suppress(ValueError):
        list(postings.decode(bytes(shard)))


def test_neighbouring_terms_share_their_beginning() -> None:
    assert postings.head(b"replicator", 8, 9, 2, is_exact=False) == b"\x08\x02or\x09\x05"


@given(st.lists(st.binary(max_size=5)))
def test_what_neighbours_share_is_seen_at_once(keys: list[bytes]) -> None:
    differing = ([a != b for a, b in zip(*both, strict=False)] for both in pairwise(keys))
    shared = [[*each, True].index(True) for each in differing]
    assert bulk.shared(keys).tolist() == [0, *shared][: len(keys)]


TERMS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.integers(0, 9), max_size=3))


@given(TERMS, TERMS)
def test_postings_are_replaced_where_terms_have_others(
    some: dict[str, list[int]], others: dict[str, list[int]]
) -> None:
    before = _inverted({term: np.array(some[term], np.uint32) for term in sorted(some)})
    after = before.replaced({term: np.array(found, np.uint32) for term, found in others.items()})
    assert list(after) == sorted(some | others)
    assert {term: found.tolist() for term, found in after.items()} == some | others
    assert {term: found.tolist() for term, found in before.items()} == some


def test_what_is_alike_of_all_entries_stands_together() -> None:
    one, other = _entry("a", [3], b"\x07"), _entry("b", [4, 300], b"\x05\x06")
    heads = b"\x00\x01a" + bytes((one.rarity, 2)) + b"\x00\x01b" + bytes((other.rarity, 4))
    assert _shard([one, other]) == bytes((len(heads),)) + heads + b"\x03\x04\xa8\x02" + b"\x07\x05\x06"


@pytest.mark.parametrize("documents", [1, 10, 100_000])
def test_rarer_terms_weigh_more(documents: int) -> None:
    weights = [postings.rarity(holding, documents) for holding in sorted({1, documents // 100 + 1, documents})]
    assert weights == sorted(weights, reverse=True)
    assert all(1 <= weight <= 255 for weight in weights)


def _entry(term: str, documents: list[int], impacts: bytes, *, is_exact: bool = True) -> Entry:
    return Entry(term, postings.rarity(len(documents), COLLECTION), documents, impacts, is_exact)


def _shard(written: list[Entry]) -> bytes:
    each = _inverted({entry.term: _packed(entry) for entry in written})
    held = Holdings(each, each.counts, np.array([entry.is_exact for entry in written]))
    return b"".join(part for shard in termshards.term_shards(held, COLLECTION, largest=10**6) for part in shard.parts)


def _inverted(postings: dict[str, packed.Packed]) -> Inverted:
    places = {term: place for place, term in enumerate(postings)}
    counts = np.array([len(found) for found in postings.values()], np.int64)
    return Inverted(places, np.concatenate([packed.NONE, *postings.values()]), counts)


def _packed(entry: Entry) -> packed.Packed:
    return packed.packed(np.array(entry.documents, np.uint32), np.frombuffer(entry.impacts, np.uint8))
