"""What the commands that look into a built site's index share: where it is, and how results are shown."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click
import msgspec

from kbtool import settings
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.files import relative
from kbtool.search import SITE_FOLDER, Index, Result
from kbtool.search.manifest import FILE_NAME

Form = str
"""`text` or `json`."""


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options --index, --format and --limit."""
    index = click.option(
        "--index",
        "directory",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="A built site, or its folder search/index [default: the site of the base in whose folder you are]",
    )
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
    limit = click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Results to show.")
    return index(form(limit(command)))


def opened(directory: Path | None) -> Index:
    """The index in a folder, which may be given as the folder of its site; without one, that of the base around the working folder."""
    if directory is None:
        return Index(_own_index())
    below = directory / SITE_FOLDER
    is_site = not (directory / FILE_NAME).exists() and (below / FILE_NAME).exists()
    return Index(below if is_site else directory)


def _own_index() -> Path:
    from kbtool.site.builder import CONFIG_FILE, site_folder  # noqa: PLC0415 - MkDocs takes long to load, and --index does without it

    root = settings.find_root(Path.cwd())
    if not settings.is_base(root):
        raise UsageError("there is no knowledge base here: name a built site with --index DIR.")
    site = site_folder(root / CONFIG_FILE)
    index = site / SITE_FOLDER
    if not (index / FILE_NAME).exists():
        raise UsageError(
            f"{relative(site)}: is not built yet: run `kbtool build`, or name another site with --index DIR."
        )
    return index


def shown(results: Iterable[Result], form: Form, *, as_shares: bool = False) -> str:
    """Results for programs or people; scores that are shares are shown to people too."""
    if form == "json":
        return msgspec.json.encode(list(results)).decode()
    return "\n\n".join(_entry(rank, result, as_shares) for rank, result in enumerate(results, 1))


def _entry(rank: int, result: Result, as_shares: bool) -> str:
    share = f"  ({result.score:.0%})" if as_shares else ""
    lines = (f"{result.id}  {result.title}{share}", result.url, result.excerpt)
    first, *others = (show.printable(line) for line in lines if line)
    return "\n".join((f"{rank:>3}. {first}", *(f"     {line}" for line in others)))
