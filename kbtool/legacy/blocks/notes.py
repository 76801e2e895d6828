"""Notes and warnings, and the classification lines of older articles."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.prose import prose_end
from kbtool.legacy.blocks.running import SENTENCE_END
from kbtool.legacy.blocks.scene import Read, Scene, dedent, next_line
from kbtool.legacy.blocks.signs import CATEGORY, CODE, ITEM_TEXT, LITERAL_INDENT, MESSAGE_ANNOUNCED, NOTE
from kbtool.model import ClosingField, Heading, Note, Paragraph, Verbatim

_LEAST_MARGIN = 3  # columns left and right of centred words
_LOGGED = re.compile(r" *(?:Warning|Error|Fix|Info|Note): ")
_TITLE_OF_MESSAGE = re.compile(r"\b(?:errors?|messages?|warnings?)\b", re.IGNORECASE)
_LEAST_WRAPPED = 50  # columns of the text of a banner
_LEAST_FRAMED = 3  # lines
_INNER_FRAME = re.compile(r"[+|][-=]{3}|[|] .* [|]")


def star_banner(scene: Scene) -> Read | None:
    """A warning between two rows of stars."""
    if text.rule_sign(scene.line) != "*":
        return None
    within = range(scene.at + 1, min(scene.at + 25, len(scene.lines)))
    last = next((i for i in within if text.rule_sign(scene.lines[i]) == "*"), None)
    if last is None or last == scene.at + 1 or (last + 1 < len(scene.lines) and scene.lines[last + 1]):
        return None
    inside = [line for line in scene.lines[scene.at + 1 : last] if line.strip("* ")]
    if (
        not inside
        or _is_comment(scene, last)
        or any(text.rule_sign(line) or CODE.search(line.strip("* ")) for line in inside)
    ):
        return None
    body = tuple(map(_words, inside))
    found = NOTE.match(body[0] if ":" in body[0] else f"{body[0]}:")
    word = found["word"] if found else ""
    apart = (
        ()
        if body[-1].endswith(SENTENCE_END)
        else _lines_of_banner(scene.lines[scene.at], scene.lines[scene.at + 1 : last])
    )
    keeps_breaks = bool(apart) or all(_is_centred(line, scene.line) for line in inside)
    body = apart or body
    lines = tuple(filter(None, (body[0][found.end() :], *body[1:]))) if found else body
    block = Note(
        span=scene.span(last + 1),
        rule="star-banner",
        depth=scene.depth,
        word=word,
        lines=lines,
        keeps_breaks=keeps_breaks,
    )
    return Read(block, last + 1)


def _lines_of_banner(rule: str, inside: Sequence[str]) -> tuple[str, ...]:
    """The lines below a row of stars, blank ones parting them; what was wrapped to the width of the box is whole. None where no break was meant."""
    written = list(map(_words, inside))
    width = max(map(len, written))
    parts = [[written[0]]]
    for (above, below), line in zip(pairwise(written), inside[1:], strict=True):
        if not above or not below or _is_centred(line, rule) or _is_break_meant(above, below, width):
            parts.append([below])
        else:
            parts[-1].append(below)
    whole = tuple(filter(None, map(" ".join, parts)))
    return whole if len(whole) > 1 else ()


def _words(line: str) -> str:
    """The words of a line of a banner."""
    return line.strip("* ").removeprefix("- ").removesuffix(" -")


def _is_break_meant(above: str, below: str, width: int) -> bool:
    """Whether a line of a banner is one by itself: in capitals beside another that is not, or with room for the next word, which begins something."""
    if above.isupper() or below.isupper() or width < _LEAST_WRAPPED:
        return True
    return not text.is_soft_break(above, below, width) and not below[0].islower()


def _is_comment(scene: Scene, last: int) -> bool:
    """Whether the banner that ends on line `last` is set in beside literal text, as those in the source of a program are."""
    if scene.indent - scene.base < LITERAL_INDENT:
        return False
    return isinstance(scene.before, Verbatim) or text.indent_of(next_line(scene.lines, last + 1)) >= scene.indent


def _is_centred(line: str, rule: str) -> bool:
    """Whether the words of a banner stand in the middle, so that each of its lines is one by itself."""
    inner = line.strip().strip("*")
    left, right = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    return len(line) == len(rule) and min(left, right) > _LEAST_MARGIN and abs(left - right) <= 2


def drawing(scene: Scene) -> Read | None:
    """A picture in characters, framed by stars: a window, or a box in a box."""
    if not scene.follows_blank:
        return None
    run = scene.lines[scene.at : scene.end]
    framed = all(line.lstrip().startswith("*") and line.endswith("*") for line in run)
    if len(run) < _LEAST_FRAMED or not framed or not any(_INNER_FRAME.search(line) for line in run):
        return None
    return Read(Verbatim(span=scene.span(scene.end), rule="drawing", depth=scene.depth, lines=dedent(run)), scene.end)


def bannered_listing(scene: Scene) -> Read | None:
    """Lines right below a banner of two rows of stars, whose words are led in by stars: what a program writes, or its source."""
    if text.rule_sign(scene.line) != "*" or not scene.follows_blank:
        return None
    last = next((i for i in range(scene.at + 1, scene.end) if text.rule_sign(scene.lines[i]) == "*"), scene.end)
    banner = scene.lines[scene.at + 1 : last]
    if last + 1 >= scene.end or not banner or not all(line.lstrip().startswith("*") for line in banner):
        return None
    lines = dedent(scene.lines[scene.at : scene.end])
    return Read(
        Verbatim(span=scene.span(scene.end), rule="bannered-listing", depth=scene.depth, lines=lines), scene.end
    )


def closing_field(scene: Scene) -> Read | None:
    """A classification line of an older article."""
    if not CATEGORY.match(scene.line):
        return None
    block = ClosingField(span=scene.span(scene.at + 1), rule="category-line", text=scene.line.strip())
    return Read(block, scene.at + 1, ())


def note(scene: Scene) -> Read | None:
    """A paragraph that begins NOTE:, WARNING: and the like."""
    found = NOTE.match(scene.line.lstrip())
    if not found or _is_too_deep(scene) or _is_log(scene) or _is_said(scene):
        return None
    end = _end_of_glued(scene, prose_end(scene, scene.at + 1, _hanging_column(scene, found.end()) or scene.indent))
    first = scene.line.lstrip()[found.end() :].strip()
    body = tuple(line for line in (first, *scene.stripped(scene.at + 1, end)) if line)
    block = Note(span=scene.span(end), rule="note", depth=scene.depth, word=found["word"], lines=body)
    return Read(block, end)


def _end_of_glued(scene: Scene, end: int) -> int:
    """The end of a note that is glued to the text of an item: what stands below a line of it that ended early is the item's again."""
    if scene.follows_blank or not scene.items or scene.own_width:
        return end
    pairs = ((i, scene.lines[i - 1], scene.lines[i]) for i in range(scene.at + 1, end))
    return next(
        (i for i, line, below in pairs if line.endswith((".", ".)")) and not text.is_soft_break(line, below)), end
    )


