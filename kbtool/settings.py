"""The settings of one knowledge base: `kbtool.toml`, beside its `mkdocs.yml`."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kbtool.errors import UsageError
from kbtool.findings import Severity
from kbtool.ids import DEFAULT_PATTERN, IdForm
from kbtool.settings_source import FILE_NAME, Keys, find, is_in_shared_file

__all__ = [
    "FILE_NAME",
    "LintSettings",
    "PerPath",
    "Problem",
    "Settings",
    "did_you_mean",
    "find_root",
    "is_base",
    "load",
]


class PerPath(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What holds for some articles only: those whose path, relative to the settings file, a pattern of `paths` fits (`*` fits `/` too)."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Run these and no others; without any, those that run elsewhere."""
    extend_select: tuple[str, ...] = ()
    """Run these too."""
    ignore: tuple[str, ...] = ()
    """Do not run these."""
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)


class LintSettings(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Which rules of the linter run, and how. Rules are named by code, by the beginning of a code (`KB3`), by name or by family."""

    select: tuple[str, ...] = ()
    """Run these and no others; without any, those that are on by themselves."""
    extend_select: tuple[str, ...] = ()
    """Run these too."""
    ignore: tuple[str, ...] = ()
    """Do not run these."""
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    """How much the findings of a rule matter, where it is not what the rule says."""
    rules: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    """The options of rules, by the name of the rule."""
    per_path: tuple[PerPath, ...] = ()
    """What holds for some articles only."""


class Settings(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What a knowledge base may decide for itself; a base without the file has these defaults."""

    content: str = "content"
    """The folder of the articles, relative to the settings file."""
    id_pattern: str = DEFAULT_PATTERN
    """The form of an id, a regular expression."""
    lint: LintSettings = LintSettings()
    """The rules of the linter."""

    @property
    def ids(self) -> IdForm:
        """The form of the ids of this base."""
        return IdForm(self.id_pattern)


class Problem(NamedTuple):
    """Something wrong with the setting that stands at `keys`."""

    keys: Keys
    message: str


Check = Callable[[Settings], Iterable[Problem]]
"""Looks for what is wrong with settings that are of the right form."""


def _nothing(_settings: Settings) -> Iterable[Problem]:
    return ()


def load(folder: Path, check: Check = _nothing) -> Settings:
    """The settings in `folder`, from its settings file or else the table `[tool.kbtool]` of its `pyproject.toml`; the defaults without either.

    Raises:
        UsageError: the file cannot be read or says something kbtool does not know; everything wrong is named, each with its line.
    """
    source = find(folder)
    if source is None:
        return Settings()
    problems = list(_problems(source.table, Settings, ()))
    known = deepcopy(source.table)
    for problem in problems:
        _remove(known, problem.keys)
    settings = msgspec.convert(known, Settings)
    problems += [Problem(("id-pattern",), problem) for problem in _pattern_problems(settings.id_pattern)]
    problems += check(settings)
    if problems:
        placed = sorted((source.line(problem.keys), problem.message) for problem in problems)
        raise UsageError("\n".join(f"{source.path}:{line}: {message}" for line, message in placed))
    return settings


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds the settings file or a `mkdocs.yml`; `start` itself if none does."""
    return next((folder for folder in (start, *start.parents) if is_base(folder)), start)


def is_base(folder: Path) -> bool:
    """Whether the folder is that of a knowledge base."""
    return (folder / FILE_NAME).is_file() or (folder / "mkdocs.yml").is_file() or is_in_shared_file(folder)


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


def _remove(table: Any, keys: Keys) -> None:
    """Take out what stands at `keys`, so that the rest can be looked at."""
    *above, name = keys
    for key in above:
        table = table[int(key)] if isinstance(table, list) else table[key]
    if isinstance(table, dict):
        table.pop(name, None)


def _problems(table: dict[str, Any], form: type[msgspec.Struct], keys: Keys) -> Iterator[Problem]:
    """What of a table is no setting, or not of the type of one."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(form)}
    for name, value in table.items():
        if name not in fields:
            yield Problem((*keys, name), f"no setting is called '{name}'; {did_you_mean(name, fields)}")
            continue
        kind = fields[name].type
        if kind is LintSettings and isinstance(value, dict):
            yield from _problems(value, LintSettings, (*keys, name))
        elif kind == tuple[PerPath, ...] and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for number, one in enumerate(value):
                yield from _problems(one, PerPath, (*keys, name, str(number)))
                if "paths" not in one:
                    yield Problem((*keys, name, str(number)), "'paths' is missing: the articles for which this holds.")
        elif kind in _TABLES_OF_RULES and isinstance(value, dict):
            for rule, one in value.items():
                yield from _mistyped((*keys, name, rule), one, _TABLES_OF_RULES[kind])
        elif value == [] and name in _NEVER_EMPTY:
            yield Problem((*keys, name), f"'{name}' names {_NEVER_EMPTY[name]}.")
        else:
            yield from _mistyped((*keys, name), value, kind)


_NEVER_EMPTY = {
    "select": "no rule; name some, or leave it out to run those that are on by themselves",
    "paths": "no articles; name those for which this holds",
}
"""Lists that mean something only where they name something, and what they name else."""
_TABLES_OF_RULES: dict[Any, Any] = {dict[str, Severity]: Severity, dict[str, dict[str, Any]]: dict[str, Any]}
"""The types of settings that hold something for each rule, and what that is."""


_OFF = ("off", "none", "ignore", "disable", "disabled", "no", "0", False, 0)
"""What other linters have in the place of a severity for rules that do not run."""


def _mistyped(keys: Keys, value: Any, kind: Any) -> Iterator[Problem]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        name = keys[-1]
        if kind is str:
            yield Problem(keys, f"'{name}' must be a string in quotes.")
        elif kind is Severity:
            off = f" To switch the rule off, name it in 'ignore': ignore = [\"{name}\"]." if value in _OFF else ""
            yield Problem(keys, f"'{value}' is no severity: {name} can be {', '.join(Severity)}.{off}")
        elif kind == tuple[str, ...]:
            yield Problem(keys, f'\'{name}\' must be a list of strings: ["...", "..."].')
        elif kind == tuple[PerPath, ...]:
            yield Problem(keys, f"'{name}' must be an array of tables: [[{'.'.join(keys)}]].")
        else:
            yield Problem(keys, f"'{name}' must be a table: [{'.'.join(keys)}].")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What to say of a name that is not known: the one that was meant, or all there are."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean '{near[0]}'?" if near else f"there are {', '.join(names)}."
