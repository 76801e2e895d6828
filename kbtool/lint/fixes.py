"""Applying fixes to the text of a file."""

from collections.abc import Iterable

from kbtool.content.lines import Lines
from kbtool.findings import Edit, Finding


def applied(text: str, findings: Iterable[Finding], *, unsafe: bool) -> tuple[str, list[Finding]]:
    """The text with the fixes of the findings, and those whose fix was applied; of fixes that overlap the first.

    Safe fixes are applied, with `unsafe` the others too.
    """
    lines = Lines(text)
    done: list[Finding] = []
    chosen: list[tuple[int, int, str]] = []
    for finding in findings:
        if finding.fix and (finding.fix.is_safe or unsafe):
            changes = [_change(lines, edit) for edit in finding.fix.edits]
            if not any(_overlap(one, other) for one in changes for other in chosen):
                chosen += changes
                done.append(finding)
    for start, end, replacement in sorted(chosen, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text, done


def _change(lines: Lines, edit: Edit) -> tuple[int, int, str]:
    return lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column), edit.text


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two changes touch the same text; two insertions at one place do."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
