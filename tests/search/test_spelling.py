"""What a misspelled or unfinished word may stand for: Python and the client in the browser must agree."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.search import shards, spelling, vocabulary
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "spelling.txt"
WORDS = st.text("abn", max_size=7)


@pytest.mark.parametrize("case", cases.params(FILE))
def test_readings(case: cases.Case, expect: Expect) -> None:
    word, documents, known = _given(case)
    expect(case, "\n".join(f"{other} {eighths}" for other, eighths in spelling.readings(word, known, documents)))


def test_the_client_reads_words_alike(run_client: RunClient) -> None:
    given = [_given(case) for case in cases.read(FILE)]
    code = "return input.map(([word, documents, known]) => m.readings(word, new Map(known), documents))"
    found = run_client("search-spelling.js", code, [[word, n, list(known.items())] for word, n, known in given])
    assert found == [[list(r) for r in spelling.readings(word, known, n)] for word, n, known in given]


def test_the_most_frequent_words_complete_a_beginning(run_client: RunClient) -> None:
    known = {"rope": 4, "ropes": 9, "roper": 4, "roping": 3, "rob": 50, "rop": 1}
    found = [list(reading) for reading in spelling.completions("rop", known)]
    assert found == [["ropes", 7], ["rope", 7], ["roper", 7]]
    code = "return m.completions('rop', new Map(input))"
    assert run_client("search-spelling.js", code, list(known.items())) == found


@pytest.mark.parametrize(
    ("completed", "corrected", "expected"),
    [
        (["tarpaulin"], ["tarn"], "tarpaulin"),
        (["tarpeia"], ["tarn"], "tarn"),
        ([], ["tarn"], "tarn"),
        (["tarpeia"], [], "tarpeia"),
        ([], [], None),
    ],
)
def test_an_unknown_word_is_completed_unless_it_is_like_a_far_more_frequent_one(
    completed: list[str], corrected: list[str], expected: str | None, run_client: RunClient
) -> None:
    known = {"tarpaulin": 2, "tarpeia": 1, "tarn": 51}
    ours, theirs = ([spelling.Reading(word, 7) for word in words] for words in (completed, corrected))
    found = [list(reading) for reading in spelling.likelier(ours, theirs, known)]
    assert found == ([[expected, 7]] if expected else [])
    code = "return m.likelier(...input[0], new Map(input[1]))"
    assert run_client("search-spelling.js", code, [[ours, theirs], list(known.items())]) == found


@given(WORDS, WORDS)
def test_slips_are_counted(one: str, other: str) -> None:
    most = 2
    expected = _slips(one, other)
    assert min(spelling.distance(one, other, most), most + 1) == min(expected, most + 1)


def _slips(one: str, other: str) -> int:
    """The distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        _slips(one[:-1], other) + 1,
        _slips(one, other[:-1]) + 1,
        _slips(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and min(len(one), len(other)) > 1:
        ways.append(_slips(one[:-2], other[:-2]) + 1)
    return min(ways)


def test_the_client_counts_slips_alike(run_client: RunClient) -> None:
    pairs = [
        ["rope", "rope"],
        ["rope", "orpe"],
        ["bell", "lamp"],
        ["", "ab"],
        ["abcd", "badc"],
        ["lighthouse", "lighthose"],
    ]
    code = "return input.map(([one, other]) => m.distance(one, other, 2))"
    assert run_client("search-spelling.js", code, pairs) == [spelling.distance(one, other, 2) for one, other in pairs]


def test_no_word_within_reach_is_passed_over(run_client: RunClient) -> None:
    dice = random.Random(5)  # noqa: S311 - the same words in every run
    pairs = [["".join(dice.choices("abz", k=dice.randint(4, 8))) for _ in range(2)] for _ in range(3000)]
    pairs += [[word, word[:2] + letter + word[3:]] for word in ("lighthouse", "rope") for letter in "xyz"]
    near = [[a, b] for a, b in pairs if spelling.distance(a, b, 2) <= (2 if len(a) > 5 else 1)]
    code = "return input.map(([word, other]) => [m.isLike(word)(other), m.isLike(word)(m.reversed(other))])"
    assert len(near) > 50
    assert run_client("search-spelling.js", code, near) == [[True, True]] * len(near)
    assert run_client("search-spelling.js", code, [["lighthouse", "lampkeeper"]]) == [[False, False]]


def test_words_lie_by_their_beginning_and_by_their_ending() -> None:
    words = Counter({"rope": 2, "ropes": 1, "bell": 3})
    beginnings, endings = vocabulary.encode(words)
    assert [vocabulary.decode(shard.data) for shard in beginnings] == [{"bell": 3, "rope": 2, "ropes": 1}]
    assert [vocabulary.decode(shard.data) for shard in endings] == [{"epor": 2, "llebb"[:4]: 3, "sepor": 1}]


def test_what_one_of_very_many_articles_has_is_no_word() -> None:
    assert vocabulary.kept({"rope": 2, "roep": 1}, 20_000) == {"rope": 2}


@pytest.mark.parametrize("data", [b"", b"[]", b'["a b", [1]]', b'["a", "b"]', b"\xff"])
def test_damaged_words_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        vocabulary.decode(data)


@given(st.lists(st.binary(max_size=2000), max_size=3))
def test_a_shard_is_read_as_it_was_written(parts: list[bytes]) -> None:
    assert shards.inflate(shards.deflate(*parts)) == b"".join(parts)


@given(st.binary(max_size=50))
def test_what_is_no_shard_is_refused_or_read_but_never_breaks(data: bytes) -> None:
    try:
        shards.inflate(data)
    except ValueError as error:
        assert "the shard is" in str(error)  # noqa: PT017 - either is right


def _given(case: cases.Case) -> tuple[str, int, dict[str, int]]:
    first, *rest = case.lines
    word, documents = first.split()
    pairs = " ".join(rest).split()
    return word, int(documents), dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))
