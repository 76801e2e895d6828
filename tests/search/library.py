"""A small knowledge base of our own words, for tests that need an index."""

from pathlib import Path

from kbtool.content import markdown, reader
from kbtool.ids import IdForm, page_url
from kbtool.model import Article
from kbtool.search import SearchDocument, extract

FOLDER = Path(__file__).parent / "articles"


def article(text: str, path: str = "article.md") -> Article:
    """The article in the text of a Markdown file."""
    read, findings = reader.parse(text.encode(), path)
    assert read, findings
    return read


def document(text: str) -> SearchDocument:
    """What search keeps of the article in the text of a Markdown file."""
    found = article(text)
    return extract(found, markdown.parse(found.body, IdForm()), page_url(found.front.id))


def documents() -> list[SearchDocument]:
    """The articles in the folder, by name."""
    return [document(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]


def simple(article_id: str, title: str, body: str = "", product: str = "") -> SearchDocument:
    """An article of a title and a few words."""
    return document(f'---\nid: "{article_id}"\ntitle: "{title}"\nproduct: "{product}"\n---\n\n{body}\n')
