"""The entries of articles as they are read from their files, and kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kbtool import content
from kbtool.catalogue.entry import Entry, entry_of
from kbtool.catalogue.store import Store, digest, stamp
from kbtool.content.subject import Subject
from kbtool.files import read_file
from kbtool.ids import IdForm


def broken_ids(store: Store[tuple[Entry, ...]], paths: Iterable[str]) -> Iterator[str]:
    """The ids by which those of these files are named that cannot be read as articles."""
    return (Path(path).stem for path in store.holding((), paths))


def open_store(cache: Path | None, ids: IdForm) -> Store[tuple[Entry, ...]]:
    """The store of entries; a file that is no article has none."""
    return Store(cache, "catalogue", stamp(ids), tuple[Entry, ...])


def examined(folder: Path, ids: IdForm, task: tuple[str, bytes | None]) -> tuple[bytes, tuple[Entry, ...] | None]:
    """The hash of a file's content and its entry; None instead when the hash is the one that is known."""
    path, known_hash = task
    try:
        data = read_file(folder / path)
    except OSError:
        return b"", ()
    content_hash = digest(data)
    if content_hash == known_hash:
        return content_hash, None
    entry = _entry(data, path, ids)
    return content_hash, (entry,) if entry else ()


def entry_at(folder: Path, path: str, ids: IdForm) -> Entry | None:
    """The entry of the article at `path` below the content folder, as its file is now; None when it cannot be read as one."""
    try:
        return _entry(read_file(folder / path), path, ids)
    except OSError:
        return None


def _entry(data: bytes, path: str, ids: IdForm) -> Entry | None:
    article, _ = content.parse(data, path, Path(path).stem)
    return entry_of(Subject(article, content.decoded(data), ids), path) if article else None
