"""For people: each finding with the line it is about, and a caret below the place."""

from collections.abc import Iterable, Iterator

import click

from kbtool.findings import Finding
from kbtool.printing import printable, styled

_WIDEST = 150
_BEFORE = 60  # characters kept before the place, in a line that is wider


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """A finding, and below it its line."""
    for finding in findings:
        yield styled(finding) + "\n"
        if finding.source:
            yield _excerpt(finding)


def _excerpt(finding: Finding) -> str:
    first = max(finding.column - 1, 0)
    last = finding.end_column - 1 if finding.end_line == finding.line else len(finding.source)
    cut = max(0, first - _BEFORE) if len(finding.source) > _WIDEST else 0
    line = finding.source[cut : cut + _WIDEST]
    length = max(1, min(last - cut, len(line)) - (first - cut))
    shown = printable(line, keep="\t")
    pad = "".join("\t" if character == "\t" else " " for character in line[: first - cut])
    caret = click.style("^" * length, fg="red")
    return f"{finding.line:6} | {shown}\n{'':6} | {pad}{caret}\n"
