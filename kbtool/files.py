"""Reading files, and writing them so that a crash leaves either the old file or the new one."""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def read_file(path: Path) -> bytes:
    """The content of a file that lies among articles. Pipes, sockets and devices are none: they could keep one waiting for ever.

    Raises:
        OSError: it cannot be read.
    """
    if is_special(path):
        raise special_file_error()
    return path.read_bytes()


def is_special(path: Path) -> bool:
    """Whether there is a pipe, a socket or a device."""
    try:
        mode = path.stat().st_mode
    except OSError:  # reading it will say so
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def special_file_error() -> OSError:
    """What is wrong with a pipe, a socket or a device that lies among articles."""
    return OSError(errno.EINVAL, "it is no file but a pipe, a socket or a device")


def write_atomic(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write beside `path` and rename; parents are made. On any error nothing is left behind and `path` is as it was.

    `mode` are the permissions of the new file, those that the system gives to new files unless said.

    Raises:
        OSError: the folder cannot be written or the disk is full.
    """
    write_pieces_atomic(path, (data,), mode=mode)


def write_pieces_atomic(path: Path, pieces: Iterable[bytes], *, mode: int | None = None) -> None:
    """The same for what comes piece by piece and is never held whole; an error in making the pieces leaves `path` as it was too.

    Raises:
        OSError: the folder cannot be written or the disk is full.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            file = beside.open("wb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = beside.open("wb")
        with file:
            file.writelines(pieces)
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def rewrite(path: Path, data: bytes) -> None:
    """Replace the content of a file that is there: where `path` is a link that of its target, and with the permissions as they are.

    Raises:
        OSError: as `write_atomic`, or the file is not meant to be written (also for those whom the system would let).
    """
    rewrite_pieces(path, (data,))


def rewrite_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same for what comes piece by piece, as `write_pieces_atomic`.

    Raises:
        OSError: as `rewrite`.
    """
    target = path.resolve()
    write_pieces_atomic(target, pieces, mode=stat.S_IMODE(_check_mode(target)))


def _check_mode(path: Path) -> int:
    """The mode of a file that is meant to be written."""
    mode = path.stat().st_mode
    if not mode & _WRITABLE:
        raise PermissionError(errno.EACCES, "it is read-only")
    return mode


def check_writable(path: Path) -> None:
    """See that a file can be written, anew or in the place of one that is there, as far as that can be told before; nothing is left behind.

    Raises:
        OSError: it cannot.
    """
    if is_special(path):  # /dev/stdout: nothing that could be replaced
        return
    target = path.resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists():
        _check_mode(target)
    with TemporaryFile(dir=next(folder for folder in target.parents if folder.exists())):
        pass


def nearest(path: Path) -> Path:
    """A path that leads up from the working folder, by the shortest way: `../content/x` is `x` for one who stands in `content`."""
    return Path(os.path.relpath(path)) if path.parts[:1] == ("..",) else path


def relative(path: Path) -> Path:
    """The path as one would type it here: by the way down or up from the working folder, where one of the two lies in the other."""
    here = Path.cwd()
    is_near = path.is_relative_to(here) or here.is_relative_to(path)
    return Path(os.path.relpath(path)) if is_near else path


def is_text(name: str) -> bool:
    """Whether the name of a file is text; of bytes that are no UTF-8 Python makes halves of characters, which nothing can write."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_text(path: Path) -> str:
    r"""A path whose name need not be text; bytes that are no UTF-8 as `\xff`."""
    return os.fsencode(path).decode(errors="backslashreplace")


def reason(error: OSError) -> str:
    """The system's reason in plain words (`Permission denied`), without errno and path."""
    return error.strerror or type(error).__name__
