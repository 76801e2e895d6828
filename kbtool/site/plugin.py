"""The MkDocs plugin: hooks only. What is done in them is written elsewhere.

Articles are found and prepared in `on_files`, so that MkDocs gets pages with their content; listings follow from the prepared
articles. None of these pages takes part in MkDocs' navigation, which grows with the square of its pages.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import jinja2
import msgspec
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime

from kbtool import search, settings
from kbtool.catalogue import FOLDER, Catalogue, Known, known_of
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS
from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason, write_atomic
from kbtool.findings import Finding
from kbtool.parallel import executor_for
from kbtool.search import SearchDocument, thesaurus
from kbtool.search.builder import write_index
from kbtool.site import addresses, filing, generated, links, listings, pages, scripts, signposts, sitemap, theme
from kbtool.site.articles import Preparation, first_of_each_id
from kbtool.site.cache import Cache, MemoryCache, NoCache
from kbtool.site.citations import Citations
from kbtool.site.context import SiteContext, templates_version
from kbtool.site.fragments import template_problem
from kbtool.site.pages import ReadyPage
from kbtool.site.preview import Built, Preview
from kbtool.site.rows import Row

if TYPE_CHECKING:
    from kbtool.site.generated import Overview
    from kbtool.site.sitemap import Place

log = get_plugin_logger("kbtool")
FINDING = "kbtool_finding"
"""The attribute of a log record that carries a finding."""

_OLD_YEARS = 10
_INDEXED_AT_ONCE = 2_000  # articles; of more, an edit shows in the index after the next whole build
_HOME = "index.html"
_IN_NAV = frozenset({addresses.PRODUCTS, addresses.KEYWORDS, addresses.SEARCH})
_EMBEDDED_CSS = ("css/kbtool-embedded.css", "css/search.css")
_SCRIPTS = ("js/kbtool.js", "js/search.js")


class SiteReport(msgspec.Struct, frozen=True):
    """What a build made: counts, and what is wrong with the articles that are not there."""

    articles: int = 0
    pages: int = 0
    findings: tuple[Finding, ...] = ()


class Watcher(Protocol):
    """Is told how far the preparation of the articles has come."""

    def begin(self, total: int) -> None:
        """At most `total` articles will be prepared."""

    def advance(self) -> None:
        """One more is."""


class Unwatched:
    """Tells nobody."""

    def begin(self, total: int) -> None:
        """Nobody asked."""

    def advance(self) -> None:
        """Nobody asked."""


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options in mkdocs.yml: settings are in `kbtool.toml`, where every command finds them."""


class KbtoolPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Publishes the articles of a knowledge base, their listings, the search index and the sitemap.

    One object serves all builds of a preview; what belongs to one build is set anew in `on_config`.
    """

    def __init__(self) -> None:
        self.report = SiteReport()
        self.watcher: Watcher = Unwatched()
        self._cache: Cache = NoCache()
        self._context: SiteContext
        self._overview: Overview
        self._known = Known()
        self._synonyms: tuple[thesaurus.Line, ...] = ()
        self._citations = Citations((), self._known)
        self._rows: list[Row] = []
        self._stores: Path | None = None
        self._places: list[Place] = []
        self._documents: list[SearchDocument] = []
        self._preview: Preview | None = None
        self._nav: Navigation
        self._built: Built | None = None
        self._folders: tuple[str, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """A preview builds again and again: keep what was prepared."""
        serving = command == "serve"
        self._preview = Preview() if serving else None
        self._cache = MemoryCache() if serving else NoCache()

    def on_shutdown(self) -> None:
        """Let go of what was kept."""
        self._preview, self._cache = None, NoCache()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings of the base, and see to it that the theme has what the pages need."""
        folder = Path(config.config_file_path).resolve().parent
        base = settings.load(folder)
        if Path(config.docs_dir).resolve() != (folder / base.content).resolve():
            raise UsageError(
                f"{config.config_file_path}: docs_dir is '{config.docs_dir}', but {settings.FILE_NAME} says that the content "
                f"lies in '{base.content}'. Write 'docs_dir: {base.content}'."
            )
        self._known = known_of(folder, base.ids)
        self._synonyms = thesaurus.own(folder / thesaurus.FILE_NAME)
        self._stores = folder / FOLDER
        templates = str(theme.templates_folder())
        embedded = templates not in config.theme.dirs
        if embedded:
            config.theme.dirs.append(templates)
            config.extra_css.extend(_EMBEDDED_CSS)
            config.extra_javascript.extend(_SCRIPTS)
        if not (config.theme.custom_dir and (Path(config.theme.custom_dir) / sitemap.NAME).is_file()):
            config.theme.static_templates.discard(sitemap.NAME)
        self.report, self._places = SiteReport(), []
        self._folders = tuple(config.theme.dirs)
        if self._preview:
            self._preview.begin([config.docs_dir, *_watched(config)])
        self._context = SiteContext(
            ids=base.ids,
            site_name=config.site_name,
            site_url=config.site_url or "",
            template_folders=self._folders,
            templates_version=templates_version(self._folders),
            directory_urls=config.use_directory_urls,
            embedded=embedded,
            old_before=date(get_build_datetime().year - _OLD_YEARS, 1, 1),
        )
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give every article its page, and add the pages that follow from all of them; put the scripts together."""
        filing.drop_theme_file(files, sitemap.NAME, config)
        scripts.put_together(files)
        by_path = filing.article_files(files, self._context.ids, drafts=self._preview is not None)
        special = list(filing.drop_special_files(files, by_path.values()))
        sources, repeated = first_of_each_id(filing.source(path, file) for path, file in by_path.items())
        self._citations = self._cited({source.id: by_path[source.path].src_uri for source in sources}, config)
        log.info("Preparing %s articles", f"{len(sources):,}")
        self.watcher.begin(len(sources))
        work = Preparation(self._context, self._cache, executor_for, advance=self.watcher.advance)
        articles, unreadable = work.run(sources, self._citations)
        findings = tuple(sorted([*special, *repeated, *unreadable]))
        for finding in findings:
            log.error(str(finding), extra={FINDING: finding})
        self._documents = [article.document for article in articles if article.document]
        self._citations = self._citations.among(frozenset(article.id for article in articles))
        for warning in filing.place_articles(articles, by_path, files, config):
            log.warning(warning)
        if self._preview:
            by_id = {source.id: source for source in sources}
            self._preview.articles((by_id[article.id], by_path[article.path], article) for article in articles)
        self._rows = [article.row for article in articles if article.row]
        self._generate(self._rows, files, config)
        self.report = SiteReport(len(articles), len(files.documentation_pages()), findings)
        log.info("Writing %s pages", f"{self.report.pages:,}")
        return files

    def _cited(self, published: Mapping[str, str], config: MkDocsConfig) -> Citations:
        """What the published articles say of each other; `published` are their paths below the content folder by their ids."""
        log.info("Reading the references of %s articles", f"{len(published):,}")
        catalogue = Catalogue.load(
            Path(config.docs_dir), self._context.ids, executor_for, cache=self._stores, known=self._known
        )
        return Citations((entry for entry in catalogue.entries if published.get(entry.id) == entry.path), self._known)

    def _generate(self, rows: list[Row], files: Files, config: MkDocsConfig) -> None:
        products, keywords = listings.listings("product", rows), listings.listings("keyword", rows)
        self._overview = generated.overview(rows, products, keywords)
        made = generated.generate(self._context, products, keywords, executor_for)
        if not any(file.dest_uri == _HOME for file in files.documentation_pages()):
            made = chain([generated.home(self._context, self._overview)], made)
        in_nav = _IN_NAV if self._context.embedded and config.nav is None else frozenset()
        for warning in filing.place_generated(made, files, config, in_nav=in_nav):
            log.warning(warning)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the navigation for pages that a preview makes anew."""
        self._nav = nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Resolve `kb:` links in pages that are no articles, and put what the home page shows below its own text."""
        if isinstance(page, ReadyPage):
            return html
        view = self._context.view(page.file.dest_uri.removesuffix(_HOME))
        leads = self._citations.leads
        html = links.resolve(html, lambda cited: view.to_lead(leads[cited]) if cited in leads else None, view.to_search)
        if page.file.dest_uri == _HOME:
            html = generated.render_home(self._context, self._overview, html)
        return html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Note the pages for the sitemap, now that all are known, and what a preview needs to make one of them anew."""
        env.filters["kbtool_inlined"] = scripts.inlined
        self._built = Built(
            config=config, files=files, nav=self._nav, env=env, context=self._context, citations=self._citations
        )
        if config.site_url:
            made = (file.page for file in files.documentation_pages() if file.page)
            self._places = sorted(filter(None, map(pages.place, made)), key=lambda place: place.url)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index, the sitemap, and what leads to articles from elsewhere: the xref map and pages of ids that moved."""
        folder = Path(config.site_dir)
        log.info("Writing the search index")
        self._write_index(self._documents, folder)
        self._documents = []
        texts = dict(signposts.signposts(self._context, self._rows, self._known))
        if config.site_url:
            texts |= sitemap.sitemap(self._places, config.site_url)
            texts[sitemap.ROBOTS] = sitemap.robots(config.site_url)
        for name, text in texts.items():
            if not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                write_atomic(folder / name, text.encode())
        if self._preview and self._built:
            self._preview.end(self._built)
        self._built = None

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[[], Any]
    ) -> LiveReloadServer:
        """Follow edits of the settings and the templates too, and those of an article's text without a whole build."""
        for path in _watched(config):
            if path.exists():
                server.watch(str(path))

        def build() -> None:
            if not self._update(config):
                builder()

        server.builder = build
        return server

    def _update(self, config: MkDocsConfig) -> bool:
        try:
            ids = self._preview.update() if self._preview else None
        except Exception as error:
            self.on_build_error(error=error)
            raise
        if ids is None or not self._preview:
            return False
        if ids and self.report.articles <= _INDEXED_AT_ONCE:
            documents = [article.document for article in self._preview.documents() if article.document]
            self._write_index(documents, Path(config.site_dir))
        log.info("Updated %s", ", ".join(ids) or "nothing: no file has changed")
        return True

    def _write_index(self, documents: Sequence[SearchDocument], site: Path) -> None:
        here = {document.id for document in documents}
        every = [*documents, *signposts.documents_elsewhere(self._context, self._known, here)]
        moved = signposts.moved(self._known, here)
        write_index(every, site / search.SITE_FOLDER, moved=moved, synonyms=self._synonyms)

    def on_build_error(self, *, error: Exception) -> None:
        """Show a problem that the user can solve as text, whoever called MkDocs."""
        problem = _explained(error, self._folders)
        if problem:
            raise Abort(problem) from error


def _watched(config: MkDocsConfig) -> list[Path]:
    """What a preview follows besides the content."""
    folder = Path(config.config_file_path).resolve().parent
    custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    settled = [folder / name for name in (settings.FILE_NAME, REDIRECTS, SUCCESSORS, thesaurus.FILE_NAME)]
    return [*settled, Path(config.config_file_path), theme.templates_folder(), *custom]


def _explained(error: Exception, template_folders: tuple[str, ...]) -> str | None:
    """The error as a message for the user; None when it is a fault of kbtool or of another plugin."""
    if isinstance(error, KbtoolError):
        return str(error)
    if isinstance(error, BrokenProcessPool):
        return "a worker process ended unexpectedly, most likely for want of memory. Free some and run again."
    if template := template_problem(error, template_folders):
        return str(template)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: cannot be written or read: {reason(error)}."
    return None
