"""The bytes of a shard of terms."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.search import postings, shards
from kbtool.search.postings import Entry


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    terms = draw(st.lists(st.text(min_size=1, max_size=40), unique=True, max_size=20))
    found = []
    for term in sorted(terms, key=shards.sort_key):
        documents = sorted(draw(st.sets(st.integers(0, 2**24), min_size=1, max_size=30)))
        impacts = draw(st.binary(min_size=len(documents), max_size=len(documents)))
        found.append(Entry(term, draw(st.integers(1, 255)), documents, impacts, draw(st.booleans())))
    return found


@given(entries())
def test_a_shard_is_read_as_it_was_written(written: list[Entry]) -> None:
    assert list(postings.decode(_shard(written))) == written


@given(entries(), st.data())
def test_a_damaged_shard_is_refused_or_read_but_never_breaks(written: list[Entry], data: st.DataObject) -> None:
    shard = bytearray(_shard(written))
    for _ in range(data.draw(st.integers(0, 4)) if shard else 0):
        shard[data.draw(st.integers(0, len(shard) - 1))] = data.draw(st.integers(0, 255))
    del shard[data.draw(st.integers(0, len(shard))) :]
    with suppress(ValueError):
        list(postings.decode(bytes(shard)))


def test_neighbouring_terms_share_their_beginning() -> None:
    one, other = Entry("replicate", 9, [3], b"\x07"), Entry("replicator", 9, [3, 300], b"\x07\x08", is_exact=False)
    assert postings.encode(other, one.term.encode()) == (b"\x08\x02or\x09\x05", b"\x03\xa9\x02", b"\x07\x08")


def test_what_is_alike_of_all_entries_stands_together() -> None:
    assert _shard([Entry("a", 9, [3], b"\x07"), Entry("b", 8, [4, 6], b"\x05\x06")]) == (
        b"\x0a" + b"\x00\x01a\x09\x02" + b"\x00\x01b\x08\x04" + b"\x03\x04\x02" + b"\x07\x05\x06"
    )


@pytest.mark.parametrize("documents", [1, 10, 100_000])
def test_rarer_terms_weigh_more(documents: int) -> None:
    weights = [postings.rarity(holding, documents) for holding in sorted({1, documents // 100 + 1, documents})]
    assert weights == sorted(weights, reverse=True)
    assert all(1 <= weight <= 255 for weight in weights)


def _shard(written: list[Entry]) -> bytes:
    before = [b"", *(entry.term.encode() for entry in written)]
    return b"".join(
        postings.parts([postings.encode(entry, term) for entry, term in zip(written, before, strict=False)])
    )
