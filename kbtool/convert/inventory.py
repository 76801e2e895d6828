"""What there is to convert: files, folders and tar archives as a flat list of sources.

A source is bytes at a place in a file, so that workers can read members of an archive as they read files. Compressed archives are
unpacked once into a spool file; nothing is ever extracted under a name that an archive chose.
"""

import os
import re
import stat
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from tarfile import HeaderError, ReadError
from typing import IO, Self

import msgspec

from kbtool import legacy
from kbtool.files import reason
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm

_TEXT_SUFFIXES = frozenset([".txt", ".md"])
_PAGE_NAMES = frozenset(["readme", "index"])  # an archived page lies in a folder that bears its id
_ARCHIVE_NAME = re.compile(r"\.(?:tar|tgz|tbz2?|txz)(?:\.\w+)?\Z", re.IGNORECASE)
_END_OF_ARCHIVE = "end of file header"  # what tarfile says of the zero block that ends a sound archive
_HEAD = 4096
_CHUNK = 2**20


class Source(msgspec.Struct, frozen=True):
    """`size` bytes from `offset` of the file `path`; `name` is what the user would call it."""

    name: str
    path: str
    offset: int
    size: int
    claimed_id: str = ""

    def read(self, limit: int = -1) -> bytes:
        """The source's bytes, at most `limit` of them. Raises OSError."""
        with Path(self.path).open("rb") as file:
            file.seek(self.offset)
            return file.read(self.size if limit < 0 else min(limit, self.size))


class Inventory(msgspec.Struct):
    """The sources in the order found, what could not be looked into, and how many files were no candidates at all."""

    sources: list[Source] = msgspec.field(default_factory=list)
    findings: list[Finding] = msgspec.field(default_factory=list)
    passed_over: int = 0


def take(paths: Iterable[Path], ids: IdForm, spool: IO[bytes], exclude: Iterable[str] = ()) -> Inventory:
    """List the sources at `paths`; compressed archives are unpacked into `spool`, a named file open for writing.

    In folders and archives, files that end in .txt or .md are taken, whatever they hold; a file named by itself always is.
    """
    inventory = Inventory()
    patterns = tuple(exclude)
    for path in paths:
        if path.is_dir():
            _take_folder(path, ids, inventory, patterns)
        elif _is_archive(path):
            _take_archive(path, ids, spool, inventory, patterns)
        else:
            _take_file(path, ids, inventory)
    return inventory


def identified(source: Source, ids: IdForm) -> str | Finding:
    """The id a source will be converted under: the one its name claims, or else the one its first lines say."""
    if source.claimed_id:
        return source.claimed_id
    try:
        found = legacy.identify(source.read(_HEAD), source.name, ids)
    except OSError as error:
        return unreadable(source.name, error)
    except Exception as error:  # noqa: BLE001 - a fault in one envelope must not end the run
        return internal_error(source.name, error)
    return found if isinstance(found, Finding) else found.id


def unreadable(name: str, error: OSError) -> Finding:
    """The finding for a file or folder that the system does not let us read."""
    advice = "Check that it exists and that you may read it."
    return Finding(name, 0, 0, Code.UNREADABLE, Severity.ERROR, f"cannot be read: {reason(error)}.", advice)


def internal_error(name: str, error: Exception) -> Finding:
    """The finding for a file that shows a fault of kbtool, or of an envelope from outside."""
    message = f"kbtool failed on this file: {type(error).__name__}: {error}."
    return Finding(name, 0, 0, Code.INTERNAL_ERROR, Severity.ERROR, message, "Please report it with the file.")


def _take_file(path: Path, ids: IdForm, inventory: Inventory) -> None:
    try:
        status = path.stat()
    except OSError as error:
        inventory.findings.append(unreadable(str(path), error))
        return
    if not stat.S_ISREG(status.st_mode):
        message = "is no regular file but a pipe, a socket, a device or a folder."
        advice = "Leave it out with --exclude."
        inventory.findings.append(Finding(str(path), 0, 0, Code.UNREADABLE, Severity.ERROR, message, advice))
        return
    inventory.sources.append(
        Source(str(path), str(path), 0, status.st_size, _claimed_id(PurePosixPath(path.as_posix()), ids))
    )


def _take_folder(folder: Path, ids: IdForm, inventory: Inventory, exclude: tuple[str, ...]) -> None:
    for path in _walk(folder, inventory):
        if any(PurePosixPath(path.as_posix()).match(pattern) for pattern in exclude) or not _is_candidate(path.name):
            inventory.passed_over += 1
        else:
            _take_file(path, ids, inventory)


def _walk(folder: Path, inventory: Inventory) -> Iterator[Path]:
    """The files below a folder in order of name; links to folders are not followed, so there are no circles."""

    def fail(error: OSError) -> None:
        inventory.findings.append(unreadable(str(error.filename or folder), error))

    for parent, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


class _StrictTarInfo(tarfile.TarInfo):
    """A member of an archive in which a damaged header is an error; tarfile takes one for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile)
        except HeaderError as error:
            if str(error) == _END_OF_ARCHIVE:
                raise
            raise ReadError(f"{error} at byte {tarfile.offset:,}") from error


def _is_archive(path: Path) -> bool:
    if not path.is_file() or path.suffix.lower() in _TEXT_SUFFIXES:
        return False
    try:
        return tarfile.is_tarfile(path) or bool(_ARCHIVE_NAME.search(path.name))
    except (EOFError, OSError, LZMAError, zlib.error):
        return bool(_ARCHIVE_NAME.search(path.name))


def _take_archive(path: Path, ids: IdForm, spool: IO[bytes], inventory: Inventory, exclude: tuple[str, ...]) -> None:
    try:
        with tarfile.open(path, tarinfo=_StrictTarInfo) as archive:
            for member in archive:
                if not member.isfile():
                    continue
                inside = PurePosixPath(member.name)
                if not _is_candidate(inside.name) or any(inside.match(pattern) for pattern in exclude):
                    inventory.passed_over += 1
                elif member.size > legacy.MAX_BYTES:
                    inventory.findings.append(legacy.too_large(f"{path}:{inside}", member.size))
                else:
                    contents = archive.extractfile(member)
                    data = contents.read() if contents else b""
                    claimed = _claimed_id(inside, ids)
                    inventory.sources.append(Source(f"{path}:{inside}", spool.name, spool.tell(), len(data), claimed))
                    spool.write(data)
            _read_to_its_end(archive)
    except (tarfile.TarError, LZMAError, zlib.error, EOFError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) and error.errno else str(error)
        message = f"the archive cannot be read to its end: {why}."
        advice = "What could be read is converted. Fetch the archive anew."
        inventory.findings.append(Finding(str(path), 0, 0, Code.UNREADABLE, Severity.ERROR, message, advice))
    finally:
        spool.flush()


def _read_to_its_end(archive: tarfile.TarFile) -> None:
    """Read what follows the last member, with which the checksum over all of them stands; tarfile never asks for it."""
    while archive.fileobj.read(_CHUNK):
        pass


def _is_candidate(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _TEXT_SUFFIXES


def _claimed_id(path: PurePosixPath, ids: IdForm) -> str:
    """The id in the name of the file, or of its folder where the file is only called README; "" where there is none."""
    name = path.parent.name if path.stem.lower() in _PAGE_NAMES else path.stem
    return name if ids.matches(name) else ""
