"""Putting a complete site in the place of the old one, so that whatever happens one of them is there.

A site is built in a folder beside its place. At the end the old site is renamed, the new one takes its name, and the hidden files
of the old one (`.git`, `.nojekyll`) follow it. Where the folder itself cannot be renamed - it is a mount, the folder around it may
not be written, a layered file system refuses - its contents are replaced at the end, file by file.

A process may be killed between any two of these steps. The next build of the site then ends or takes back what was begun.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

_NEW, _OLD, _LOCK = "new", "old", "lock"


@contextmanager
def staged(site: Path) -> Iterator[Path]:
    """An empty folder to build in. When the block ends well, what it holds becomes the site; else the site stays as it was.

    Raises:
        OSError: the site cannot be written.
    """
    _recover(site)
    work = _workplace(site)
    with _held(work / _LOCK):
        try:
            new = work / _NEW
            new.mkdir()
            yield new
            _put(site, new, work / _OLD)
        finally:
            _settle(site, work)


def _workplace(site: Path) -> Path:
    """A new folder in the file system of the site: beside it or, where that cannot be, hidden in it."""
    if not site.parent.exists():
        site.parent.mkdir(parents=True)
    if not site.is_mount():
        try:
            return Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
        except OSError:
            if not site.exists():
                raise
    return Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site))


def _prefix(site: Path) -> str:
    return f".{site.name}.kbtool-"


def _put(site: Path, new: Path, old: Path) -> None:
    """Make `new` the site. On any failure `_settle` finds the old one at `site` or at `old`."""
    if new.is_relative_to(site):
        _refill(site, new)
        return
    if site.exists():
        try:
            site.rename(old)
        except OSError:
            _refill(site, new)
            return
    new.rename(site)


def _settle(site: Path, work: Path) -> None:
    """End what was begun, or take it back: without a site the old one returns; beside a new site only its hidden files are wanted."""
    old = work / _OLD
    if old.exists():
        if site.exists():
            _carry_hidden(old, site)
        else:
            old.rename(site)
    shutil.rmtree(work, ignore_errors=True)


def _carry_hidden(old: Path, site: Path) -> None:
    for hidden in old.glob(".*"):
        if not (site / hidden.name).exists():
            hidden.rename(site / hidden.name)


def _recover(site: Path) -> None:
    """Settle what builds that were killed have left. What cannot be settled stays where it is."""
    for work in _leftovers(site):
        with suppress(OSError), _held(work / _LOCK) as abandoned:
            if abandoned:
                _settle(site, work)
            elif not site.exists() and (work / _OLD).exists():
                (work / _OLD).rename(site)


def _leftovers(site: Path) -> list[Path]:
    found: list[Path] = []
    for folder in (site.parent, site):
        with suppress(OSError):
            found += (path for path in folder.iterdir() if path.name.startswith(_prefix(site)))
    return found


@contextmanager
def _held(lock: Path) -> Iterator[bool]:
    """Hold a lock, which ends with the process however that ends. Gives whether it is known that no other process holds it."""
    with lock.open("ab") as file:
        yield _lock(file)


def _lock(file: BinaryIO) -> bool:
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _refill(site: Path, new: Path) -> None:
    """Replace the contents of the site, hidden files excepted: what is new comes first, what has no place any more goes last."""
    fresh = [path.relative_to(new) for path in _below(new)]
    for name in fresh:
        _move(new / name, site / name)
    kept = set(fresh)
    for path in reversed(_below(site)):
        name = path.relative_to(site)
        if name not in kept and not name.parts[0].startswith("."):
            _remove(path)


def _below(folder: Path) -> list[Path]:
    """Everything below a folder, folders before what is in them."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        found.append(path)
        if _is_folder(path):
            found += _below(path)
    return found


def _move(source: Path, target: Path) -> None:
    """Move a file, or make a folder like `source`; what is in the way and of the other kind goes."""
    if _is_folder(source):
        if not _is_folder(target):
            target.unlink(missing_ok=True)
            target.mkdir()
        return
    if _is_folder(target):
        shutil.rmtree(target)
    source.replace(target)


def _remove(path: Path) -> None:
    if _is_folder(path):
        path.rmdir()
    else:
        path.unlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
