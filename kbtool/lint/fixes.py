"""Mending articles: the fixes of findings, applied until there is nothing left to mend."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from kbtool.content.lines import Lines
from kbtool.findings import Code, Edit, Finding

_PASSES = 10  # a fix may make room for another; those that would go on for longer undo each other
_BOM = "\N{BYTE ORDER MARK}"

Check = Callable[[bytes], list[Finding]]
"""Finds what is wrong with the content of a file."""
Choose = Callable[[list[Finding]], list[Finding]]
"""Those of the findings in a file that are to be mended."""


class Withheld(NamedTuple):
    """A finding whose fix was not applied, and one that there would be more of with it."""

    finding: Finding
    because: Finding


class Mended(NamedTuple):
    """The content of a file with the fixes that were applied, and how many.

    `left` are those that would bring new findings; `waiting` counts those that were not tried any more, since others came up again and again.
    """

    data: bytes
    done: int
    left: tuple[Withheld, ...] = ()
    waiting: int = 0


def mended(data: bytes, check: Check, *, unsafe: bool, choose: Choose = list) -> Mended:
    """The content of a file with all fixes that bring nothing new to find: the safe ones, with `unsafe` the others too.

    What a fix brings that has a fix itself is mended together with it. `choose` says which findings are to be mended, all unless given.
    What no fix touches stays byte for byte, ends of lines and byte order mark included; what is not UTF-8 stays as it is.
    """

    def fixable(found: Iterable[Finding]) -> list[Finding]:
        return [one for one in choose(list(found)) if one.fix and (one.fix.is_safe or unsafe)]

    done = 0
    findings = check(data)
    chosen = fixable(findings)
    for _ in range(_PASSES):
        found = _mended_once(data, findings, chosen, check, _nothing) if chosen else _Once(data, 0, [])
        left = tuple(found.withheld)
        if not found.done and (together := [one.finding for one in left if fixable([one.because])]):
            found = _mended_once(data, findings, together, check, partial(_brought, fixable, findings))
        if not found.done:
            return Mended(data, done, left=left)
        data, done = found.data, done + found.done
        findings = check(data)
        chosen = fixable(findings)
    return Mended(data, done, waiting=len(chosen))


def _brought(fixable: Choose, before: Sequence[Finding], after: list[Finding]) -> list[Finding]:
    """Those of the findings that there are more of than before, and that can be mended."""
    more = _more(after, before)
    return [one for one in fixable(after) if one.code in more]


def _nothing(_after: list[Finding]) -> list[Finding]:
    return []


class _Once(NamedTuple):
    """The content with fixes, how many of them, and those that bring something beside these."""

    data: bytes
    done: int
    withheld: list[Withheld]


def _mended_once(
    data: bytes, findings: Sequence[Finding], fixable: Sequence[Finding], check: Check, follow: Choose
) -> _Once:
    """The content with all fixes that bring nothing new and do not overlap.

    Where all together bring something new, each half is tried by itself, down to the single fix that does. Of what is found then,
    `follow` says what is mended together with them.
    """
    accepted: list[Finding] = []
    withheld: list[Withheld] = []
    groups = [list(fixable)]
    while groups:
        group = groups.pop()
        changed = _followed(applied(data, accepted + group)[0], check, follow)
        new = _new(check(changed), findings)
        if new is None:
            accepted += group
        elif len(group) == 1:
            withheld.append(Withheld(group[0], new))
        else:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    changed, done = applied(data, accepted)
    return _Once(_followed(changed, check, follow), len(done), withheld)


def _new(after: Sequence[Finding], before: Sequence[Finding]) -> Finding | None:
    """A finding of a rule that finds more than before, preferably one of which nothing was said before; None where no rule does."""
    more = _more(after, before)
    said = {finding.message for finding in before}
    return min(
        (finding for finding in after if finding.code in more), key=lambda one: one.message in said, default=None
    )


def _more(after: Iterable[Finding], before: Iterable[Finding]) -> Counter[Code]:
    """The codes of which there is more than before."""
    return Counter(finding.code for finding in after) - Counter(finding.code for finding in before)


def _followed(changed: bytes, check: Check, follow: Choose) -> bytes:
    """The content with what is to be mended together with what was changed."""
    followers = [] if follow is _nothing else follow(check(changed))
    return applied(changed, followers)[0] if followers else changed


def applied(data: bytes, findings: Iterable[Finding]) -> tuple[bytes, list[Finding]]:
    """The content with the fixes of the findings, and those whose fix was applied; of fixes that overlap the first, and those that do the same."""
    text = data.decode("utf-8")
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    lines = Lines(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    done: list[Finding] = []
    chosen: list[_Change] = []
    for finding in findings:
        if finding.fix:
            changes = [_change(lines, edit, line_end) for edit in finding.fix.edits]
            if all(_is_among(chosen, change) for change in changes):
                done.append(finding)
            elif not any(_overlaps(chosen, change) for change in changes):
                for change in changes:
                    insort(chosen, change)
                done.append(finding)
    return (mark + _changed(text, chosen)).encode(), done


_Change = tuple[int, int, str]


def _change(lines: Lines, edit: Edit, line_end: str) -> _Change:
    start, end = lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column)
    return start, end, edit.text.replace("\n", line_end)


def _changed(text: str, changes: Iterable[_Change]) -> str:
    """The text with changes that are in order and do not overlap."""
    parts, at = [], 0
    for start, end, replacement in changes:
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])


def _is_among(chosen: Sequence[_Change], change: _Change) -> bool:
    return change in chosen[(at := bisect_left(chosen, change)) : at + 1]


def _overlaps(chosen: Sequence[_Change], change: _Change) -> bool:
    """Whether a change touches one of those that are in order and do not overlap: of them only its neighbours can be."""
    at = bisect_left(chosen, change)
    return any(_overlap(change, other) for other in chosen[max(0, at - 1) : at + 1])


def _overlap(one: _Change, other: _Change) -> bool:
    """Whether two changes touch the same text; two insertions at one place do."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
