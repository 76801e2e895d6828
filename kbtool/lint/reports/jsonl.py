"""One JSON object a line, for programs that read line by line."""

from collections.abc import Iterable, Iterator

import msgspec

from kbtool.findings import Finding


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """A finding a line."""
    return (msgspec.json.encode(finding).decode() + "\n" for finding in findings)
