"""Modules of JavaScript put together, so that a reader fetches one file for all that is needed at once.

What a module imports stands in the same file, each module in a function of its own that gives what it exports:

    const $part = (() => { ...; return { found }; })();
    const { found } = $part;

A module that is imported only when it is needed, `import("./late.js")`, has a file of its own, and takes from the file of the module that
asks for it what lies there. So in one thread every module is there once.

Only one form of each statement is understood, on a line of its own, and `import.meta.url` is the address of the file:

    import { one, two as other } from "./part.js";
    import * as part from "./part.js";
    export const one = ...;      (also: function, async function, class)
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kbtool.errors import UsageError

_FROM = r'from "\./([a-z-]+\.js)";'
_IMPORT = re.compile(rf"import (?:\{{ (\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*) \}}|\* as (\w+)) {_FROM}")
_EXPORT = re.compile(r"export (?=(?:(?:async )?function\*?|const|class) (\w+)\b)")
_STATEMENT = re.compile(r"(?:import|export)\b(?![(.])")
_LATE = re.compile(r'\bimport\("\./([a-z-]+\.js)"\)')


class Module(NamedTuple):
    """A module taken apart."""

    name: str
    """Of its file."""
    takes: tuple[tuple[str, str], ...]
    """What it imports: what is declared, as in `const ... =`, and the module that it is taken from."""
    late: tuple[str, ...]
    """The modules that it asks for when they are needed."""
    gives: tuple[str, ...]
    """The names that it exports."""
    body: str
    """The text without these statements."""

    @property
    def needs(self) -> Iterator[str]:
        """The modules that it imports."""
        return (source for _, source in self.takes)


def parse(name: str, text: str, path: str) -> Module:
    """Take a module apart; `path` is where it lies, for errors.

    Raises:
        UsageError: it imports or exports something in another form.
    """
    takes: list[tuple[str, str]] = []
    gives: list[str] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if taken := _IMPORT.fullmatch(line):
            names, every, source = taken.groups()
            takes.append((every or f"{{ {names.replace(' as ', ': ')} }}", source))
        elif given := _EXPORT.match(line):
            gives.append(given[1])
            lines.append(line[given.end() :])
        elif _STATEMENT.match(line):
            raise UsageError(
                f"{path}: line {number} imports or exports in a form that scripts of the theme cannot be put together with. "
                "Write 'import { a, b as c } from \"./part.js\";' on one line, and 'export' before a function, class or const."
            )
        else:
            lines.append(line)
    return Module(name, tuple(takes), tuple(_LATE.findall(text)), tuple(gives), "\n".join(lines))


def put_together(modules: Mapping[str, Module]) -> dict[str, str]:
    """The text of each file, by its name: one for each module that no other imports at once.

    Raises:
        UsageError: a module imports one that is not there, or itself by way of others; or it would be there twice in a thread.
    """
    imported = {name for module in modules.values() for name in (*module.needs, *module.late)}
    texts: dict[str, str] = {}
    for entry in sorted(modules.keys() - imported):
        texts |= _texts(entry, modules)
    return texts


def _texts(entry: str, modules: Mapping[str, Module]) -> dict[str, str]:
    """The file of a module with all that it imports, and those of modules that are asked for in its thread when they are needed."""
    files = _files(entry, modules)
    held = files.pop(entry)
    taken = {late: sorted(set(_needs(parts, modules)) & set(held)) for late, parts in files.items()}
    shared = sorted({_held_as(name) for names in taken.values() for name in names})
    texts = {entry: _written(held, modules) + _exports([*modules[entry].gives, *shared])}
    for late, parts in files.items():
        names = ", ".join(map(_held_as, taken[late]))
        start = f'import {{ {names} }} from "./{entry}";\n' if names else ""
        texts[late] = start + _written(parts, modules) + _exports(modules[late].gives)
    return texts


def _files(entry: str, modules: Mapping[str, Module]) -> dict[str, list[str]]:
    """For each file of a thread the modules in it, in an order in which none comes before what it imports; the file bears the name of the last."""
    files = {entry: _in_order(entry, modules)}
    wanted = [entry]
    for name in wanted:
        late = [other for part in files[name] for other in modules[part].late if other not in files]
        for other in late:
            files[other] = _in_order(other, modules, held=files[entry])
        wanted += late
    repeated = [name for name, count in Counter(chain.from_iterable(files.values())).items() if count > 1]
    if repeated:
        raise UsageError(f"js/{repeated[0]}: would be loaded twice. Import it in js/{entry} as well.")
    return files


def _in_order(wanted: str, modules: Mapping[str, Module], held: Iterable[str] = ()) -> list[str]:
    order: list[str] = []
    known = set(held)

    def add(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise UsageError(
                f"js/{name}: imports itself by way of {', '.join(importers)}. Leave one of the imports out."
            )
        if name not in known:
            if name not in modules:
                raise UsageError(
                    f"js/{importers[-1]}: imports {name}, which the theme does not have. Add it, or leave the import out."
                )
            for other in modules[name].needs:
                add(other, (*importers, name))
            known.add(name)
            order.append(name)

    add(wanted, ())
    return order


def _needs(parts: Iterable[str], modules: Mapping[str, Module]) -> Iterator[str]:
    return chain.from_iterable(modules[part].needs for part in parts)


def _written(parts: Sequence[str], modules: Mapping[str, Module]) -> str:
    *before, last = (modules[part] for part in parts)
    return "".join(map(_enclosed, before)) + _taken(last) + last.body


def _enclosed(module: Module) -> str:
    gives = ", ".join(module.gives)
    return f"const {_held_as(module.name)} = (() => {{\n{_taken(module)}{module.body}\nreturn {{ {gives} }};\n}})();\n"


def _taken(module: Module) -> str:
    return "".join(f"const {declared} = {_held_as(source)};\n" for declared, source in module.takes)


def _exports(names: Sequence[str]) -> str:
    return f"\nexport {{ {', '.join(names)} }};\n" if names else ""


def _held_as(name: str) -> str:
    """The constant by which the file that holds a module knows what it exports."""
    return "$" + name.removesuffix(".js").replace("-", "_")
