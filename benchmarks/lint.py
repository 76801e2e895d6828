"""Checking articles, against markdownlint-cli2 on the same files: lint.py CONTENT [--jobs N] [--without-peer]."""

import argparse
import compileall
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Measured, machine, run, table

import kbtool

TOOLS = Path(__file__).parents[1] / ".cache" / "lint-peer"
PEER = "markdownlint-cli2"
VERSION = "0.24.1"
FINDINGS = (0, 1)  # exit codes of a linter that did its work
SINGLE_RUNS = 9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path, help="a folder of converted articles")
    parser.add_argument("--jobs", default="2", help="processes that kbtool may use [2]")
    parser.add_argument("--without-peer", action="store_true", help="measure kbtool alone")
    arguments = parser.parse_args()
    content = arguments.content.resolve()
    files = sorted(content.rglob("*.md"))
    peer = None if arguments.without_peer else _peer(content)
    with tempfile.TemporaryDirectory(prefix="kbtool-benchmark-") as scratch:
        rows = _kbtool(Path(scratch), content, files, arguments.jobs)
    print(f"{len(files):,} articles; {machine()}; kbtool with {arguments.jobs} processes\n")
    rows = {f"{PEER} {VERSION}": peer, **rows} if peer else rows
    cells = [
        [name, f"{m.seconds:.2f}", f"{m.megabytes:,.0f}", f"1/{peer.seconds / m.seconds:.1f}" if peer else ""]
        for name, m in rows.items()
    ]
    print(table(["run", "seconds", "peak MB", f"of {PEER}"], cells))


def _kbtool(base: Path, content: Path, files: list[Path], jobs: str) -> dict[str, Measured]:
    """The runs of kbtool over a base that holds a copy of the articles, so that some can be changed."""
    compileall.compile_dir(Path(kbtool.__file__).parent, quiet=1)  # as an installation does
    shutil.copytree(content, base / "content")
    (base / "kbtool.toml").touch()
    lint = [sys.executable, "-m", "kbtool", "lint", "--jobs", jobs]
    chosen = files[:: max(1, len(files) // SINGLE_RUNS)][:SINGLE_RUNS]
    singles = [base / "content" / path.relative_to(content) for path in chosen]

    def measure(*options: str | Path) -> Measured:
        return run([*lint, *options], base, accept=FINDINGS)

    rows = {"kbtool, cold": measure("--quiet"), "kbtool, from the cache": measure("--quiet")}
    singles[0].write_text(singles[0].read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    rows["kbtool, one article changed"] = measure("--quiet")
    for form in ("text", "sarif"):
        rows[f"kbtool, from the cache, {form} to a file"] = measure(
            "--format", form, "--output", base / f"report.{form}"
        )
    named = sorted(measure(path) for path in singles)
    rows[f"kbtool, one article named, median of {SINGLE_RUNS}"] = named[len(named) // 2]
    rows[f"kbtool, one article named, slowest of {SINGLE_RUNS}"] = named[-1]
    return rows


def _peer(content: Path) -> Measured:
    """markdownlint-cli2 with the rules that it has on by itself."""
    if not (TOOLS / "node_modules" / PEER).exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", TOOLS, f"{PEER}@{VERSION}"], check=True)
    command: list[str | Path] = [TOOLS / "node_modules" / ".bin" / PEER, f"{content}/**/*.md"]
    return run(command, content, accept=FINDINGS)


if __name__ == "__main__":
    main()
