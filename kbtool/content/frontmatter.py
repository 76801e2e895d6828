"""Front matter: YAML to `FrontMatter` and back.

Every string is quoted on writing, so that no YAML reader takes `1.10` for a number, `no` for False or `0123` for 83.
On reading, everything such a reader would hide is a finding: broken YAML, repeated keys, unknown fields, values of another type.
"""

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import yaml

from kbtool import wording
from kbtool.content.dialect import FRONT_LINE
from kbtool.content.lost import lost
from kbtool.findings import Code, Finding, Severity
from kbtool.model import FrontMatter

_DEEPEST = 500  # levels; the schema needs two, applies-to lists of the archive five
_WIDE = 2**31 - 1  # never fold a value over lines
_STRING = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_TYPES: dict[str, Any] = {field.name: field.type for field in msgspec.structs.fields(FrontMatter)}
_REQUIRED = [field.name for field in msgspec.structs.fields(FrontMatter) if field.required]
_QUOTED_END = re.compile(r'(?<!\d)"\Z')  # behind a number it means inches


def dump(front: FrontMatter) -> str:
    """The YAML text of the front matter, without its fences; empty fields are left out."""
    events: list[yaml.Event] = [*_BEGIN]
    _add(events, _present(front))
    return str(yaml.emit([*events, *_END], Dumper=yaml.CSafeDumper, allow_unicode=True, width=_WIDE))


def _present(front: FrontMatter) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(front)
    return {name: value for name, value in plain.items() if value not in (None, "", ())}


def _add(events: list[yaml.Event], value: Any) -> None:
    """Add the value as the emitter takes it: every string quoted, tags left to the reader."""
    if isinstance(value, dict):
        events.append(_MAPPING)
        for name, inner in value.items():
            events.append(_key(name))
            _add(events, inner)
        events.append(_MAPPING_END)
    elif isinstance(value, (list, tuple)):
        events.append(_SEQUENCE)
        for inner in value:
            _add(events, inner)
        events.append(_SEQUENCE_END)
    else:
        events.append(yaml.ScalarEvent(None, None, (False, True), str(value), style='"'))


_RESOLVER = yaml.resolver.Resolver()
_BEGIN = (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False))
_END = (yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent())
_MAPPING = yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
_MAPPING_END = yaml.MappingEndEvent()
_SEQUENCE = yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
_SEQUENCE_END = yaml.SequenceEndEvent()


@lru_cache(maxsize=256)
def _key(name: str) -> yaml.Event:
    tag = _RESOLVER.resolve(yaml.ScalarNode, name, (True, False))  # type: ignore[no-untyped-call]
    is_plain = name.replace("_", "").isalpha() and tag == _STRING
    return yaml.ScalarEvent(None, None, (is_plain, True), name, style=None if is_plain else '"')


class _File(NamedTuple):
    """The file whose front matter is read, and the line of it on which that begins."""

    path: str
    first_line: int

    def at(self, code: Code, message: str, advice: str, line: int = 0, column: int = 0) -> Finding:
        """A finding on a line (from 0) of the front matter; `column` counts from 1, 0 for the whole line."""
        return Finding(self.path, line + self.first_line, column, code, Severity.ERROR, message, advice)

    def of(self, code: Code, message: str, advice: str, node: yaml.Node, last: yaml.Node | None = None) -> Finding:
        """A finding about a key or a value, or from one to the other."""
        finding = self.at(code, message, advice, node.start_mark.line, node.start_mark.column + 1)
        end = (last or node).end_mark
        return msgspec.structs.replace(finding, end_line=end.line + self.first_line, end_column=end.column + 1)


