"""All articles at once: which ids there are, and what each article cites."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from markdown_it.token import Token

from kbtool.content.markdown import SCHEME, searched_words
from kbtool.ids import IdForm

_HEAD = 4096


class Citation(msgspec.Struct, frozen=True):
    """An id that an article cites by a `kb:` link; `line` counts from 1 in the article's body."""

    id: str
    line: int


def article_files(folder: Path, ids: IdForm) -> Iterator[Path]:
    """The files below a folder that are named by an id, in order of path; hidden files and folders are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".md") and ids.matches(name.removesuffix(".md")):
                yield Path(parent, name)


def strays(folder: Path, ids: IdForm) -> Iterator[Path]:
    """Markdown files below a folder that say by their front matter that they are articles, but are not named by an id."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.endswith(".md") and not ids.matches(path.stem) and _claims_id(path):
                yield path


def _claims_id(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(b"---") and b"\nid:" in head.partition(b"\n---")[0]


def citations(tokens: list[Token]) -> Iterator[Citation]:
    """The `kb:` links written in an article, from the tokens of `kbtool.content.markdown.parse`; ids free in prose are no links yet."""
    for block in tokens:
        line = (block.map[0] if block.map else 0) + 1
        for token in block.children or []:
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "link_open" and token.markup != "mention":
                href = str(token.attrs.get("href", ""))
                if href.startswith(SCHEME) and searched_words(href) is None:
                    yield Citation(href.removeprefix(SCHEME), line)
