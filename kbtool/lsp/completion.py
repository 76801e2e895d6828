"""What may come next where an editor writes: the id of an article, a keyword, a product, the name of a section."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    CompletionItemLabelDetails,
    CompletionList,
    TextEdit,
)

from kbtool.catalogue import Catalogue, Entry
from kbtool.content import escape
from kbtool.content.dialect import SCHEME
from kbtool.content.quoted import quoted
from kbtool.lint.citations import link
from kbtool.lsp.draft import Draft
from kbtool.lsp.finder import LIMIT, Finder, Found
from kbtool.lsp.positions import Positions
from kbtool.model import SECTION_NAMES

TRIGGERS = ["[", ":", "#", '"', " "]
"""Characters at which editors ask of themselves; at letters and digits they do so anyway."""

_TARGET = re.compile(rf"\((?i:{SCHEME})(?P<query>[^()\n]*)\Z")
_LABEL = re.compile(r"(?<!!)\[(?P<query>[^\[\]()!\n]*)\Z")
_NUMBER = re.compile(r"(?<![\w/=.,-])(?P<query>[A-Za-z_-]*[0-9]+|[A-Z])\Z")
_FEWEST_DIGITS = 3  # of a bare number: shorter ones are counts and versions
_HEADING = re.compile(r"\A## +(?P<query>[^\n]*)\Z")
_FIELD = re.compile(r"\A(?P<field>\w+): *")
_ENTRY = re.compile(r"\A\s*- *|\A\w+: *\[ *(?:(?:\"(?:\\.|[^\"\\\n])*\" *|[^\",\[\]\n]*), *)*")
"""What stands before an entry of a list: on a line of its own, or between brackets."""
_OPENINGS = {"product": _FIELD, "keywords": _ENTRY}
"""What stands before a value, by the fields of which there is anything to propose."""
_VALUE = re.compile(r"(?P<quote>\"?)(?P<query>[^\"\n]*)\Z")
_REST_OF_ID = re.compile(r"[\w-]*(?=\))")
_REST_OF_LINK = re.compile(rf"[^\[\]\n]*\]\((?i:{SCHEME})[^()\n]*\)")
_BRACKET = re.compile(r"\]?")
_QUOTE = re.compile(r"\"?")

Written = Callable[[Entry], str]
"""How an article is written into the text."""


class Cursor(NamedTuple):
    """A place in a draft: its offset, its line, and where the line begins."""

    draft: Draft
    offset: int
    line: int
    start: int

    @property
    def before(self) -> str:
        """The text of the line before it."""
        return self.draft.text[self.start : self.offset]

    def behind(self, rest: re.Pattern[str]) -> int:
        """The offset behind the rest of what is being written, which may stand there already."""
        found = rest.match(self.draft.text, self.offset)
        return found.end() if found else self.offset


class Scene(NamedTuple):
    """What is asked for: it comes in the place of what stands from `start` to `end`; `query` is what it begins with."""

    start: int
    end: int
    query: str
    opening: str = ""
    """What stands before the query in that place."""

    @property
    def typed(self) -> str:
        """What an editor compares the proposals with."""
        return self.opening + self.query


def completion(draft: Draft, offset: int, finder: Finder, positions: Positions) -> CompletionList:
    """What may come at an offset."""
    line, column = draft.lines.position(offset)
    cursor = Cursor(draft, offset, line, offset - column + 1)
    if draft.is_front(offset):
        return _of_field(cursor, finder.catalogue, positions)
    if draft.is_code(offset):
        return _nothing()
    if heading := _HEADING.match(cursor.before):
        end = draft.lines.place(line).end
        return _sections(draft, Scene(cursor.start + heading.start("query"), end, heading["query"]), positions)
    return _ids(cursor, finder, positions)


# --- Ids -----------------------------------------------------------------------------------------------------------------------


def _ids(cursor: Cursor, finder: Finder, positions: Positions) -> CompletionList:
    """Ids: alone within the target of a link and after the beginning of a number, as a citation with its title after `[`."""
    before, start, end = cursor.before, cursor.start, cursor.offset
    if found := _TARGET.search(before):
        scene = Scene(start + found.start("query"), cursor.behind(_REST_OF_ID), found["query"])
        return _articles(scene, finder.find(scene.query), _id, positions)
    if found := _LABEL.search(before):
        is_link = cursor.behind(_REST_OF_LINK) > end
        scene = Scene(start + found.start(), cursor.behind(_REST_OF_LINK if is_link else _BRACKET), found["query"], "[")
        return _articles(scene, finder.find(scene.query), _link if is_link else _citation, positions)
    if (found := _NUMBER.search(before)) and not (found["query"].isdigit() and len(found["query"]) < _FEWEST_DIGITS):
        scene = Scene(start + found.start("query"), end, found["query"])
        return _articles(scene, finder.by_number(scene.query), _id, positions)
    return _nothing()


def _id(entry: Entry) -> str:
    return entry.id


def _link(entry: Entry) -> str:
    return link(entry.id)


def _citation(entry: Entry) -> str:
    return f"{link(entry.id)} {escape.inline(entry.title)}"


def _articles(scene: Scene, found: Found, written: Written, positions: Positions) -> CompletionList:
    place = positions.range(scene.start, scene.end)
    items = [
        CompletionItem(
            label=entry.id,
            label_details=CompletionItemLabelDetails(description=entry.title),
            detail=entry.title,
            kind=CompletionItemKind.Reference,
            sort_text=f"{number:04}",
            filter_text=scene.typed or entry.id,
            text_edit=TextEdit(place, written(entry)),
        )
        for number, entry in enumerate(found.entries)
    ]
    return CompletionList(is_incomplete=True, items=items)  # by words of titles only we can find, not the editor


# --- Front matter and sections -------------------------------------------------------------------------------------------------


def _of_field(cursor: Cursor, catalogue: Catalogue, positions: Positions) -> CompletionList:
    """Values of the field in whose line, or in whose entry, the cursor stands."""
    field = _field(cursor.draft, cursor.line)
    opening = _OPENINGS[field].match(cursor.before) if field in _OPENINGS else None
    value = _VALUE.match(cursor.before, opening.end()) if opening else None
    if opening is None or value is None:
        return _nothing()
    scene = Scene(cursor.start + opening.end(), cursor.behind(_QUOTE), value["query"], value["quote"])
    return _values(catalogue.products if field == "product" else catalogue.keywords, scene, positions)


def _field(draft: Draft, line: int) -> str:
    """The name of the field to which a line of the front matter belongs."""
    for number in range(line, 0, -1):
        if found := _FIELD.match(draft.lines.line(number)):
            return found["field"]
        if number != line and not _ENTRY.match(draft.lines.line(number)):
            break
    return ""


def _values(counts: Counter[str], scene: Scene, positions: Positions) -> CompletionList:
    """The values that begin with the query, those of most articles first."""
    query = scene.query.casefold()
    fitting = [(value, count) for value, count in counts.most_common() if value and value.casefold().startswith(query)]
    items = [
        CompletionItem(
            label=value,
            detail=f"{count:,} articles",
            kind=CompletionItemKind.Value,
            sort_text=f"{number:04}",
            filter_text=scene.opening + value,
            text_edit=TextEdit(positions.range(scene.start, scene.end), quoted(value)),
        )
        for number, (value, count) in enumerate(fitting[:LIMIT])
    ]
    return CompletionList(is_incomplete=len(fitting) > LIMIT, items=items)


def _sections(draft: Draft, scene: Scene, positions: Positions) -> CompletionList:
    """The names of sections; those that the article has already come last."""
    used = {
        heading.text.strip().upper()
        for heading in draft.outline.headings
        if heading.start > scene.start or heading.end < scene.start
    }
    names: Iterable[str] = sorted(SECTION_NAMES, key=lambda name: (name in used, name))
    items = [
        CompletionItem(
            label=name,
            kind=CompletionItemKind.Class,
            sort_text=f"{number:04}",
            text_edit=TextEdit(positions.range(scene.start, scene.end), name),
        )
        for number, name in enumerate(_beginning(names, scene.query))
    ]
    return CompletionList(is_incomplete=False, items=items)


def _beginning(names: Iterable[str], query: str) -> Iterator[str]:
    return (name for name in names if name.casefold().startswith(query.casefold()))


def _nothing() -> CompletionList:
    return CompletionList(is_incomplete=False, items=[])
