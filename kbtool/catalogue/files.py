"""Which files of a knowledge base are articles."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from kbtool.files import is_text
from kbtool.ids import IdForm

_HEAD = 4096
_RACY = 2_000_000_000  # ns


class FileState(NamedTuple):
    """A file as it was seen: when it was written (nanoseconds) and its size in bytes."""

    written: int
    size: int


def article_files(folder: Path, ids: IdForm) -> Iterator[Path]:
    """The files below a folder that are named by an id, in order of path; hidden files and folders are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_article_name(name, ids):
                yield Path(parent, name)


class Tree(NamedTuple):
    """The articles below a folder, all folders there ("" is the folder itself) and the other files, but hidden ones, by their path below it.

    What lies below a name that is no UTF-8 is left out; `strays` has the articles among it. A folder stands with the time (nanoseconds) at which anything came into it or went, as it was before it was looked through.
    """

    articles: dict[str, FileState]
    folders: dict[str, int]
    others: list[str]


def article_tree(folder: Path, ids: IdForm) -> Tree:
    """The same files as they stand now, with `/` between the parts of their paths."""
    found = Tree({}, {}, [])
    waiting = [(str(folder), "")]
    while waiting:
        parent, below = waiting.pop()
        prefix = f"{below}/" if below else ""
        found.folders[below] = settled(os.stat(parent).st_mtime_ns)  # noqa: PTH116 - there are many of them
        with os.scandir(parent) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not is_text(entry.name):
                    continue
                if entry.is_dir():
                    waiting.append((entry.path, prefix + entry.name))
                elif is_article_name(entry.name, ids):
                    found.articles[prefix + entry.name] = state(entry)
                else:
                    found.others.append(prefix + entry.name)
    return Tree(dict(sorted(found.articles.items())), found.folders, sorted(found.others))


def settled(written: int) -> int:
    """When something was written (nanoseconds); 0 where that was so short ago that it could change again within one tick of its clock."""
    return written if time_ns() - written > _RACY else 0


def state(file: Path | os.DirEntry[str]) -> FileState:
    """How a file stands now."""
    try:
        status = file.stat()
    except OSError:  # a link to nowhere: reading it will say so
        return FileState(0, -1)
    return FileState(status.st_mtime_ns, status.st_size)


def strays(folder: Path, ids: IdForm) -> Iterator[Path]:
    """Markdown files below a folder that say by their front matter that they are articles, but are not named by an id, or not in UTF-8."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        is_named = is_text(parent)
        for name in sorted(names):
            is_stray = name.endswith(".md") and not (is_named and ids.matches(name.removesuffix(".md")))
            if is_stray and _claims_id(Path(parent, name)):
                yield Path(parent, name)


def is_article_name(name: str, ids: IdForm) -> bool:
    """Whether a file of this name is an article."""
    return name.endswith(".md") and ids.matches(name.removesuffix(".md"))


def is_article(path: Path, ids: IdForm) -> bool:
    """Whether a file is an article by its name, or says that it is one."""
    return is_article_name(path.name, ids) or (path.suffix == ".md" and _claims_id(path))


def _claims_id(path: Path) -> bool:
    if not path.is_file():  # a pipe would keep one waiting
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(b"---") and b"\nid:" in head.partition(b"\n---")[0]
