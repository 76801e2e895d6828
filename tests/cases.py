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
from collections.abc import Sequence
from pathlib import Path

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


def read(path: Path, parts: Sequence[str] = (INPUT, EXPECTED)) -> list[Case]:
    """The cases of a file, each with exactly `parts` in this order. Raises Malformed."""
    cases: list[Case] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    marks = [i for i, line in enumerate(lines) if line.startswith(MARK.rstrip())]
    bounds = [*marks, len(lines)]
    titles: dict[str, int] = {}
    title, xfail, begun, found = "", "", 0, dict[str, str]()

    def fail(at: int, why: str) -> Malformed:
        return Malformed(f"{path}:{at + 1}: {why}")

    def finish(at: int) -> None:
        if not title:
            return
        if tuple(found) != tuple(parts):
            raise fail(begun, f"the case '{title}' has the parts {', '.join(found) or 'none'}, not {', '.join(parts)}")
        if not found[parts[0]].strip():
            raise fail(begun, f"the case '{title}' has nothing in its part '{parts[0]}' (it ends before line {at + 1})")
        cases.append(Case(title, dict(found), path, begun + 1, xfail))

    for at, end in zip(marks, bounds[1:], strict=True):
        between = _trimmed(lines[at + 1 : end])
        if titled := _TITLED.match(lines[at]):
            if between:
                raise fail(at + 1, f"text stands outside of every part: '{between[0]}'")
            if titled[1] == "case":
                finish(at)
                title, xfail, begun, found = titled[2], "", at, {}
                if title in titles:
                    raise fail(at, f"the title '{title}' is that of line {titles[title] + 1} too")
                titles[title] = at
            elif not title or found or xfail:
                raise fail(at, "'xfail' stands once, directly below the title of its case")
            else:
                xfail = titled[2]
        elif part := _PART.match(lines[at]):
            if not title:
                raise fail(at, f"the part '{part[1]}' belongs to no case")
            if part[1] in found:
                raise fail(at, f"the case '{title}' has the part '{part[1]}' twice")
            found[part[1]] = "\n".join(between)
        else:
            raise fail(at, f"this is no marker of a case file: '{lines[at]}'")
    finish(len(lines))
    if not cases:
        raise Malformed(f"{path}: holds no case")
    return cases


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
