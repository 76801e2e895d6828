"""What `kbtool lint` does with mended files: writes them, or shows how they would be."""

import difflib
import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from kbtool.cli import show
from kbtool.files import reason, rewrite
from kbtool.lint.fixes import Withheld
from kbtool.lint.mending import MendedFile

_SHOWN = 10

Carry = Callable[[MendedFile], bool]
"""Does what is to be done about a file that changes; returns whether that could be done."""


class Outcome(NamedTuple):
    """How many files were mended or would be, by how many fixes; which fixes were left, how many wait; how many files could not be written."""

    files: int
    fixes: int
    left: Sequence[Withheld]
    waiting: int
    unwritten: int

    def summary(self, verb: str) -> str:
        """What was done, in words: `2 findings in 1 file mended`."""
        number = len(self.left)
        they = "it" if number == 1 else "they"
        left = f"; {show.amount(number, 'fix', 'fixes')} left, {they} would bring new findings" if number else ""
        later = f"; {waiting(self.waiting)}" if self.waiting else ""
        return f"{show.amount(self.fixes, 'finding')} in {show.amount(self.files, 'file')} {verb}{left}{later}."


def left_out(withheld: Sequence[Withheld]) -> Iterator[str]:
    """What is said of the first fixes that were left, a line each: where, and what they would bring."""
    for finding, because in withheld[:_SHOWN]:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        new = f"{because.code} {because.code.alias}: {because.message}"
        yield show.printable(f"{place}: the fix of {finding.code} {finding.code.alias} is left, it would bring {new}")
    if len(withheld) > _SHOWN:
        yield f"{len(withheld) - _SHOWN:,} more fixes are left for such reasons."


def waiting(number: int) -> str:
    """What is said of fixes that were not tried any more."""
    return f"{show.amount(number, 'fix waits', 'fixes wait')} for another run"


def carry_out(files: Iterable[MendedFile], carry: Carry) -> Outcome:
    """Do with each file that changes what is to be done."""
    number: Counter[str] = Counter()
    left: list[Withheld] = []
    for file in files:
        left += file.left
        number["waiting"] += file.waiting
        if file.after == file.before:
            continue
        if carry(file):
            number["files"] += 1
            number["fixes"] += file.done
        else:
            number["unwritten"] += 1
    return Outcome(number["files"], number["fixes"], left, number["waiting"], number["unwritten"])


def write(file: MendedFile) -> bool:
    """Write a file; one that cannot be written is named."""
    try:
        rewrite(file.path, file.after)
    except OSError as error:
        click.echo(f"{file.path}: cannot be written: {reason(error)}. It stays as it was.", err=True)
        return False
    return True


def show_changes(file: MendedFile, root: Path) -> bool:
    """Show what would change in a file of the base in the folder `root`."""
    click.echo(diff(file.path, root, file.before, file.after), nl=False)
    return True


def diff(path: Path, root: Path, before: bytes, after: bytes) -> bytes:
    """What changes in a file of the base in the folder `root`, as `patch` and `git apply` take it."""
    name = _name_in_patch(path, root).encode()
    end = b"\t" if b" " in name else b""  # without it, a name ends at its first space
    old, new = (list(io.BytesIO(data)) for data in (before, after))
    lines = difflib.diff_bytes(difflib.unified_diff, old, new, b"a/" + name + end, b"b/" + name + end)
    head = b"diff --git a/%b b/%b\n" % (name, name)  # it tells git that names begin at the top of the repository
    return head * (before != after) + b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines
    )


def _name_in_patch(path: Path, root: Path) -> str:
    """The path from the top of the repository on, as git has it; where there is none, from the working folder, or else from the base."""
    whole, home = (Path(os.path.abspath(one)) for one in (path, root))  # noqa: PTH100 - links are left as they are, ways up are not
    tops = (folder for folder in whole.parents if (folder / ".git").exists())
    for folder in (*tops, Path.cwd(), home):
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return whole.as_posix().lstrip("/")