def load(text: str, path: str, first_line: int = FRONT_LINE) -> tuple[FrontMatter | None, list[Finding]]:
    """Read the YAML between the fences; `first_line` is the line of the file on which `text` begins.

    Returns the front matter, or None when a finding of severity error stands in the way, and all findings.
    """
    file = _File(path, first_line)
    if _is_too_deep(text):
        message = f"the front matter is nested more than {_DEEPEST} levels deep."
        advice = "Write the value in double quotes if its brackets are text."
        return None, [file.at(Code.FRONT_MATTER_BROKEN, message, advice)]
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        hidden = list(_hidden(node, text.split("\n"), file)) if node is not None else []
        if any(finding.code is Code.FRONT_MATTER_BROKEN for finding in hidden):
            return None, hidden  # a value that stands for another may hold itself
        value = loader.construct_document(node) if node is not None else {}
    except (yaml.YAMLError, ValueError) as error:
        return None, [_broken(error, text, file)]
    finally:
        loader.dispose()
    if not isinstance(value, dict) or (node is not None and not isinstance(node, yaml.MappingNode)):
        message = f"the front matter is a {type(value).__name__}, not fields."
        return None, [file.at(Code.FRONT_MATTER_BROKEN, message, "Write one 'field: \"value\"' a line.")]
    try:
        front = msgspec.convert(value, FrontMatter)
    except msgspec.ValidationError:
        written = {str(key.value): (key, held) for key, held in node.value} if node is not None else {}
        return None, hidden + _invalid(value, written, file)
    return (None if hidden else front), hidden


def nodes(text: str) -> dict[str, yaml.Node]:
    """The values of front matter that `load` could read, by their field, with their places (0-based, from the line below the fence)."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _broken(error: Exception, text: str, file: _File) -> Finding:
    mark = _mark(error)
    position = getattr(error, "position", None)  # of a character that YAML does not allow
    if mark:
        line, column = mark.line, mark.column + 1
    elif isinstance(position, int):
        line, column = text.count("\n", 0, position), 0
    else:
        line, column = 0, 0
    lines = text.split("\n")
    if mark and "\t" in _indent(lines[line]):
        column, problem, advice = 1, "a tab stands before this.", "Put blanks in the place of the tab."
    elif mark and (found := lost(lines, line, _stops)):
        line, column, problem, advice = found.line, found.column + 1, found.message, found.advice
    else:
        problem = f"{getattr(error, 'problem', None) or error}."
        advice = 'Put the value in double quotes, and write \\" and \\\\ for " and \\ in it.'
    message = f"the front matter is not valid YAML: {problem}"
    return file.at(Code.FRONT_MATTER_BROKEN, message, advice, line, column)


def _stops(text: str) -> int | None:
    """The line (from 0) on which YAML stops to read a text; None where it reads all of it."""
    loader = _Loader(text)
    try:
        loader.get_single_node()
    except yaml.YAMLError as error:
        mark = _mark(error)
        return mark.line if mark else 0
    finally:
        loader.dispose()
    return None


def _mark(error: Exception) -> Any:
    """Where the front matter is broken: where brackets or quotation marks open that nothing closes, or where YAML stopped."""
    is_open = (getattr(error, "context", None) or "").startswith(_OPEN)
    return getattr(error, "context_mark" if is_open else "problem_mark", None)


_OPEN = ("while parsing a flow", "while scanning a quoted")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


class _Loader(yaml.CSafeLoader):
    """Leaves dates as they are written: the schema says which fields hold one."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _is_too_deep(text: str) -> bool:
    """Whether the text nests so deep that composing it, which recurses in C, could overflow the stack."""
    signs = text.count("[") + text.count("{")
    indents = max((len(line) - len(line.lstrip(" -?")) for line in text.split("\n")), default=0)
    return (signs > _DEEPEST or indents > _DEEPEST) and _depth_exceeds(text, _DEEPEST)


def _depth_exceeds(text: str, limit: int) -> bool:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > limit:
                return True
    except yaml.YAMLError:
        return False  # composing meets the same error, no deeper than this
    return False


