"""The articles that have changed, as git sees it."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from kbtool.errors import UsageError
from kbtool.lint import Base


def changed(paths: Iterable[Path], base: Base, revision: str) -> Iterator[Path]:
    """The articles at `paths` that differ from a revision, or that git does not know yet; those that are gone are left out.

    Raises:
        UsageError: there is no git, a path is in no repository, or there is no such revision.
    """
    for path in paths:
        folder, below = (path, ".") if path.is_dir() else (path.parent, path.name)
        different = _git(folder, "diff", "--name-only", "--diff-filter=d", "--relative", "-z", revision, "--", below)
        unknown = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", below)
        for name in sorted(set((different + unknown).split("\0"))):
            if name.endswith(".md") and base.ids.matches(Path(name).stem):
                yield folder / name


def _git(folder: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise UsageError("--changed asks git what has changed, but git is not installed.") from error
    if run.returncode:
        problem = next(iter(run.stderr.strip().splitlines()), "git failed.")
        raise UsageError(f"--changed: git cannot say what has changed in {folder}: {problem}")
    return run.stdout
