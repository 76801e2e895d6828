"""What an editor can ask for, and what it tells: one function each, and the table that names them."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from lsprotocol import types

from kbtool.catalogue import Entry
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.lsp import actions, symbols
from kbtool.lsp.completion import TRIGGERS, completion
from kbtool.lsp.diagnostics import TOP
from kbtool.lsp.draft import Target
from kbtool.lsp.hover import MARKDOWN, PLAIN, hover
from kbtool.lsp.navigation import citations, definition, text_of
from kbtool.lsp.positions import Positions
from kbtool.lsp.room import SETTINGS, Room
from kbtool.lsp.server import Server, paths_of
from kbtool.lsp.view import View, uri_of, uri_of_path

_NAMES = ("**/*.md", *(f"**/{name}" for name in SETTINGS))


def serve() -> None:
    """Speak with an editor over standard input and output until it leaves."""
    server = Server()
    for name, feature in FEATURES.items():
        server.feature(name, feature.options)(feature.handler)
    server.start_io()


# --- What the editor tells -----------------------------------------------------------------------------------------------------


async def _initialized(ls: Server, _params: types.InitializedParams) -> None:
    """Read the bases in which the editor works, and ask to be told when files change."""
    ls.begin()
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob_pattern=name) for name in _NAMES]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("kbtool-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await ls.client_register_capability_async(types.RegistrationParams([registration]))


def _did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.open(params.text_document.uri)


def _did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.change(params.text_document.uri)


def _did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    ls.follow(paths_of([params.text_document.uri]))
    ls.open(params.text_document.uri)


def _did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _did_change_watched_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    ls.follow(paths_of(change.uri for change in params.changes))


def _shutdown(ls: Server, _params: None) -> None:
    ls.leave()


# --- What the editor asks ------------------------------------------------------------------------------------------------------


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    view = ls.view(params.text_document.uri)
    target = view and view.draft.target(view.positions.offset(params.position))
    if not view or not target:
        return None
    is_markdown = _shows_markdown(ls.client_capabilities)
    style = MARKDOWN if is_markdown else PLAIN
    text = hover(target, view.room.catalogue, partial(_read, ls, view.room), style, by=view.draft.id)
    kind = types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText
    place = view.positions.range(target.start, target.end)
    return types.Hover(types.MarkupContent(kind, text), place) if text else None


def _shows_markdown(client: types.ClientCapabilities) -> bool:
    asked = client.text_document.hover if client.text_document else None
    return types.MarkupKind.Markdown in ((asked.content_format if asked else None) or ())


def _read(ls: Server, room: Room, entry: Entry) -> Subject | None:
    """An article, as the editor shows it if it is open."""
    path = room.path(entry.path)
    view = ls.view_of(path)
    return (view.draft.subject if view else None) or room.read(path)


def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    view = ls.view(params.text_document.uri)
    target = view and view.draft.target(view.positions.offset(params.position))
    entry = definition(target, view.room.catalogue) if view and target else None
    return types.Location(uri_of(view.room, entry), TOP) if view and entry else None


def _references(ls: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    view = ls.view(params.text_document.uri)
    target = view and view.draft.target(view.positions.offset(params.position))
    if not view or not target:
        return None
    found = list(_cited_at(ls, view, target))
    if params.context.include_declaration and (entry := definition(target, view.room.catalogue)):
        found.append(types.Location(uri_of(view.room, entry), TOP))
    return found


def _cited_at(ls: Server, view: View, target: Target) -> Iterator[types.Location]:
    room = view.room
    drafts = {below: other.draft for other in ls.views_of(room) if (below := room.base.below(other.draft.path))}
    for citing in citations(target, room.catalogue, drafts):
        path, draft = room.path(citing.path), drafts.get(citing.path)
        positions = Positions(draft.text if draft else text_of(path), ls.encoding)
        for reference in citing.references:
            yield types.Location(uri_of_path(path), positions.range(reference.start, reference.end))


def _completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    view = ls.view(params.text_document.uri)
    if not view:
        return None
    offset = view.positions.offset(params.position)
    return completion(view.draft, offset, view.room.finder, view.positions)


def _code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    view = ls.view(params.text_document.uri)
    if not view:
        return None
    only = params.context.only
    wanted = Place(view.positions.offset(params.range.start), view.positions.offset(params.range.end))
    found: list[types.CodeAction] = []
    if actions.is_wanted(actions.QUICK_FIX, only):
        found += view.actions.at(wanted)
    if actions.is_wanted(actions.FIX_ALL, only):
        found += view.actions.fix_all(view.check)
    return found


def _document_symbol(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    view = ls.view(params.text_document.uri)
    return symbols.headings(view.draft, view.positions) if view else None


def _workspace_symbol(ls: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    return [
        types.WorkspaceSymbol(
            location=types.Location(uri_of(room, entry), TOP),
            name=f"{entry.id} {entry.title}",
            kind=types.SymbolKind.File,
            container_name=entry.product or None,
        )
        for room in ls.rooms
        for entry in room.finder.find(params.query).entries
    ]


class _Feature(NamedTuple):
    handler: Any
    options: Any = None


FEATURES = {
    types.INITIALIZED: _Feature(_initialized),
    types.SHUTDOWN: _Feature(_shutdown),
    types.TEXT_DOCUMENT_DID_OPEN: _Feature(_did_open),
    types.TEXT_DOCUMENT_DID_CHANGE: _Feature(_did_change),
    types.TEXT_DOCUMENT_DID_SAVE: _Feature(_did_save, types.SaveOptions(include_text=False)),
    types.TEXT_DOCUMENT_DID_CLOSE: _Feature(_did_close),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _Feature(_did_change_watched_files),
    types.TEXT_DOCUMENT_HOVER: _Feature(_hover),
    types.TEXT_DOCUMENT_DEFINITION: _Feature(_definition),
    types.TEXT_DOCUMENT_REFERENCES: _Feature(_references),
    types.TEXT_DOCUMENT_COMPLETION: _Feature(_completion, types.CompletionOptions(trigger_characters=TRIGGERS)),
    types.TEXT_DOCUMENT_CODE_ACTION: _Feature(_code_action, types.CodeActionOptions(actions.KINDS)),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _Feature(_document_symbol),
    types.WORKSPACE_SYMBOL: _Feature(_workspace_symbol),
}
"""The methods of the protocol that are answered, with what the editor is told of each."""
