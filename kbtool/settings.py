"""The settings of one knowledge base: `kbtool.toml`, beside its `mkdocs.yml`."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from kbtool.errors import UsageError
from kbtool.files import reason
from kbtool.ids import DEFAULT_PATTERN, IdForm

FILE_NAME = "kbtool.toml"


class Settings(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What a knowledge base may decide for itself; a base without the file has these defaults."""

    content: str = "content"
    """The folder of the articles, relative to the settings file."""
    id_pattern: str = DEFAULT_PATTERN
    """The form of an id, a regular expression."""

    @property
    def ids(self) -> IdForm:
        """The form of the ids of this base."""
        return IdForm(self.id_pattern)


def load(folder: Path) -> Settings:
    """The settings in `folder`; the defaults where it has no settings file.

    Raises:
        UsageError: the file cannot be read or says something kbtool does not know.
    """
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not valid TOML: {error}.") from error
    problems = [*_unknown(table), *_mistyped(table)]
    if problems:
        raise UsageError("\n".join(f"{path}: {problem}" for problem in problems))
    return msgspec.convert(table, Settings)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds the settings file or a `mkdocs.yml`; `start` itself if none does."""
    return next((folder for folder in (start, *start.parents) if is_base(folder)), start)


def is_base(folder: Path) -> bool:
    """Whether the folder is that of a knowledge base."""
    return (folder / FILE_NAME).is_file() or (folder / "mkdocs.yml").is_file()


def _names() -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(Settings)]


def _unknown(table: dict[str, Any]) -> list[str]:
    problems = []
    for name in table:
        if name not in _names():
            near = difflib.get_close_matches(name, _names(), n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(_names())}."
            problems.append(f"no setting is called '{name}'; {hint}")
    return problems


def _pattern_problems(pattern: str) -> list[str]:
    """Why a pattern cannot stand within the larger ones that kbtool makes of it."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        return [f"'id-pattern' is not a regular expression: {error}."]
    problems = []
    if compiled.groups:
        problems.append("'id-pattern' has a group that captures; write (?:...) instead of (...).")
    if compiled.flags & ~re.UNICODE:
        problems.append("'id-pattern' sets a flag; write the letters out instead, [Qq] for Q or q.")
    if pattern.startswith("^") or pattern.endswith(("$", "\\Z")):
        problems.append("'id-pattern' has an anchor (^, $); it always stands for the whole id, leave them out.")
    return problems


def _mistyped(table: dict[str, Any]) -> list[str]:
    problems = [
        f"'{name}' must be a string in quotes." for name in _names() if not isinstance(table.get(name, ""), str)
    ]
    pattern = table.get("id-pattern")
    if isinstance(pattern, str):
        problems += _pattern_problems(pattern)
    return problems
