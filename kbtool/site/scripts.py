"""The scripts of the theme as readers load them: few files, without the comments and the indentation that only people read."""

from pathlib import Path

import rjsmin
from mkdocs.structure.files import File, Files

from kbtool.site import modules, theme
from kbtool.site.modules import Module

_FOLDER = "js"


def put_together(files: Files) -> None:
    """Make few and small files of the theme's scripts. Those by which a user replaces some take their places in them, as they are written.

    Raises:
        UsageError: a script imports or exports what, or in a way, that cannot be put together.
    """
    ours = theme.templates_folder()
    found = {name: files.get_file_from_path(f"{_FOLDER}/{name}") for name in names()}
    scripts = {name: file for name, file in found.items() if file}
    texts = modules.put_together({name: _module(name, file, ours) for name, file in scripts.items()})
    for name, file in scripts.items():
        if name in texts:
            file.content_string = texts[name]
        else:
            files.remove(file)


def names() -> list[str]:
    """The names of the theme's scripts as they are written."""
    return sorted(path.name for path in (theme.templates_folder() / _FOLDER).glob("*.js"))


def inlined(text: str) -> str:
    """What a page carries of a script of the theme: the text without its exports."""
    return minified(modules.parse("", text, "a script in a page")).body


def _module(name: str, file: File, ours: Path) -> Module:
    module = modules.parse(name, file.content_string, str(file.abs_src_path))
    return minified(module) if file.src_dir == str(ours) else module


def minified(module: Module) -> Module:
    """The module, which does the same, without what only people read."""
    return module._replace(body=rjsmin.jsmin(module.body))
