"""MkDocs pages whose content is ready before MkDocs asks for it."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from kbtool.content.markdown import TocEntry


class ReadyPage(Page):
    """A page that is given its HTML; MkDocs neither reads nor renders its file."""

    def __init__(  # noqa: D417 - file and config are MkDocs'
        self,
        file: File,
        config: MkDocsConfig,
        *,
        title: str,
        html: str,
        toc: Iterable[TocEntry] = (),
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Make the page and give it to its file.

        Args:
            title: as plain text.
            html: the content, complete.
            toc: the headings of the content, for other themes than kbtool's.
            meta: what front matter would set, such as the description.
        """
        super().__init__(title, file, config)
        self._ready = html
        self._entries = tuple(toc)
        self._meta = dict(meta or {})

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set what MkDocs would read from the file."""
        self.markdown = ""
        self.meta = self._meta

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set what MkDocs would make from the Markdown."""
        self.content = self._ready
        self.toc = get_toc(_nested(self._entries))
        self.present_anchor_ids = {entry.anchor for entry in self._entries}


def _nested(entries: Iterable[TocEntry]) -> list[Any]:
    """Headings as MkDocs nests them: each below the nearest heading of a higher rank before it."""
    top: list[Any] = []
    above: list[tuple[int, list[Any]]] = [(0, top)]
    for entry in entries:
        while above[-1][0] >= entry.level:
            above.pop()
        token = {"level": entry.level, "id": entry.anchor, "name": escape(entry.text), "children": []}
        above[-1][1].append(token)
        above.append((entry.level, token["children"]))
    return top
