"""Mending the articles of a base: what each file would be with its fixes. Nothing is written here."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from kbtool.catalogue import ExecutorFor
from kbtool.lint import Base, catalogue_of, check, check_text
from kbtool.lint.fixes import Choose, mended


class MendedFile(msgspec.Struct, frozen=True):
    """A file that fixes change: its content before and after, how many were applied, how many left because they bring new findings."""

    path: Path
    before: bytes
    after: bytes
    done: int
    left: int


def mend(
    paths: Iterable[Path], base: Base, executor_for: ExecutorFor, *, unsafe: bool, choose: Choose = list
) -> Iterator[MendedFile]:
    """The files at `paths` that have anything to mend, one after the other, each among the others as they were found.

    `choose` says which findings are to be mended, all unless given.

    Raises:
        OSError: a file cannot be read.
    """
    report = check(paths, base, executor_for)
    fixable = dict.fromkeys(f.path for f in choose(list(report.findings)) if f.fix and (f.fix.is_safe or unsafe))
    catalogue = catalogue_of(base, executor_for) if fixable else None
    for name in fixable:
        path = Path(name)
        before = path.read_bytes()
        if catalogue:
            check_one = partial(check_text, path=path, base=base, catalogue=catalogue)
            found = mended(before, check_one, unsafe=unsafe, choose=choose)
            yield MendedFile(path, before, found.data, found.done, found.left)
