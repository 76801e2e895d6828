"""Annotations of GitHub Actions: workflow commands, one a line.

The escapes are those of https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from collections.abc import Iterable, Iterator

from kbtool.findings import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """A command a finding."""
    for finding in findings:
        places = {
            "file": finding.path,
            "line": finding.line,
            "col": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
            "title": f"{finding.code} {finding.code.alias}",
        }
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value)
        message = f"{finding.message} {finding.advice}".strip()
        yield f"::{_LEVELS[finding.severity]} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
