"""Following an edit of an article in a preview without building every other page again.

When nothing has changed but the text of some articles - not their titles, dates, products or keywords, which stand on other pages
too - then only their own pages are made anew, and those of articles that they cite otherwise than before. Anything else is left to a
whole build.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2
import msgspec
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from kbtool.catalogue import entry_at
from kbtool.site.articles import Source, job_of
from kbtool.site.citations import Citations
from kbtool.site.context import SiteContext
from kbtool.site.pages import Ready, ReadyPage
from kbtool.site.prepare import Prepared, prepare

Stamps = Mapping[str, tuple[int, int]]
"""The files of a base, and what changes with their content."""


def stamps(paths: Iterable[str | Path]) -> Stamps:
    """The stamps of files, and of all files below folders."""
    return {entry: (found.st_mtime_ns, found.st_size) for path in paths for entry, found in _files(str(path))}


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A whole build: all that is needed to make one of its pages again."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    context: SiteContext
    citations: Citations


class Preview:
    """Remembers the last whole build of a preview and brings single pages of it up to date."""

    def __init__(self) -> None:
        self._watched: tuple[str | Path, ...] = ()
        self._stamps: Stamps = {}
        self._built: Built | None = None
        self._articles: dict[str, tuple[Source, File, Prepared]] = {}

    def begin(self, watched: Iterable[str | Path]) -> None:
        """A whole build begins to read these files and folders: edits from now on are news."""
        self._built = None
        self._watched = tuple(watched)
        self._stamps = stamps(self._watched)

    def articles(self, articles: Iterable[tuple[Source, File, Prepared]]) -> None:
        """These articles were prepared for the build."""
        self._articles = {str(source.file): (source, file, prepared) for source, file, prepared in articles}

    def end(self, built: Built) -> None:
        """The build is complete."""
        self._built = built

    def update(self) -> list[str] | None:
        """Make the pages anew that alone have changed; returns their ids, or None where only a whole build will do."""
        if self._built is None:
            return None
        now = stamps(self._watched)
        changed = {path for path, _ in now.items() ^ self._stamps.items()}
        if not changed <= self._articles.keys() & now.keys():
            return None
        built = self._with_citations_of(changed, self._built)
        cited_anew = self._cited_otherwise(self._built.citations, built.citations)
        anew = [(path, self._prepared(path, built)) for path in sorted(changed | cited_anew)]
        if any(prepared.row is None or prepared.row != self._articles[path][2].row for path, prepared in anew):
            return None
        for path, prepared in anew:
            self._write(path, prepared, built)
        self._built, self._stamps = built, now
        return [prepared.id for _, prepared in anew]

    def documents(self) -> Iterator[Prepared]:
        """All articles as they are now."""
        return (prepared for _, _, prepared in self._articles.values())

    def _with_citations_of(self, changed: set[str], built: Built) -> Built:
        """The build with what these articles say of others now."""
        folder = Path(built.config.docs_dir)
        found = (entry_at(folder, self._articles[path][1].src_uri, built.context.ids) for path in changed)
        entries = [entry for entry in found if entry]
        return msgspec.structs.replace(built, citations=built.citations.replacing(entries)) if entries else built

    def _cited_otherwise(self, before: Citations, after: Citations) -> set[str]:
        """The articles of which others say something else than before."""
        if before is after:
            return set()
        names = {path: source.id for path, (source, _, _) in self._articles.items()}
        return {path for path, name in names.items() if before.backlinks.get(name) != after.backlinks.get(name)}

    def _prepared(self, path: str, built: Built) -> Prepared:
        job = job_of(self._articles[path][0], built.context.ids, built.citations)
        return job if isinstance(job, Prepared) else prepare(built.context, job)

    def _write(self, path: str, prepared: Prepared, built: Built) -> None:
        source, file, _ = self._articles[path]
        page = ReadyPage(Ready.article(prepared), file, built.config)
        # MkDocs offers no public way to build one page; these two have been what its build calls since 1.0.
        mkdocs_build._populate_page(page, built.config, built.files)  # noqa: SLF001
        mkdocs_build._build_page(page, built.config, [], built.nav, built.env)  # noqa: SLF001
        self._articles[path] = source, file, prepared


def _files(path: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = os.scandir(path)
    except NotADirectoryError:
        yield path, Path(path).stat()
        return
    except OSError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path, entry.stat()
