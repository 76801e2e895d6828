"""Front matter: YAML to `FrontMatter` and back.

Every string is quoted on writing, so that no YAML reader takes `1.10` for a number, `no` for False or `0123` for 83.
On reading, everything such a reader would hide is a finding: broken YAML, repeated keys, unknown fields, values of another type.
"""

import difflib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
import yaml

from kbtool import wording
from kbtool.content.dialect import FRONT_LINE
from kbtool.findings import Code, Finding, Severity
from kbtool.model import FrontMatter

_DEEPEST = 500  # levels; the schema needs two, applies-to lists of the archive five
_WIDE = 2**31 - 1  # never fold a value over lines
_STRING = "tag:yaml.org,2002:str"
_TYPES: dict[str, Any] = {field.name: field.type for field in msgspec.structs.fields(FrontMatter)}
_REQUIRED = [field.name for field in msgspec.structs.fields(FrontMatter) if field.required]


def dump(front: FrontMatter) -> str:
    """The YAML text of the front matter, without its fences; empty fields are left out."""
    events = [*_BEGIN, *_events(_present(front)), *_END]
    return str(yaml.emit(events, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_WIDE))


def _present(front: FrontMatter) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(front)
    return {name: value for name, value in plain.items() if value not in (None, "", ())}


def _events(value: Any) -> Iterator[yaml.Event]:
    """The value as the emitter takes it: every string quoted, tags left to the reader."""
    if isinstance(value, dict):
        yield _MAPPING
        for name, inner in value.items():
            yield _key(name)
            yield from _events(inner)
        yield _MAPPING_END
    elif isinstance(value, (list, tuple)):
        yield _SEQUENCE
        for inner in value:
            yield from _events(inner)
        yield _SEQUENCE_END
    else:
        yield yaml.ScalarEvent(None, None, (False, True), str(value), style='"')


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


def load(text: str, path: str, first_line: int = FRONT_LINE) -> tuple[FrontMatter | None, list[Finding]]:
    """Read the YAML between the fences; `first_line` is the line of the file on which `text` begins.

    Returns the front matter, or None when a finding of severity error stands in the way, and all findings.
    """
    if _is_too_deep(text):
        message = f"the front matter is nested more than {_DEEPEST} levels deep."
        advice = "Write the value in double quotes if its brackets are text."
        return None, [_finding(Code.FRONT_MATTER_BROKEN, path, first_line, message, advice)]
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        hidden = list(_hidden(node, text.split("\n"), path, first_line)) if node is not None else []
        if any(finding.code is Code.FRONT_MATTER_BROKEN for finding in hidden):
            return None, hidden  # a value that stands for another may hold itself
        value = loader.construct_document(node) if node is not None else {}
    except (yaml.YAMLError, ValueError) as error:
        return None, [_broken(error, text, path, first_line)]
    finally:
        loader.dispose()
    if not isinstance(value, dict) or (node is not None and not isinstance(node, yaml.MappingNode)):
        message = f"the front matter is a {type(value).__name__}, not fields."
        return None, [
            _finding(Code.FRONT_MATTER_BROKEN, path, first_line, message, "Write one 'field: \"value\"' a line.")
        ]
    keys = node.value if node is not None else []
    try:
        front = msgspec.convert(value, FrontMatter)
    except msgspec.ValidationError:
        written = {str(key.value): (key.start_mark.line + first_line, node) for key, node in keys}
        return None, hidden + _invalid(value, written, path, first_line)
    return (None if hidden else front), hidden


