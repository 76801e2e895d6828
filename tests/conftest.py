"""What all tests share: the option `--update-cases`, the Hypothesis profiles, the samples."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from kbtool.cli import main
from tests import cases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile(
    # The gate gives the same verdict on the same code; no test asserts a time.
    "gate",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    # Searches for new counterexamples: pytest --hypothesis-profile deep
    "deep",
    max_examples=3000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gate")

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
_BROWSER_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

Expect = Callable[[cases.Case, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="Rewrite the expected part of every case that came out differently. Look at the difference before you commit it.",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-cases") and config.getoption("numprocesses", default=None):
        raise pytest.UsageError("--update-cases rewrites files: run it in one process, without -n.")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Compare what came out with the expected part of a case; on a difference fail with the command that accepts it."""

    def compare(case: cases.Case, actual: str) -> None:
        __tracebackhide__ = True
        difference = cases.difference(case, actual)
        if not difference:
            return
        if request.config.getoption("--update-cases") and not case.xfail:
            cases.update(case, actual)
            return
        place = f"{case.path}:{case.line}: {case.title}"
        command = f"python -m pytest '{request.node.nodeid}' --update-cases"
        pytest.fail(f"{place}\n{difference}\n\nIf the new output is right, accept it with:\n  {command}", pytrace=False)

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless: one for all tests of a process. Tests that need it are skipped, loudly, where there is none."""
    found = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if not found:
        pytest.skip("NO CHROMIUM HERE: THE PAGES ARE NOT TESTED. `make test` installs one where it can.")
    api = pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT HERE: THE PAGES ARE NOT TESTED.")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=_BROWSER_FLAGS)
        yield chromium
        chromium.close()


class Sample(NamedTuple):
    """A legacy sample article that ships with the project."""

    id: str
    form: str
    path: Path

    def __str__(self) -> str:
        return f"{self.id}-{self.form}"


def _samples() -> list[Sample]:
    root = Path(__file__).parents[1] / "samples"
    texts = [Sample(path.stem, "text", path) for path in sorted(root.glob("txt/*/*.TXT"))]
    pages = [
        Sample(path.parent.name, "mspl" if b"\tProduct(s): See article" in path.read_bytes() else "page", path)
        for path in sorted(root.glob("kb/*/*/README.md"))
    ]
    return texts + pages


SAMPLES = _samples()


class Run(NamedTuple):
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard error: findings, one a line."""
        return self.err.splitlines()


Kbtool = Callable[..., Run]


@pytest.fixture
def kbtool(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Kbtool:
    """Runs the command line in this process, in an empty folder; nothing it says may ever be a traceback."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr("sys.argv", ["kbtool", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, out, err)

    return run
