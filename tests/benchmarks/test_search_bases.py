"""The bases of `benchmarks/search.py`: how long indexing takes is read off what `kbtool build` says."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.builders import save

ARTICLE = b'---\nid: "Q900001"\ntitle: "The Bell"\n---\n\nText.\n'


@pytest.fixture
def search_bases(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    return importlib.import_module("search_bases")


def make(search_bases: ModuleType, folder: Path) -> None:
    article = save(folder, "content/900/Q900001.md", ARTICLE)
    search_bases.make(folder / "base", folder / "content", [article], None)


def test_the_build_says_when_it_begins_to_index(search_bases: ModuleType, tmp_path: Path) -> None:
    make(search_bases, tmp_path)
    assert (tmp_path / "base" / "site" / "search" / "index").is_dir()


def test_a_build_that_does_not_say_it_is_not_measured(
    search_bases: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_bases, "_INDEXING", "Something else")
    with pytest.raises(SystemExit, match="no line any more that begins with 'Something else'"):
        make(search_bases, tmp_path)