def _hidden(node: yaml.Node, lines: list[str], file: _File) -> Iterator[Finding]:
    """What a YAML reader would pass over in silence: repeated and merged keys, aliases, values that are cut short or lost a sign."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            message = "an alias (*name) stands here for a value from elsewhere."
            yield file.at(Code.FRONT_MATTER_BROKEN, message, "Write the value itself.", current.start_mark.line)
            continue
        seen.add(id(current))
        if isinstance(current, yaml.MappingNode):
            yield from _repeated(current.value, file)
            waiting += [value for _, value in reversed(current.value)]
        elif isinstance(current, yaml.SequenceNode):
            waiting += reversed(current.value)
        elif isinstance(current, yaml.ScalarNode) and not current.style:
            yield from _cut_short(current, lines, file)
            yield from _not_opened(current, file)


def _cut_short(node: yaml.ScalarNode, lines: list[str], file: _File) -> Iterator[Finding]:
    line, column = node.end_mark.line, node.end_mark.column
    if line < len(lines) and "#" in lines[line][column:]:
        message = f"the value ends at '{node.value}': what follows '#' is a comment to YAML."
        advice = "Put the whole value in double quotes, or remove the comment."
        yield file.at(Code.FIELD_INVALID, message, advice, line, column + 1)


def _not_opened(node: yaml.ScalarNode, file: _File) -> Iterator[Finding]:
    if _QUOTED_END.search(node.value) and node.value.count('"') % 2:
        message = "the value ends in a quotation mark that nothing opens."
        advice = 'Put one before the value too; or the value in double quotes, with \\" in it.'
        yield file.of(Code.FIELD_INVALID, message, advice, node)


def _repeated(keys: list[tuple[yaml.Node, yaml.Node]], file: _File) -> Iterator[Finding]:
    first_seen: dict[str, int] = {}
    for key, _ in keys:
        name = str(key.value)
        if key.tag == _MERGE:
            yield file.of(Code.FIELD_UNKNOWN, "no field is called '<<'.", "Write the fields themselves.", key)
        if name in first_seen:
            message = f"the field '{name}' stands here again (first on line {first_seen[name]})."
            yield file.of(Code.FIELD_REPEATED, message, "Keep one of the two.", key)
        first_seen.setdefault(name, key.start_mark.line + file.first_line)


_Written = dict[str, tuple[yaml.Node, yaml.Node]]
"""The keys of front matter and what they hold, by their name."""


def _invalid(value: dict[Any, Any], written: _Written, file: _File) -> list[Finding]:
    findings = []
    for name, (key, held) in written.items():
        if key.tag == _MERGE:
            continue  # which is a finding already
        if name not in _TYPES:
            findings.append(_unknown(key, file))
            continue
        try:
            msgspec.convert(value.get(name), _TYPES[name])
        except msgspec.ValidationError as error:
            findings.append(_mistyped(key, held, error, file))
    findings.extend(
        file.at(Code.FIELD_MISSING, f"the field '{name}' is missing.", f"Add a line '{name}: \"...\"'.")
        for name in _REQUIRED
        if name not in value
    )
    return findings


def _unknown(key: yaml.Node, file: _File) -> Finding:
    near = difflib.get_close_matches(str(key.value), _TYPES, n=1)
    advice = f"Did you mean '{near[0]}'?" if near else "`kbtool schema` lists the fields there are."
    return file.of(Code.FIELD_UNKNOWN, f"no field is called '{key.value}'.", advice, key)


def _mistyped(key: yaml.Node, held: yaml.Node, error: msgspec.ValidationError, file: _File) -> Finding:
    is_scalar = isinstance(held, yaml.ScalarNode)
    advice = (
        f'Put the value in double quotes: {key.value}: "{held.value}".'
        if is_scalar and held.tag != _STRING
        else f'Write it: {key.value}: "...".'
        if is_scalar and not held.value
        else "`kbtool schema` says what the field holds."
    )
    message = f"the field '{key.value}' cannot hold this: {wording.problem(error)}."
    return file.of(Code.FIELD_INVALID, message, advice, key, held if is_scalar else None)
