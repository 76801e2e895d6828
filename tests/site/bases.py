"""Small knowledge bases for the tests, in words of our own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kbtool import ids
from kbtool.content import frontmatter
from kbtool.model import FrontMatter
from kbtool.site.builder import BuildReport, build
from tests.site import dom

BODY = "## SYMPTOMS\n\nThe lamp stays dark.\n\n## RESOLUTION\n\nTurn the key of the lamp to the left.\n"


class Base:
    """A knowledge base in a folder, and the site built from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.site = folder / "site"
        self.config_file = folder / "mkdocs.yml"
        self.content.mkdir(parents=True)
        self.configure()

    def configure(self, *, theme: Any = "kbtool", plugins: Any = ("kbtool",), **options: Any) -> None:
        """Write mkdocs.yml."""
        settings = {"site_name": "Lamp Room", "docs_dir": "content", "theme": theme, "plugins": plugins, **options}
        self.config_file.write_bytes(msgspec.yaml.encode(settings))

    def article(self, article_id: str, body: str = BODY, *, folder: str | None = None, **fields: Any) -> Path:
        """Write an article, by default where conversion would put it."""
        front = msgspec.convert({"id": article_id, "title": f"Title of {article_id}", **fields}, FrontMatter)
        name = ids.source_path(article_id) if folder is None else f"{folder}/{article_id}.md"
        return self.write(name, f"---\n{frontmatter.dump(front)}---\n\n{body}")

    def write(self, name: str, text: str) -> Path:
        """Write a file below the content folder."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def template(self, name: str, text: str) -> Path:
        """Override a template of the theme; `configure` must name the folder `overrides` as custom_dir."""
        path = self.folder / "overrides" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def build(self, **options: Any) -> BuildReport:
        """Build the site."""
        return build(self.config_file, **options)

    def page(self, address: str = "") -> dom.Element:
        """A page of the built site."""
        name = address if address.endswith(".html") else f"{address}index.html"
        return dom.read(self.site / name)

    def shown(self, article_id: str) -> dom.Element:
        """The page of an article."""
        return self.page(ids.page_url(article_id))

    def pages(self) -> Iterator[tuple[str, dom.Element]]:
        """Every page of the site, with its address."""
        for path in sorted(self.site.rglob("*.html")):
            name = path.relative_to(self.site).as_posix()
            yield name.removesuffix("index.html"), dom.read(path)


CUSTOM_THEME = {"name": "kbtool", "custom_dir": "overrides"}
