"""Which of the files that change are articles of the base that is kept."""

from pathlib import Path

import pytest

from kbtool.lsp.draft import Target
from kbtool.lsp.hover import hover
from kbtool.lsp.room import opened
from kbtool.lsp.view import View
from tests.builders import save
from tests.lsp.library import BELL, FOG, base, file, room


@pytest.mark.parametrize(
    "name", [".history/700/Q700001.md", "700/.Q700001.md", "700/Q700001.txt", "700/notes.md", "../Q700001.md"]
)
def test_what_is_no_article_changes_nothing(tmp_path: Path, name: str) -> None:
    home = room(tmp_path)
    before = list(home.catalogue.entries)
    save(tmp_path, f"content/{name}", BELL.replace("Harbour", "Tower").encode())
    assert not home.follow([tmp_path / "content" / name])
    assert home.catalogue.entries == before


def test_an_article_is_known_by_whatever_way_one_comes_to_it(tmp_path: Path) -> None:
    path = file(base(tmp_path / "base"), "Q700001")
    (tmp_path / "link").symlink_to(tmp_path / "base")
    home = opened(tmp_path / "link")
    path.write_text(BELL.replace("Harbour", "Tower"))
    assert home.follow([path])
    assert home.catalogue.by_id["Q700001"].title == "HOWTO: Ring the Bell of the Tower"


def test_an_article_that_breaks_is_no_missing_one(tmp_path: Path) -> None:
    known = room(tmp_path)
    path = file(tmp_path, "Q700001")
    citing = View(file(tmp_path, "Q700003").as_uri(), FOG, file(tmp_path, "Q700003"), known, "utf-16")
    path.write_text(BELL.replace('title: "', 'title: ["'))
    known.follow([path])
    assert citing.findings == []
    target = Target("Q700001", 0, 0, citing.draft.references[0])
    broken = "**Q700001** is here, but its file is broken and cannot be read as an article."
    assert hover(target, known.catalogue, lambda _: None) == broken
    moved = target._replace(id="Q700010")
    assert hover(moved, known.catalogue, lambda _: None) == f"**Q700010** is **Q700001** now.\n\n{broken}"
    path.unlink()
    known.follow([path])
    again = View(citing.uri, FOG, citing.draft.path, known, "utf-16")
    assert [finding.code for finding in again.findings] == ["KB301"]
