"""What the tests of search share: articles of our own, an index of them, a host, a browser, and the client's own modules to call."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kbtool.search.builder import write_index
from kbtool.site import modules, scripts
from tests.search import library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEMPLATES = Path(__file__).parents[2] / "templates"
_CALLER = """\
import { readFileSync } from "node:fs";
const { module, steps } = JSON.parse(readFileSync(0, "utf8"));
const run = new Function("m", "input", "return (async () => { " + steps.code + " })()");
console.log(JSON.stringify((await run(await import(module), steps.input)) ?? null));
"""

RunClient = Callable[[str, str, Any], Any]
"""Runs the body of an async function of `m` (a module of the client) and `input` (JSON): `(module, code, input) -> JSON`."""


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that remembers what it was asked for."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")  # the client may be called from another host of the tests
        super().end_headers()

    def do_GET(self) -> None:
        self.server.asked.append(self.path.partition("?")[0])  # type: ignore[attr-defined]
        super().do_GET()


class Site:
    """A folder that is served, and the paths that were asked for since `asked` was last cleared."""

    def __init__(self, folder: Path, server: http.server.ThreadingHTTPServer) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{server.server_address[1]}/"
        self.asked: list[str] = server.asked  # type: ignore[attr-defined]


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Site]]:
    """Serves folders for the length of a test."""
    servers = []

    def start(folder: Path) -> Site:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Site(folder, server)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the library's articles; tests only read it."""
    folder = tmp_path_factory.mktemp("index")
    write_index(library.documents(), folder)
    return folder


@pytest.fixture(scope="session")
def run_client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RunClient:
    """Calls the client's modules in Node where there is one, else in Chromium. Nobody needs Node but this test."""
    folder = tmp_path_factory.mktemp("client")
    for name in scripts.names():
        shutil.copy(TEMPLATES / "js" / name, folder)
    if node := shutil.which("node"):
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "call.js").write_text(_CALLER)
        return functools.partial(_in_node, node, folder)
    return functools.partial(_in_chromium, request.getfixturevalue("browser"), folder)


def copy_scripts(folder: Path) -> None:
    """The scripts as a site brings them."""
    folder.mkdir(exist_ok=True)
    paths = [TEMPLATES / "js" / name for name in scripts.names()]
    written = [modules.parse(path.name, path.read_text(), str(path)) for path in paths]
    for name, text in modules.put_together({one.name: scripts.minified(one) for one in written}).items():
        (folder / name).write_text(text)


def _in_node(node: str, folder: Path, module: str, code: str, given: Any) -> Any:
    call = {"module": f"./{module}", "steps": {"code": code, "input": given}}
    done = subprocess.run(
        [node, "call.js"], cwd=folder, input=json.dumps(call), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _in_chromium(browser: Browser, folder: Path, module: str, code: str, given: Any) -> Any:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/search.js")
        return page.evaluate(
            'async ([module, code, input]) => new Function("m", "input", `return (async () => { ${code} })()`)'
            "(await import(module), input)",
            [f"/{module}", code, given],
        )
    finally:
        page.close()
        server.shutdown()
        server.server_close()
