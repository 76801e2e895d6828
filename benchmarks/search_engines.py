"""What is measured: each engine indexes a base, answers queries, and some of them receive visits."""

import json
import shutil
import subprocess
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from measure import Measured, run
from search_bases import KBTOOL, Base
from search_browser import Answer, Visit, searching

HERE = Path(__file__).parent
PEERS = HERE.parent / ".cache" / "search-peers"
_PACKAGES = ("pagefind[extended]==1.5.2", "bm25s==0.3.16", "PyStemmer==3.1.0", "matplotlib")


class Indexed(NamedTuple):
    """What indexing took, and where the index lies."""

    measured: Measured
    folder: Path


class Engine(Protocol):
    """One way to search a base."""

    def index(self, base: Base) -> Indexed:
        """Index the base."""

    def answers(self, base: Base, queries: Sequence[str]) -> Iterator[Answer]:
        """Answer queries of one reader, one after the other."""

    def visits(self, base: Base, queries: Sequence[str]) -> Iterator[Visit]:
        """A visit for each query, with the next ones as its further queries; none where no static host is enough."""


class InBrowser:
    """A search page of the site."""

    address: str

    def answers(self, base: Base, queries: Sequence[str]) -> Iterator[Answer]:
        """Answer in Chromium."""
        with searching(base.site) as browser:
            yield from browser.answers(self.address, queries)

    def visits(self, base: Base, queries: Sequence[str]) -> Iterator[Visit]:
        """Visit in Chromium."""
        with searching(base.site) as browser:
            for at, query in enumerate(queries):
                following, typed = (queries[(at + n) % len(queries)] for n in (1, 2))
                yield browser.visit(self.address, (query, following, typed))


class Kbtool(InBrowser):
    """kbtool in the browser."""

    address = "search/"

    def index(self, base: Base) -> Indexed:
        """What building the base took; the index is there."""
        return Indexed(base.built._replace(seconds=base.indexing), base.site / "search" / "index")


class KbtoolOnCommandLine:
    """kbtool for editors, from the same index."""

    def index(self, base: Base) -> Indexed:
        """What building the base took; the index is there."""
        return Kbtool().index(base)

    def answers(self, base: Base, queries: Sequence[str]) -> Iterator[Answer]:
        """Answer in a process of its own."""
        command = [*KBTOOL, "search", "--index", str(base.site), "--format", "json", "--batch"]
        for line, seconds in _conversation(command, queries):
            yield Answer([result["id"] for result in json.loads(line)], seconds)

    def visits(self, _base: Base, _queries: Sequence[str]) -> Iterator[Visit]:
        """None: it is not on the web."""
        return iter(())


class Pagefind(InBrowser):
    """Pagefind over the text of the same pages, on a page without style that shows its results as kbtool's does."""

    address = "pagefind-search/"

    def index(self, base: Base) -> Indexed:
        """Index the pages of articles."""
        page = base.site / self.address / "index.html"
        page.parent.mkdir()
        shutil.copyfile(HERE / "pagefind.html", page)
        folder = base.site / "pagefind"
        articles = ["--glob", "kb/*/*/index.html", "--root-selector", "article"]
        measured = run([_python(), "-m", "pagefind", "--site", base.site, "--output-path", folder, *articles])
        return Indexed(measured, folder)


class Library:
    """A library of `search_libraries.py`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def index(self, base: Base) -> Indexed:
        """Index the plain text of the articles."""
        folder = self._folder(base)
        return Indexed(run([*self._command(), "index", base.documents, folder]), folder)

    def answers(self, base: Base, queries: Sequence[str]) -> Iterator[Answer]:
        """Answer in a process of its own."""
        for line, seconds in _conversation([*self._command(), "query", str(self._folder(base))], queries):
            yield Answer(json.loads(line), seconds)

    def visits(self, _base: Base, _queries: Sequence[str]) -> Iterator[Visit]:
        """None: it needs a server."""
        return iter(())

    def _command(self) -> list[str]:
        return [str(_python()), str(HERE / "search_libraries.py"), self._name]

    def _folder(self, base: Base) -> Path:
        return base.documents.with_name(self._name)


ENGINES: dict[str, Engine] = {
    "kbtool": Kbtool(),
    "kbtool search": KbtoolOnCommandLine(),
    "Pagefind": Pagefind(),
    "FTS5": Library("fts5"),
    "bm25s": Library("bm25s"),
}


def plot(figures: Path, image: Path) -> None:
    """Draw the figures that `search.py` has written."""
    run([_python(), HERE / "search_plot.py", figures, image])


def _conversation(command: Sequence[str], queries: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Lines to a process and its answer to each, with the seconds that it took; the first answer, to nothing, is left out."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        for number, query in enumerate(["", *queries]):
            began = time.perf_counter()
            process.stdin.write(f"{query}\n")
            line = process.stdout.readline()
            if number:
                yield line, time.perf_counter() - began
        process.stdin.close()


def _python() -> Path:
    """The Python of an environment with the peers, which is made when it is missing."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        run([python, "-m", "pip", "--quiet", "install", *_PACKAGES])
    return python
