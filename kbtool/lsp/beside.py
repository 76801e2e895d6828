"""The files beside the articles in which editors say where articles went, as they stand in an editor: what is wrong in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from lsprotocol.types import Diagnostic, DiagnosticSeverity

from kbtool import lint
from kbtool.catalogue import Known
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS, Problem, redirects_in, successors_in
from kbtool.findings import Finding
from kbtool.lsp.diagnostics import SOURCE
from kbtool.lsp.draft import Draft
from kbtool.lsp.positions import Positions
from kbtool.lsp.room import Room

FILES = (REDIRECTS, SUCCESSORS)


def is_beside(path: Path, root: Path) -> bool:
    """Whether this is one of the files in the folder `root` of a base."""
    return path.parent == root and path.name in FILES


def diagnostics(
    draft: Draft, positions: Positions, room: Room, show: Callable[[Finding], Diagnostic]
) -> Iterator[Diagnostic]:
    """What is wrong in one of the files: what cannot be read in it, and redirects that lead nowhere; `show` shows a finding."""
    if draft.path.name == SUCCESSORS:
        problems = successors_in(draft.data, draft.ids).problems
    else:
        said = redirects_in(draft.data, draft.ids)
        problems = said.problems
        known = Known(said.of, room.base.known.successors, said.lines)
        found = lint.check_redirects(room.base, room.catalogue.knowing(known))
        yield from map(show, found)
    yield from (_diagnostic(problem, draft, positions) for problem in problems)


def _diagnostic(problem: Problem, draft: Draft, positions: Positions) -> Diagnostic:
    place = draft.lines.place(max(1, problem.line))
    return Diagnostic(positions.range(*place), problem.text, DiagnosticSeverity.Error, source=SOURCE)
