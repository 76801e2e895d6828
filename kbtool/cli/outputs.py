"""Where a command may write what it is asked to write."""

from collections.abc import Iterable
from pathlib import Path

from kbtool.errors import UsageError
from kbtool.files import check_writable, reason

STANDARD_OUTPUT = Path("-")
"""Stands for it where a command can write there."""
_LEGACY_NAMES = frozenset([".txt", ".md"])


def check(path: Path, option: str, inputs: Iterable[Path], made: Path | None = None) -> None:
    """See that `path`, given with `option`, names a file that can be written into a folder that is there, and is none of the command's inputs.

    A file that is not there yet may be written into a folder of inputs, one of another kind replaced there. The folder `made` is one
    that the command makes itself.

    Raises:
        UsageError: the path names no file, or one that the command reads, or that cannot be written.
    """
    if not path.name or path == STANDARD_OUTPUT:
        raise UsageError(f"{option} names no file. Give the path of the file to write.")
    target = path.resolve()
    for source in (source.resolve() for source in inputs):
        within = target.is_relative_to(source) and target.exists() and target.suffix.lower() in _LEGACY_NAMES
        if target == source or within:
            raise UsageError(f"{path}: {option} would replace a file that is to be read. Choose another path.")
    if not target.parent.exists() and not (made and target.parent == made.resolve()):
        raise UsageError(
            f"{path}: cannot be written: there is no folder '{path.parent}'. Make it, or choose another path."
        )
    try:
        check_writable(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {reason(error)}.") from error
