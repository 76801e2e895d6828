"""The catalogue as a database, in which what surrounds a few articles is found without reading all.

It is made from the store of entries, and may be deleted at any time: what is asked of it is then read from the store again.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from kbtool.catalogue import Catalogue
from kbtool.catalogue.entry import Entry
from kbtool.catalogue.files import FileState, is_article_name, state
from kbtool.catalogue.fingerprint import smallest
from kbtool.catalogue.known import Known
from kbtool.catalogue.slips import rewritten, slips
from kbtool.catalogue.store import Store, digest, file_name, prepare, remove_old, stamp
from kbtool.catalogue.titles import names
from kbtool.files import is_text, read_file
from kbtool.ids import IdForm

T = TypeVar("T")

_KIND = "index"
_UNREADABLE = "unreadable"
_SUFFIX = "sqlite"
_MOST_ALIKE = 60
"""Articles that share a run of words; the catalogue takes no notice of runs that more than fifty share."""
_AT_ONCE = 500  # values in one query
_LEARNT_AT_ONCE = 5_000  # articles whose rows are held in memory
_TABLES = """
    CREATE TABLE IF NOT EXISTS article (
        number INTEGER PRIMARY KEY, path TEXT UNIQUE, written INTEGER, size INTEGER, content BLOB, entry BLOB
    );
    CREATE TABLE IF NOT EXISTS found (kind TEXT, value, number INTEGER, PRIMARY KEY (kind, value, number)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value BLOB);
