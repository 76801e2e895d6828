"""Searching a built site in Chromium: what is found, how many bytes a static host sends for it, and how long a reader waits.

A search page takes its query from the address (`?q=`) or from its `input[type="search"]`. It says with `data-search-state` and
`data-search-query` on the element `[data-search-results]` which results stand; each of them has its `data-article-id`.
"""

import gzip
import http.server
import shutil
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright  # noqa: A004 - it is none of Python's

MOST_RESULTS = 10
PATIENCE = 60
"""Seconds after which nobody waits any longer: a query without results then counts as long, and as one that finds nothing."""
_STANDS = """query => {
    const results = document.querySelector("[data-search-results]");
    return results && results.dataset.searchState === "done" && results.dataset.searchQuery.trim() === query;
}"""
_IDS = "results => results.map(result => result.dataset.articleId)"
_BOX = 'input[type="search"]'
_AFTER_RESULTS = 50  # milliseconds in which requests that nobody waits for come in


class Answer(NamedTuple):
    """The ids that were found, best first, and the seconds until they stood."""

    ids: list[str]
    seconds: float


class Visit(NamedTuple):
    """What a reader waits for who comes with an empty cache: bytes sent for page and first results, and seconds.

    `following` is another query in the same page, `keys` are the letters of a third one as they are typed.
    """

    size: int
    first: float
    following: float
    keys: list[float]


class Searching:
    """A browser that searches the pages of a site."""

    def __init__(self, browser: Browser, host: "_Host") -> None:
        self._browser = browser
        self._host = host

    def answers(self, address: str, queries: Sequence[str]) -> Iterator[Answer]:
        """One query after the other in the same page; `address` is that of the search page below the site."""
        with self._page() as page:
            page.goto(f"{self._host.address}{address}")
            for query in queries:
                seconds = _replaced(page, query)
                yield Answer(_ids(page) if seconds < PATIENCE else [], seconds)

    def visit(self, address: str, queries: tuple[str, str, str]) -> Visit:
        """A visit with an empty cache: the first query in the address, the next put into the box, the last typed."""
        first, following, typed = queries
        with self._page() as page:
            self._host.sent, began = 0, time.perf_counter()
            page.goto(f"{self._host.address}{address}?q={urllib.parse.quote(first)}")
            waited = _until(page, first, began)
            page.wait_for_timeout(_AFTER_RESULTS)
            return Visit(self._host.sent, waited, _replaced(page, following), list(_typed(page, typed)))

    @contextmanager
    def _page(self) -> Iterator[Page]:
        context = self._browser.new_context()
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        try:
            yield page
        finally:
            context.close()


@contextmanager
def searching(site: Path) -> Iterator[Searching]:
    """A browser for a site, served as static hosts do."""
    host = _Host(site)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium")
            or sys.exit("There is no Chromium. Install it with tests/install-browser."),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            yield Searching(browser, host)
        finally:
            browser.close()
            host.shutdown()
            host.server_close()


def _replaced(page: Page, query: str) -> float:
    """The seconds until results stand for a query that is put into the box."""
    box = page.locator(_BOX).first
    box.fill("")
    began = time.perf_counter()
    box.fill(query)
    return _until(page, query, began)


def _typed(page: Page, query: str) -> Iterator[float]:
    """The seconds after each letter until results stand for what is typed so far; nobody types on when they never do."""
    box = page.locator(_BOX).first
    box.fill("")
    for end, letter in enumerate(query, 1):
        began = time.perf_counter()
        box.press_sequentially(letter)
        if not letter.isspace():
            seconds = _until(page, query[:end], began)
            yield seconds
            if seconds >= PATIENCE:
                return


def _until(page: Page, query: str, began: float) -> float:
    try:
        page.wait_for_function(_STANDS, arg=query.strip())
    except TimeoutError:
        print(f"{page.url}: no results for '{query}' within {PATIENCE} seconds", file=sys.stderr, flush=True)
        return PATIENCE
    return min(time.perf_counter() - began, PATIENCE)


def _ids(page: Page) -> list[str]:
    ids: list[str] = page.eval_on_selector_all("[data-search-results] [data-article-id]", _IDS)
    return ids[:MOST_RESULTS]


class _Host(http.server.ThreadingHTTPServer):
    """A static host, which counts the bytes of what it sends."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Answering, directory=str(site)))
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"
        self.sent = 0

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answering(http.server.SimpleHTTPRequestHandler):
    """Text goes out compressed, as from ordinary hosts; nothing else clever."""

    protocol_version = "HTTP/1.1"
    text = frozenset([".html", ".js", ".mjs", ".css", ".json", ".svg", ".xml", ".txt", ".wasm"])

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or the page of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in self.text and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        assert isinstance(self.server, _Host)  # noqa: S101 - it made this
        self.server.sent += len(body)
