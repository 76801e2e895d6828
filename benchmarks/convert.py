"""Conversion of legacy articles, against copying the same files: convert.py SOURCE [--jobs N]."""

import argparse
import sys
import tempfile
from pathlib import Path

from measure import machine, run, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="a folder of legacy articles")
    parser.add_argument("--jobs", default="2", help="processes that kbtool may use [2]")
    arguments = parser.parse_args()
    source = arguments.source.resolve()
    files = sum(1 for path in source.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix="kbtool-benchmark-") as scratch:
        target = Path(scratch, "content")
        convert = [
            sys.executable,
            "-m",
            "kbtool",
            "convert",
            source,
            "--to",
            target,
            "--quiet",
            "--jobs",
            arguments.jobs,
        ]
        copied = run(["cp", "-r", source, Path(scratch, "copy")])
        cold = run(convert)
        warm = run(convert)
    print(f"{files:,} files; {machine()}; kbtool with {arguments.jobs} processes\n")
    rows = [
        [
            name,
            f"{m.seconds:.1f}",
            f"{m.megabytes:,.0f}",
            f"{m.seconds / copied.seconds:.2f}",
            f"{files / m.seconds:,.0f}",
        ]
        for name, m in (("cp -r", copied), ("kbtool convert", cold), ("kbtool convert, nothing changed", warm))
    ]
    print(table(["run", "seconds", "peak MB", "ratio to cp -r", "files/s"], rows))


if __name__ == "__main__":
    main()
