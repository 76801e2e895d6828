"""Fill a folder with what the fuzzer of bytes begins with: `python -m fuzz.seeds FOLDER`."""

import sys
from pathlib import Path

from tests import cases

ROOT = Path(__file__).parents[1]
_BODY = b"\x02"  # what comes is the text of an article: see fuzz.raw


def main() -> None:
    """Write the samples as they are, and each case as the text of an article."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    samples = [path for path in ROOT.glob("samples/**/*") if path.suffix in (".TXT", ".md")]
    for i, path in enumerate(sorted(samples)):
        (folder / f"sample-{i}").write_bytes(path.read_bytes())
    for file in sorted(ROOT.glob("tests/legacy/blocks/*.cases")):
        for case in cases.read(file):
            (folder / f"{file.stem}-{case.line}").write_bytes(_BODY + case.input.encode("cp1252", "replace"))


if __name__ == "__main__":
    main()
