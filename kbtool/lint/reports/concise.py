"""One line a finding, for people and for `grep`."""

from collections.abc import Iterable, Iterator

from kbtool.findings import Finding
from kbtool.printing import styled


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """A finding a line."""
    return (styled(finding) + "\n" for finding in findings)
