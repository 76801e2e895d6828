"""Articles and generated pages among MkDocs' files: which of them are articles, where they go, and who has the right to an address."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from kbtool.files import is_special, special_file_error
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.site import addresses
from kbtool.site.articles import Source, unreadable
from kbtool.site.generated import GeneratedPage
from kbtool.site.pages import Ready, ReadyPage
from kbtool.site.prepare import Prepared

_NOT_PUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def article_files(files: Files, ids: IdForm, *, drafts: bool) -> dict[str, File]:
    """The files of articles by their path as a person in the working folder writes it: Markdown files whose name is an id."""
    wanted = InclusionLevel.is_in_serve if drafts else InclusionLevel.is_included
    here = f"{Path.cwd()}{os.sep}"
    return {
        file.abs_src_path.removeprefix(here): file
        for file in files.documentation_pages(inclusion=wanted)
        if file.abs_src_path and ids.matches(Path(file.src_uri).stem)
    }


def drop_special_files(files: Files, articles: Iterable[File]) -> Iterator[Finding]:
    """Take pipes, sockets and devices from the site, for which MkDocs would wait for ever, and say so of each; MkDocs does not read articles."""
    here = f"{Path.cwd()}{os.sep}"
    for name in files.src_uris.keys() - {file.src_uri for file in articles}:
        file = files.src_uris[name]
        if file.abs_src_path and is_special(Path(file.abs_src_path)):
            files.remove(file)
            yield unreadable(file.abs_src_path.removeprefix(here), special_file_error())


def drop_theme_file(files: Files, name: str, config: MkDocsConfig) -> None:
    """Take a file that a theme brings, and not the user, from the site."""
    file = files.get_file_from_path(name)
    if file and file.src_dir not in (config.docs_dir, config.theme.custom_dir):
        files.remove(file)


def source(path: str, file: File) -> Source:
    """The file as the preparation of articles knows it."""
    absolute = Path(str(file.abs_src_path))
    return Source(file=absolute, path=path, id=absolute.stem)


def place_articles(
    articles: Iterable[Prepared], by_path: dict[str, File], files: Files, config: MkDocsConfig
) -> Iterator[str]:
    """Give every article's file its page and address, and take the files of articles without a page from the site.

    Yields a warning for each page that loses its address to an article.
    """
    unused = dict(by_path)
    for article in articles:
        file = unused.pop(article.path)
        _place(file, addresses.article(article.id))
        if file.inclusion is not InclusionLevel.DRAFT:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        ReadyPage(Ready.article(article), file, config)
    for file in unused.values():
        files.remove(file)
    articles_at = {file.dest_uri: file for path, file in by_path.items() if path not in unused}
    for file in list(files.documentation_pages()):
        article_file = articles_at.get(file.dest_uri, file)
        if article_file is not file:
            files.remove(file)
            yield f"{file.src_uri} takes the address of the article {article_file.src_uri}; it is left out. Rename it."


def place_generated(
    pages: Iterable[GeneratedPage], files: Files, config: MkDocsConfig, *, in_nav: frozenset[str]
) -> Iterator[str]:
    """Add the pages that no file of the user stands for. Yields a warning for each whose address a file has taken."""
    taken = {file.dest_uri: file for file in files if file.inclusion not in _NOT_PUBLISHED}
    for page in pages:
        file = File.generated(config, f"{page.address.rstrip('/') or 'index'}.md", content="")
        _place(file, page.address)
        file.inclusion = InclusionLevel.INCLUDED if page.address in in_nav else InclusionLevel.NOT_IN_NAV
        other = taken.get(file.dest_uri) or files.get_file_from_path(file.src_uri)
        if other is not None:
            yield (
                f"{other.src_uri} takes the address {page.address or '/'}, so the page '{page.title}' is not made. "
                "Rename the file if readers should have that page."
            )
            continue
        ready = Ready(title=page.title, description=page.description, html=page.html, listed=page.listed)
        ReadyPage(ready, file, config)
        files.append(file)


def _place(file: File, address: str) -> None:
    """Set where a page goes. MkDocs keeps what it worked out before, so everything that follows from it is set too."""
    file.dest_uri = f"{address}index.html"
    for name in ("url", "abs_dest_path"):
        file.__dict__.pop(name, None)
