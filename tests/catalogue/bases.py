"""Small catalogues for the tests, in words of our own."""

from pathlib import Path

from kbtool.catalogue import Catalogue
from tests.builders import save


def article(folder: Path, article_id: str, text: str = "Text.\n", title: str = "The Bell Does Not Ring") -> Path:
    """Write an article where conversion would put it below `folder`/content."""
    number = int("".join(filter(str.isdigit, article_id)))
    whole = f'---\nid: "{article_id}"\ntitle: "{title}"\n---\n\n{text}'
    save(folder, path := f"content/{number // 1000:03d}/{article_id}.md", whole.encode())
    return folder / path


def loaded(folder: Path) -> Catalogue:
    """The catalogue of the base in `folder`, read anew."""
    save(folder, "kbtool.toml", b"")
    return Catalogue.of_base(folder, use_cache=False, workers=1)
