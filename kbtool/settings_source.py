"""The text that settings stand in, and the line of each, so that what is wrong can be found."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from kbtool.errors import UsageError
from kbtool.files import reason, relative

FILE_NAME = "kbtool.toml"
SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = ("tool", "kbtool")

Keys = tuple[str, ...]
"""Where a setting stands: the names of its tables and its own."""


class Source(NamedTuple):
    """A file with settings, as one would name it here: its text, the table that holds them, and the tables that this one stands in."""

    path: Path
    text: str
    table: dict[str, Any]
    within: Keys

    def line(self, keys: Keys) -> int:
        """The line (1-based) on which a setting stands, or else the nearest thing around it that the text has."""
        lines = _lines(self.text)
        whole = self.within + keys
        return next((lines[whole[:n]] for n in range(len(whole), 0, -1) if whole[:n] in lines), 1)


_TABLE = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"([\w.\"' \t-]+)=")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def _lines(text: str) -> dict[Keys, int]:
    """The lines of tables, keys and the strings in their values; the tables of an array bear a number, from "0"."""
    found: dict[Keys, int] = {}
    number: Counter[Keys] = Counter()
    table: Keys = ()
    value: Keys = ()
    for line, content in enumerate(text.split("\n"), 1):
        if header := _TABLE.fullmatch(content):
            table = value = _numbered(_dotted(header[2]), number, is_next=header[1] == "[[")
            found.setdefault(table, line)
            continue
        if key := _KEY.match(content):
            value = table + _dotted(key[1])
            found.setdefault(value, line)
        for string in _STRING.finditer(content, key.end() if key else 0):
            found.setdefault((*value, string[1] or string[2]), line)
    return found


def _numbered(name: Keys, number: Counter[Keys], *, is_next: bool) -> Keys:
    """The keys of a table whose header bears this name, after those counted in `number`; `is_next` if it is one more of an array."""
    keys: Keys = ()
    for depth, part in enumerate(name, 1):
        keys = (*keys, part)
        if is_next and depth == len(name):
            number[keys] += 1
        if number[keys]:
            keys = (*keys, str(number[keys] - 1))
    return keys


def _dotted(name: str) -> Keys:
    return tuple(part.strip(" \t\"'") for part in name.split("."))


def find(folder: Path) -> Source | None:
    """The settings in a folder: its settings file, or else the table `[tool.kbtool]` of its `pyproject.toml`; None without either.

    Raises:
        UsageError: the file cannot be read, is not TOML, or has something else than a table there.
    """
    for name, within in ((FILE_NAME, ()), (SHARED_FILE, _SHARED_TABLE)):
        path = relative(folder) / name
        text = _text(path)
        if text is None:
            continue
        table = _within(_toml(path, text), within)
        if not isinstance(table, dict):
            line = Source(path, text, {}, ()).line(within)
            raise UsageError(f"{path}:{line}: '{'.'.join(within)}' must be a table.")
        if table or not within:
            return Source(path, text, table, within)
    return None


def _within(table: Any, names: Keys) -> Any:
    """What stands in a table within others; an empty table where there is nothing."""
    for name in names:
        if not isinstance(table, dict):
            return {}
        table = table.get(name, {})
    return table


def _text(path: Path) -> str | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UsageError(f"{path}:{line}: is not valid TOML: it must be UTF-8 text.") from error


_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _AT_LINE.search(message)
        line = place[1] if place and place[1] else text.rstrip().count("\n") + 1
        raise UsageError(f"{path}:{line}: is not valid TOML: {_AT_LINE.sub('', message)}.") from error


def is_in_shared_file(folder: Path) -> bool:
    """Whether the folder has a `pyproject.toml` with settings."""
    try:
        return f"[{'.'.join(_SHARED_TABLE)}" in (folder / SHARED_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
