"""The catalogue itself: what is known of all articles together."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from kbtool import settings
from kbtool.catalogue.entries import broken_ids, examined, open_store
from kbtool.catalogue.entry import Entry
from kbtool.catalogue.files import article_tree
from kbtool.catalogue.fingerprint import resemblances, smallest
from kbtool.catalogue.known import Known
from kbtool.catalogue.known import load as known_of
from kbtool.catalogue.references import Form, Reference
from kbtool.catalogue.resolution import Resolution, State
from kbtool.catalogue.slips import rewritten, slips
from kbtool.catalogue.store import FOLDER
from kbtool.catalogue.titles import Agreement, TitleIndex, agreement, fit, is_same_version
from kbtool.errors import UsageError
from kbtool.files import is_text, nearest
from kbtool.ids import IdForm
from kbtool.parallel import ExecutorFor, executor_for, map_batches

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
        self,
        entries: Iterable[Entry],
        known: Known | None = None,
        unreadable: Iterable[str] = (),
        home: Path = Path(),
    ) -> None:
        """The catalogue of these entries, which are not read before they are needed.

        `known` is what editors say of articles that are not, or not any more, where their id says; `unreadable` are the ids by which
        files are named that cannot be read as articles; `home` is the content folder.
        """
        self._entries = entries
        self._home = home
        self.known = known or Known()
        self.unreadable = set(unreadable)
        """Ids of which there is a file, but no article as long as it is broken."""
        self._resolutions: dict[tuple[str, str], Resolution] = {}

    @classmethod
    def of_base(cls, root: Path, *, use_cache: bool = True, workers: int | None = None) -> "Catalogue":
        """The catalogue of the knowledge base in the folder `root`, as its settings say.

        Args:
            root: the folder of the settings.
            use_cache: read from the folder of the stores what has not changed, and keep there what has.
            workers: the number of processes, one for each processor unless given.

        Raises:
            UsageError: the settings, the redirect file or the successor file cannot be used, or there is no content folder.
        """
        base = settings.load(root)
        folder = root / base.content
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder. Run this in a knowledge base.")
        return cls.load(
            folder,
            base.ids,
            partial(executor_for, workers=workers),
            cache=root / FOLDER if use_cache else None,
            known=known_of(root, base.ids),
        )

    @classmethod
    def load(
        cls, folder: Path, ids: IdForm, executor_for: ExecutorFor, *, cache: Path | None, known: Known
    ) -> "Catalogue":
        """The catalogue of the articles below the content folder; `cache` is the folder of the stores, None to do without.

        What cannot be read as an article is left out: to say so is the linter's.
        """
        states = article_tree(folder, ids).articles
        store = open_store(cache, ids)
        stale = [path for path, state in states.items() if not store.holds(path, state)]
        with executor_for(len(stale)) as executor:
            tasks = ((path, store.content(path)) for path in stale)
            for path, (content_hash, entry) in zip(
                stale, map_batches(partial(examined, folder, ids), tasks, executor), strict=True
            ):
                store.keep(path, states[path], content_hash, entry)
        store.save(states)
        return cls(
            (entry for found in store.values(states) for entry in found), known, broken_ids(store, states), folder
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """All articles, in order of their paths."""
        return list(self._entries)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The articles by their ids; of several with one id the first."""
        return {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def _repeated(self) -> dict[str, list[Entry]]:
        """The articles of each id that several have, in order of their paths."""
        repeated = {entry.id for entry in self.entries if self.by_id[entry.id] is not entry}
        found: dict[str, list[Entry]] = {article_id: [] for article_id in repeated}
        for entry in self.entries if repeated else ():
            if entry.id in found:
                found[entry.id].append(entry)
        return found

    @property
    def repeated_paths(self) -> set[str]:
        """The articles that have the id of another, by their paths."""
        return {entry.path for bearers in self._repeated.values() for entry in bearers}

    @cached_property
    def shortest(self) -> int:
        """How many characters the shortest id of an article has."""
        return min(map(len, self.by_id), default=0)

    @cached_property
    def titles(self) -> TitleIndex:
        """Finds articles by their titles."""
        return TitleIndex((entry.id, entry.title) for entry in self.entries)

    @cached_property
    def citing(self) -> Mapping[str, list[Citing]]:
        """For each cited id, whether it is here or not, the articles that cite it, with each place; see `references`."""
        found = dict(self._citing)
        for article_id in [one for one in found if len(one) < self.shortest or one not in self.by_id]:
            places = [citing for citing in found.pop(article_id) if not self.is_chance(citing.reference)]
            found |= {article_id: places} if places else {}
        return found

    @cached_property
    def _citing(self) -> dict[str, list[Citing]]:
        """The same with what only looks like an id."""
        found: dict[str, list[Citing]] = {}
        for entry in self.entries:
            for reference in entry.references:
                found.setdefault(reference.id, []).append(Citing(entry, reference))
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
        for _ in (self.by_id, self.titles, self._citing, self.keywords, self.products, self._sharing):
            pass

    def knowing(self, known: Known) -> "Catalogue":
        """The same articles, of which editors know something else."""
        self.prepare()
        other = copy(self)
        vars(other).update(known=known, _resolutions={})
        for name in ("citing", "_former_ids"):
            vars(other).pop(name, None)
        return other

    def put(self, path: str, entry: Entry | None) -> Entry | None:
        """Let the article at `path` be as `entry` says from now on, or with None be no more; returns how it was, None where there was none.

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
        for name in ("shortest", "citing", "_repeated", "_former_ids"):
            vars(self).pop(name, None)
        self._resolutions.clear()
        return old

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
            rest = [citing for citing in self._citing.pop(article_id) if citing.entry is not entry]
            self._citing.update({article_id: rest} if rest else {})
        self.keywords -= Counter(set(entry.keywords))
        self.products -= Counter([entry.product])
        for value in smallest(entry.fingerprint):
            self._sharing[value].remove(entry)

    def _learn(self, entry: Entry) -> None:
        self.titles.add(entry.id, entry.title)
        for reference in entry.references:
            places = self._citing.setdefault(reference.id, [])
            places.append(Citing(entry, reference))
            places.sort(key=_path_of_citing)
        self.keywords.update(set(entry.keywords))
        self.products[entry.product] += 1
        for value in smallest(entry.fingerprint):
            self._sharing[value].append(entry)

    def file(self, entry: Entry) -> Path:
        """The file of an article, as one would name it in the working folder."""
        return nearest(self._home / entry.path)

    def holds_file(self, below: str) -> bool:
        """Whether there is a file, be it no article, at a path below the content folder."""
        return is_text(below) and "\0" not in below and (self._home / below).is_file()

    def namesakes(self, entry: Entry) -> list[Entry]:
        """The other articles that have the id of this one, which need not be on disk; in order of their paths."""
        first = self.by_id.get(entry.id)
        bearers = self._repeated.get(entry.id, [first] if first else [])
        return [other for other in bearers if other.path != entry.path]

    def sharing_runs(self, entry: Entry, margin: int = 0) -> Iterator[Entry]:
        """The articles with which one shares telling runs of words, itself included, once for each; `margin` more may be too many to tell."""
        groups = (self._sharing.get(value, []) for value in smallest(entry.fingerprint))
        return (other for group in groups if len(group) <= _COMMONPLACE + margin for other in group)

    def resembling(self, entry: Entry) -> list[tuple[Entry, float]]:
        """The other articles whose text resembles that of an article at all closely, and how much (0 to 1), the nearest first."""
        near = {other.path: other for other in self.sharing_runs(entry)}
        near.pop(entry.path, None)
        shares = resemblances(entry.fingerprint, (other.fingerprint for other in near.values()))
        found = [(other, share) for other, share in zip(near.values(), shares, strict=True) if share]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].path))

    def cited_as(self, article_id: str) -> Iterator[str]:
        """The titles by which other articles cite an article, under its id or one from which redirects lead to it; one for each citation that has one."""
        names = (article_id, *self._former_ids.get(article_id, ()))
        places = (citing for name in names for citing in self._citing.get(name, ()))
        return (citing.reference.title for citing in places if citing.reference.title)

    @cached_property
    def _former_ids(self) -> Mapping[str, list[str]]:
        """For each article the other ids from which redirects lead to it."""
        found = defaultdict(list)
        for name in self.known.redirects:
            if (target := self.known.resolution(name, self.by_id).target) != name:
                found[target].append(name)
        return found

    def resolve(self, reference: Reference, by: str = "") -> Resolution:
        """What a reference leads to. `by` is the id of the article that makes it, which is never suggested as the one that was meant."""
        asked = reference.id, reference.title
        if asked not in self._resolutions:
            self._resolutions[asked] = self._resolved(reference)
        found = self._resolutions[asked]
        if by not in found.suggestions:
            return found
        return msgspec.structs.replace(found, suggestions=tuple(other for other in found.suggestions if other != by))

    def references(self, entry: Entry) -> tuple[Reference, ...]:
        """What an article cites, without what only looks like it: that is known only when the ids of all articles are."""
        shortest = self.shortest
        return tuple(
            one
            for one in entry.references
            if (len(one.id) >= shortest and one.form is not Form.PAGE) or not self.is_chance(one)
        )

    def is_chance(self, reference: Reference) -> bool:
        """Whether what stands in the text only looks like a reference.

        The address of a page is one only where an article of its id is here: other sites have ids of this form too. Free in the text, what
        is shorter than the id of any article is a question, a cell, a model; but what editors say something of, or what is cited by
        the title of an article, is an id.
        """
        if reference.form is Form.PAGE:
            return self.resolve(reference).state not in (State.HERE, State.BROKEN)
        if reference.form is not Form.MENTION or len(reference.id) >= self.shortest:
            return False
        if reference.id in self.known.redirects:
            return False
        found = self.resolve(reference)
        return found.state is State.MISSING and not found.suggestions

    def resolve_id(self, article_id: str) -> Resolution:
        """What a reference by the number alone leads to. A file that is broken is no article, but what it is named by is not missing."""
        found = self.known.resolution(article_id, self.by_id)
        broken = "" if found.target or not self.unreadable else self._broken_target(article_id)
        return Resolution(State.BROKEN, broken=broken) if broken else found

    def _broken_target(self, article_id: str) -> str:
        """The last id on the way of the redirects of one (itself too) of which there is a file that cannot be read as an article; "" if none."""
        return next((name for name in reversed(self.known.chain(article_id)) if name in self.unreadable), "")

    def _resolved(self, reference: Reference) -> Resolution:
        found = self.resolve_id(reference.id)
        if not found.target and not found.broken:
            return msgspec.structs.replace(found, suggestions=self._suggestions(reference))
        if not reference.title or found.broken:
            return found
        agreeing = agreement(reference.title, self.by_id[found.target].title)
        suggestions = self._suggestions(reference) if agreeing is Agreement.OTHER else ()
        return msgspec.structs.replace(found, agreement=agreeing, suggestions=suggestions)

    def _suggestions(self, reference: Reference) -> tuple[str, ...]:
        """Ids that may have been meant: the same in another case, or with its letter; those that differ by a slip and bear the title; then all that bear it."""
        same = [other for other in rewritten(reference.id) if other in self.by_id]
        if same or not reference.title:
            return tuple(same)
        near = [other for other in slips(reference.id) if other in self.by_id and self._is_confirmed(other, reference)]
        bearing = [other for other in self.titles.bearers(reference.title) if self._is_confirmed(other, reference)]
        return tuple(dict.fromkeys([*near, *bearing]))

    def _is_confirmed(self, article_id: str, reference: Reference) -> bool:
        """Whether the title by which a reference cites is that of this article, and of no other."""
        borne = self.by_id[article_id].title
        fits = article_id != reference.id and fit(reference.title, borne) and is_same_version(reference.title, borne)
        return bool(fits) and len(self.titles.bearers(borne)) == 1
