"""What is found, and in which order: the same on the command line and in the browser."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtool.errors import UsageError
from kbtool.search import Correction, DamagedIndexError, Index, Result, manifest
from kbtool.search.builder import write_index
from kbtool.search.facets import Facet
from kbtool.search.query import Filter
from kbtool.search.store import Store
from tests import cases
from tests.conftest import Expect
from tests.search import library
from tests.search.conftest import RunClient, Site

FILE = Path(__file__).parent / "cases" / "ranking.txt"
SEARCH = """
const index = new m.Index(input.url);
const answers = [];
for (const query of input.queries) {
  const found = await index.search(query, input.limit, { typing: input.typing });
  const { results, total, corrections, absent, isId, unmet, excluded, count } = found;
  answers.push([
    results.map(({ id, url, score, excerpt }) => [id, url, score, excerpt.map(([piece]) => piece).join("")]),
    total,
    corrections.map(({ typed, searched }) => [typed, searched]),
    absent,
    isId,
    unmet.map(({ facet, value, text, isExcluded }) => [facet ? [facet, value] : text, isExcluded]),
    excluded,
    await Promise.all(input.facets.map(async (facet) => [facet, await count(facet)])),
  ]);
}
return answers;
"""


@pytest.mark.parametrize("case", cases.params(FILE))
def test_ranking(case: cases.Case, expect: Expect, index_folder: Path) -> None:
    expect(case, " ".join(result.id for result in Index(index_folder).search(case.input)))


def test_the_client_ranks_the_same(index_folder: Path, run_client: RunClient, serve: Callable[[Path], Site]) -> None:
    queries = [case.input for case in cases.read(FILE)]
    _compare(index_folder, queries, run_client, serve)


def test_the_client_ranks_the_same_in_a_large_base(
    tmp_path: Path, run_client: RunClient, serve: Callable[[Path], Site]
) -> None:
    dice = random.Random(3)  # noqa: S311 - the same words in every run
    words = [
        "".join(dice.choices("abelnorst", k=dice.randint(1, 5))) + dice.choice(["", "", "9", ".exe"])
        for _ in range(400)
    ]
    write_index(
        [
            library.simple(f"Q{n}", " ".join(dice.choices(words, k=4)), " ".join(dice.choices(words, k=30)))
            for n in range(600)
        ],
        tmp_path,
    )
    queries = [" ".join(dice.choices([*words, "Q77"], k=dice.randint(1, 6))) for _ in range(60)]
    _compare(tmp_path, queries, run_client, serve)


def _compare(folder: Path, queries: list[str], run_client: RunClient, serve: Callable[[Path], Site]) -> None:
    index = Index(folder)
    url = serve(folder).url
    for typing in (False, True):
        given = {"url": url, "queries": queries, "limit": 20, "typing": typing, "facets": list(Facet)}
        answers = [index.answer(query, 20, typing=typing) for query in queries]
        assert run_client("search-engine.js", SEARCH, given) == [
            [
                [[r.id, r.url, r.score, r.excerpt] for r in answer.results],
                answer.total,
                [[c.typed, c.searched] for c in answer.corrections],
                answer.absent,
                answer.is_id,
                [[list(c[:-1]) if isinstance(c, Filter) else c.text, c.is_excluded] for c in answer.unmet],
                answer.excluded,
                [[f, [list(n) for n in index.counts(query, f, typing=typing)]] for f in Facet],
            ]
            for query, answer in zip(queries, answers, strict=True)
        ]
        assert [len(index.answer(q, 10**6, typing=typing).results) for q in queries] == [a.total for a in answers]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("light", "Q700003"),
        ("starts ligh", "Q700003"),
        ("lig", "Q700003"),
        ("lig ", ""),
        ("starts ligh ", "Q700003"),
        ("ligh starts", "Q700003"),
    ],
)
def test_the_last_word_is_completed_while_one_types(query: str, found: str, index_folder: Path) -> None:
    results = Index(index_folder).answer(query, typing=True).results
    assert results[0].id == found if found else not results


@pytest.mark.parametrize(("query", "found"), [("starts ligh", "Q700003"), ("ligh ", ""), ("ligh qwertz", "")])
def test_an_unknown_last_word_is_completed_once_it_is_typed(query: str, found: str, index_folder: Path) -> None:
    assert [result.id for result in Index(index_folder).answer(query).results][:1] == found.split()


def test_completion_comes_before_correction(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Tarn"), library.simple("Q2", "Tarpaulin")], tmp_path)
    answer = Index(tmp_path).answer("tarp")
    assert [result.id for result in answer.results] == ["Q2"]
    assert answer.corrections == [Correction("tarp", "tarpaulin")]


def test_a_known_word_is_completed_only_while_it_is_typed(tmp_path: Path) -> None:
    rare = [library.simple("Q1", "Lant"), library.simple("Q2", "Lantern")]
    write_index([*rare, *(library.simple(f"Q{number}", "Bell") for number in range(3, 800))], tmp_path)
    found = [{r.id for r in Index(tmp_path).answer("lant", typing=typing).results} for typing in (False, True)]
    assert found == [{"Q1"}, {"Q1", "Q2"}]


@pytest.mark.parametrize(
    ("query", "is_read"), [("tarn bell", False), ("tarns bell", True), ("tarm bell", True), ("bell tarn", True)]
)
def test_words_are_read_only_for_one_that_may_be_unfinished_or_a_slip(
    query: str, *, is_read: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser that takes a round of requests."""
    articles = [library.simple(f"Q{number}", "Bell") for number in range(1, 800)]
    write_index([library.simple("Q800", "Tarn"), *articles], tmp_path)
    read: list[str] = []

    def words_from(_: Store, beginning: str) -> dict[str, int]:
        read.append(beginning)
        return {}

    monkeypatch.setattr(Store, "words_from", words_from)
    Index(tmp_path).answer(query, typing=True)
    assert bool(read) == is_read


