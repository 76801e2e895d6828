"""Text of others on a terminal: nothing in it may act there."""

import click

from kbtool.findings import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def printable(text: str, keep: str = "") -> str:
    """The text without characters that a terminal would act on, but for those to `keep`."""
    return "".join(c if c.isprintable() or c in keep else "\N{REPLACEMENT CHARACTER}" for c in text)


def styled(finding: Finding) -> str:
    """The finding on one line, its severity in colour."""
    word = f": {finding.severity} {finding.code} "
    coloured = f": {click.style(str(finding.severity), fg=_COLOURS[finding.severity])} {finding.code} "
    return printable(str(finding)).replace(word, coloured, 1)
