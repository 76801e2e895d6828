"""What commands share in showing: findings and counts. Results go to standard output, all else to standard error."""

from collections import Counter
from collections.abc import Iterable, Sequence

import click

from kbtool.findings import Code, Finding, Severity
from kbtool.printing import printable, styled

__all__ = ["amount", "by_code", "counts", "findings", "gravest", "printable"]

_SHOWN = {Severity.WARNING: 10, Severity.INFO: 3}  # of each code, at the end of a long run


def findings(items: Iterable[Finding], *, err: bool = True) -> None:
    """Show findings, one a line."""
    for finding in items:
        click.echo(styled(finding), err=err)


def gravest(items: Iterable[Finding], *, errors_only: bool = False) -> list[Finding]:
    """What of the findings of a long run is worth a line: every error, and the others as long as there are few of a code."""
    number: Counter[Code] = Counter()
    few = []
    for finding in items:
        number[finding.code] += 1
        if finding.severity is Severity.ERROR or not (errors_only or number[finding.code] > _SHOWN[finding.severity]):
            few.append(finding)
    return few


def by_code(items: Sequence[Finding], shown: int, *, all_shown_by: str) -> None:
    """How many findings there are of each code, unless each is `shown` already and they are few."""
    if len(items) == shown and shown <= _SHOWN[Severity.WARNING]:
        return
    more = f" ({all_shown_by} lists all)" if len(items) > shown else ""
    click.echo(f"{len(items):,} findings{more}:")
    number = Counter((finding.severity.rank, finding.code) for finding in items)
    widest = max(len(code.alias) for _, code in number)
    for (rank, code), count in sorted(number.items()):
        click.echo(f"  {list(Severity)[rank]:7} {code} {code.alias:{widest}} {count:8,}")


def amount(number: int, name: str, names: str = "") -> str:
    """`1 file`, `2 files`; `names` are more than one where that is not the name with an s."""
    return f"{number:,} {name if number == 1 else names or name + 's'}"


def counts(pairs: Sequence[tuple[str, int]]) -> str:
    """`3 written, 2 unchanged`; what does not occur is left out."""
    return ", ".join(f"{number:,} {name}" for name, number in pairs if number) or "nothing"
