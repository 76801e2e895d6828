"""What was found in articles because of others, kept between runs: only what a change reaches is looked for again."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import NamedTuple

import msgspec

from kbtool import collector
from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.reach import Changes, reached
from kbtool.catalogue.store import file_name, prepare, remove_old, stamp
from kbtool.files import write_atomic
from kbtool.findings import Code, Finding
from kbtool.lint.base import Base
from kbtool.lint.report import today
from kbtool.lint.shelf import Shelf

_KIND = "among"


class _Kept(msgspec.Struct, array_like=True, gc=False):
    """One article as it was among the others: the hash of its file, its entry (none when it could not be read), what was found."""

    content: bytes
    entry: msgspec.Raw
    findings: msgspec.Raw


class _Past(msgspec.Struct, array_like=True):
    """All articles of a run, by their paths below the content folder, and how many characters the shortest id had."""

    articles: dict[str, _Kept]
    shortest: int


_PAST = msgspec.msgpack.Decoder(_Past)
_ENTRY = msgspec.msgpack.Decoder(tuple[Entry, ...])
_FINDINGS = msgspec.msgpack.Decoder(list[Finding])
_ENCODER = msgspec.msgpack.Encoder()


class Found(NamedTuple):
    """What was found in one article because of others, their number aside; and whether what depends on that holds too."""

    findings: list[Finding]
    counts_hold: bool


class Among:
    """What the last run over all articles found in each because of the others, as far as that still holds."""

    def __init__(self, base: Base, shelf: Shelf) -> None:
        """`shelf` knows how the articles stand now. The day counts too: an article may be dated in the future only today."""
        settings = stamp((base.ids, base.plan, base.known, shelf.beside(), today()))
        self._path = base.cache / file_name(_KIND, settings, tuple[_Past, Entry, Finding]) if base.cache else None
        self._shelf = shelf
        self._past = self._read()
        self._holding: Collection[str] = ()
        self._counts_hold = False

    def _read(self) -> _Past:
        with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError), collector.paused():
            return _PAST.decode(self._path.read_bytes()) if self._path else _Past({}, 0)
        return _Past({}, 0)

    def compare(self, catalogue: Catalogue) -> None:
        """See what still holds among the articles as they are now."""
        past = self._past.articles
        if past and self._past.shortest == catalogue.shortest:
            changes = self._changes()
            again = reached(catalogue, changes) | catalogue.repeated_paths  # what is said of these names other files
            self._holding = past.keys() - again
            self._counts_hold = not changes.is_in_counts

    def _changes(self) -> Changes:
        past, shelf = self._past.articles, self._shelf
        paths = frozenset(
            path
            for path in {*past, *shelf.paths}
            if path not in past or path not in shelf.paths or past[path].content != shelf.content_of(path)
        )
        gone = (entry for path in paths if path in past for entry in _ENTRY.decode(past[path].entry))
        come = (entry for path in paths if path in shelf.paths if (entry := shelf.entry(path)))
        return Changes(paths, tuple(gone), tuple(come))

    def found(self, path: str) -> Found | None:
        """What holds of what was found in an article; None when it has to be looked for again."""
        if path not in self._holding:
            return None
        return Found(_FINDINGS.decode(self._past.articles[path].findings), self._counts_hold)

    def keep(self, found: Iterator[tuple[str, list[Finding]]], shortest: int) -> None:
        """Remember what was found in all articles, by their paths; where it cannot be written, the next run only takes longer."""
        if not self._path:
            return
        articles = {
            path: _Kept(
                self._shelf.content_of(path),
                msgspec.Raw(self._shelf.encoded_entry(path)),
                msgspec.Raw(_ENCODER.encode(findings)),
            )
            for path, findings in found
            if not any(finding.code is Code.INTERNAL_ERROR for finding in findings)
        }
        with suppress(OSError), collector.paused():
            prepare(self._path.parent)
            write_atomic(self._path, _ENCODER.encode(_Past(articles, shortest)))
            remove_old(self._path.parent, _KIND)
