"""The language server over a base, as an editor feels it: lsp.py BASE [--changes N]. It has no peer; the aim is 50 ms a change.

BASE is the folder of a knowledge base. Nothing of it is changed, but for the cache that kbtool keeps beside its settings.
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import types
from measure import machine, memory, table
from pygls.lsp.client import LanguageClient

ARTICLES = 20
_TICKS = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """Seconds of each of several steps as the client saw them, and seconds of CPU that the server took for all together."""

    seconds: list[float]
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="the folder of a knowledge base")
    parser.add_argument("--changes", type=int, default=200, help="how often the text changes [200]")
    arguments = parser.parse_args()
    base = arguments.base.resolve()
    articles = sorted((base / "content").rglob("*.md"))
    paths = articles[:: max(1, len(articles) // ARTICLES)][:ARTICLES]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    asyncio.run(_measure(base, texts, arguments.changes))


async def _measure(base: Path, texts: dict[Path, str], changes: int) -> None:
    paths = list(texts)
    editor = _Editor()
    rows = {"start to first findings": await editor.timed([partial(editor.start, base, *next(iter(texts.items())))])}
    rows["opening an article"] = await editor.timed([partial(editor.check, path, text) for path, text in texts.items()])
    rows["a change, to its findings"] = await editor.timed(
        [partial(editor.check, path, text) for path, text in _typed(texts, changes)]
    )
    path = paths[0]
    ids = [path.stem for path in paths]
    rows["hover"] = await editor.timed([partial(editor.ask_in, path, f"See {one}.", 6, _hover) for one in ids])
    rows["go to definition"] = await editor.timed(
        [partial(editor.ask_in, path, f"See {one}.", 6, _definition) for one in ids]
    )
    for name, written in {"number": "See Q1{}", "words": "[how to {}", "one letter": "[{}"}.items():
        queries = [written.format(sign) for sign in ("123456789" if name == "number" else "acdefimps")]
        rows[f"completion by {name}"] = await editor.timed(
            [partial(editor.ask_in, path, query, len(query), _completion) for query in queries]
        )
    rows[f"saving, to the findings of all {ARTICLES} open articles"] = await editor.timed(
        [partial(editor.save, path) for path in paths]
    )
    print(f"{editor.said}\n{machine()}; load {os.getloadavg()[0]:.1f}\n")
    print(table(["step", "times", "median ms", "p95 ms", "server CPU ms each"], [_row(*row) for row in rows.items()]))
    print(f"\nThe server takes {memory(editor.pid) / 1e6:,.0f} MB.")
    await editor.stop()


def _row(name: str, taken: Taken) -> list[str]:
    times = sorted(taken.seconds)
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    each = taken.cpu / len(times)
    return [name, str(len(times)), *(f"{1000 * one:,.1f}" for one in (statistics.median(times), p95, each))]


def _typed(texts: dict[Path, str], changes: int) -> Iterator[tuple[Path, str]]:
    """The texts as they become letter by letter."""
    sentence = "One sentence more, see Q123456 and [the other](kb:Q111000)."
    for number in range(changes):
        path = list(texts)[number % len(texts)]
        yield path, f"{texts[path]}\n{sentence[: 1 + number // len(texts) * 5]}\n"


def _hover(place: dict[str, Any]) -> tuple[str, Any]:
    return types.TEXT_DOCUMENT_HOVER, types.HoverParams(**place)


def _definition(place: dict[str, Any]) -> tuple[str, Any]:
    return types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(**place)


def _completion(place: dict[str, Any]) -> tuple[str, Any]:
    return types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(**place)


class _Editor:
    """A client over stdio."""

    def __init__(self) -> None:
        self._client = LanguageClient("benchmark", "1")
        self._version = 0
        self._opened: set[Path] = set()
        self._published = asyncio.Event()
        self.said = ""
        self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._hear))
        self._client.feature(types.WINDOW_LOG_MESSAGE)(partial(self._hear_log))

    def _hear(self, params: types.PublishDiagnosticsParams) -> None:
        if params.version == self._version:
            self._published.set()

    def _hear_log(self, params: types.LogMessageParams) -> None:
        self.said = params.message

    @property
    def pid(self) -> int:
        assert self._client._server  # noqa: S101, SLF001 - pygls shows its process in no other way
        return self._client._server.pid  # noqa: SLF001

    async def start(self, base: Path, path: Path, text: str) -> None:
        await self._client.start_io(sys.executable, "-m", "kbtool", "lsp")
        folder = types.WorkspaceFolder(base.as_uri(), base.name)
        await self._client.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), workspace_folders=[folder])
        )
        self._client.initialized(types.InitializedParams())
        await self.check(path, text)

    async def check(self, path: Path, text: str) -> None:
        """Show a text, and wait for its findings."""
        self._show(path, text)
        await self._published.wait()

    def _show(self, path: Path, text: str) -> None:
        self._published.clear()
        self._version += 1
        if path in self._opened:
            document = types.VersionedTextDocumentIdentifier(self._version, path.as_uri())
            whole = types.TextDocumentContentChangeWholeDocument(text)
            self._client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
        else:
            item = types.TextDocumentItem(path.as_uri(), "markdown", self._version, text)
            self._client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            self._opened.add(path)

    async def ask_in(self, path: Path, text: str, at: int, asking: Callable[[dict[str, Any]], tuple[str, Any]]) -> None:
        """Ask for something at a place of the first line of a text."""
        self._show(path, text)
        place = {"text_document": types.TextDocumentIdentifier(path.as_uri()), "position": types.Position(0, at)}
        await self._client.protocol.send_request_async(*asking(place))

    async def save(self, path: Path) -> None:
        """Say that an article was saved, and wait for the findings of all that are open."""
        self._published.clear()
        self._client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(path.as_uri()))
        )
        await self._published.wait()

    async def timed(self, steps: Sequence[Callable[[], Awaitable[None]]]) -> Taken:
        """Take the steps, one after the other."""
        before = 0.0 if not self._opened else self._cpu()
        seconds = []
        for step in steps:
            began = time.perf_counter()
            await step()
            seconds.append(time.perf_counter() - began)
        return Taken(seconds, self._cpu() - before)

    def _cpu(self) -> float:
        """Seconds of CPU that the server has taken so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    async def stop(self) -> None:
        await self._client.shutdown_async(None)
        self._client.exit(None)
        await self._client.stop()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
