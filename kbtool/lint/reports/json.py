"""One JSON list, for programs."""

from collections.abc import Iterable, Iterator

import msgspec

from kbtool.findings import Finding
from kbtool.lint.reports.jsonl import encoded


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """The list, a finding in it as `jsonl` writes it, but indented."""
    before = "["
    for finding in findings:
        text = msgspec.json.format(encoded(finding), indent=2).decode()
        yield before + "\n  " + text.replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
