"""What stands side by side in an article."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.search import phrases
from kbtool.search.common import COMMON
from kbtool.search.pairs import phrase_shards
from tests.search.conftest import RunClient

PAIRS = [
    ("Access violation in module", ["access violation", "violation in module"]),
    ("the bell", []),
    ("out of memory", ["out of memory"]),
    ("bell of the of the of the boat", []),
    ("A TCP/IP lamp, don't ring", ["tcp/ip lamp", "lamp don't ring"]),
    ("of the", []),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_pairs(text: str, pairs: list[str]) -> None:
    assert list(phrases.pairs(text, COMMON)) == pairs


def test_the_client_sees_the_same_pairs_and_keys(run_client: RunClient) -> None:
    code = """
    const common = new Set(input.common);
    const key = (text) => m.crc32(new TextEncoder().encode(text));
    return input.texts.map((text) => m.pairs(text, common).map((pair) => [pair, key(pair)]));
    """
    given = {"common": sorted(COMMON), "texts": [text for text, _ in PAIRS]}
    assert run_client("search-conditions.js", code, given) == [
        [[pair, phrases.key_of(pair)] for pair in pairs] for _, pairs in PAIRS
    ]


def test_no_pair_reaches_from_one_text_into_the_next() -> None:
    assert list(phrases.keys(["old bell", "boat"], COMMON)) == [phrases.key_of("old bell")]


HELD = st.dictionaries(
    st.integers(0, 2**phrases.KEY_BITS - 1), st.sets(st.integers(0, 2**24), min_size=1, max_size=5), max_size=20
)


@given(HELD, st.integers(1, 9))
def test_shards_are_read_as_they_were_written(held: dict[int, set[int]], count: int) -> None:
    pairs = [key << phrases.KEY_BITS | document for key, found in held.items() for document in found]
    some = [np.array(sorted(pairs[start::2]), np.uint64) for start in (0, 1)]
    shards = list(phrase_shards(some, count))
    assert len(shards) == count
    found = {key: list(phrases.find(shards[phrases.shard_of(key, count)], key)) for key in held}
    assert found == {key: sorted(documents) for key, documents in held.items()}


@given(st.binary(), st.integers(0, 2**phrases.KEY_BITS - 1))
def test_what_is_no_shard_is_refused_or_read_but_never_breaks(data: bytes, key: int) -> None:
    with suppress(ValueError):
        phrases.find(data, key)
