"""A knowledge base as the linter needs it, and where its articles lie."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kbtool.catalogue import Known
from kbtool.catalogue.files import is_article_name
from kbtool.files import nearest
from kbtool.ids import IdForm
from kbtool.lint.config import Policy
from kbtool.lint.engine import Plan


class Base(msgspec.Struct, frozen=True):
    """A knowledge base: `root` is the folder of its settings, `content` the folder of the articles, `cache` that of the stores (None: do without)."""

    root: Path
    content: Path
    ids: IdForm
    plan: Plan
    policy: Policy
    known: Known = msgspec.field(default_factory=Known)
    cache: Path | None = None

    def file(self, below: str) -> Path:
        """The file of an article by its path below the content folder, as one would name it in the working folder."""
        return nearest(self.content / below)

    def files(self, below: Iterable[str]) -> Iterator[str]:
        """The same of many articles, quicker."""
        if ".." in self.content.parts:
            return (str(self.file(path)) for path in below)
        home = "" if self.content == Path() else f"{self.content}{os.sep}"
        return map(home.__add__, below)

    def below(self, path: Path) -> str:
        """The path of an article below the content folder, "" for a file that is none of the base's articles."""
        home, whole = self.content.resolve(), path.resolve()
        if not whole.is_relative_to(home) or not is_article_name(whole.name, self.ids):
            return ""
        below = whole.relative_to(home)
        return "" if any(part.startswith(".") for part in below.parts) else below.as_posix()
