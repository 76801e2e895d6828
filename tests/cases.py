"""Cases as data: the one strict reader of case files.

A case file describes itself in its first lines; then come the cases:

    %%%% case: a title, once in the file
    %%%% xfail: why the product gets this wrong today (only where it does)
    %%%% input
    what goes in
    %%%% expected
    what must come out

The lines between two markers are a part; blank lines at its ends are not. Lines that begin with `%%%% ` are markers wherever they
stand: neither legacy text nor Markdown has such lines, and a part that is to be written with one is refused. Whatever is not exactly
of this form is an error of the file, never a case that silently tests nothing.

`pytest --update-cases` rewrites the expected parts that differ; a failure prints the command that does it for the one case.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

MARK = "%%%% "
_TITLED = re.compile(r"%%%% (case|xfail): (\S.*)\Z")
_PART = re.compile(r"%%%% ([a-z]+)\Z")
INPUT, EXPECTED = "input", "expected"


class Malformed(Exception):  # noqa: N818 - it says what the file is
    """A case file is not of the form that the module describes."""


class Case(msgspec.Struct, frozen=True):
    """One case: its parts by name, the file and line (1-based) where it begins."""

    title: str
    parts: dict[str, str]
    path: Path
    line: int
    xfail: str = ""

    @property
    def input(self) -> str:
        return self.parts[INPUT]

    @property
    def lines(self) -> list[str]:
        return self.input.split("\n")

    @property
    def expected(self) -> str:
        return self.parts[EXPECTED]


class _Mark(NamedTuple):
    """A marker of the file: its line (0-based), what it opens, what it says, and the lines up to the next one."""

    at: int
    kind: str
    text: str
    below: list[str]


def read(path: Path, parts: Sequence[str] = (INPUT, EXPECTED)) -> list[Case]:
    """The cases of a file, each with exactly `parts` in this order. Raises Malformed."""
    groups: list[list[_Mark]] = []
    for mark in _marks(path):
        if mark.kind == "case":
            groups.append([mark])
        elif groups:
            groups[-1].append(mark)
        else:
            raise _malformed(path, mark.at, f"'{mark.text}' belongs to no case")
    if not groups:
        raise Malformed(f"{path}: holds no case")
    cases = [_case(path, group, parts) for group in groups]
    first: dict[str, int] = {}
    for case in cases:
        if first.setdefault(case.title, case.line) != case.line:
            raise _malformed(path, case.line - 1, f"the title '{case.title}' is that of line {first[case.title]} too")
    return cases


def _malformed(path: Path, at: int, why: str) -> Malformed:
    return Malformed(f"{path}:{at + 1}: {why}")


def _marks(path: Path) -> Iterator[_Mark]:
    lines = path.read_text(encoding="utf-8").split("\n")
    places = [i for i, line in enumerate(lines) if line.startswith(MARK.rstrip())]
    for at, end in pairwise([*places, len(lines)]):
        below = _trimmed(lines[at + 1 : end])
        if titled := _TITLED.match(lines[at]):
            if below:
                raise _malformed(path, at + 1, f"text stands outside of every part: '{below[0]}'")
            yield _Mark(at, titled[1], titled[2], below)
        elif part := _PART.match(lines[at]):
            yield _Mark(at, "part", part[1], below)
        else:
            raise _malformed(path, at, f"this is no marker of a case file: '{lines[at]}'")


def _case(path: Path, group: Sequence[_Mark], wanted: Sequence[str]) -> Case:
    head, *rest = group
    xfail = rest.pop(0).text if rest and rest[0].kind == "xfail" else ""
    parts: dict[str, str] = {}
    for mark in rest:
        if mark.kind == "xfail":
            raise _malformed(path, mark.at, "'xfail' stands once, directly below the title of its case")
        if mark.text in parts:
            raise _malformed(path, mark.at, f"the case '{head.text}' has the part '{mark.text}' twice")
        parts[mark.text] = "\n".join(mark.below)
    if tuple(parts) != tuple(wanted):
        has = ", ".join(parts) or "none"
        raise _malformed(path, head.at, f"the case '{head.text}' has the parts {has}, not {', '.join(wanted)}")
    if not parts[wanted[0]]:
        raise _malformed(path, head.at, f"the case '{head.text}' has nothing in its part '{wanted[0]}'")
    return Case(head.text, parts, path, head.at + 1, xfail)


def params(path: Path, parts: Sequence[str] = (INPUT, EXPECTED)) -> list[object]:
    """The cases of a file for `pytest.mark.parametrize`; those known to fail today are marked so, strictly."""
    return [
        pytest.param(
            case,
            id=re.sub(r"\W+", "-", case.title).strip("-"),
            marks=[pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else [],
        )
        for case in read(path, parts)
    ]


def difference(case: Case, actual: str, part: str = EXPECTED) -> str:
    """A readable difference between the part and what came out; "" when they are equal."""
    wanted, got = case.parts[part], "\n".join(_trimmed(actual.split("\n")))
    if wanted == got:
        return ""
    lines = difflib.unified_diff(wanted.split("\n"), got.split("\n"), part, "actual", lineterm="", n=99)
    return "\n".join(lines)


def update(case: Case, actual: str, part: str = EXPECTED) -> None:
    """Rewrite the part of the case in its file. Raises Malformed when the text could not be read back."""
    text = _trimmed(actual.split("\n"))
    if any(line.startswith(MARK.rstrip()) for line in text):
        raise Malformed(f"{case.path}:{case.line}: what came out holds a marker of case files; it cannot be written")
    lines = case.path.read_text(encoding="utf-8").split("\n")
    begin = lines.index(f"{MARK}case: {case.title}")
    start = lines.index(f"{MARK}{part}", begin) + 1
    end = next((i for i in range(start, len(lines)) if lines[i].startswith(MARK)), len(lines))
    blank = [""]
    case.path.write_text("\n".join([*lines[:start], *text, *blank, *lines[end:]]), encoding="utf-8")


def _trimmed(lines: Sequence[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return list(lines[start:end])
