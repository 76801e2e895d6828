"""One JSON object a line, for programs that read line by line."""

from collections.abc import Iterable, Iterator

import msgspec

from kbtool.findings import Finding


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """A finding a line."""
    return (encoded(finding).decode() + "\n" for finding in findings)


def encoded(finding: Finding) -> bytes:
    """A finding as a JSON object, which also has what its code is called and, of a fix, whether it is safe."""
    fields = {**msgspec.to_builtins(finding), "name": finding.code.alias}
    if finding.fix:
        fields["fix"]["is_safe"] = finding.fix.is_safe
    return msgspec.json.encode(fields)