def _is_said(scene: Scene) -> bool:
    """Whether the line is set apart below a sentence or a heading that announces a message: a program warns, not the article."""
    if scene.indent <= scene.base or not scene.follows_blank:
        return False
    if isinstance(scene.before, Heading):
        return bool(_TITLE_OF_MESSAGE.search(scene.before.text))
    return isinstance(scene.before, Paragraph) and bool(MESSAGE_ANNOUNCED.search(" ".join(scene.before.lines[-2:])))


def _hanging_column(scene: Scene, label: int) -> int:
    """The column of the words behind the label, which is so long, if the next line goes on right below them; otherwise 0."""
    words = scene.line[scene.indent + label :].lstrip()
    if not words or words.endswith(":") or scene.at + 1 == scene.end:
        return 0
    column = len(scene.line) - len(words)
    return column if text.indent_of(scene.lines[scene.at + 1]) == column else 0


def _is_too_deep(scene: Scene) -> bool:
    """Whether a note stands too far right: further than others it may below a value that it explains, alone between blank lines."""
    depth = scene.indent - scene.base
    if not ITEM_TEXT + 1 < depth <= 3 * ITEM_TEXT or not isinstance(scene.before, Verbatim):
        return depth > ITEM_TEXT + 1
    return not scene.follows_blank or any(CODE.search(line) for line in scene.lines[scene.at : scene.end])


def _is_log(scene: Scene) -> bool:
    """Whether the line is one of a log, which goes on with lines of its kind."""
    if scene.at + 1 < scene.end and _LOGGED.match(scene.lines[scene.at + 1]):
        return not text.is_soft_break(scene.line, scene.lines[scene.at + 1]) or len(scene.line) > text.EXPORT_WIDTH + 1
    return scene.indent > scene.base and isinstance(scene.before, Verbatim) and not scene.follows_blank
