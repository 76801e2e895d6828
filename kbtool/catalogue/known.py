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
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from kbtool import wording
from kbtool.catalogue.resolution import Resolution, State, Successor
from kbtool.errors import UsageError
from kbtool.files import reason, relative
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

    def leading_to(self, ids: AbstractSet[str]) -> set[str]:
        """These ids, and those from which redirects lead to any of them."""
        return {*ids, *(name for name in self.redirects if not ids.isdisjoint(self.chain(name)))}

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
        UsageError: a file cannot be read or does not say what it should; everything that is wrong in them is named, with its line.
    """
    known, problems = load_sound(root, ids)
    if problems:
        raise UsageError("\n".join(problems))
    return known


def load_sound(root: Path, ids: IdForm) -> tuple[Known, list[str]]:
    """What is sound of what the files in the folder of a base say, and what is wrong with the rest, with its file and line.

    Raises:
        UsageError: a file cannot be read.
    """
    of_redirects, of_successors = relative(root) / REDIRECTS, relative(root) / SUCCESSORS
    redirects = redirects_in(_data(of_redirects), ids)
    successors = successors_in(_data(of_successors), ids)
    problems = [f"{of_redirects}{problem}" for problem in redirects.problems]
    problems += [f"{of_successors}{problem}" for problem in successors.problems]
    return Known(redirects.of, successors.of, redirects.lines), problems


class Problem(NamedTuple):
    """What is wrong on a line of one of the files, 0 where that is not known."""

    line: int
    text: str

    def __str__(self) -> str:
        return f":{self.line}: {self.text}" if self.line else f": {self.text}"


V = TypeVar("V")


class Said(NamedTuple, Generic[V]):
    """What a file says of each id as far as it is sound, the line on which it does, and what is wrong in it."""

    of: dict[str, V]
    lines: dict[str, int]
    problems: list[Problem]


def redirects_in(data: bytes, ids: IdForm) -> Said[str]:
    """What the content of the redirect file says."""
    said = _said(data, str, 'Write one "OLD": "NEW" a line.')
    unfit = ((name, _unfit_id(one, ids)) for name, target in said.of.items() for one in (name, target))
    return _checked(said, unfit)


def successors_in(data: bytes, ids: IdForm) -> Said[Successor]:
    """What the content of the successor file says."""
    said = _said(data, Successor, "Write an id a line, and below it url and title.")
    unfit = (
        (name, one) for name, to in said.of.items() for one in (_unfit_id(name, ids), _unfit_address(name, to.url))
    )
    return _checked(said, unfit)


def _unfit_id(name: str, ids: IdForm) -> str | None:
    return None if ids.matches(name) else f"'{name}' is no id of this knowledge base: the form is {ids.pattern}."


def _unfit_address(name: str, url: str) -> str | None:
    """Readers follow these addresses, so none may be a script."""
    return (
        None
        if _ADDRESS.match(url)
        else f"the url of {name} is '{url}'; write one that begins with https:// or http://."
    )


def _data(path: Path) -> bytes:
    """The content of a file; that of one which is not there is empty."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error


def _checked(said: Said[V], unfit: Iterable[tuple[str, str | None]]) -> Said[V]:
    """With what is wrong with its ids, and without these."""
    wrong = [(name, problem) for name, problem in unfit if problem]
    names = {name for name, _ in wrong}
    found = [Problem(said.lines[name], problem) for name, problem in wrong]
    sound = {name: value for name, value in said.of.items() if name not in names}
    return said._replace(of=sound, problems=sorted([*said.problems, *found]))


def _said(data: bytes, kind: type[V], advice: str) -> Said[V]:
    parsed, problems = _parsed(data, advice)
    said: Said[V] = Said({}, {}, problems)
    for name, line, value in parsed:
        if name is None:
            problems.append(Problem(line, f"holds no id. {advice}"))
        elif name in said.lines:
            problems.append(Problem(line, f"{name} stands here again (first on line {said.lines[name]})."))
        else:
            said.lines[name] = line
            try:
                said.of[name] = msgspec.convert(value, kind)
            except msgspec.ValidationError as error:
                problems.append(Problem(line, f"{name} cannot hold this: {wording.problem(error)}. {advice}"))
    return said


_Pair = tuple[str | None, int, Any]
"""A key of a file, None where it is more than a word, its line and what is said of it."""


def _parsed(data: bytes, advice: str) -> tuple[list[_Pair], list[Problem]]:
    if not data:
        return [], []
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
        line = mark.line + 1 if mark else 0
        return [], [Problem(line, f"is not valid YAML: {getattr(error, 'problem', error)}. {advice}")]
    if node and not fields and node.value:
        return [], [Problem(node.start_mark.line + 1, f"holds no ids. {advice}")]
    return parsed, []