"""
_ENTRY = msgspec.msgpack.Decoder(tuple[Entry, ...])


class Surroundings(NamedTuple):
    """The catalogue of some articles and of all that their citations, titles and texts have to do with; and how the files of these stood."""

    catalogue: Catalogue
    seen: dict[str, tuple[FileState, bytes]]


class Index:
    """The database of one base."""

    def __init__(self, cache: Path, ids: IdForm) -> None:
        """`cache` is the folder of the stores."""
        self._path = cache / file_name(_KIND, stamp(ids), tuple[Entry, ...], _SUFFIX)
        self._ids = ids

    def update(
        self, store: Store[tuple[Entry, ...]], paths: Iterable[str], folders: dict[str, int], content: bytes
    ) -> None:
        """Take over what the store holds of the articles at `paths`; `content` is another hash when any of them is.

        `folders` are all folders in which there could be more, each with when anything came into it or went before it was looked through.
        Where it cannot be written, the next run only takes longer.
        """
        with suppress(OSError, sqlite3.Error):
            if self._fact("content") == content:
                return
        with suppress(OSError, sqlite3.Error):
            prepare(self._path.parent)
            try:
                self._update(store, list(paths), folders, content)
            except sqlite3.DatabaseError:  # what is there is no database, or another
                self._path.unlink(missing_ok=True)
                self._update(store, list(paths), folders, content)
            remove_old(self._path.parent, _KIND, _SUFFIX)

    def _update(
        self, store: Store[tuple[Entry, ...]], paths: list[str], folders: dict[str, int], content: bytes
    ) -> None:
        with closing(sqlite3.connect(self._path)) as database, database:
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_TABLES)
            database.execute("BEGIN IMMEDIATE")
            rows = database.execute("SELECT path, number, content FROM article")
            known = {path: (number, kept) for path, number, kept in rows}
            counts = _Counts(database)
            fresh = [path for path in paths if path not in known or known[path][1] != store.content(path)]
            for path in {*(known.keys() - set(paths)), *(known.keys() & set(fresh))}:
                _forget(database, known[path][0], counts)
            _learn(database, store, fresh, counts)
            counts.save()
            _keep_fact(database, "folders", msgspec.msgpack.encode(folders))
            _keep_fact(database, "shortest", msgspec.msgpack.encode(_shortest(database)))
            _keep_fact(database, "content", content)

    def _fact(self, name: str) -> bytes | None:
        with closing(self._open()) as database:
            return _fact(database, name)

    def _open(self) -> sqlite3.Connection:
        """The database as it is, to read only.

        Raises:
            sqlite3.Error: there is none.
        """
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)

    def around(self, own: Iterable[Entry], known: Known, home: Path) -> Surroundings | None:
        """The catalogue of what surrounds some articles, which are as `own` says; None when there is no database.

        `home` is the content folder.
        """
        entries = list(own)
        with suppress(sqlite3.Error), closing(self._open()) as database:
            if _fact(database, "content") is None:
                return None
            mine = {entry.path for entry in entries}
            numbers = {number for entry in entries for number in _surrounding(database, entry, known)}
            near: list[Entry] = []
            seen: dict[str, tuple[FileState, bytes]] = {}
            for path, written, size, content, data in _rows(database, numbers):
                if path not in mine:
                    near += _ENTRY.decode(data)
                    seen[path] = FileState(written, size), content
            cited = {name for entry in entries for one in entry.references for name in known.chain(one.id)}
            unreadable = {name for name in cited if any(_numbers(database, _UNREADABLE, {name}))}
            catalogue = Catalogue(sorted([*near, *entries], key=lambda entry: entry.path), known, unreadable, home)
            catalogue.keywords, catalogue.products = _Counts(database, mine, entries).counters
            shortest = msgspec.msgpack.decode(_fact(database, "shortest") or b"\0", type=int)
            catalogue.shortest = min([shortest, *(len(entry.id) for entry in entries)])
            return Surroundings(catalogue, seen)
        return None

    def is_current(self, around: Surroundings, home: Path, own: Iterable[str]) -> bool:
        """Whether the files of the surroundings are as they were seen, and there is no other that the database does not know.

        `home` is the content folder, `own` the paths below it of the articles that are surrounded.
        """
        with suppress(sqlite3.Error, OSError, msgspec.DecodeError), closing(self._open()) as database:
            folders = msgspec.msgpack.decode(_fact(database, "folders") or b"\x80", type=dict[str, int])
            is_same = all(_is_as_seen(home / path, seen) for path, seen in around.seen.items())
            known = {*folders, *own}
            return is_same and all(
                _written(home / folder) == written or self._names(home, folder) <= known | _articles(database, folder)
                for folder, written in folders.items()
            )
        return False

    def _names(self, home: Path, folder: str) -> set[str]:
        """The articles and folders right in a folder, by their path below the content folder; hidden ones are passed over."""
        with os.scandir(home / folder) as found:
            return {
                f"{folder}/{one.name}".lstrip("/")
                for one in found
                if not one.name.startswith(".")
                and is_text(one.name)
                and (one.is_dir() or is_article_name(one.name, self._ids))
            }


def _surrounding(database: sqlite3.Connection, entry: Entry, known: Known) -> Iterator[int]:
    """The numbers of the articles that rules may ask about when they look at this one."""
    cited = {reference.id for reference in entry.references}
    ids = {name for article_id in (entry.id, *cited) for name in known.chain(article_id)}
    near = set(
        _numbers(
            database, "id", {slip for article_id in cited for slip in (*slips(article_id), *rewritten(article_id))}
        )
    )
    titles = [entry.title, *(reference.title for reference in entry.references), *_titles(database, near)]
    yield from _numbers(database, "id", ids)
    yield from near
    yield from _numbers(database, "title", {name for title in titles for name in names(title)})
    yield from _numbers(database, "cites", known.leading_to({entry.id}))
    for value in smallest(entry.fingerprint):
        yield from _numbers(database, "shares", {value}, _MOST_ALIKE)


def _titles(database: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[str]:
    """The titles that these articles bear: what was meant is certain only where no other bears it."""
    return (entry.title for *_, data in _rows(database, numbers) for entry in _ENTRY.decode(data))


def _values(entry: Entry) -> set[tuple[str, str | int]]:
    """By what an article is found."""
    return {
        ("id", entry.id),
        *(("title", name) for name in names(entry.title)),
        *(("cites", reference.id) for reference in entry.references),
        *(("shares", value) for value in smallest(entry.fingerprint)),
    }


def _numbers(database: sqlite3.Connection, kind: str, values: Iterable[str | int], limit: int = -1) -> Iterator[int]:
    for some in _batches(list(values)):
        marks = ",".join("?" * len(some))
        query = f"SELECT number FROM found WHERE kind = ? AND value IN ({marks}) LIMIT ?"  # noqa: S608 - question marks
        yield from (number for (number,) in database.execute(query, (kind, *some, limit)))


def _shortest(database: sqlite3.Connection) -> int:
    """How many characters the shortest id has."""
    (found,) = database.execute("SELECT IFNULL(MIN(LENGTH(value)), 0) FROM found WHERE kind = 'id'").fetchone()
    return int(found)


def _rows(database: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[str, int, int, bytes, bytes]]:
    for some in _batches(list(numbers)):
        marks = ",".join("?" * len(some))
        query = f"SELECT path, written, size, content, entry FROM article WHERE number IN ({marks})"  # noqa: S608 - question marks
        yield from database.execute(query, some)


def _batches(items: list[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _learn(
    database: sqlite3.Connection, store: Store[tuple[Entry, ...]], paths: Iterable[str], counts: "_Counts"
) -> None:
    """Take over what the store holds of these articles. A table is filled the faster the more its rows come in its order."""
    (last,) = database.execute("SELECT IFNULL(MAX(number), 0) FROM article").fetchone()
    numbered = list(enumerate(sorted(paths), last + 1))
    database.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)",
        ((number, path, *store.state(path), store.content(path), store.encoded(path)) for number, path in numbered),
    )
    for some in _batches(numbered, _LEARNT_AT_ONCE):
        rows: list[tuple[str, str | int, int]] = []
        for number, path in some:
            entries = store[path]
            rows += [] if entries else [(_UNREADABLE, Path(path).stem, number)]
            for entry in entries:
                rows += ((*value, number) for value in _values(entry))
                counts.add(entry, 1)
        rows.sort()
        database.executemany("INSERT INTO found VALUES (?, ?, ?)", rows)


def _forget(database: sqlite3.Connection, number: int, counts: "_Counts") -> None:
    path, data = database.execute("SELECT path, entry FROM article WHERE number = ?", (number,)).fetchone()
    database.execute("DELETE FROM article WHERE number = ?", (number,))
    database.execute(
        "DELETE FROM found WHERE kind = ? AND value = ? AND number = ?", (_UNREADABLE, Path(path).stem, number)
    )
    for entry in _ENTRY.decode(data):
        values = ((*value, number) for value in _values(entry))
        database.executemany("DELETE FROM found WHERE kind = ? AND value = ? AND number = ?", values)
        counts.add(entry, -1)


class _Counts:
    """How many articles have each keyword, and how many are about each product."""

    def __init__(
        self, database: sqlite3.Connection, without: Iterable[str] = (), entries: Iterable[Entry] = ()
    ) -> None:
        """As the database has it, but for the articles at the paths `without`, and with `entries` in their place."""
        self._database = database
        data = _fact(database, "counts")
        self.counters: tuple[Counter[str], Counter[str]] = Counter(), Counter()
        if data:
            for counter, kept in zip(
                self.counters, msgspec.msgpack.decode(data, type=list[dict[str, int]]), strict=True
            ):
                counter.update(kept)
        for path in without:
            for (kept,) in database.execute("SELECT entry FROM article WHERE path = ?", (path,)):
                for entry in _ENTRY.decode(kept):
                    self.add(entry, -1)
        for entry in entries:
            self.add(entry, 1)

    def add(self, entry: Entry, number: int) -> None:
        """Count an article, or with -1 count it no more."""
        keywords, products = self.counters
        products[entry.product] += number
        for keyword in set(entry.keywords):
            keywords[keyword] += number

    def save(self) -> None:
        """Keep the counts in the database."""
        counts = [{word: number for word, number in sorted(counter.items()) if number} for counter in self.counters]
        _keep_fact(self._database, "counts", msgspec.msgpack.encode(counts))


def _fact(database: sqlite3.Connection, name: str) -> bytes | None:
    found: tuple[bytes] | None = database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return found[0] if found else None


def _keep_fact(database: sqlite3.Connection, name: str, value: bytes) -> None:
    database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))


def _is_as_seen(path: Path, seen: tuple[FileState, bytes]) -> bool:
    """Whether a file is as it was: by its state, or else by its content."""
    return state(path) == seen[0] or digest(read_file(path)) == seen[1]


def _written(folder: Path) -> int:
    """When anything came into a folder, or went (nanoseconds)."""
    return folder.stat().st_mtime_ns


def _articles(database: sqlite3.Connection, folder: str) -> set[str]:
    """The articles that the database knows in a folder and below."""
    below = f"{folder}/" if folder else ""
    query = "SELECT path FROM article WHERE path >= ? AND path < ?"
    return {path for (path,) in database.execute(query, (below, f"{below}\U0010ffff"))}
