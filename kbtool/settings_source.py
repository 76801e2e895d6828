"""The text that settings stand in, and the line of each, so that what is wrong can be found."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from kbtool.errors import UsageError
from kbtool.files import reason

FILE_NAME = "kbtool.toml"
SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = ("tool", "kbtool")

Keys = tuple[str, ...]
"""Where a setting stands: the names of its tables and its own."""


class Source(NamedTuple):
    """A file with settings: its text, the table that holds them, and the tables that this one stands in."""

    path: Path
    text: str
    table: dict[str, Any]
    within: Keys

    def line(self, keys: Keys) -> int:
        """The line (1-based) on which a setting stands, or else the nearest thing around it that the text has."""
        lines = _lines(self.text)
        whole = self.within + keys
        return next((lines[whole[:n]] for n in range(len(whole), 0, -1) if whole[:n] in lines), 1)


_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w.\"' -]+?)\s*=")


def _lines(text: str) -> dict[Keys, int]:
    """The lines of tables and keys; the tables of an array bear a number, from "0"."""
    found: dict[Keys, int] = {}
    number: Counter[Keys] = Counter()
    table: Keys = ()
    for line, content in enumerate(text.split("\n"), 1):
        if header := _TABLE.fullmatch(content):
            table = _dotted(header[2])
            if header[1] == "[[":
                number[table] += 1
                table = (*table, str(number[table] - 1))
            found.setdefault(table, line)
        elif key := _KEY.match(content):
            found.setdefault(table + _dotted(key[1]), line)
    return found


def _dotted(name: str) -> Keys:
    return tuple(part.strip(" \"'") for part in name.split("."))


def find(folder: Path) -> Source | None:
    """The settings in a folder: its settings file, or else the table `[tool.kbtool]` of its `pyproject.toml`; None without either.

    Raises:
        UsageError: the file cannot be read or is not TOML.
    """
    for path, within in ((folder / FILE_NAME, ()), (folder / SHARED_FILE, _SHARED_TABLE)):
        text = _text(path)
        if text is None:
            continue
        table = _toml(path, text)
        for name in within:
            table = table.get(name, {})
        if table or not within:
            return Source(path, text, table, within)
    return None


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not valid TOML: {error}.") from error


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is not valid TOML: {error}.") from error


def is_in_shared_file(folder: Path) -> bool:
    """Whether the folder has a `pyproject.toml` with settings."""
    try:
        return f"[{'.'.join(_SHARED_TABLE)}" in (folder / SHARED_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
