"""List items, and the words that stand between alternatives."""

import re
from typing import Literal

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.prose import prose_end
from kbtool.legacy.blocks.scene import Level, Read, Scene, next_line
from kbtool.legacy.blocks.signs import ALTERNATIVE, CODE, ITEM_TEXT, MARKER
from kbtool.model import Heading, Marker, Paragraph


def list_item(scene: Scene) -> Read | None:
    """A bullet, number or letter after a blank line, another item or a line that ends with a colon."""
    found = MARKER.match(scene.line)
    if not found or not _may_open_item(scene, found):
        return None
    kind: Literal["bullet", "number", "letter"] = (
        "bullet" if found["bullet"] else "number" if found["number"] else "letter"
    )
    column = len(found[1])
    items = scene.items
    while items and column < items[-1].content - (kind == "bullet" and column > items[-1].marker):
        items = items[:-1]
    content = _content_column(scene.line, found)
    level = Level(column, content)
    marker = Marker(kind=kind, text=found["number"] or found["letter"] or "")
    first = scene.line[found.end() :]
    after = (*items, level)
    if not first:
        block = Paragraph(span=scene.span(scene.at + 1), rule="empty-item", depth=len(items), marker=marker, lines=())
        return Read(block, scene.at + 1, after)
    end = prose_end(scene, scene.at + 1, _continuation_column(scene, content))
    body = (first.strip(), *scene.stripped(scene.at + 1, end))
    block = Paragraph(span=scene.span(end), rule=f"{kind}-item", depth=len(items), marker=marker, lines=body)
    return Read(block, end, after)


def _continuation_column(scene: Scene, content: int) -> int:
    """The column at which the item's text goes on: that of its second line, when the first was wrapped and hangs a little further in."""
    if scene.at + 1 < scene.end and text.is_soft_break(scene.line, scene.lines[scene.at + 1]):
        indent = text.indent_of(scene.lines[scene.at + 1])
        if content < indent <= content + ITEM_TEXT:
            return indent
    return content


def _content_column(line: str, found: re.Match[str]) -> int:
    column = len(found[1])
    written = found.end() if found.end() < len(line) else column + ITEM_TEXT
    return min(written, column + ITEM_TEXT) if found["bullet"] else column + ITEM_TEXT


def _may_open_item(scene: Scene, found: re.Match[str]) -> bool:
    return _is_plausible_marker(scene, found) and (scene.follows_blank or _may_follow_directly(scene))


def _is_plausible_marker(scene: Scene, found: re.Match[str]) -> bool:
    bullet, letter = found["bullet"], found["letter"]
    column = len(found[1])
    if column - scene.base > ITEM_TEXT + 1:
        return False
    if bullet in ("*", "o"):
        return column - scene.base <= 1 and _bullets_around(scene, bullet)
    if letter:
        return _letters_around(scene, letter, column)
    return bool(found["number"]) or scene.follows_blank or found.end() < len(scene.line)


def _may_follow_directly(scene: Scene) -> bool:
    """Whether an item may begin right below the line before: a heading, a line ending with a colon, or an item that ends there."""
    if isinstance(scene.before, Heading) or scene.lines[scene.at - 1].endswith(":"):
        return True
    is_after_item = scene.before is not None and (scene.before.marker is not None or bool(scene.items))
    return is_after_item and not _continues_sentence(scene)


def _continues_sentence(scene: Scene) -> bool:
    """Whether the line before was wrapped exactly here, so that what looks like a marker is a word of its sentence."""
    return not scene.line.lstrip().startswith("- ") and text.is_soft_break(scene.lines[scene.at - 1], scene.line)


def _bullets_around(scene: Scene, bullet: str) -> bool:
    """Signs that are also words or operators are bullets only where several of them stand in a column."""
    prefix = " " * scene.indent + bullet + " "
    near = scene.lines[max(0, scene.at - 12) : scene.at + 13]
    starts = sum(line.startswith(prefix) for line in near)
    texts = (line.removeprefix(prefix) for line in near if line.startswith(prefix))
    prose = [line for line in texts if len(line.split()) > 1 and not CODE.search(line)]
    return starts >= 2 and len(prose) * 2 >= starts and all(line.count("*") < 3 for line in prose)


def _letters_around(scene: Scene, letter: str, column: int) -> bool:
    """A letter opens an item as the first of its list, or after the letter before it."""
    if letter in "aA":
        return True
    wanted = re.compile(rf" {{{column}}}{re.escape(chr(ord(letter) - 1))}[.)](?: |\Z)")
    return any(wanted.match(line) for line in scene.lines[max(0, scene.at - 60) : scene.at])


def alternative(scene: Scene) -> Read | None:
    """`-or-` between alternatives, alone on its line."""
    if not ALTERNATIVE.match(scene.line):
        return None
    items = scene.items if scene.indent or _next_is_item(scene) else ()
    block = Paragraph(span=scene.span(scene.at + 1), rule="alternative", depth=len(items), lines=(scene.line.strip(),))
    return Read(block, scene.at + 1, items)


def _next_is_item(scene: Scene) -> bool:
    following = next_line(scene.lines, scene.at + 1)
    return bool(MARKER.match(following)) and text.indent_of(following) > 0
