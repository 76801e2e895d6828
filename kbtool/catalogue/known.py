"""What editors know of articles that are not where their id says: two files beside the settings.

The redirect file says under which id an article that was renamed, or merged into another, is found now. The successor file says where
an article that is not in this base lives on:

    "Q100200": "Q100300"                                  # redirects.yml

    "Q256986":                                            # successors.yml
      url: "https://learn.example.org/registry"
      title: "Windows registry information"
"""

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from kbtool.catalogue.resolution import Resolution, State, Successor
from kbtool.errors import UsageError
from kbtool.files import reason
from kbtool.ids import IdForm

REDIRECTS = "redirects.yml"
SUCCESSORS = "successors.yml"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)


class Known(msgspec.Struct, frozen=True):
    """Redirects from id to id, and successors by id."""

    redirects: dict[str, str] = msgspec.field(default_factory=dict)
    successors: dict[str, Successor] = msgspec.field(default_factory=dict)
    lines: dict[str, int] = msgspec.field(default_factory=dict)
    """The lines of the redirects in their file."""

    def chain(self, article_id: str) -> list[str]:
        """An id and those that redirects lead to from it, one after the other; circles are left."""
        found = {article_id: None}
        while (other := self.redirects.get(article_id)) and other not in found:
            found[other] = None
            article_id = other
        return list(found)

    def circle(self, article_id: str) -> list[str]:
        """The ids through which the redirects lead from an id back to it, itself at both ends; empty where they do not."""
        chain = self.chain(article_id)
        return [*chain, article_id] if self.redirects.get(chain[-1]) == article_id else []

    def target(self, article_id: str) -> str:
        """The id under which an article is found now: its own, if no redirect says otherwise."""
        return self.chain(article_id)[-1]

    def resolution(self, article_id: str, here: Container[str]) -> Resolution:
        """What an id leads to, when these are the ids of the articles that are here.

        That is the last article on the way of its redirects: one that is here stays in reach if a redirect of its id leads to nothing.
        """
        if target := next((name for name in reversed(self.chain(article_id)) if name in here), ""):
            return Resolution(State.HERE if target == article_id else State.MOVED, target)
        successor = self.successor(article_id)
        return Resolution(State.ELSEWHERE if successor else State.MISSING, successor=successor)

    def resolutions(self, here: Container[str]) -> Iterator[tuple[str, Resolution]]:
        """The ids of which editors say something, sorted, with what each leads to."""
        return ((name, self.resolution(name, here)) for name in sorted(self.redirects | self.successors))

    def successor(self, article_id: str) -> Successor | None:
        """Where the article lives on elsewhere, under its own id or the one that it was given since."""
        return self.successors.get(article_id) or self.successors.get(self.target(article_id))

    def names_of(self, article_id: str, here: Container[str]) -> list[str]:
        """All ids that lead to the same as this one, when these are the ids of the articles that are here; the one they lead to comes first."""
        end = self._end(article_id, here)
        names = {article_id, end, *self.redirects}
        return sorted((name for name in names if self._end(name, here) == end), key=lambda name: (name != end, name))

    def _end(self, article_id: str, here: Container[str]) -> str:
        return self.resolution(article_id, here).target or self.target(article_id)


def load(root: Path, ids: IdForm) -> Known:
    """What the files in the folder of a base say; a file that is not there says nothing.

    Raises:
        UsageError: a file cannot be read or does not say what it should; everything that is wrong in it is named, with its line.
    """
    redirects = _read(root / REDIRECTS, str, 'Write one "OLD": "NEW" a line.')
    successors = _read(root / SUCCESSORS, Successor, "Write an id a line, and below it url and title.")
    redirects.check((name, _unfit_id(one, ids)) for name, target in redirects.said.items() for one in (name, target))
    successors.check((name, _unfit_id(name, ids)) for name in successors.said)
    successors.check((name, _unfit_address(name, one.url)) for name, one in successors.said.items())
    return Known(redirects.said, successors.said, redirects.lines)


def _unfit_id(name: str, ids: IdForm) -> str | None:
    return None if ids.matches(name) else f"'{name}' is no id of this knowledge base: the form is {ids.pattern}."


def _unfit_address(name: str, url: str) -> str | None:
    """Readers follow these addresses, so none may be a script."""
    return (
        None
        if _ADDRESS.match(url)
        else f"the url of {name} is '{url}'; write one that begins with https:// or http://."
    )


V = TypeVar("V")


class _Read(NamedTuple, Generic[V]):
    """What a file says of each id, and the line on which it does."""

    path: Path
    said: dict[str, V]
    lines: dict[str, int]

    def check(self, problems: Iterable[tuple[str, str | None]]) -> None:
        """Raise what is wrong with the ids."""
        _complain(self.path, ((self.lines[name], problem) for name, problem in problems if problem))


def _read(path: Path, kind: type[V], advice: str) -> _Read[V]:
    said: dict[str, V] = {}
    lines: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for name, line, value in _parsed(path, advice):
        if name is None:
            problems.append((line, f"holds no id. {advice}"))
        elif name in lines:
            problems.append((line, f"{name} stands here again (first on line {lines[name]})."))
        else:
            lines[name] = line
            try:
                said[name] = msgspec.convert(value, kind)
            except msgspec.ValidationError as error:
                problems.append((line, f"{str(error).replace('`', '')}. {advice}"))
    _complain(path, problems)
    return _Read(path, said, lines)


def _parsed(path: Path, advice: str) -> list[tuple[str | None, int, Any]]:
    """The keys of the file, None where one is more than a word, each with its line and what is said of it; none where there is no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    import yaml  # noqa: PLC0415 - it takes long to load, and many a base has neither file

    try:
        loader = yaml.CSafeLoader(data)
        node = loader.get_single_node()
        fields = node.value if isinstance(node, yaml.MappingNode) else []
        parsed = [
            (
                key.value if isinstance(key, yaml.ScalarNode) else None,
                key.start_mark.line + 1,
                loader.construct_object(one, deep=True),
            )
            for key, one in fields
        ]
    except (yaml.YAMLError, ValueError) as error:  # values that only look like a date are no YAMLError
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(f"{path}{line}: is not valid YAML: {getattr(error, 'problem', error)}. {advice}") from error
    if node and not fields and node.value:
        raise UsageError(f"{path}:{node.start_mark.line + 1}: holds no ids. {advice}")
    return parsed


def _complain(path: Path, problems: Iterable[tuple[int, str]]) -> None:
    """Raise the problems, each with its line, if there are any."""
    if found := sorted(problems):
        raise UsageError("\n".join(f"{path}:{line}: {problem}" for line, problem in found))
