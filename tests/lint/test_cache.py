"""What was found is kept between runs, and never outlives what it was found in."""

import io
from pathlib import Path
from typing import Any

import pytest

from kbtool.catalogue import FOLDER
from kbtool.lint import engine, shelf
from kbtool.lint.shelf import Shelf
from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import codes


def article(name: str, body: str = "Text.\n", title: str = "The Bell Does Not Ring") -> bytes:
    return f'---\nid: "{name}"\ntitle: "{title}"\n---\n\n## SUMMARY\n\n{body}'.encode()


def with_keyword(name: str, keyword: str) -> bytes:
    return article(name, title=f"The Bell {name}").replace(b"\n---\n", f'\nkeywords:\n- "{keyword}"\n---\n'.encode())


MISSING = "See [Q700099](kb:Q700099).\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Two articles, one of which cites what is not there."""
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, "content/700/Q700001.md", article("Q700001", MISSING))
    save(tmp_path, "content/700/Q700002.md", article("Q700002", title="The Other Bell"))
    return tmp_path


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were looked into."""
    seen: list[str] = []
    original = engine.examine

    def examine(data: bytes, path: str, *rest: object) -> object:
        seen.append(path)
        return original(data, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(shelf, "examine", examine)
    return seen


@pytest.mark.usefixtures("base")
def test_a_second_run_looks_into_no_file_and_says_the_same(kbtool: Kbtool, examined: list[str]) -> None:
    first = kbtool("lint")
    examined.clear()
    assert kbtool("lint") == first
    assert examined == []


def test_only_what_has_changed_is_looked_into(kbtool: Kbtool, base: Path, examined: list[str]) -> None:
    kbtool("lint")
    examined.clear()
    save(base, "content/700/Q700001.md", article("Q700001", "Sound again.\n"))
    assert "Q700099" not in kbtool("lint").out
    assert examined == ["700/Q700001.md"]


def test_an_article_that_appears_mends_the_citations_of_others(kbtool: Kbtool, base: Path) -> None:
    assert "Q700099 is not in this knowledge base" in kbtool("lint").out
    save(base, "content/700/Q700099.md", article("Q700099", title="Found"))
    assert "Q700099 is not" not in kbtool("lint").out


def test_an_article_that_goes_breaks_them(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700099.md", article("Q700099", title="Found"))
    kbtool("lint")
    (base / "content/700/Q700099.md").unlink()
    assert "Q700099 is not" in kbtool("lint").out


@pytest.mark.parametrize("named", [[], ["content/700/Q700002.md"]], ids=["all", "one"])
def test_a_picture_that_comes_or_goes_is_seen(kbtool: Kbtool, base: Path, named: list[str]) -> None:
    body = "![The bell](../../../700/bell.png)\n"
    save(base, "content/700/Q700002.md", article("Q700002", body, title="The Other Bell"))
    assert "KB314" in kbtool("lint", *named).out
    picture = save(base, "content/700/bell.png", b"PNG")
    assert "KB314" not in kbtool("lint", *named).out
    picture.unlink()
    assert "KB314" in kbtool("lint", *named).out


def test_a_file_named_by_itself_is_checked_against_the_others_as_they_are(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint")
    save(base, "content/700/Q700099.md", article("Q700099", title="Found"))
    assert "Q700099 is not" not in kbtool("lint", "content/700/Q700001.md").out


def test_a_new_file_named_by_itself_is_checked(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint")
    save(base, "content/700/Q700003.md", article("Q700003", "See [Q700098](kb:Q700098).\n", "Third"))
    assert "Q700098 is not" in kbtool("lint", "content/700/Q700003.md").out


def test_a_sound_article_is_told_so_without_a_look_at_the_others(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kbtool("lint")
    save(base, "content/700/Q700002.md", article("Q700002", "More text.\n", title="The Other Bell"))
    monkeypatch.setattr("kbtool.lint.run.Shelf", None)
    assert kbtool("lint", "content/700/Q700002.md").out == "1 article checked: no findings.\n"


def test_one_article_is_mended_and_a_draft_checked_without_a_look_at_the_others(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kbtool("lint")
    name, draft = "content/700/Q700002.md", article("Q700002", "It doesn?t ring.\n", title="The Other Bell")
    save(base, name, draft)
    monkeypatch.setattr("kbtool.lint.run.Shelf", None)
    assert "1 finding in 1 file mended." in kbtool("lint", "--fix", name).err
    assert (base / name).read_bytes() == draft.replace(b"?", b"'")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(draft)))
    assert kbtool("lint", "--fix", "--stdin-filename", name).out.encode() == draft.replace(b"?", b"'")


def test_what_has_no_name_in_utf_8_makes_no_other_article_be_looked_for(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(base, "content/\udcff/Q700003.md", article("Q700003"))
    kbtool("lint")
    monkeypatch.setattr("kbtool.lint.run.Shelf", None)
    assert "Q700099 is not" in kbtool("lint", "content/700/Q700001.md").out


LOST = "See:\n\n[Q700099](kb:Q700099) Found Again in the Tower\n"
LABELLED = "See:\n\n[Q700002](kb:Q700002) BUG: The Other Bell\n"


@pytest.mark.parametrize(
    ("body", "code", "change"),
    [
        (LOST, "KB301", ("700/Q700099.md", article("Q700099", title="Found Again in the Tower"))),
        (LOST, "KB301", ("moved/deep/Q700099.md", article("Q700099", title="Found Again in the Tower"))),
        (LABELLED, "KB304", ("700/Q700002.md", article("Q700002", title="BUG: The Other Bell"))),
        ("Text.\n", "KB801", ("700/Q700003.md", None)),
        ("Text.\n", "KB801", ("700/Q700003.md", article("Q700003", title="Quite Another Bell"))),
    ],
)
def test_what_others_have_mended_is_found_no_more(
    kbtool: Kbtool, base: Path, body: str, code: str, change: tuple[str, bytes | None]
) -> None:
    name, after = change
    save(base, "content/700/Q700001.md", article("Q700001", body, title="A Bell Like No Other"))
    save(
        base, "content/700/Q700003.md", article("Q700003", title="A Bell Like No Other" if code == "KB801" else "Third")
    )
    kbtool("lint")
    assert code in kbtool("lint", "content/700/Q700001.md").out
    if after is None:
        (base / "content" / name).unlink()
    else:
        save(base, f"content/{name}", after)
    assert code not in kbtool("lint", "content/700/Q700001.md").out
    assert code not in kbtool("lint", "content/700/Q700001.md", "--no-cache").out


def test_an_article_that_is_broken_is_not_missing(kbtool: Kbtool, base: Path) -> None:
    broken = article("Q700099").replace(b'title: "', b'title: ["')
    save(base, "content/700/Q700099.md", broken)
    whole = kbtool("lint").out
    assert "KB402" in whole
    assert "KB301" not in whole
    assert "KB301" not in kbtool("lint", "content/700/Q700001.md").out
    assert kbtool("refs", "--missing").out == ""
    (base / "content/700/Q700099.md").unlink()
    assert "KB301" in kbtool("lint").out
    assert "KB301" in kbtool("lint", "content/700/Q700001.md").out


def test_an_article_that_comes_while_the_others_are_examined_is_not_overlooked(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Shelf.update

    def update(shelf: Shelf, *rest: Any) -> None:
        save(base, "content/700/Q700099.md", article("Q700099", title="The Third Bell"))
        original(shelf, *rest)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Shelf, "update", update)
        kbtool("lint")
    assert "Q700099" not in kbtool("lint", "content/700/Q700001.md").out


def test_what_is_counted_over_all_articles_is_counted_as_they_are_now(kbtool: Kbtool, base: Path) -> None:
    others = [f"content/701/Q7011{number:02}.md" for number in range(30)]
    for path in others:
        save(base, path, with_keyword(Path(path).stem, "kbharbour"))
    save(base, "content/700/Q700001.md", with_keyword("Q700001", "kbharbuor"))
    kbtool("lint")
    assert "KB410" in kbtool("lint", "content/700/Q700001.md").out
    for path in others:
        save(base, path, with_keyword(Path(path).stem, "kbbell"))
    assert "KB410" not in kbtool("lint", "content/700/Q700001.md").out


def test_redirects_that_change_change_the_report(kbtool: Kbtool, base: Path) -> None:
    assert "Q700099 is not" in kbtool("lint").out
    save(base, "redirects.yml", b'"Q700099": "Q700002"\n')
    assert "Q700099 is not" not in kbtool("lint").out


def test_the_report_names_files_as_seen_from_here(kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "content/700/Q700001.md:8" in kbtool("lint").out
    monkeypatch.chdir(base / "content")
    shown = kbtool("lint").out
    assert "700/Q700001.md:8" in shown
    assert (base / "content" / shown.split(":")[0]).exists()


@pytest.mark.usefixtures("base")
def test_the_cache_can_be_done_without(kbtool: Kbtool, tmp_path: Path) -> None:
    kbtool("lint", "--no-cache")
    assert not (tmp_path / ".kbtool-cache").exists()


def test_a_cache_that_cannot_be_written_stops_nothing(kbtool: Kbtool, base: Path) -> None:
    save(base, ".kbtool-cache", b"a file in the way")
    assert "Q700099 is not" in kbtool("lint").out


def test_reports_are_the_same_with_and_without_the_cache(kbtool: Kbtool, base: Path) -> None:
    cold = kbtool("lint", "--no-cache", "--format", "json")
    kbtool("lint")
    assert kbtool("lint", "--format", "json") == cold
    assert FOLDER == ".kbtool-cache"
    assert (base / FOLDER).is_dir()


@pytest.mark.parametrize(
    ("cites", "before", "after"), [("kb:Q700002#summary", [], ["KB317"]), ("kb:Q700002#cause", ["KB317"], [])]
)
def test_a_heading_that_changes_is_seen_by_those_that_cite_it(
    kbtool: Kbtool, base: Path, cites: str, before: list[str], after: list[str]
) -> None:
    save(base, "content/700/Q700001.md", article("Q700001", f"See [it]({cites}).\n"))
    assert codes(kbtool, "--select", "KB3") == before
    other = article("Q700002", title="The Other Bell").replace(b"SUMMARY", b"CAUSE")
    save(base, "content/700/Q700002.md", other)
    assert codes(kbtool, "--select", "KB3") == after
    assert codes(kbtool, "--select", "KB3", "content/700/Q700001.md") == after


@pytest.mark.parametrize("written", ["700003", "kb700003", "q700003"])
def test_an_article_that_comes_is_suggested_to_those_that_cite_it_by_its_number(
    kbtool: Kbtool, base: Path, written: str
) -> None:
    save(base, "content/700/Q700001.md", article("Q700001", f"See [it](kb:{written}).\n"))
    assert "Did you mean" not in kbtool("lint").out
    save(base, "content/700/Q700003.md", article("Q700003", "Pull.\n", "A Third Bell"))
    assert "Did you mean Q700003" in kbtool("lint", "content/700/Q700001.md").out
    assert "Did you mean Q700003" in kbtool("lint").out
