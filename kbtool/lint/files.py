"""Which files are to be checked."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from kbtool.catalogue import article_files, strays
from kbtool.lint.base import Base


class Chosen(NamedTuple):
    """The files to check: articles of the base, by their path below its content folder, and others."""

    inside: tuple[str, ...]
    others: tuple[Path, ...]


def choose(paths: Iterable[Path], base: Base, articles: Collection[str]) -> Chosen:
    """The files at `paths`; a folder stands for the articles below it."""
    home = base.content.resolve()
    inside: dict[str, None] = {}
    others: dict[Path, Path] = {}
    for path in paths:
        whole = path.resolve()
        if whole == home:
            inside |= dict.fromkeys(articles)
            others |= {stray.resolve(): stray for stray in strays(path, base.ids)}
            continue
        for file in [*article_files(path, base.ids), *strays(path, base.ids)] if path.is_dir() else [path]:
            resolved = file.resolve()
            below = resolved.relative_to(home).as_posix() if resolved.is_relative_to(home) else ""
            if below in articles:
                inside[below] = None
            else:
                others[resolved] = file
    return Chosen(tuple(sorted(inside)), tuple(others.values()))
