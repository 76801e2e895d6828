"""MkDocs pages whose content is ready before MkDocs asks for it."""

from collections.abc import Iterable
from html import escape
from typing import Any, Self

import msgspec
from markupsafe import escape as markup_escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from kbtool.content.markdown import TocEntry
from kbtool.site import kept
from kbtool.site.prepare import Prepared
from kbtool.site.rows import Row
from kbtool.site.sitemap import Place

ARTICLE = "kbtool_article"
"""In a page's meta: the `Row` of the article it shows."""
UNLISTED = "kbtool_unlisted"
"""In a page's meta: whether search engines should pass it over."""


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows: its title and description as plain text, its HTML, compressed (`kept`), and the headings in it."""

    title: str
    description: str
    html: bytes
    toc: tuple[TocEntry, ...] = ()
    row: Row | None = None
    listed: bool = True

    @classmethod
    def article(cls, prepared: Prepared) -> Self:
        """The page of an article."""
        return cls(
            title=prepared.row.title if prepared.row else prepared.id,
            description=prepared.description,
            html=prepared.html,
            toc=prepared.toc,
            row=prepared.row,
        )


class ReadyPage(Page):
    """A page whose content is ready; MkDocs neither reads nor renders its file.

    MkDocs and its themes take titles and descriptions for HTML, so they are escaped here.
    """

    def __init__(self, ready: Ready, file: File, config: MkDocsConfig) -> None:
        """Make the page and give it to its file."""
        super().__init__(markup_escape(ready.title), file, config)
        self._ready = ready
        self._kept = ready.html

    @property
    def content(self) -> str:
        """The HTML, unpacked whenever it is asked for: when MkDocs shows it to plugins, and when it writes it."""
        return kept.text(self._kept)

    @content.setter
    def content(self, html: str | None) -> None:
        if html is not None and html != self.content:
            self._kept = kept.compressed(html)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set what MkDocs would read from the file."""
        self.markdown = ""
        self.meta = {
            "description": markup_escape(self._ready.description),
            UNLISTED: not self._ready.listed,
            **({ARTICLE: self._ready.row} if self._ready.row else {}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set what MkDocs would make from the Markdown; the content is there."""
        self.toc = get_toc(_nested(self._ready.toc))
        self.present_anchor_ids = {entry.anchor for entry in self._ready.toc}


def place(page: Page) -> Place | None:
    """The page for the sitemap; None when search engines should pass it over."""
    if page.meta.get(UNLISTED) or not page.canonical_url:
        return None
    row: Row | None = page.meta.get(ARTICLE)
    return Place(page.canonical_url, row.revised if row else None)


def _nested(entries: Iterable[TocEntry]) -> list[Any]:
    """Headings as MkDocs nests them: each below the nearest heading of a higher rank before it."""
    top: list[Any] = []
    above: list[tuple[int, list[Any]]] = [(0, top)]
    for entry in entries:
        while above[-1][0] >= entry.level:
            above.pop()
        below: list[Any] = []
        above[-1][1].append({"level": entry.level, "id": entry.anchor, "name": escape(entry.text), "children": below})
        above.append((entry.level, below))
    return top
