"""Mending the articles of a base: what each file would be with its fixes. Nothing is written here."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from kbtool.catalogue import Entry
from kbtool.catalogue.entry import entry_of
from kbtool.catalogue.reach import Changes, reached
from kbtool.lint.base import Base
from kbtool.lint.drafts import Drafts
from kbtool.lint.engine import read_subject
from kbtool.lint.fixes import Choose, Withheld, mended
from kbtool.lint.run import are_few, check, check_text
from kbtool.parallel import ExecutorFor


class MendedFile(msgspec.Struct, frozen=True):
    """A file that fixes change: its content before and after, how many were applied, `left` and `waiting` as `Mended` has them."""

    path: Path
    before: bytes
    after: bytes
    done: int
    left: tuple[Withheld, ...]
    waiting: int


def mend(
    paths: Iterable[Path], base: Base, executor_for: ExecutorFor, *, unsafe: bool, choose: Choose = list
) -> Iterator[MendedFile]:
    """The files at `paths` that have anything to mend, each among the others as they were found.

    Those among them that cite by a title which is mended follow it. `choose` says which findings are to be mended, all unless given.

    Raises:
        OSError: a file cannot be read.
    """
    named = tuple(paths)
    report = check(named, base, executor_for)
    fixable = dict.fromkeys(Path(f.path) for f in choose(list(report.findings)) if f.fix and (f.fix.is_safe or unsafe))
    if not fixable:
        return
    drafts = Drafts(base, executor_for)

    check_one = drafts.check if are_few(named) else partial(check_text, base=base, catalogue=drafts.catalogue)

    def mend_one(path: Path, data: bytes) -> MendedFile:
        return MendedFile(path, data, *mended(data, partial(check_one, path=path), unsafe=unsafe, choose=choose))

    found = {path: mend_one(path, path.read_bytes()) for path in fixable}
    for path in _reached_by_titles(found.values(), named, base, drafts):
        first = found.get(path) or MendedFile(path, data := path.read_bytes(), data, 0, (), 0)
        again = mend_one(path, first.after)
        found[path] = msgspec.structs.replace(again, before=first.before, done=first.done + again.done)
    yield from found.values()


def _reached_by_titles(files: Iterable[MendedFile], named: Iterable[Path], base: Base, drafts: Drafts) -> list[Path]:
    """Those of the named files that may be judged otherwise since titles were mended, among which drafts are checked from here on."""
    retitled = [entries for file in files if (entries := _retitled(file, base))]
    if not retitled:
        return []
    catalogue = drafts.catalogue
    for _, entry in retitled:
        catalogue.put(entry.path, entry)
    gone, come = zip(*retitled, strict=True)
    places = [path.resolve() for path in named]
    reach = (base.file(below) for below in sorted(reached(catalogue, Changes(frozenset(), gone, come))))
    return [path for path in reach if any(path.resolve().is_relative_to(place) for place in places)]


def _retitled(file: MendedFile, base: Base) -> tuple[Entry, Entry] | None:
    """The entries of an article of the base before and after its title was mended; None where it was not."""
    below = base.below(file.path) if file.after != file.before else ""
    before, after = (read_subject(data, base.ids) for data in (file.before, file.after)) if below else (None, None)
    if not before or not after or before.front.title == after.front.title:
        return None
    return entry_of(before, below), entry_of(after, below)