def test_what_was_searched_instead_is_said(index_folder: Path) -> None:
    answer = Index(index_folder).answer("lighthose flickers 9999")
    assert answer.corrections == [Correction("lighthose", "lighthouse")]


def test_a_result_says_what_a_reader_needs(index_folder: Path) -> None:
    (result,) = Index(index_folder).search("flickers")
    assert result == Result(
        id="Q700003",
        title="Lamp Flickers When the Lighthouse Starts",
        url="kb/700/Q700003/",
        score=result.score,
        excerpt="The lamp flickers twice.",
    )


def test_no_more_results_than_asked_for(index_folder: Path) -> None:
    index = Index(index_folder)
    assert index.search("bell", limit=2) == index.search("bell")[:2]


def test_equal_articles_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    write_index([library.simple(f"Q{n}", "Bell") for n in (30, 4, 200)], tmp_path)
    assert [result.id for result in Index(tmp_path).search("bell")] == ["Q4", "Q30", "Q200"]


def test_a_query_of_ten_thousand_words_is_answered(index_folder: Path) -> None:
    assert Index(index_folder).search("bell " + " ".join(f"word{n}" for n in range(10_000)))


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no search index .* Name a built site"):
        Index(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"{}", b'{"format": "other"}', b'{"format": 1}'])
def test_a_file_that_is_no_manifest_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / manifest.FILE_NAME).write_bytes(data)
    with pytest.raises(UsageError, match=r"index\.json: is not the manifest of a kbtool search index"):
        Index(tmp_path)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / manifest.FILE_NAME).write_text('{"format": "kbtool search index", "version": 99}')
    with pytest.raises(UsageError, match=r"version 99 .* reads version 5\. Build the site again"):
        Index(tmp_path)


@pytest.mark.parametrize("kind", ["terms", "documents", "words", "phrases", "facets"])
@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_damaged_index_is_named(tmp_path: Path, kind: str, damage: str) -> None:
    write_index([library.simple("Q1", "Old Bell", product="Harbour")], tmp_path)
    shard = min(tmp_path.glob(f"{kind}/*/*"))
    if damage == "missing":
        shard.unlink()
    else:
        shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(DamagedIndexError, match=rf"{kind}.*0\.bin: .*Build the site again"):
        Index(tmp_path).search('"old bell" belll product:harbour')


def test_of_articles_alike_the_one_with_the_shorter_title_comes_first(tmp_path: Path) -> None:
    """What the longer title says besides is in the other's text, so that both hold the same words."""
    short = library.simple("Q2", "Bell of the harbour", "rusty green")
    long = library.simple("Q1", "Rusty green bell of the harbour")
    write_index([short, long], tmp_path)
    assert [result.id for result in Index(tmp_path).search("harbour bell")] == ["Q2", "Q1"]
    assert [result.id for result in Index(tmp_path).search("green bell")] == ["Q1", "Q2"]


def test_an_id_is_not_searched_in_parts(tmp_path: Path) -> None:
    write_index(
        [library.simple("Q12345", "Bell", "This article is in the KB."), library.simple("Q2", "KB article")], tmp_path
    )
    index = Index(tmp_path)
    assert [result.id for result in index.search("kb 12345")] == ["Q12345"]
    assert index.answer("Q54321").total == 0


@pytest.mark.parametrize(("asked", "absent"), [("Q65", []), ("bell of q65", []), ("Q65432", ["65432"])])
def test_an_id_that_may_be_unfinished_is_not_said_to_be_missing(
    asked: str, absent: list[str], index_folder: Path
) -> None:
    index = Index(index_folder)
    assert index.answer(asked, typing=True).absent == absent
    assert len(index.answer(asked).absent) == 1
