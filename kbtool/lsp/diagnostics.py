"""Findings as editors show them."""

from collections.abc import Callable, Iterable, Iterator

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range

from kbtool.catalogue import Catalogue, Entry
from kbtool.content.lines import Lines, Place
from kbtool.findings import Finding, Severity
from kbtool.ids import IdForm
from kbtool.lsp.positions import Positions

SOURCE = "kbtool"
TOP = Range(Position(0, 0), Position(0, 0))
"""Where an article is shown as a whole."""
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}

Related = Callable[[Finding], list[DiagnosticRelatedInformation]]
Locate = Callable[[Entry], str]
"""Gives the URI of an article's file."""


def diagnostic(finding: Finding, lines: Lines, positions: Positions, related: Related) -> Diagnostic:
    """One finding; its message says what to do as well."""
    return Diagnostic(
        range=positions.range(*place(finding, lines)),
        message=f"{finding.message} {finding.advice}".strip(),
        severity=_SEVERITIES[finding.severity],
        code=str(finding.code),
        source=SOURCE,
        related_information=related(finding) or None,
    )


def place(finding: Finding, lines: Lines) -> Place:
    """Where a finding is shown: what it does not say of its place reaches to the end of the line."""
    line = lines.place(max(1, finding.line))
    start = lines.offset(finding.line, finding.column) if finding.line and finding.column else line.start
    end = lines.offset(finding.end_line, finding.end_column) if finding.end_line else line.end
    return Place(start, end if end > start else max(start, line.end))


def related(ids: IdForm, catalogue: Catalogue, locate: Locate, own_id: str) -> Related:
    """Finds the other articles that a finding speaks of."""

    def find(finding: Finding) -> list[DiagnosticRelatedInformation]:
        return [
            DiagnosticRelatedInformation(Location(locate(entry), TOP), f"{entry.id} {entry.title}")
            for entry in _named(f"{finding.message} {finding.advice}", ids, catalogue)
            if entry.id != own_id
        ]

    return find


def _named(text: str, ids: IdForm, catalogue: Catalogue) -> Iterator[Entry]:
    named: Iterable[str] = dict.fromkeys(mention[0] for mention in ids.mentions(text))
    return (entry for article_id in named if (entry := catalogue.by_id.get(article_id)))
