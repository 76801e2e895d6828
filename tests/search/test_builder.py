"""Writing an index: the files, their bytes, and what an earlier index left."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kbtool.search import Index, builder, holdings, manifest, postings, shards, topics
from kbtool.search.builder import write_index
from kbtool.search.collected import collected
from kbtool.search.document import SearchDocument
from kbtool.search.store import Store
from tests.search import library

LENGTH_OF_HEADS = 1  # bytes, in shards as small as here
WORDS = [
    first + second for first in ("be", "lo", "ru", "mi", "ta") for second in ("ll", "mp", "ne", "st", "x9", "-1", "")
]


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many shards of few articles."""
    monkeypatch.setattr(builder, "TERM_SHARD_BYTES", 80)
    monkeypatch.setattr(builder, "DOCUMENTS_PER_SHARD", 7)


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    documents = _many(100)
    write_index(documents, tmp_path / "one")
    random.Random(2).shuffle(documents)  # noqa: S311 - the same order in every run
    write_index(documents, tmp_path / "other")
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Sets of strings have another order in every run of Python."""
    script = """if True:
        from pathlib import Path
        from kbtool.search.builder import write_index
        from tests.search import library
        texts = ("codepages", "code page", "a codepage", "sp4", "service pack 4", "pack 4.0", "hangs", "freeze", "lock up", "filename", "file names")
        write_index([library.simple(f"Q{n}", text, " ".join(texts[n:])) for n, text in enumerate(texts)], Path("{folder}"))
    """
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        written = script.replace("{folder}", str(tmp_path / seed))
        subprocess.run([sys.executable, "-c", written], check=True, env=environment)
    assert _files(tmp_path / "1") == _files(tmp_path / "2")


def test_what_was_written_is_counted(tmp_path: Path) -> None:
    documents = _many(30)
    stats = write_index(documents, tmp_path)
    files = _files(tmp_path)
    assert (stats.documents, stats.files, stats.size) == (30, len(files), sum(map(len, files.values())))
    assert stats.terms == len({term for d in documents for term in d.terms.split("\n")}) + len(documents)


def test_a_folder_bears_the_hash_of_its_shards(tmp_path: Path) -> None:
    documents = _many(2000)
    write_index(documents, tmp_path / "index")
    before = manifest.load(tmp_path / "index")
    changed = [d if d.id != "Q1999" else msgspec.structs.replace(d, title="Another title") for d in documents]
    write_index(changed, tmp_path / "index")
    after = manifest.load(tmp_path / "index")
    assert before.folders["terms"] == after.folders["terms"]
    assert [a == b for a, b in zip(before.folders["documents"], after.folders["documents"], strict=True)].count(
        False
    ) == 1


def test_the_shards_of_an_earlier_index_are_removed(tmp_path: Path) -> None:
    write_index(_many(100), tmp_path / "index")
    write_index(_many(10), tmp_path / "index")
    write_index(_many(10), tmp_path / "new")
    assert _files(tmp_path / "index") == _files(tmp_path / "new")
    assert all(any(folder.iterdir()) for folder in (tmp_path / "index").glob("*/*"))


def test_what_is_not_of_the_index_stays(tmp_path: Path) -> None:
    for name in ("robots.txt", "terms/notes.txt", "documents/mine/1.json", "terms/00ff/readme.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    write_index(_many(3), tmp_path)
    assert [data for data in _files(tmp_path).values() if data == b"mine"] == [b"mine"] * 4


def test_a_file_that_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    write_index(_many(40), tmp_path)
    before = {path: path.stat().st_ino for path in _paths(tmp_path)}
    write_index(_many(40), tmp_path)
    assert {path: path.stat().st_ino for path in _paths(tmp_path)} == before


def test_a_damaged_file_is_written_again(tmp_path: Path) -> None:
    write_index(_many(40), tmp_path)
    whole = _files(tmp_path)
    for path in _paths(tmp_path):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    write_index(_many(40), tmp_path)
    assert _files(tmp_path) == whole


def test_no_articles_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    write_index([], tmp_path)
    assert Index(tmp_path).search("bell Q1") == []


def test_every_term_is_in_the_shard_that_the_manifest_names(tmp_path: Path) -> None:
    documents = _many(200)
    write_index(documents, tmp_path)
    index = Index(tmp_path)
    for document in documents:
        assert document.id in {result.id for result in index.search(document.title, limit=200)}
    firsts = manifest.load(tmp_path).first_terms
    assert len(firsts) > 20
    assert firsts == sorted(firsts)


def test_terms_are_in_the_order_in_which_browsers_compare(tmp_path: Path) -> None:
    words = ["\uff21bell", "\U00010400bell", "\u4e00bell", "bell", "z"]
    write_index([library.simple("Q1", " ".join(words * 20))], tmp_path)
    index = Index(tmp_path)
    assert all(index.search(word) for word in words)


def test_a_very_frequent_term_keeps_its_best_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "MOST_POSTINGS", 5)
    weak = [library.simple(f"Q{n}", "Rope", "## CAUSE\n\nbell") for n in range(1, 21)]
    strong = [library.simple(f"Q{n}", "Bell") for n in range(21, 26)]
    write_index([*weak, *strong], tmp_path)
    assert {result.id for result in Index(tmp_path).search("bell", limit=99)} == {document.id for document in strong}


def test_articles_are_in_the_order_of_product_and_number_where_they_have_no_topic(tmp_path: Path) -> None:
    given = [("Q10", "B"), ("Q9", "B"), ("Q11", "A"), ("start", "A")]
    write_index([library.simple(i, "Bell", product=product) for i, product in given], tmp_path)
    store = Store(tmp_path)
    assert [store.document(n).id for n in range(len(given))] == ["start", "Q11", "Q9", "Q10"]


def test_articles_on_one_topic_lie_together() -> None:
    ropes, lamps = (
        [library.simple(f"Q{n}", f"{word} {n}", "wind " * 9, "A") for n in numbers]
        for word, numbers in (("Rope", range(0, 400, 200)), ("Lamp", range(1, 400, 200)))
    )
    others = [library.simple(f"Q{n}", "Bell", product="A") for n in range(1000, 1300)]
    documents = [*others, *ropes, *lamps]
    found = [documents[place].id for place in topics.order(documents, collected(documents))]
    assert found[-4:] == ["Q1", "Q201", "Q0", "Q200"]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(OSError, match="index"):
        write_index(_many(1), tmp_path / "index")


def test_shards_keep_their_size(tmp_path: Path) -> None:
    write_index(_many(300), tmp_path)
    for path in tmp_path.glob("terms/*/*.bin"):
        data = shards.inflate(path.read_bytes())
        assert len(data) - LENGTH_OF_HEADS <= builder.TERM_SHARD_BYTES or len(list(postings.decode(data))) == 1


def _many(count: int) -> list[SearchDocument]:
    dice = random.Random(1)  # noqa: S311 - the same words in every run
    return [
        library.simple(
            f"Q{n}", " ".join(dice.choices(WORDS, k=3)), " ".join(dice.choices(WORDS, k=9)), dice.choice("AB")
        )
        for n in range(count)
    ]


def _paths(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _paths(folder)}
