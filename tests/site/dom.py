"""Just enough of a document tree to ask what a page shows."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOID = {"br", "circle", "hr", "img", "input", "link", "meta", "path"}


class Element:
    """An element: its name, its attributes, and what stands in it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    @property
    def raw(self) -> str:
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """The text in it, with single spaces."""
        return " ".join(self.raw.split())

    def all(self, selector: str) -> list[Element]:
        """The elements below it that match `name`, `.class`, `name.class` or `[attribute]`, in order."""
        return [element for element in self._below() if element.matches(selector)]

    def one(self, selector: str) -> Element:
        """The only such element."""
        (found,) = self.all(selector)
        return found

    def matches(self, selector: str) -> bool:
        if selector.startswith("["):
            name, _, value = selector.strip("[]").partition("=")
            return name in self.attributes and value in ("", self.attributes[name])
        name, _, wanted = selector.partition(".")
        classes = self.attributes.get("class", "").split()
        return name in ("", self.name) and (not wanted or wanted in classes)

    def _below(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        closed = self.open.pop()
        assert closed.name == tag, f"<{closed.name}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a page. Fails when an element is not closed, or closed by another."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].name}> is never closed"
    return parser.open[0]


def read(path: Path) -> Element:
    """The tree of the page in a file."""
    return parse(path.read_text(encoding="utf-8"))
