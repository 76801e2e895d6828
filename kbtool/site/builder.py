"""Building a site from its mkdocs.yml: what `kbtool build` does, without showing anything.

A site is built beside its place and put there when it is complete, so that a build which fails or is interrupted leaves the old site
as it was; `staging` says how, and what is done where the folder of the site itself cannot be renamed.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from click import ClickException
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason
from kbtool.findings import Finding, Severity
from kbtool.search import manifest
from kbtool.site.plugin import FINDING, KbtoolPlugin, SiteReport, Unwatched, Watcher
from kbtool.site.staging import staged

CONFIG_FILE = "mkdocs.yml"


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """A built site: where it is, what is in it, what is not and why, and how long it took."""

    site: Path
    articles: int
    pages: int
    findings: tuple[Finding, ...]
    warnings: int
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every article is there."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


class BuildError(KbtoolError):
    """The site could not be built. `findings` is what is wrong with articles, which a strict build fails for."""

    def __init__(self, message: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(message)
        self.findings = findings


def build(
    config_file: Path,
    site_dir: Path | None = None,
    *,
    strict: bool = False,
    say: Callable[[str, int], None] = lambda _text, _level: None,
    watcher: Watcher | None = None,
) -> BuildReport:
    """Build the site of the knowledge base whose `mkdocs.yml` is `config_file`, into `site_dir` or where that file says.

    Args:
        config_file: the MkDocs configuration.
        site_dir: the folder of the site.
        strict: fail, and leave the old site, when there is anything to warn of.
        say: is told what the build does and warns of, with the level of `logging`. Findings are in the report or the error instead.
        watcher: is told how far the articles have come.

    Raises:
        UsageError: the configuration, the settings or the folder of the site cannot be used; nothing was built.
        BuildError: the site could not be built; the old one is as it was.
        KbtoolError: the site could not be written, or not be put in its place.
    """
    began = time.monotonic()
    with listening(say) as heard:
        config = configuration(config_file, heard, site_dir=str(site_dir.absolute()) if site_dir else None)
        site = Path(config.site_dir).resolve()
        _refuse_to_overwrite(site, config_file)
        plugin = kbtool_plugin(config)
        plugin.watcher = watcher or Unwatched()
        with _naming_the_folder(site), staged(site) as folder:
            config = configuration(config_file, heard, site_dir=str(folder), strict=strict or None)
            _build(config, plugin)
    return BuildReport(
        site=site,
        articles=plugin.report.articles,
        pages=plugin.report.pages,
        findings=plugin.report.findings,
        warnings=heard.warnings,
        seconds=time.monotonic() - began,
    )


class Ear(logging.Handler):
    """Passes on what MkDocs and its plugins log, and counts the warnings."""

    def __init__(self, say: Callable[[str, int], None], *, findings: bool) -> None:
        super().__init__(logging.INFO)
        self._say = say
        self._findings = findings
        self.warnings = 0
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record, unless it is a finding that comes back as a value."""
        if hasattr(record, FINDING) and not self._findings:
            return
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.warnings += 1
            self.errors.append(text)
        self._say(text, record.levelno)


@contextmanager
def listening(say: Callable[[str, int], None], *, findings: bool = False) -> Iterator[Ear]:
    """Hear what MkDocs logs, and keep it from any other ear meanwhile. Findings are passed on only if asked for."""
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate
    ear = Ear(say, findings=findings)
    logger.addHandler(ear)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield ear
    finally:
        logger.removeHandler(ear)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def configuration(config_file: Path, heard: Ear, **options: Any) -> MkDocsConfig:
    """MkDocs' configuration.

    Raises:
        UsageError: the file is missing or wrong; the message says all that is.
    """
    heard.errors.clear()
    try:
        return load_config(str(config_file), **options)
    except ClickException as error:
        told = heard.errors or [error.format_message()]
        raise UsageError("\n".join(f"{config_file}: {text}" for text in told)) from error


def site_folder(config_file: Path) -> Path:
    """Where `build` puts the site of a configuration.

    Raises:
        UsageError: the file is missing or wrong; the message says all that is.
    """
    with listening(lambda _text, _level: None) as heard:
        return Path(configuration(config_file, heard).site_dir).resolve()


def kbtool_plugin(config: MkDocsConfig) -> KbtoolPlugin:
    """The plugin of a configuration.

    Raises:
        UsageError: the configuration does not name it.
    """
    for plugin in config.plugins.values():
        if isinstance(plugin, KbtoolPlugin):
            return plugin
    raise UsageError(
        f"{config.config_file_path}: does not name the plugin kbtool. Add these lines:\nplugins:\n  - kbtool"
    )


def run(action: Callable[[], None]) -> None:
    """Run MkDocs, and turn its ways to give up into ours.

    Raises:
        KbtoolError: what the plugin found, or what MkDocs says.
    """
    try:
        action()
    except ClickException as error:
        if isinstance(error.__cause__, KbtoolError):
            raise error.__cause__ from error
        raise KbtoolError(error.format_message()) from error


def _build(config: MkDocsConfig, plugin: KbtoolPlugin) -> None:
    plugin.report = SiteReport()
    try:
        run(lambda: _run_mkdocs(config))
    except UsageError:
        raise
    except KbtoolError as error:
        raise BuildError(str(error), plugin.report.findings) from error


def _run_mkdocs(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


def _refuse_to_overwrite(site: Path, config_file: Path) -> None:
    """A folder that holds anything but a site of kbtool's was named by mistake, and building would empty it."""
    base = config_file.resolve().parent
    if site == base or site in base.parents:
        raise UsageError(f"{site}: holds the knowledge base itself. Name another folder for the site.")
    if not site.exists():
        return
    try:
        empty = all(path.name.startswith(".") for path in site.iterdir())
    except OSError as error:
        raise UsageError(f"{site}: cannot be used as the folder of the site: {reason(error)}.") from error
    if not empty and not _is_ours(site):
        raise UsageError(
            f"{site}: holds files, but no site made by kbtool. Building would delete them. Name an empty or new folder; "
            "if this is a site left half-built, delete it first."
        )


class _Index(msgspec.Struct):
    format: str


def _is_ours(site: Path) -> bool:
    """Whether the folder bears the trace of kbtool: the search index, which every site has under any theme."""
    try:
        data = (site / manifest.SITE_FOLDER / manifest.FILE_NAME).read_bytes()
        return msgspec.json.decode(data, type=_Index).format == manifest.FORMAT
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False


@contextmanager
def _naming_the_folder(site: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KbtoolError(f"{site}: the site cannot be written: {reason(error)}.") from error
