"""Paragraphs whose first line is set in, as on a typewriter; those of older articles."""

import re

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.headings import CAPTION_RULE
from kbtool.legacy.blocks.prose import prose_end
from kbtool.legacy.blocks.scene import Read, Scene
from kbtool.legacy.blocks.signs import CODE, MARKER
from kbtool.model import Heading, Paragraph

_SET_IN = range(2, 7)  # columns
_OLD_WIDTH = 69  # at which these articles were wrapped, not quite greedily
_SHORTEST_LINE = 50
_COLUMNS = re.compile(r"\w {2,}\w.* {2,}\w")
_FEWEST_WORDS = 5  # of a sentence on one line
_RULE = "typed-paragraph"


def typed_paragraph(scene: Scene) -> Read | None:
    """A first line that is set in, and that goes on at the margin or is a sentence below other such text or a caption."""
    if (
        scene.items
        or scene.indent not in _SET_IN
        or not scene.line[scene.indent].isupper()
        or not _reads_as_text(scene.line)
    ):
        return None
    if scene.at + 1 == scene.end:
        end = scene.end if _is_set_in_sentence(scene) else 0
    else:
        end = prose_end(scene, scene.at + 2, 0) if _goes_on_at_margin(scene) else 0
    if not end:
        return None
    return Read(Paragraph(span=scene.span(end), rule=_RULE, lines=scene.stripped(scene.at, end)), end)


def _goes_on_at_margin(scene: Scene) -> bool:
    second = scene.lines[scene.at + 1]
    wrapped = len(scene.line) >= _SHORTEST_LINE and text.is_soft_break(scene.line, second, _OLD_WIDTH)
    return wrapped and second[0].isalpha() and _reads_as_text(second)


def _is_set_in_sentence(scene: Scene) -> bool:
    before = scene.before
    below_caption = isinstance(before, Heading) and before.rule == CAPTION_RULE and len(before.text.split()) == 1
    below_like = below_caption or (before is not None and before.rule == _RULE)
    return below_like and len(scene.line.split()) >= _FEWEST_WORDS and scene.line.endswith((".", "?"))


def _reads_as_text(line: str) -> bool:
    return not (CODE.search(line) or MARKER.match(line) or text.gaps(line) or _COLUMNS.search(line))
