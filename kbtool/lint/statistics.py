"""How often each rule found something."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from kbtool.findings import Code, Finding, Severity


class Count(msgspec.Struct, frozen=True):
    """The findings of one rule with one severity: how many, and how many of them `--fix` and `--unsafe-fixes` mend."""

    code: Code
    name: str
    severity: Severity
    findings: int
    safe_fixes: int
    unsafe_fixes: int


def statistics(findings: Iterable[Finding]) -> list[Count]:
    """The counts, the gravest first, and of equal severity the most frequent."""
    number = Counter((finding.severity, finding.code, finding.fix and finding.fix.is_safe) for finding in findings)
    counts = [
        Count(
            code,
            code.alias,
            severity,
            sum(number[severity, code, fix] for fix in (None, False, True)),
            number[severity, code, True],
            number[severity, code, False],
        )
        for severity, code in dict.fromkeys((severity, code) for severity, code, _ in number)
    ]
    return sorted(counts, key=lambda count: (count.severity.rank, -count.findings, count.code))


def as_table(counts: Iterable[Count]) -> Iterator[str]:
    """A line a rule, for people; nothing where nothing was found."""
    for count in counts:
        fixes = ", ".join(
            f"{number:,} {option}"
            for number, option in ((count.safe_fixes, "--fix"), (count.unsafe_fixes, "--unsafe-fixes"))
            if number
        )
        line = f"{count.findings:9,}  {count.severity:7}  {count.code}  {count.name:{_WIDEST}}  {fixes}"
        yield line.rstrip() + "\n"


def as_json(counts: Iterable[Count]) -> Iterator[str]:
    """One JSON list, for programs."""
    yield msgspec.json.format(msgspec.json.encode(list(counts))).decode() + "\n"


_WIDEST = max(len(code.alias) for code in Code)