def nodes(text: str) -> dict[str, yaml.Node]:
    """The values of front matter that `load` could read, by their field, with their places (0-based, from the line below the fence)."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _broken(error: Exception, text: str, path: str, first_line: int) -> Finding:
    mark = _mark(error)
    position = getattr(error, "position", None)  # of a character that YAML does not allow
    if mark:
        line, column = mark.line + first_line, mark.column + 1
    elif isinstance(position, int):
        line, column = text.count("\n", 0, position) + first_line, 0
    else:
        line, column = first_line, 0
    problem = getattr(error, "problem", None) or str(error)
    if mark and "\t" in _indent(text.split("\n")[mark.line]):
        message = "the front matter is not valid YAML: a tab stands before this."
        return _finding(Code.FRONT_MATTER_BROKEN, path, line, message, "Put blanks in the place of the tab.", 1)
    return _finding(
        Code.FRONT_MATTER_BROKEN,
        path,
        line,
        f"the front matter is not valid YAML: {problem}.",
        'Put the value in double quotes, and write \\" and \\\\ for " and \\ in it.',
        column,
    )


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


def _hidden(node: yaml.Node, lines: list[str], path: str, first_line: int) -> Iterator[Finding]:
    """What a YAML reader would pass over in silence: repeated and merged keys, aliases, comments that cut a value short."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        line = current.start_mark.line + first_line
        if id(current) in seen:
            message = "an alias (*name) stands here for a value from elsewhere."
            yield _finding(Code.FRONT_MATTER_BROKEN, path, line, message, "Write the value itself.", 0)
            continue
        seen.add(id(current))
        if isinstance(current, yaml.MappingNode):
            yield from _repeated(current.value, path, first_line)
            waiting += [value for _, value in reversed(current.value)]
        elif isinstance(current, yaml.SequenceNode):
            waiting += reversed(current.value)
        elif isinstance(current, yaml.ScalarNode) and not current.style:
            yield from _cut_short(current, lines, path, first_line)


def _cut_short(node: yaml.ScalarNode, lines: list[str], path: str, first_line: int) -> Iterator[Finding]:
    line, column = node.end_mark.line, node.end_mark.column
    if line < len(lines) and "#" in lines[line][column:]:
        message = f"the value ends at '{node.value}': what follows '#' is a comment to YAML."
        advice = "Put the whole value in double quotes, or remove the comment."
        yield _finding(Code.FIELD_INVALID, path, line + first_line, message, advice, column + 1)


def _repeated(keys: list[tuple[yaml.Node, yaml.Node]], path: str, first_line: int) -> Iterator[Finding]:
    first_seen: dict[str, int] = {}
    for key, _ in keys:
        line, column = key.start_mark.line + first_line, key.start_mark.column + 1
        if key.tag == "tag:yaml.org,2002:merge":
            yield _finding(
                Code.FIELD_UNKNOWN, path, line, "no field is called '<<'.", "Write the fields themselves.", column
            )
        if str(key.value) in first_seen:
            message = f"the field '{key.value}' stands here again (first on line {first_seen[str(key.value)]})."
            yield _finding(Code.FIELD_REPEATED, path, line, message, "Keep one of the two.", column)
        first_seen.setdefault(str(key.value), line)


def _invalid(
    value: dict[Any, Any], written: dict[str, tuple[int, yaml.Node]], path: str, first_line: int
) -> list[Finding]:
    findings = []
    for name, content in value.items():
        line, node = written.get(str(name), (first_line, None))
        if name not in _TYPES:
            findings.append(_unknown(str(name), path, line))
            continue
        try:
            msgspec.convert(content, _TYPES[name])
        except msgspec.ValidationError as error:
            findings.append(_mistyped(name, node, error, path, line))
    findings.extend(
        _finding(
            Code.FIELD_MISSING,
            path,
            first_line,
            f"the field '{name}' is missing.",
            f"Add a line '{name}: \"...\"'.",
        )
        for name in _REQUIRED
        if name not in value
    )
    return findings


def _unknown(name: str, path: str, line: int) -> Finding:
    near = difflib.get_close_matches(name, _TYPES, n=1)
    advice = f"Did you mean '{near[0]}'?" if near else "`kbtool schema` lists the fields there are."
    return _finding(Code.FIELD_UNKNOWN, path, line, f"no field is called '{name}'.", advice, 1)


def _mistyped(name: str, node: yaml.Node | None, error: msgspec.ValidationError, path: str, line: int) -> Finding:
    advice = (
        f'Put the value in double quotes: {name}: "{node.value}".'
        if isinstance(node, yaml.ScalarNode) and node.tag != _STRING
        else f'Write it: {name}: "...".'
        if isinstance(node, yaml.ScalarNode) and not node.value
        else "`kbtool schema` says what the field holds."
    )
    return _finding(
        Code.FIELD_INVALID, path, line, f"the field '{name}' cannot hold this: {wording.problem(error)}.", advice, 1
    )


def _finding(  # noqa: PLR0913, PLR0917 - the parts of a finding
    code: Code, path: str, line: int, message: str, advice: str, column: int = 0
) -> Finding:
    return Finding(path, line, column, code, Severity.ERROR, message, advice)
