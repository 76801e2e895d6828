"""A knowledge base to build, a server for its site, and a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.bases import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

BELOW = "/archive/"

# It imports Playwright, which only its tests need.
collect_ignore = [] if find_spec("playwright") else ["test_browser.py"]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """An empty knowledge base; its folder is the working folder."""
    base = Base(tmp_path / "base")
    monkeypatch.chdir(base.folder)
    return base


class _Host(http.server.SimpleHTTPRequestHandler):
    """A plain static host that answers below a path, as project pages do."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BELOW.rstrip("/")))

    def do_GET(self) -> None:
        if self.path.startswith(BELOW):
            super().do_GET()
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of browsers that leave before the answer is complete."""

    def handle_error(self, *_: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder; gives the address of its root, which lies below a path of the host."""
    servers = []

    def start(folder: Path) -> str:
        server = _Server(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}{BELOW}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a fresh browser window; script errors and requests to other hosts fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(url: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        home = url[: url.index("/", len("http://"))]

        def dismiss(dialog: Dialog) -> None:
            troubles.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def watch(request: Request) -> None:
            if not request.url.startswith((home, "data:", "blob:")):
                troubles.append(request.url)

        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", dismiss)
        page.on("request", watch)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles
