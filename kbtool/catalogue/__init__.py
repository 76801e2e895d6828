"""All articles at once: ids, titles, and what cites what, both ways.

`Catalogue.load` reads a whole base, in parallel, and from its cache what has not changed.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kbtool import content
from kbtool.catalogue.entry import Entry, entry_of
from kbtool.catalogue.files import article_files, article_states, strays
from kbtool.catalogue.fingerprint import resemblances, smallest
from kbtool.catalogue.known import Known
from kbtool.catalogue.references import Form, Reference
from kbtool.catalogue.resolution import Resolution, State, Successor
from kbtool.catalogue.slips import slips
from kbtool.catalogue.store import FOLDER, Store, digest, stamp
from kbtool.catalogue.titles import Agreement, TitleIndex, agreement, fit
from kbtool.content.subject import Subject
from kbtool.ids import IdForm
from kbtool.parallel import map_batches

__all__ = [
    "FOLDER",
    "Agreement",
    "Catalogue",
    "Entry",
    "Form",
    "Known",
    "Reference",
    "Resolution",
    "State",
    "Successor",
    "article_files",
    "article_states",
    "strays",
]

ExecutorFor = Callable[[int], AbstractContextManager[Executor]]
"""From a number of items to an executor that fits."""


_COMMONPLACE = 50
"""A run of words that so many articles share says nothing of their likeness."""


_path = attrgetter("path")
_path_of_citing = attrgetter("entry.path")


class Citing(NamedTuple):
    """An article that cites another, and where."""

    entry: Entry
    reference: Reference


class Catalogue:
    """The articles of a knowledge base."""

    def __init__(
        self, entries: Iterable[Entry], known: Known | None = None, by_id: Mapping[str, Entry] | None = None
    ) -> None:
        """The catalogue of these entries, which are not read before they are needed.

        `known` is what editors say of articles that are not, or not any more, where their id says. `by_id` finds an entry by its
        id, where there is a way to do so without reading all.
        """
        self._entries = entries
        self._by_id = by_id
        self.known = known or Known()
        self._resolutions: dict[tuple[str, str], Resolution] = {}

    @classmethod
    def load(
        cls, folder: Path, ids: IdForm, executor_for: ExecutorFor, *, cache: Path | None, known: Known
    ) -> "Catalogue":
        """The catalogue of the articles below the content folder; `cache` is the folder of the stores, None to do without.

        What cannot be read as an article is left out: to say so is the linter's.
        """
        states = article_states(folder, ids)
        store = open_store(cache, ids)
        stale = [path for path, state in states.items() if not store.holds(path, state)]
        with executor_for(len(stale)) as executor:
            tasks = ((path, store.content(path)) for path in stale)
            for path, (content_hash, entry) in zip(
                stale, map_batches(partial(_examine, folder, ids), tasks, executor), strict=True
            ):
                store.keep(path, states[path], content_hash, entry)
        store.save(states)
        return cls((entry for found in store.values(states) for entry in found), known)

    @cached_property
    def entries(self) -> list[Entry]:
        """All articles, in order of their paths."""
        return list(self._entries)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The articles by their ids; of several with one id the first."""
        return self._by_id or {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def titles(self) -> TitleIndex:
        """Finds articles by their titles."""
        return TitleIndex((entry.id, entry.title) for entry in self.entries)

    @cached_property
    def citing(self) -> dict[str, list[Citing]]:
        """For each cited id, whether it is here or not, the articles that cite it, with each place."""
        found = defaultdict(list)
        for entry in self.entries:
            for reference in entry.references:
                found[reference.id].append(Citing(entry, reference))
        return found

    @cached_property
    def keywords(self) -> Counter[str]:
        """How many articles have each keyword."""
        return Counter(keyword for entry in self.entries for keyword in set(entry.keywords))

    @cached_property
    def products(self) -> Counter[str]:
        """How many articles are listed under each product."""
        return Counter(entry.product for entry in self.entries)

    @cached_property
    def _sharing(self) -> dict[int, list[Entry]]:
        """The articles by the smallest hashes of their fingerprints: texts that are nearly the same share at least one."""
        found = defaultdict(list)
        for entry in self.entries:
            for value in smallest(entry.fingerprint):
                found[value].append(entry)
        return found

    def prepare(self) -> None:
        """Read and index all that is otherwise read and indexed when it is first asked for."""
        for _ in (self.by_id, self.titles, self.citing, self.keywords, self.products, self._sharing):
            pass

    def put(self, path: str, entry: Entry | None) -> None:
        """Let the article at `path` be as `entry` says from now on, or with None be no more.

        All is as if read anew, but that of several articles of one title this one comes last.
        """
        self.prepare()
        at = bisect_left(self.entries, path, key=_path)
        is_known = at < len(self.entries) and self.entries[at].path == path
        old = self.entries.pop(at) if is_known else None
        if old:
            self._forget(old)
        if entry:
            self.entries.insert(at, entry)
            self._learn(entry)
        self.by_id = self._by_id_after(old, entry)
        self._resolutions.clear()

    def _by_id_after(self, old: Entry | None, new: Entry | None) -> dict[str, Entry]:
        """The articles by their ids, when `old` has gone and `new` has come in its place."""
        by_id = dict(self.by_id)
        if old and by_id[old.id] is old and not (new and new.id == old.id):
            del by_id[old.id]
            by_id |= {other.id: other for other in reversed(self.entries) if other.id == old.id}
        if new and (new.id not in by_id or new.path <= by_id[new.id].path):
            by_id[new.id] = new
        return by_id

    def _forget(self, entry: Entry) -> None:
        self.titles.remove(entry.id, entry.title)
        for article_id in {reference.id for reference in entry.references}:
            self.citing[article_id] = [citing for citing in self.citing[article_id] if citing.entry is not entry]
        self.keywords -= Counter(set(entry.keywords))
        self.products -= Counter([entry.product])
        for value in smallest(entry.fingerprint):
            self._sharing[value].remove(entry)

    def _learn(self, entry: Entry) -> None:
        self.titles.add(entry.id, entry.title)
        for reference in entry.references:
            self.citing[reference.id].append(Citing(entry, reference))
            self.citing[reference.id].sort(key=_path_of_citing)
        self.keywords.update(set(entry.keywords))
        self.products[entry.product] += 1
        for value in smallest(entry.fingerprint):
            self._sharing[value].append(entry)

    def resembling(self, entry: Entry) -> list[tuple[Entry, float]]:
        """The other articles whose text resembles that of an article at all closely, and how much (0 to 1), the nearest first."""
        groups = [self._sharing.get(value, []) for value in smallest(entry.fingerprint)]
        near = {other.path: other for group in groups if len(group) <= _COMMONPLACE for other in group}
        near.pop(entry.path, None)
        shares = resemblances(entry.fingerprint, (other.fingerprint for other in near.values()))
        found = [(other, share) for other, share in zip(near.values(), shares, strict=True) if share]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].path))

    def cited_as(self, article_id: str) -> Iterator[str]:
        """The titles by which other articles cite an article, one for each citation that has one."""
        return (citing.reference.title for citing in self.citing.get(article_id, ()) if citing.reference.title)

    def resolve(self, reference: Reference) -> Resolution:
        """What a reference leads to."""
        asked = reference.id, reference.title
        if asked not in self._resolutions:
            self._resolutions[asked] = self._resolved(reference)
        return self._resolutions[asked]

    def _resolved(self, reference: Reference) -> Resolution:
        target = self.known.target(reference.id)
        entry = self.by_id.get(target)
        if entry is None:
            successor = self.known.successors.get(reference.id)
            state = State.ELSEWHERE if successor else State.MISSING
            return Resolution(state, successor=successor, suggestions=self._suggestions(reference))
        state = State.HERE if target == reference.id else State.MOVED
        if not reference.title:
            return Resolution(state, target)
        found = agreement(reference.title, entry.title)
        suggestions = self._suggestions(reference) if found is Agreement.OTHER else ()
        return Resolution(state, target, found, suggestions=suggestions)

    def _suggestions(self, reference: Reference) -> tuple[str, ...]:
        """Ids that may have been meant: those that differ by a slip and bear the title, then all that bear it."""
        if not reference.title:
            return ()
        near = [
            other
            for other in slips(reference.id)
            if other in self.by_id and fit(reference.title, self.by_id[other].title)
        ]
        bearers = [other for other in self.titles.bearers(reference.title) if other != reference.id]
        return tuple(dict.fromkeys([*near, *bearers]))


def open_store(cache: Path | None, ids: IdForm) -> Store[tuple[Entry, ...]]:
    """The store of entries; a file that is no article has none."""
    return Store(cache, "catalogue", stamp(ids), tuple[Entry, ...])


def _examine(folder: Path, ids: IdForm, task: tuple[str, bytes | None]) -> tuple[bytes, tuple[Entry, ...] | None]:
    """The hash of a file's content and its entry; None instead when the hash is the one that is known."""
    path, known_hash = task
    try:
        data = (folder / path).read_bytes()
    except OSError:
        return b"", ()
    content_hash = digest(data)
    if content_hash == known_hash:
        return content_hash, None
    article, _ = content.parse(data, path, Path(path).stem)
    if article is None:
        return content_hash, ()
    return content_hash, (entry_of(Subject(article, content.decoded(data), ids), path),)
