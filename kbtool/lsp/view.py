"""An open article as its editor shows it, among the articles of its base."""

from functools import cached_property, partial
from pathlib import Path

from lsprotocol.types import Diagnostic
from pygls.uris import from_fs_path

from kbtool import lint
from kbtool.catalogue import Entry
from kbtool.findings import Finding
from kbtool.lsp import beside
from kbtool.lsp.actions import Actions
from kbtool.lsp.diagnostics import diagnostic, related
from kbtool.lsp.draft import Draft
from kbtool.lsp.positions import Positions
from kbtool.lsp.room import Room


class View:
    """One version of a text in the file at `path`. It is made anew whenever the text changes, or the base around it."""

    def __init__(self, uri: str, text: str, path: Path, room: Room, encoding: str) -> None:
        self.uri = uri
        self.room = room
        self.draft = Draft(text, path, room.base.ids)
        self.positions = Positions(self.draft.text, encoding)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the linter finds; nothing in a file that is no article."""
        return self.check(self.draft.data) if self._is_article else []

    @property
    def _is_article(self) -> bool:
        """Whether the file is an article of kbtool's. In no base an id in its front matter says nothing: others write such files too."""
        return self.draft.is_article if self.room.is_of_base else self.draft.has_name_of_article

    def check(self, data: bytes) -> list[Finding]:
        """What the linter would find if the file held `data`."""
        return lint.check_text(data, self.draft.path, self.room.base, self.room.catalogue)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The findings as the editor shows them; in a file beside the articles, what is wrong in that."""
        if self.room.is_of_base and beside.is_beside(self.draft.path, self.room.base.root):
            return list(beside.diagnostics(self.draft, self.positions, self.room, self._show))
        return [self._show(finding) for finding in self.findings]

    @property
    def actions(self) -> Actions:
        """What can be done about them."""
        return Actions(self.uri, self.draft, self.positions, self.findings, self._show)

    @cached_property
    def _show(self) -> "partial[Diagnostic]":
        room, draft = self.room, self.draft
        others = related(draft.ids, room.catalogue, partial(uri_of, room), draft.id)
        return partial(diagnostic, lines=draft.lines, positions=self.positions, related=others)


def uri_of(room: Room, entry: Entry) -> str:
    """The URI of an article's file."""
    return uri_of_path(room.path(entry.path))


def uri_of_path(path: Path) -> str:
    """The URI of a file."""
    return from_fs_path(str(path)) or path.as_uri()
