"""The database of the catalogue: the same however it came about, and no more than a help."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool


def article(name: str, body: str, title: str, keyword: str = "bells") -> bytes:
    front = f'id: "{name}"\ntitle: "{title}"\nproduct: "Bells"\nkeywords:\n- "{keyword}"\n'
    return f"---\n{front}---\n\n## SUMMARY\n\n{body}\n".encode()


LONG = " ".join(f"Bell {number} rings at {number} o'clock." for number in range(20))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, "content/700/Q700001.md", article("Q700001", f"{LONG} See Q700002.", "BUG: The First of the Bells"))
    save(tmp_path, "content/700/Q700002.md", article("Q700002", "Text.", "The Second of the Bells"))
    save(tmp_path, "content/701/Q701000.md", article("Q701000", "See Q700001.", "The Third of the Bells"))
    return tmp_path


def database(base: Path) -> Path:
    (path,) = (base / ".kbtool-cache").glob("index-*.sqlite")
    return path


def said(base: Path) -> list[object]:
    """All that the database says, but for the numbers of its rows."""
    with closing(sqlite3.connect(database(base))) as connection:
        found = connection.execute("SELECT kind, value, path FROM found JOIN article USING (number)").fetchall()
        articles = connection.execute("SELECT path, size, content, entry FROM article").fetchall()
        facts = connection.execute("SELECT * FROM fact WHERE name <> 'folders'").fetchall()
    return [sorted(found, key=str), sorted(articles), sorted(facts)]


def test_it_knows_by_what_articles_are_found(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint")
    found, articles, _ = said(base)
    assert isinstance(found, list)
    assert isinstance(articles, list)
    assert len(articles) == 3
    first = {(kind, value) for kind, value, path in found if path == "700/Q700001.md" and kind != "shares"}
    assert first == {
        ("id", "Q700001"),
        ("title", "bugthefirstofthebells"),
        ("title", "thefirstofthebells"),
        ("cites", "Q700002"),
    }
    assert {path for kind, _, path in found if kind == "shares"} == {"700/Q700001.md"}


def test_it_is_the_same_whether_made_at_once_or_kept_up_to_date(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint")
    save(base, "content/700/Q700001.md", article("Q700001", "See Q701000.", "Another Title of the First", "ropes"))
    (base / "content/700/Q700002.md").unlink()
    save(base, "content/702/Q702000.md", article("Q702000", LONG, "The Fourth of the Bells"))
    save(base, "content/702/Q702001.md", b"no article")
    kbtool("lint")
    kept = said(base)
    database(base).unlink()
    kbtool("lint")
    assert said(base) == kept


def test_it_knows_who_else_bears_the_title_of_what_may_have_been_meant(kbtool: Kbtool, base: Path) -> None:
    citing = article("Q703000", "See:\n\n[Q700020](kb:Q700020) The Second of the Bells Rings\n", "The Fifth")
    save(base, "content/703/Q703000.md", citing)
    kbtool("lint")
    assert "Did you mean Q700002" in kbtool("lint", "content/703/Q703000.md").out
    save(base, "content/709/Q709000.md", article("Q709000", "Text.", "The Second of the Bells"))
    whole = kbtool("lint").out
    assert "Q700020 is not in this knowledge base" in whole
    assert "Did you mean" not in whole + kbtool("lint", "content/703/Q703000.md").out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Select the cells N5:Q7. Q2: What rings?", 0),
        ("See [Q7](kb:Q7).", 1),
        ("See Q700099.", 1),
        ("Q70000: The Second of the Bells", 1),
    ],
)
def test_what_is_shorter_than_any_id_is_none_where_it_stands_free(
    kbtool: Kbtool, base: Path, text: str, found: int
) -> None:
    first = "content/700/Q700001.md"
    save(base, first, article("Q700001", text, "BUG: The First of the Bells"))
    among_all, by_itself, unkept = ((), (first,), ("--no-cache", first))
    for asked in (among_all, by_itself, unkept):
        assert kbtool("lint", "--select", "KB301", *asked).out.count(" KB301 ") == found
    save(base, "content/000/Q1.md", article("Q1", "Text.", "The Bell before All"))
    for asked in (among_all, by_itself, unkept):
        assert " KB301 " in kbtool("lint", "--select", "KB301", *asked).out


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_what_is_damaged_is_made_anew(kbtool: Kbtool, base: Path, damage: bytes | None) -> None:
    first = kbtool("lint", "content/701/Q701000.md")
    path = database(base)
    path.write_bytes(path.read_bytes()[:5000] if damage is None else damage)
    assert kbtool("lint", "content/701/Q701000.md") == first
    kbtool("lint")
    assert said(base)


def test_one_that_cannot_be_written_stops_nothing(kbtool: Kbtool, base: Path) -> None:
    first = kbtool("lint", "content/701/Q701000.md")
    path = database(base)
    path.unlink()
    path.mkdir()
    assert kbtool("lint", "content/701/Q701000.md") == first
