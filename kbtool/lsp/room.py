"""A knowledge base as it is kept while articles of it are open: read once, then followed file by file."""

from collections.abc import Collection, Iterable
from pathlib import Path

from kbtool import collector, content, lint, settings
from kbtool.catalogue import Catalogue
from kbtool.catalogue.entry import entry_of
from kbtool.catalogue.files import FileState, state
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS, load_sound
from kbtool.content.subject import Subject
from kbtool.errors import UsageError
from kbtool.files import read_file
from kbtool.lint import config
from kbtool.lsp.finder import Finder
from kbtool.parallel import executor_for
from kbtool.settings_source import FILE_NAME, SHARED_FILE

SETTINGS = (FILE_NAME, SHARED_FILE, REDIRECTS, SUCCESSORS)
"""The files beside the articles that decide what is found in them."""
SettingsState = tuple[FileState, ...]
"""How each of them stands."""
_MANY = 200
"""Articles that changed at once; for more it is sooner to read the base anew."""


class Room:
    """A base with its catalogue; or, where there is none, the folder of a file that stands alone."""

    def __init__(self, base: lint.Base, catalogue: Catalogue, problems: tuple[str, ...] = ()) -> None:
        """`problems` are what is wrong in the files beside the settings."""
        self.base = base
        self.problems = problems
        self.is_of_base = settings.is_base(base.root)
        self.catalogue = catalogue
        self.finder = Finder(catalogue)

    def path(self, below: str) -> Path:
        """The file of an article by its path below the content folder."""
        return self.base.file(below)

    def is_too_much(self, paths: Collection[Path]) -> bool:
        """Whether so many files have changed that the base should be read anew."""
        return len(paths) > _MANY

    def follow(self, paths: Iterable[Path]) -> bool:
        """Look at files again that have been written or deleted; returns whether any is an article of the base."""
        changed = [(path, below) for path in paths if (below := self.base.below(path))]
        for path, below in changed:
            subject = self.read(path)
            entry = entry_of(subject, below) if subject else None
            self.catalogue.put(below, entry)
            self._note_unreadable(path, is_article=entry is not None)
            self.finder.put(below, entry)
        return bool(changed)

    def _note_unreadable(self, path: Path, *, is_article: bool) -> None:
        if is_article or not path.exists():
            self.catalogue.unreadable.discard(path.stem)
        else:
            self.catalogue.unreadable.add(path.stem)

    def read(self, path: Path) -> Subject | None:
        """The article in a file; None where there is none that can be read."""
        try:
            data = read_file(path)
        except OSError:
            return None
        article, _ = content.parse(data, str(path), path.stem)
        return Subject(article, content.decoded(data), self.base.ids) if article else None


def opened(root: Path, *, is_lenient: bool = False) -> Room:
    """The base in the folder `root`, read through its cache; in a folder that is none, nothing is kept.

    With `is_lenient` files beside the settings that are wrong count as far as they are right.

    Raises:
        KbtoolError: the settings, or the files beside them, are wrong.
        OSError: a folder cannot be read.
    """
    found = settings.load(root, config.problems)
    known, problems = load_sound(root, found.ids)
    if problems and not is_lenient:
        raise UsageError("\n".join(problems))
    base = lint.base_at(root, found, use_cache=settings.is_base(root), known=known)
    with collector.paused():
        catalogue = lint.catalogue_of(base, executor_for)
        catalogue.prepare()
        room = Room(base, catalogue, tuple(problems))
    collector.look_seldom()
    return room


def settings_states(root: Path) -> SettingsState:
    """How the files beside the articles stand now."""
    return tuple(state(root / name) for name in SETTINGS)
