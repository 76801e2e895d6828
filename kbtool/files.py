"""Reading and writing files so that a crash leaves either the old file or the new one."""

import os
from contextlib import suppress
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write beside `path` and rename; parents are made. On any error nothing is left behind and `path` is as it was.

    Raises:
        OSError: the folder cannot be written or the disk is full.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def reason(error: OSError) -> str:
    """The system's reason in plain words (`Permission denied`), without errno and path."""
    return error.strerror or type(error).__name__
