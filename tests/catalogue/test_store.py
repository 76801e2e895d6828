"""Results about files are kept as long as the content of the file stays the same, and no longer."""

import os
from pathlib import Path

import msgspec
import pytest

from kbtool.catalogue import store
from kbtool.catalogue.files import FileState
from kbtool.catalogue.store import Store, digest, stamp

OLD = FileState(1_000_000_000, 10)
STAMP = stamp("settings")
ONE = digest(b"one")


def opened(folder: Path | None, stamp: str = STAMP, kind: str = "words") -> Store[list[str]]:
    return Store(folder, kind, stamp, list[str])


def filled(folder: Path) -> Store[list[str]]:
    made = opened(folder)
    made.keep("a.md", OLD, ONE, ["one"])
    made.save(["a.md"])
    return made


def test_what_is_saved_is_there_again(tmp_path: Path) -> None:
    filled(tmp_path)
    again = opened(tmp_path)
    assert again.holds("a.md", OLD)
    assert again["a.md"] == ["one"]
    assert again.content("a.md") == ONE
    assert list(again.values(["a.md"])) == [["one"]]


@pytest.mark.parametrize("state", [FileState(OLD.written + 1, OLD.size), FileState(OLD.written, OLD.size + 1)])
def test_a_file_that_was_written_since_or_has_another_size_is_not_held(tmp_path: Path, state: FileState) -> None:
    assert not filled(tmp_path).holds("a.md", state)


def test_a_file_of_the_same_content_keeps_its_value_when_it_is_written_again(tmp_path: Path) -> None:
    made = filled(tmp_path)
    touched = FileState(OLD.written + 1, OLD.size)
    made.keep("a.md", touched, ONE, None)
    assert made.holds("a.md", touched)
    assert made["a.md"] == ["one"]


def test_no_value_is_kept_for_another_content(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        filled(tmp_path).keep("a.md", OLD, digest(b"two"), None)


def test_a_file_written_this_moment_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    now = FileState(path.stat().st_mtime_ns, 3)
    made = opened(tmp_path)
    made.keep("a.md", now, ONE, ["one"])
    assert not made.holds("a.md", now)
    assert made.content("a.md") == ONE


def test_other_settings_and_other_kinds_have_stores_of_their_own(tmp_path: Path) -> None:
    filled(tmp_path)
    assert not opened(tmp_path, stamp("others")).holds("a.md", OLD)
    assert not opened(tmp_path, kind="lines").holds("a.md", OLD)


def test_another_version_of_kbtool_has_another_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp("settings")
    monkeypatch.setattr(store, "__version__", "9.9.9")
    assert stamp("settings") != before


@pytest.mark.parametrize("damage", [b"", b"\x93", b"no store at all", b"\x81\xa1a\x94\x01\x02\xc4\x01x\xc1"])
def test_a_damaged_store_is_empty(tmp_path: Path, damage: bytes) -> None:
    filled(tmp_path)
    (path,) = tmp_path.glob("words-*.msgpack")
    path.write_bytes(damage)
    again = opened(tmp_path)
    assert not again.holds("a.md", OLD)
    again.keep("a.md", OLD, ONE, ["one"])
    again.save(["a.md"])
    assert opened(tmp_path)["a.md"] == ["one"]


def test_files_that_are_no_more_are_forgotten(tmp_path: Path) -> None:
    made = filled(tmp_path)
    made.keep("b.md", OLD, ONE, ["two"])
    made.save(["b.md"])
    assert opened(tmp_path).paths == {"b.md"}


def test_the_folder_is_kept_out_of_version_control(tmp_path: Path) -> None:
    filled(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_only_the_newest_stores_of_a_kind_stay(tmp_path: Path) -> None:
    for number in range(6):
        made = opened(tmp_path, stamp(number))
        made.keep("a.md", OLD, ONE, [str(number)])
        made.save(["a.md"])
        for path in tmp_path.glob("*.msgpack"):
            os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 1_000_000_000))
    kept = [number for number in range(6) if opened(tmp_path, stamp(number)).paths]
    assert kept == [2, 3, 4, 5]


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    made = opened(None)
    made.keep("a.md", OLD, ONE, ["one"])
    made.save(["a.md"])
    assert made["a.md"] == ["one"]
    assert list(tmp_path.iterdir()) == []


class _Old(msgspec.Struct, array_like=True):
    word: str


class _New(msgspec.Struct, array_like=True):
    word: str
    number: int


def test_values_of_another_shape_are_kept_apart(tmp_path: Path) -> None:
    old = Store(tmp_path, "words", "stamp", _Old)
    old.keep("a", FileState(1, 1), b"", _Old("bell"))
    old.save(["a"])
    assert "a" in Store(tmp_path, "words", "stamp", _Old).paths
    assert "a" not in Store(tmp_path, "words", "stamp", _New).paths
