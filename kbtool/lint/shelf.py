"""What is known of the articles of a base between runs: what each says of others, and what was found in it by itself."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kbtool.catalogue import Entry, article_tree, broken_ids, open_store
from kbtool.catalogue.index import Index
from kbtool.catalogue.store import Store, digest, stamp
from kbtool.files import read_file, reason
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.lint.base import Base
from kbtool.lint.engine import FileReport, Plan, examine
from kbtool.parallel import ExecutorFor, map_batches

if TYPE_CHECKING:
    from kbtool.catalogue.files import FileState


class Shelf:
    """What is known of the articles of a base, read from its stores and brought up to date."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._entries = open_store(base.cache, base.ids)
        self._reports = Store(base.cache, "findings", stamp((base.ids, base.plan)), FileReport)
        self.paths: Collection[str] = ()
        """Of all articles, below the content folder."""
        self._seen: dict[str, FileState] = {}
        self._folders: dict[str, int] = {}
        self._beside: Collection[str] = ()

    def look(self) -> None:
        """See which articles there are now, and how each file stands."""
        if self._base.content.is_dir():
            self._seen, self._folders, self._beside = article_tree(self._base.content, self._base.ids)
        self.paths = self._seen.keys()

    def update(self, wanted: Iterable[str], executor_for: ExecutorFor) -> None:
        """Examine what has changed since: the entries of all articles, the findings of those that are wanted."""
        checked = frozenset(wanted)
        tasks = []
        for path, seen in self._seen.items():
            is_checked = path in checked
            if not self._entries.holds(path, seen) or (is_checked and not self._reports.holds(path, seen)):
                known = (self._entries.content(path), self._reports.content(path) if is_checked else b"")
                tasks.append(_Task(path, is_checked, known))
        examine_one = partial(_examine_file, self._base.content, self._base.ids, self._base.plan)
        with executor_for(len(tasks)) as executor:
            for task, found in zip(tasks, map_batches(examine_one, tasks, executor), strict=True):
                seen = self._seen[task.path]
                self._entries.keep(task.path, seen, found.content, found.entry)
                if task.is_checked:
                    self._reports.keep(task.path, seen, found.content, found.report)
        self._entries.save(self.paths)
        self._reports.save(self.paths)
        if self._base.cache and self._base.content.is_dir():
            index = Index(self._base.cache, self._base.ids)
            index.update(self._entries, self.paths, self._folders, self.content())

    def entries(self) -> Iterator[Entry]:
        """The entries of all articles; a file that cannot be read as one has none."""
        return (entry for found in self._entries.values(self.paths) for entry in found)

    def unreadable(self) -> Iterator[str]:
        """The ids by which files are named that cannot be read as articles."""
        return broken_ids(self._entries, self.paths)

    def entry(self, path: str) -> Entry | None:
        """The entry of an article, None if it cannot be read as one."""
        return next(iter(self._entries[path]), None)

    def report(self, path: str) -> FileReport:
        """What was found in an article that was wanted."""
        return self._reports[path]

    def encoded_entry(self, path: str) -> bytes:
        """The same as MessagePack: a list of one or none."""
        return self._entries.encoded(path)

    def content_of(self, path: str) -> bytes:
        """The hash of an article's file."""
        return self._entries.content(path) or b""

    def content(self) -> bytes:
        """A hash that is another when any article is."""
        return digest(*(path.encode() + self.content_of(path) for path in self.paths))

    def beside(self) -> bytes:
        """A hash that is another when there is another file beside the articles, or one less: a picture."""
        return digest(*(path.encode() for path in self._beside))


class _Task(NamedTuple):
    path: str
    is_checked: bool
    known: tuple[bytes | None, bytes | None]


class _Examined(NamedTuple):
    """None stands for what is on the shelf already."""

    content: bytes
    entry: tuple[Entry, ...] | None
    report: FileReport | None


def _examine_file(folder: Path, ids: IdForm, plan: Plan, task: _Task) -> _Examined:
    path = folder / task.path
    try:
        data = read_file(path)
    except OSError as error:
        return _Examined(b"", (), unreadable(task.path, error))
    content = digest(data)
    if task.known in ((content, content), (content, b"")):
        return _Examined(content, None, None)
    entry, report = examine(data, task.path, path.stem, ids, plan if task.is_checked else Plan(frozenset()))
    return _Examined(content, (entry,) if entry else (), report)


def unreadable(path: str, error: OSError) -> FileReport:
    """What there is to say of a file that cannot be read."""
    return _not_read(path, f"cannot be read: {reason(error)}.", "Make it a file that can be read, and run again.")


def misnamed(path: str) -> FileReport:
    """What there is to say of a file whose name, or that of a folder above it, is no UTF-8."""
    return _not_read(path, "has a name that is not UTF-8.", "Rename it, or the folder in which it lies.")


def _not_read(path: str, message: str, advice: str) -> FileReport:
    return FileReport((Finding(path, 0, 0, Code.UNREADABLE, Severity.ERROR, message, advice),))
