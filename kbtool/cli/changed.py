"""The articles that have changed, as git sees it."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from kbtool.catalogue.files import is_article
from kbtool.errors import UsageError
from kbtool.lint import Base


def changed(paths: Iterable[Path], base: Base, revision: str) -> Iterator[Path]:
    """The articles at `paths` that differ from where the work on top of a revision began, or that git does not know yet.

    What has changed on the branch of the revision since then counts as no change here; articles that are gone are left out, and
    one that was renamed goes by its new name.

    Raises:
        UsageError: there is no git, a path is in no repository, or there is no such revision.
    """
    for path in paths:
        folder, below = (path, ".") if path.is_dir() else (path.parent, path.name)
        commit = _commit(folder, revision)
        different = _git(
            folder, "diff", "--merge-base", "--name-only", "--diff-filter=d", "--relative", "-z", commit, "--", below
        )
        unknown = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", below)
        for name in sorted(set((different + unknown).split("\0"))):
            if name and is_article(folder / name, base.ids):
                yield folder / name


def _commit(folder: Path, revision: str) -> str:
    try:
        asked = f"{revision}^{{commit}}"
        unknown = f"there is no revision '{revision}'."
        return _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", asked, silent=unknown).strip()
    except UsageError as error:
        if revision and Path(revision).exists():
            raise UsageError(f"{error} To name a path, write: --changed=HEAD {revision}") from error
        raise


def _git(folder: Path, *arguments: str, silent: str = "git failed.") -> str:
    """What git says; `silent` is what is wrong where it fails without a word."""
    command = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    try:
        run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise UsageError("--changed asks git what has changed, but git is not installed.") from error
    if run.returncode:
        problem = next(iter(run.stderr.strip().splitlines()), silent)
        raise UsageError(f"--changed: git cannot say what has changed in {folder}: {problem}")
    return run.stdout
