"""The server: which articles are open, in which bases they stand, and what it tells the editor of its own accord."""

import asyncio
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lsprotocol.types import (
    LogMessageParams,
    MessageType,
    PublishDiagnosticsParams,
    ShowMessageParams,
    TextDocumentSyncKind,
)
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from kbtool import __version__, settings
from kbtool.errors import KbtoolError
from kbtool.lsp.beside import FILES, is_beside
from kbtool.lsp.navigation import text_of
from kbtool.lsp.progress import Progress
from kbtool.lsp.room import SETTINGS, Room, SettingsState, opened, settings_states
from kbtool.lsp.view import View, uri_of_path

_PAUSE = 0.02
"""Seconds without a change after which an article is checked: the next key may be on its way."""


class _Open(NamedTuple):
    """An open document: its file, and the folder of the base in which it stands."""

    path: Path
    root: Path


class _Kept:
    """A base that is kept, as far as it has been read; `missed` are the files that changed meanwhile."""

    def __init__(self) -> None:
        self.room: Room | None = None
        self.settings: SettingsState = ()
        self.progress: Progress | None = None  # of its being read
        self.missed: set[Path] = set()


class Server(LanguageServer):
    """Speaks with one editor. Everything but the reading of a base runs in the thread that listens to the editor."""

    def __init__(self) -> None:
        # Whole texts come with each change: articles are short, and there is no counting of lines to disagree about.
        super().__init__("kbtool", __version__, text_document_sync_kind=TextDocumentSyncKind.Full)
        self._open: dict[str, _Open] = {}  # by URI, as all that follows
        self._views: dict[str, View] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._kept: dict[Path, _Kept] = {}  # by the folder of the base
        self._is_leaving = False
        self._told: set[Path] = set()  # files beside the articles of which something was said though they were not open

    # --- What is open ----------------------------------------------------------------------------------------------------------

    def view(self, uri: str) -> View | None:
        """An open article as it is now; None for what is no file, or as long as its base has not been read."""
        found = self._open.get(uri)
        room = self._kept[found.root].room if found else None
        if found and room and uri not in self._views:
            source = self.workspace.get_text_document(uri).source
            self._views[uri] = View(uri, source, found.path, room, self.encoding)
        return self._views.get(uri)

    def view_of(self, path: Path) -> View | None:
        """The article in a file if it is open."""
        uri = next((uri for uri, found in self._open.items() if found.path == path), None)
        return self.view(uri) if uri else None

    def views_of(self, room: Room) -> list[View]:
        """The open articles that stand in a base."""
        return [view for uri in self._open if (view := self.view(uri)) and view.room is room]

    @property
    def encoding(self) -> str:
        """The one in which editor and server count characters."""
        return self.server_capabilities.position_encoding or "utf-16"

    @property
    def rooms(self) -> list[Room]:
        """The bases that have been read."""
        return [kept.room for kept in self._kept.values() if kept.room]

    def open(self, uri: str) -> None:
        """Let a document be open, and see whether its base is still what it was."""
        if not uri.startswith("file:"):  # nothing is known of what has no place among the articles
            return
        path = path_of(uri)
        self._open[uri] = _Open(path, self._root_of(path))
        self._views.pop(uri, None)
        self._see_to(self._open[uri].root)
        self._soon(uri)

    def change(self, uri: str) -> None:
        """Let the text of an open document be another."""
        if uri in self._open:
            self._views.pop(uri, None)
            self._soon(uri)

    def close(self, uri: str) -> None:
        """Let a document be open no more."""
        if self._open.pop(uri, None):
            self._views.pop(uri, None)
            self._cancel(uri)
            self.text_document_publish_diagnostics(PublishDiagnosticsParams(uri, []))
            self._publish_beside(path_of(uri))

    def begin(self) -> None:
        """Read the bases in which the editor works, so that what is wrong beside the articles is told before one of them is opened."""
        for root in dict.fromkeys(self._roots_at(self._folders)):
            self._see_to(root)

    def leave(self) -> None:
        """Say nothing more of its own accord: the editor is about to leave, and a message that cannot be sent would keep the server from it."""
        self._is_leaving = True
        for uri in list(self._waiting):
            self._cancel(uri)

    def _root_of(self, path: Path) -> Path:
        """The base in which a file stands, or else the one in which the editor works; the folder of the file if there is neither."""
        return next(self._roots_at([path.parent, *self._folders]), path.parent)

    @property
    def _folders(self) -> list[Path]:
        """The folders in which the editor works."""
        uris = [*self.workspace.folders, self.workspace.root_uri]
        return paths_of(uri for uri in uris if uri)

    @staticmethod
    def _roots_at(folders: Iterable[Path]) -> Iterator[Path]:
        """The bases in which these folders lie."""
        return (root for folder in folders if settings.is_base(root := settings.find_root(folder)))

    # --- What is found ---------------------------------------------------------------------------------------------------------

    def _soon(self, uri: str) -> None:
        """Check a document once its editor pauses."""
        self._cancel(uri)
        if self._is_leaving:
            return
        self._waiting[uri] = asyncio.get_running_loop().call_later(_PAUSE, self._publish, uri)

    def _cancel(self, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()

    def _publish(self, uri: str) -> None:
        self._waiting.pop(uri, None)
        if view := self.view(uri):
            version = self.workspace.get_text_document(uri).version
            self.text_document_publish_diagnostics(PublishDiagnosticsParams(uri, view.diagnostics, version))

    def _publish_all(self, root: Path) -> None:
        """Check all open documents of a base again, and the files beside its articles, since something around them has changed."""
        for uri, found in self._open.items():
            if found.root == root:
                self._views.pop(uri, None)
                self._soon(uri)
        for name in FILES:
            self._publish_beside(root / name)

    def _publish_beside(self, path: Path) -> None:
        """Tell what is wrong in a file beside the articles that is not open, or that nothing is any more."""
        kept = self._kept.get(path.parent)
        is_open = any(found.path == path for found in self._open.values())
        if is_open or not kept or not kept.room or not is_beside(path, path.parent):
            return
        uri = uri_of_path(path)
        text = text_of(path) if path.is_file() else ""
        found = View(uri, text, path, kept.room, self.encoding).diagnostics
        if found or path in self._told:
            (self._told.add if found else self._told.discard)(path)
            self.text_document_publish_diagnostics(PublishDiagnosticsParams(uri, found))

    # --- Bases -----------------------------------------------------------------------------------------------------------------

    def follow(self, paths: Collection[Path]) -> None:
        """Take note of files that were written or deleted."""
        for root, kept in self._kept.items():
            if any(path.parent == root and path.name in SETTINGS for path in paths):
                self._see_to(root)
            if kept.progress:
                kept.missed.update(paths)
            elif kept.room and kept.room.is_too_much(paths):
                self._read(root, kept)
            elif kept.room and kept.room.follow(paths):
                self._publish_all(root)

    def _see_to(self, root: Path) -> None:
        """Read a base that has not been read, or whose settings have changed since."""
        kept = self._kept.setdefault(root, _Kept())
        if not kept.progress and kept.settings != settings_states(root):
            self._read(root, kept)

    def _read(self, root: Path, kept: _Kept) -> None:
        kept.settings = settings_states(root)
        kept.progress = Progress(self, f"kbtool reads the articles of {root.name}")
        loop = asyncio.get_running_loop()
        # A daemon, so that an editor that leaves need not wait for tens of thousands of articles.
        threading.Thread(target=self._read_in_thread, args=(root, kept, loop), daemon=True).start()

    def _read_in_thread(self, root: Path, kept: _Kept, loop: asyncio.AbstractEventLoop) -> None:
        result: Room | str
        try:
            result = opened(root, is_lenient=kept.room is None)
        except (KbtoolError, OSError) as error:
            result = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the editor is told, and may go on
            result = f"{root} cannot be read: {type(error).__name__}: {error}."
        with suppress(RuntimeError):  # the editor has left
            loop.call_soon_threadsafe(self._arrive, root, result)

    def _arrive(self, root: Path, result: Room | str) -> None:
        if self._is_leaving:
            return
        kept = self._kept[root]
        if kept.progress:
            kept.progress.end()
        kept.progress = None
        missed, kept.missed = kept.missed, set()
        if isinstance(result, Room):
            kept.room = result
            result.follow(missed)
            self._log(f"{len(result.catalogue.entries):,} articles in {root}.")
            if result.problems:
                self._show_error("\n".join(result.problems), "The rest of the file holds.")
        else:
            self._complain(result, kept)
        self._publish_all(root)
        self._see_to(root)

    def _complain(self, problem: str, kept: _Kept) -> None:
        rest = "What was read before holds until it is right." if kept.room else "Nothing is checked until it is right."
        self._show_error(problem, rest)

    def _show_error(self, problem: str, outcome: str) -> None:
        self.window_show_message(ShowMessageParams(MessageType.Error, f"kbtool: {problem}\n{outcome}"))

    def _log(self, text: str) -> None:
        self.window_log_message(LogMessageParams(MessageType.Info, f"kbtool: {text}"))


def path_of(uri: str) -> Path:
    """The file that a URI stands for."""
    return Path(to_fs_path(uri) or "")


def paths_of(uris: Iterable[str]) -> list[Path]:
    """The files that URIs stand for."""
    return [path_of(uri) for uri in uris if uri.startswith("file:")]
