"""A knowledge base as the linter needs it, and where its articles lie."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from kbtool.catalogue import FOLDER, Known, known_of
from kbtool.catalogue.files import is_article_name
from kbtool.catalogue.known import REDIRECTS
from kbtool.errors import UsageError
from kbtool.files import as_text, is_text, nearest
from kbtool.ids import IdForm
from kbtool.lint.config import Policy, configuration, fits
from kbtool.lint.engine import Plan
from kbtool.settings import LintSettings, Settings


class Base(msgspec.Struct, frozen=True):
    """A knowledge base: `root` is the folder of its settings, `content` the folder of the articles, `cache` that of the stores (None: do without)."""

    root: Path
    content: Path
    ids: IdForm
    plan: Plan
    policy: Policy
    known: Known = msgspec.field(default_factory=Known)
    cache: Path | None = None

    def file(self, below: str) -> Path:
        """The file of an article by its path below the content folder, as one would name it in the working folder."""
        return nearest(self.content / below)

    def files(self, below: Iterable[str]) -> Iterator[str]:
        """The same of many articles, quicker."""
        if ".." in self.content.parts:
            return (str(self.file(path)) for path in below)
        home = "" if self.content == Path() else f"{self.content}{os.sep}"
        return map(home.__add__, below)

    def below(self, path: Path) -> str:
        """The path of an article below the content folder, "" for a file that is none of the base's articles."""
        home, whole = self.content.resolve(), path.resolve()
        if not whole.is_relative_to(home) or not is_article_name(whole.name, self.ids):
            return ""
        below = whole.relative_to(home)
        return "" if any(part.startswith(".") for part in below.parts) else below.as_posix()


def base_at(
    root: Path,
    settings: Settings,
    *,
    overruling: LintSettings | None = None,
    use_cache: bool = True,
    known: Known | None = None,
) -> Base:
    """The base in the folder `root`, with the rules that its settings ask for.

    What `overruling` says of rules and severities has the last word; `known` stands instead of the files beside the settings.

    Raises:
        UsageError: the redirect file or the successor file cannot be used, or the path of the folder is no UTF-8.
    """
    if not is_text(str(root)):
        raise UsageError(f"{as_text(root)}: this path is not UTF-8. Run kbtool in the folder itself, or rename it.")
    found = configuration(settings.lint, overruling)
    return Base(
        root=root,
        content=root / settings.content,
        ids=settings.ids,
        plan=found.plan,
        policy=found.policy,
        known=known_of(root, settings.ids) if known is None else known,
        cache=root / FOLDER if use_cache else None,
    )


def idle_patterns(base: Base) -> Iterator[tuple[int, str]]:
    """The patterns of settings for some paths that no file of the base fits, each with the number of its table, from 0."""
    idle = {(number, one) for number, (patterns, _) in enumerate(base.policy.exceptions) for one in patterns}
    files = chain((base.root / REDIRECTS,), base.content.rglob("*.md")) if idle else ()
    for path in files:
        below = below_root(str(path), base.root)
        idle = {(number, pattern) for number, pattern in idle if not fits(below, (pattern,))}
        if not idle:
            return
    yield from sorted(idle)


def below_root(path: str, root: Path) -> str:
    """The path relative to the base, whichever of the two is given from the root on; a file outside it goes by its path as given."""
    given = Path(path)
    if given.is_relative_to(root):
        return given.relative_to(root).as_posix()
    whole, home = given.resolve(), root.resolve()
    return (whole.relative_to(home) if whole.is_relative_to(home) else given).as_posix()
