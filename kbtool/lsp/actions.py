"""What an editor can do about findings: mend one, mend all that is safe, silence a rule."""

from collections.abc import Callable, Collection, Iterable, Iterator

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, TextEdit, WorkspaceEdit

from kbtool.content.lines import Place
from kbtool.findings import Finding
from kbtool.lint.fixes import Check, mended
from kbtool.lsp import changes
from kbtool.lsp.diagnostics import place
from kbtool.lsp.draft import Draft
from kbtool.lsp.positions import Positions
from kbtool.lsp.silence import silencing

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.kbtool"
QUICK_FIX = CodeActionKind.QuickFix.value
KINDS = [QUICK_FIX, FIX_ALL]

Show = Callable[[Finding], Diagnostic]


class Actions:
    """The actions for one draft and its findings."""

    def __init__(self, uri: str, draft: Draft, positions: Positions, findings: Collection[Finding], show: Show) -> None:
        self._uri = uri
        self._draft = draft
        self._positions = positions
        self._findings = findings
        self._show = show

    def at(self, wanted: Place) -> Iterator[CodeAction]:
        """What can be done about the findings that a stretch of the text touches: first the fixes, then silence."""
        touched = [finding for finding in self._findings if _touches(place(finding, self._draft.lines), wanted)]
        yield from self._fixes(touched)
        yield from self._silencings(touched)

    def fix_all(self, check: Check) -> Iterator[CodeAction]:
        """Mends all that can be mended safely, if there is anything."""
        if not any(finding.fix and finding.fix.is_safe for finding in self._findings):
            return
        found = mended(self._draft.data, check, unsafe=False)
        edits = list(changes.differences(self._draft.text, found.data.decode(), self._positions))
        if edits:
            yield CodeAction("Mend all that kbtool can mend safely", FIX_ALL, edit=self._edit(edits))

    def _fixes(self, findings: Iterable[Finding]) -> Iterator[CodeAction]:
        for finding in findings:
            if finding.fix:
                yield CodeAction(
                    f"{finding.fix.title.removesuffix('.')} ({finding.code})",
                    QUICK_FIX,
                    diagnostics=[self._show(finding)],
                    is_preferred=finding.fix.is_safe,
                    edit=self._edit(changes.edits(finding.fix.edits, self._draft.lines, self._positions)),
                )

    def _silencings(self, findings: Iterable[Finding]) -> Iterator[CodeAction]:
        subject = self._draft.subject
        if subject is None:  # without its front matter an article has no comments either
            return
        for finding in {(finding.code, finding.line): finding for finding in findings}.values():
            if found := silencing(subject, finding):
                yield CodeAction(
                    f"Silence {finding.code} {finding.code.alias} {'here' if found.scope == 'line' else 'in this file'}",
                    QUICK_FIX,
                    diagnostics=[self._show(finding)],
                    edit=self._edit([changes.insertion(found.offset, found.text, self._positions)]),
                )

    def _edit(self, edits: list[TextEdit]) -> WorkspaceEdit:
        return WorkspaceEdit(changes={self._uri: edits})


def _touches(one: Place, other: Place) -> bool:
    return one.start <= other.end and other.start <= one.end


def is_wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether a client that asks for some kinds of actions only wants this kind: kinds go from the general to the special."""
    return only is None or any(f"{_name(kind)}.".startswith(f"{_name(wanted)}.") for wanted in only)


def _name(kind: str) -> str:
    """The name of a kind, which the protocol's library may have made a member of its enumeration."""
    return str(kind.value) if isinstance(kind, CodeActionKind) else kind
