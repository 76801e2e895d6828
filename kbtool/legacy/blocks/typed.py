"""Paragraphs whose first line is set in, as on a typewriter; those of older articles."""

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.prose import prose_end
from kbtool.legacy.blocks.scene import Read, Scene
from kbtool.legacy.blocks.signs import CODE, MARKER
from kbtool.model import Paragraph

_SET_IN = range(2, 7)  # columns
_OLD_WIDTH = 70  # at which these articles were wrapped
_SHORTEST_LINE = 50


def typed_paragraph(scene: Scene) -> Read | None:
    """A first line that is set in, and that goes on at the margin."""
    if scene.items or scene.indent not in _SET_IN or scene.at + 1 == scene.end:
        return None
    first, second = scene.line, scene.lines[scene.at + 1]
    if len(first) < _SHORTEST_LINE or not text.is_soft_break(first, second, _OLD_WIDTH):
        return None
    if not first.lstrip()[0].isupper() or not second[0].isalpha():
        return None
    if any(CODE.search(line) or MARKER.match(line) or text.gaps(line) for line in (first, second)):
        return None
    end = prose_end(scene, scene.at + 2, 0)
    block = Paragraph(span=scene.span(end), rule="typed-paragraph", lines=scene.stripped(scene.at, end))
    return Read(block, end)
