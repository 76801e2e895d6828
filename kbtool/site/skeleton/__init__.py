"""A new knowledge base, copied from the files beside this module.

`$title` in them stands for the name of the base, as a quoted string. A leading dot is written `dot-`, so that no tool takes the
skeleton's files for the project's own.
"""

import json
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason, write_atomic


def create(folder: Path, title: str | None = None) -> list[Path]:
    """Make a knowledge base in `folder`; returns the files made.

    Raises:
        UsageError: one of the files is there already; nothing was written.
        KbtoolError: the folder cannot be written.
    """
    name = " ".join((title or folder.resolve().name or "Knowledge base").split())
    files = {folder / path: text for path, text in _files(resources.files(__package__) / "files", PurePosixPath())}
    there = sorted(str(path) for path in files if path.exists())
    if there:
        raise UsageError(f"{', '.join(there)}: there already, and nothing is overwritten. Name another folder.")
    for path, text in files.items():
        try:
            write_atomic(path, text.replace("$title", json.dumps(name, ensure_ascii=False)).encode())
        except OSError as error:
            raise KbtoolError(f"{path}: cannot be written: {reason(error)}.") from error
    return list(files)


def _files(folder: Traversable, below: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = below / entry.name.replace("dot-", ".", 1)
        if entry.is_dir():
            yield from _files(entry, path)
        else:
            yield path, entry.read_text(encoding="utf-8")
