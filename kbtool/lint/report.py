"""What a run of the linter found, and the report of the last run over a whole base: it holds as long as no file changes."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from kbtool.catalogue.store import digest, prepare, remove_old, stamp
from kbtool.files import as_text, write_atomic
from kbtool.findings import Finding
from kbtool.lint.base import Base
from kbtool.lint.files import Chosen
from kbtool.lint.shelf import Shelf

_KIND = "report"


class Report(msgspec.Struct, frozen=True):
    """All findings in order of path and line, and the articles that were checked, by the stems of their files."""

    findings: tuple[Finding, ...]
    checked: tuple[str, ...]

    @property
    def articles(self) -> int:
        """How many articles were checked."""
        return len(self.checked)


def today() -> str:
    """The day on which it is, ISO 8601."""
    return datetime.now().astimezone().date().isoformat()


class LastReport:
    """The report of the last run over the same articles, if it was over the whole base and nothing has changed."""

    def __init__(self, base: Base, chosen: Chosen, shelf: Shelf) -> None:
        """`shelf` knows how the articles stand now. The day counts too: an article may be dated in the future only today."""
        is_whole = len(chosen.inside) == len(shelf.paths) and not chosen.others
        self._path = None
        self.report: Report | None = None
        if base.cache and is_whole:
            from_above = (
                as_text(Path.cwd()) if ".." in base.content.parts else ""
            )  # files below it are named from there
            settings = stamp((base.ids, base.plan, base.known, str(base.content), from_above, shelf.beside(), today()))
            self._path = base.cache / f"{_KIND}-{digest(settings.encode(), shelf.content()).hex()}.msgpack"
            with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
                self.report = msgspec.msgpack.decode(self._path.read_bytes(), type=Report)

    def keep(self, report: Report) -> None:
        """Remember the report of this run; where it cannot be written, the next run only takes longer."""
        if self._path:
            with suppress(OSError):
                prepare(self._path.parent)
                write_atomic(self._path, msgspec.msgpack.encode(report))
                remove_old(self._path.parent, _KIND)
