"""Results about files, kept between runs: each holds as long as the content of its file stays the same.

A store may be deleted at any time. It is bound to a stamp: the version of kbtool and the settings on which its results depend.
"""

import os
from collections.abc import Iterable, Iterator, KeysView
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from kbtool import __version__, collector
from kbtool.catalogue.files import FileState, settled
from kbtool.files import write_atomic

FOLDER = ".kbtool-cache"
_STORES_KEPT = 4  # of each kind, for settings between which one changes to and fro
_DIGEST = 16  # bytes

V = TypeVar("V")


def digest(*parts: bytes) -> bytes:
    """The hash by which content and settings are known again."""
    hasher = blake2b(digest_size=_DIGEST)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def stamp(settings: object) -> str:
    """The stamp of results that depend on these settings (anything that msgspec can encode) and on this version of kbtool."""
    return digest(__version__.encode(), msgspec.json.encode(settings, order="deterministic")).hex()


def file_name(kind: str, stamp: str, values: Any, suffix: str = "msgpack") -> str:
    """The name of the file for what is kept under a stamp; it is another when the type of the values has another shape."""
    shape = msgspec.json.encode(msgspec.json.schema(values), order="deterministic")
    return f"{kind}-{digest(stamp.encode(), shape).hex()}.{suffix}"


class _Kept(msgspec.Struct, array_like=True, gc=False):
    written: int
    size: int
    content: bytes
    value: msgspec.Raw


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, _Kept])


class Store(Generic[V]):
    """The results of one kind under one stamp, by the path of their file. Each is decoded when it is asked for."""

    def __init__(self, folder: Path | None, kind: str, stamp: str, value: type[V]) -> None:
        """Read what the store in `folder` holds; without a folder, or when it cannot be read, it begins empty."""
        self._path = folder / file_name(kind, stamp, value) if folder else None
        self._kind = kind
        self._decoder = msgspec.msgpack.Decoder(value)
        self._kept = self._read()
        self._is_changed = False

    def _read(self) -> dict[str, _Kept]:
        if self._path is None:
            return {}
        with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError), collector.paused():
            return _DECODER.decode(self._path.read_bytes())
        return {}

    def content(self, path: str) -> bytes | None:
        """The hash of the content for which the store holds a value."""
        kept = self._kept.get(path)
        return kept.content if kept else None

    def state(self, path: str) -> FileState:
        """How a file stood when its value was kept; written at 0 where it could have changed again unseen."""
        kept = self._kept[path]
        return FileState(kept.written, kept.size)

    @property
    def paths(self) -> KeysView[str]:
        """The files that it holds values for."""
        return self._kept.keys()

    def holds(self, path: str, state: FileState) -> bool:
        """Whether the store holds a value for the file as it is now."""
        kept = self._kept.get(path)
        return kept is not None and (kept.written, kept.size) == state

    def keep(self, path: str, state: FileState, content: bytes, value: V | None) -> None:
        """Remember a value, or with None that the one there is holds for this state too."""
        kept = self._kept.get(path)
        written = settled(state.written)
        if value is not None:
            encoded = msgspec.Raw(_ENCODER.encode(value))
        elif kept is not None and kept.content == content:
            encoded = kept.value
        else:
            raise KeyError(path)
        self._kept[path] = _Kept(written, state.size, content, encoded)
        self._is_changed = True

    def encoded(self, path: str) -> bytes:
        """The value as MessagePack."""
        return bytes(self._kept[path].value)

    def __getitem__(self, path: str) -> V:
        return self._decoder.decode(self._kept[path].value)

    def holding(self, value: V, paths: Iterable[str]) -> Iterator[str]:
        """Those of these files for which it holds this value."""
        encoded = _ENCODER.encode(value)
        return (path for path in paths if self.encoded(path) == encoded)

    def values(self, paths: Iterable[str]) -> Iterator[V]:
        """The values of these files."""
        return (self._decoder.decode(self._kept[path].value) for path in paths)

    def save(self, paths: Iterable[str]) -> None:
        """Write the store with what it holds of these files if it has changed; where it cannot be written, the next run only takes longer."""
        if self._path is None:
            return
        if not self._is_changed and self._kept.keys() <= set(paths):
            return
        kept = {path: self._kept[path] for path in paths if path in self._kept}
        with suppress(OSError), collector.paused():
            prepare(self._path.parent)
            write_atomic(self._path, _ENCODER.encode(kept))
            remove_old(self._path.parent, self._kind)


def prepare(folder: Path) -> None:
    """Make the folder of stores, and keep it out of version control."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        write_atomic(ignore, b"*\n")


def remove_old(folder: Path, kind: str, suffix: str = "msgpack") -> None:
    """Delete the stores of a kind that have not been written for the longest time."""
    stores = sorted(folder.glob(f"{kind}-*.{suffix}"), key=os.path.getmtime, reverse=True)
    for path in stores[_STORES_KEPT:]:
        path.unlink(missing_ok=True)
