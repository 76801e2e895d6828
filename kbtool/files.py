"""Reading and writing files so that a crash leaves either the old file or the new one."""

import os
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write beside `path` and rename; parents are made. On any error nothing is left behind and `path` is as it was.

    Raises:
        OSError: the folder cannot be written or the disk is full.
    """
    beside = f"{path.parent}{os.sep}.{path.name}.{os.getpid()}.tmp"
    try:
        file = open(beside, "wb")  # noqa: SIM115 - opened apart from its use to make the folder only where it is missing
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = open(beside, "wb")  # noqa: SIM115
    try:
        with file:
            file.write(data)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def reason(error: OSError) -> str:
    """The system's reason in plain words (`Permission denied`), without errno and path."""
    return error.strerror or type(error).__name__
