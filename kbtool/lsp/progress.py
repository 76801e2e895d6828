"""Tells the editor that something takes a while, if it shows such things."""

from uuid import uuid4

from lsprotocol.types import WorkDoneProgressBegin, WorkDoneProgressEnd
from pygls.lsp.server import LanguageServer


class Progress:
    """Something that has begun. It is shown from when the editor is ready for it until it ends, which may be sooner."""

    def __init__(self, server: LanguageServer, title: str) -> None:
        self._shown = server.work_done_progress
        self._token = uuid4().hex
        self._is_shown = self._has_ended = False
        window = server.client_capabilities.window
        if window and window.work_done_progress:
            self._shown.create(self._token, lambda _: self._show(title))

    def _show(self, title: str) -> None:
        if not self._has_ended:
            self._is_shown = True
            self._shown.begin(self._token, WorkDoneProgressBegin(title))

    def end(self) -> None:
        """Let it be over."""
        self._has_ended = True
        if self._is_shown:
            self._shown.end(self._token, WorkDoneProgressEnd())
