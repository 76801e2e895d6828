"""A real client: it starts `kbtool lsp` and speaks with it over stdio, as an editor does."""

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds, for a machine that has much else to do
T = TypeVar("T")


class Editor:
    """The client, and what the server has told it of its own accord."""

    def __init__(self, encodings: Sequence[types.PositionEncodingKind] = (), *, watches: bool = True) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = ThreadPoolExecutor(1)  # of its own: Playwright keeps a loop running in the thread of the tests
        self._client = LanguageClient("editor", "1")
        self._heard = asyncio.Event()
        self._versions: dict[str, int] = defaultdict(int)
        self._capabilities = _capabilities(encodings, watches=watches)
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.log: list[str] = []
        self.progress: list[str] = []
        self.watched: list[types.Registration] = []
        self.server: types.InitializeResult
        heard: dict[str, Callable[[Any], None]] = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: self._hear_published,
            types.WINDOW_SHOW_MESSAGE: self._hear_message,
            types.WINDOW_LOG_MESSAGE: self._hear_log,
            types.CLIENT_REGISTER_CAPABILITY: self._hear_registration,
            types.WINDOW_WORK_DONE_PROGRESS_CREATE: self._hear_nothing,
            types.PROGRESS: self._hear_progress,
        }
        for method, hear in heard.items():
            self._client.feature(method)(
                partial(self._hear, hear)
            )  # pygls marks what it is given, and cannot mark a method

    def _hear(self, hear: Callable[[Any], None], params: Any) -> None:
        hear(params)
        self._heard.set()

    def _hear_published(self, params: types.PublishDiagnosticsParams) -> None:
        self.published[params.uri] = params

    def _hear_message(self, params: types.ShowMessageParams) -> None:
        self.messages.append(params.message)

    def _hear_log(self, params: types.LogMessageParams) -> None:
        self.log.append(params.message)

    def _hear_registration(self, params: types.RegistrationParams) -> None:
        self.watched += params.registrations

    def _hear_progress(self, params: types.ProgressParams) -> None:
        assert isinstance(params.value, dict)
        self.progress.append(params.value["kind"])

    def _hear_nothing(self, params: Any) -> None:
        pass

    def start(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._do(self._client.start_io(sys.executable, "-m", "kbtool", "lsp", cwd=folder, env=environment))
        workspace = types.WorkspaceFolder(folder.as_uri(), folder.name)
        params = types.InitializeParams(self._capabilities, workspace_folders=[workspace])
        self.server = self._do(self._client.initialize_async(params))
        self._client.initialized(types.InitializedParams())

    def stop(self) -> int | None:
        """Leave as editors do; returns the exit code of the server."""
        self._do(self._client.shutdown_async(None))
        self._client.exit(None)
        self._do(self._client.stop())  # type: ignore[no-untyped-call]
        process = self._client._server
        self._do(asyncio.sleep(0))
        self._thread.shutdown()
        self._loop.close()
        return process.returncode if process else None

    # --- What an editor tells --------------------------------------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with this text or its own; returns its URI."""
        uri = path.as_uri()
        self.published.pop(uri, None)
        text = path.read_bytes().decode() if text is None else text
        self._versions[uri] += 1
        item = types.TextDocumentItem(uri, "markdown", self._versions[uri], text)
        self._client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, text: str) -> None:
        """Let the whole text be another."""
        self.published.pop(uri, None)
        self._versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self._client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def save(self, uri: str) -> None:
        self._client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self._client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def changed(self, *paths: Path) -> None:
        """Tell that files have changed on disk."""
        events = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
        self._client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    # --- What it is told -------------------------------------------------------------------------------------------------------

    def until(self, is_so: Callable[[], Any]) -> None:
        """Listen until something is so."""

        async def listen() -> None:
            while not is_so():
                self._heard.clear()
                await self._heard.wait()

        self._do(listen())

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """The findings of the newest version of a document; waits for them."""
        self.until(lambda: uri in self.published and self.published[uri].version == self._versions[uri])
        return list(self.published[uri].diagnostics)

    def codes(self, uri: str) -> list[str]:
        return [str(diagnostic.code) for diagnostic in self.diagnostics(uri)]

    def until_codes(self, uri: str, codes: Sequence[str]) -> None:
        """Listen until these are the findings of a document."""
        self.until(lambda: [one.code for one in self.published[uri].diagnostics] == list(codes))

    # --- What it asks ----------------------------------------------------------------------------------------------------------

    def ask(self, method: str, params: Any) -> Any:
        async def asked() -> Any:
            return await self._client.protocol.send_request_async(method, params)

        return self._do(asked())

    def at(self, uri: str, line: int, character: int) -> dict[str, Any]:
        return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}

    def hover(self, uri: str, line: int, character: int) -> str:
        """What is shown, "" for nothing."""
        found = self.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(**self.at(uri, line, character)))
        return found.contents.value if found else ""

    def definition(self, uri: str, line: int, character: int) -> str:
        """The name of the file, "" for none."""
        found = self.ask(types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(**self.at(uri, line, character)))
        return found.uri.rpartition("/")[2] if found else ""

    def references(self, uri: str, line: int, character: int, *, declared: bool = False) -> list[tuple[str, str]]:
        """The names of the files, each with the place: `8:4-8:11`."""
        context = types.ReferenceContext(declared)
        params = types.ReferenceParams(context, **self.at(uri, line, character))
        found = self.ask(types.TEXT_DOCUMENT_REFERENCES, params) or []
        return [(one.uri.rpartition("/")[2], str(one.range)) for one in found]

    def completion(self, uri: str, line: int, character: int) -> types.CompletionList:
        params = types.CompletionParams(**self.at(uri, line, character))
        found = self.ask(types.TEXT_DOCUMENT_COMPLETION, params)
        assert isinstance(found, types.CompletionList)
        return found

    def actions(self, uri: str, line: int, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        """What can be done about what is found in a line."""
        place = types.Range(types.Position(line, 0), types.Position(line, 999))
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        return self.ask(types.TEXT_DOCUMENT_CODE_ACTION, params) or []

    def _do(self, doing: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._loop.run_until_complete, asyncio.wait_for(doing, PATIENCE)).result()


def _capabilities(encodings: Sequence[types.PositionEncodingKind], *, watches: bool) -> types.ClientCapabilities:
    kinds = [types.MarkupKind.Markdown, types.MarkupKind.PlainText]
    return types.ClientCapabilities(
        window=types.WindowClientCapabilities(work_done_progress=True),
        general=types.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None,
        text_document=types.TextDocumentClientCapabilities(hover=types.HoverClientCapabilities(content_format=kinds)),
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches)
        ),
    )


@contextmanager
def editing(folder: Path, **options: Any) -> Iterator[Editor]:
    """An editor that works in a folder, and leaves."""
    editor = Editor(**options)
    editor.start(folder)
    try:
        yield editor
    finally:
        editor.stop()


def applied(text: str, edits: Sequence[types.TextEdit | types.AnnotatedTextEdit]) -> str:
    """The text with edits whose positions are in UTF-16, as the protocol has it: each in the text as it was."""
    data = text.encode("utf-16-le")
    lines = data.split("\n".encode("utf-16-le"))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 2)

    def offset(position: types.Position) -> int:
        return min(starts[position.line] + 2 * position.character, len(data))

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        data = data[: offset(edit.range.start)] + edit.new_text.encode("utf-16-le") + data[offset(edit.range.end) :]
    return data.decode("utf-16-le")
