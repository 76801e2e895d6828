"""Whatever happens while a site is put in its place, the old one or the new one is there, and hidden files are never lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kbtool.errors import KbtoolError
from kbtool.site import staging
from kbtool.site.staging import staged
from tests.site.bases import Base

Rename = Callable[[Path, Path], Path]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site with hidden files."""
    site = tmp_path / "base" / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("main")
    (site / ".nojekyll").write_text("")
    (site / "index.html").write_text("old")
    (site / "stale").mkdir()
    (site / "stale" / "index.html").write_text("old")
    return site


def build_new(site: Path) -> None:
    with staged(site) as new:
        (new / "index.html").write_text("new")
        (new / "fresh").mkdir()
        (new / "fresh" / "index.html").write_text("new")


class FailedError(Exception):
    """The build itself fails."""


def fail_to_build(site: Path) -> None:
    with suppress(FailedError), staged(site) as new:
        (new / "index.html").write_text("half")
        raise FailedError


def contents(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*") if path.is_file()}


HIDDEN = {".git/HEAD": "main", ".nojekyll": ""}
OLD = {"index.html": "old", "stale/index.html": "old", **HIDDEN}
NEW = {"index.html": "new", "fresh/index.html": "new", **HIDDEN}


def beside(site: Path) -> list[str]:
    return [path.name for path in site.parent.iterdir() if path != site]


def fail_rename(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException, *, after: bool = False) -> None:
    """The rename of this number fails, before or just after it is done."""
    rename: Any = Path.rename
    calls = []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == number and not after:
            raise error
        renamed: Path = rename(self, target)
        if len(calls) == number:
            raise error
        return renamed

    monkeypatch.setattr(Path, "rename", failing)


def test_a_new_site_takes_the_place_of_the_old_and_keeps_its_hidden_files(site: Path) -> None:
    build_new(site)
    assert contents(site) == NEW
    assert beside(site) == []


def test_a_site_is_made_where_none_was(tmp_path: Path) -> None:
    build_new(tmp_path / "a" / "b" / "site")
    assert contents(tmp_path / "a" / "b" / "site") == {"index.html": "new", "fresh/index.html": "new"}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("number", "expected"), [(1, OLD), (2, OLD), (3, NEW), (4, NEW)])
def test_an_interrupt_between_any_two_steps_destroys_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: dict[str, str], *, after: bool
) -> None:
    if number == 2 and after:
        expected = NEW
    with monkeypatch.context() as patch:
        fail_rename(patch, number, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            build_new(site)
    fail_to_build(site)  # the next build settles what was begun, even if it fails itself
    assert contents(site) == expected
    assert beside(site) == []


def test_a_new_site_that_cannot_be_put_there_brings_the_old_one_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_rename(monkeypatch, 2, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(OSError, match="Input/output"):
        build_new(site)
    assert contents(site) == OLD
    assert beside(site) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from kbtool.site.staging import staged

rename, calls = Path.rename, []
def killing(self, target):
    renamed = rename(self, target)
    calls.append(self)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return renamed
Path.rename = killing
with staged(Path(sys.argv[1])) as new:
    (new / "index.html").write_text("new")
    (new / "fresh").mkdir()
    (new / "fresh" / "index.html").write_text("new")
"""


@pytest.mark.parametrize(("number", "expected"), [(1, OLD), (2, NEW), (3, NEW), (4, NEW)])
def test_what_a_killed_build_left_is_settled_by_the_next(site: Path, number: int, expected: dict[str, str]) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(site), str(number)], check=False)
    assert killed.returncode == -signal.SIGKILL
    fail_to_build(site)
    assert contents(site) == expected
    assert beside(site) == []


def test_what_another_build_is_at_work_on_stays(site: Path) -> None:
    with staged(site) as other:
        (other / "index.html").write_text("other")
        build_new(site)
        assert contents(site) == NEW
        assert (other / "index.html").exists()
    assert contents(site) == {"index.html": "other", **HIDDEN}


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EBUSY, errno.EACCES])
def test_a_folder_that_cannot_be_renamed_gets_new_contents(
    site: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fail_rename(monkeypatch, 1, OSError(code, os.strerror(code)))
    place = site.stat().st_ino
    build_new(site)
    assert contents(site) == NEW
    assert site.stat().st_ino == place
    assert not (site / "stale").exists()
    assert beside(site) == []


def refuse_the_parent(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdtemp = tempfile.mkdtemp

    def refusing(*, prefix: str, dir: Path) -> str:  # noqa: A002 - as the function itself calls it
        if dir == site.parent:
            raise PermissionError(errno.EACCES, "Permission denied")
        return mkdtemp(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "mkdtemp", refusing)


def mount(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self == site)


@pytest.mark.parametrize("obstacle", [refuse_the_parent, mount])
def test_where_no_folder_can_be_made_beside_the_site_its_contents_are_replaced_at_the_end(
    site: Path, monkeypatch: pytest.MonkeyPatch, obstacle: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    obstacle(site, monkeypatch)
    fail_to_build(site)
    assert contents(site) == OLD
    build_new(site)
    assert contents(site) == NEW


def test_a_refusing_parent_without_a_site_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_the_parent(tmp_path / "site", monkeypatch)
    with pytest.raises(PermissionError):
        build_new(tmp_path / "site")


def test_files_and_folders_may_change_places(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mount(site, monkeypatch)
    (site / "fresh").symlink_to(site / "stale")
    with staged(site) as new:
        (new / "fresh").mkdir()
        (new / "fresh" / "a").write_text("new")
        (new / "stale").write_text("new")
    assert contents(site) == {"fresh/a": "new", "stale": "new", **HIDDEN}
    assert not (site / "fresh").is_symlink()


def test_a_new_site_that_is_gone_does_not_empty_the_old_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mount(site, monkeypatch)
    with pytest.raises(FileNotFoundError), staged(site) as new:
        shutil.rmtree(new)
    assert contents(site) == OLD


def test_what_cannot_be_settled_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(staging, "_carry_hidden", refuse)
        with pytest.raises(OSError, match="Input/output"):
            build_new(site)
        assert not (site / ".git").exists()
    build_new(site)
    assert contents(site) == NEW
    assert beside(site) == []


class TestBuild:
    def test_hidden_files_of_the_site_survive(self, base: Base) -> None:
        base.build()
        (base.site / ".gitignore").write_text("*\n")
        (base.site / "stale.html").write_text("")
        base.build()
        assert (base.site / ".gitignore").read_text() == "*\n"
        assert not (base.site / "stale.html").exists()

    def test_a_failure_of_the_swap_is_explained(self, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
        base.article("Q1", title="Old")
        base.build()
        base.article("Q1", title="New")
        fail_rename(monkeypatch, 2, OSError(errno.EIO, "Input/output error"))
        with pytest.raises(KbtoolError, match="the site cannot be written: Input/output error"):
            base.build()
        assert base.shown("Q1").one("h1").text == "Old"

    def test_a_site_that_is_a_mount_is_built_like_any_other(self, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
        base.article("Q1")
        base.site.mkdir()
        mount(base.site, monkeypatch)
        base.build()
        base.build()
        base.shown("Q1").one("h1")
        assert not [path for path in base.site.iterdir() if path.name.startswith(".")]
