"""List items, and the words that stand between alternatives."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.prose import are_short_lines, hanging_column, lines_apart, prose_end
from kbtool.legacy.blocks.running import is_dump, is_record
from kbtool.legacy.blocks.scene import TERM, Level, Read, Scene, line_before, next_line
from kbtool.legacy.blocks.signs import (
    ALTERNATIVE,
    CODE,
    ITEM_TEXT,
    LITERAL_INDENT,
    MARKER,
    MESSAGE_ANNOUNCED,
    is_definition,
    is_in_run_of_items,
    opens_next_item,
    stands_as_item,
)
from kbtool.model import Heading, Marker, Paragraph, Quote, Verbatim, follows, predecessors

_QUESTION = re.compile(r" *(?:\d{1,2}\. +)?Q[.:] ")
_ANSWER = re.compile(r" *[QA]\. +\S")
_PARENTHESISED = re.compile(r" *\((?P<number>\d{1,2})\) +\S")
_PLAIN_ITEM = re.compile(r"(?![^:]{1,30}: |\d{1,3}[.)] )[A-Z0-9\"'<][^\s=]* +[^=]*[^:;,=]\Z")
_DEFINED = re.compile(r" *[A-Z\"'<][^-:=]{1,30} -{1,2} +\S")
_HANGING = 4  # columns by which the further lines of a definition stand further in, at least
_GLUED = re.compile(r" *(?P<word>-{1,2}(?:or|and)-{1,2}) +- +(?P<text>\S.*)", re.IGNORECASE)
_KEYWORD = re.compile(r" *(?:[A-Z]{2,} )+[\w(\"]+")  # of a language that writes them in capitals
_LONGEST_TERM = 40
_MIN_EXPLANATION = 50  # columns
_NEAR = 13  # lines
_LONGEST_LIST = 30  # lines
_LEAST_COMPLETE = 4  # lines of a list for each that is full by chance, at least
_LONE_WORD = re.compile(r" +(?:or|and)\Z", re.IGNORECASE)


def list_item(scene: Scene) -> Read | None:
    """A bullet, number or letter after a blank line, another item or a line that ends with a colon."""
    found = MARKER.match(scene.line)
    if not found or not _may_open_item(scene, found) or _opens_record(scene, found):
        return None
    kind: Literal["bullet", "number", "letter"] = (
        "bullet" if found["bullet"] else "number" if found["number"] else "letter"
    )
    column = len(found[1])
    items = scene.items
    while items and not _stands_within(items[-1], kind, column):
        items = items[:-1]
    content = column - 1 if _is_set_too_far(scene, found, items) else _content_column(scene.line, found)
    first = scene.line[found.end() :]
    is_term = bool(first) and _is_term(scene, first)
    if is_term and text.indent_of(scene.lines[scene.at + 1]) == column > 0:
        content = column
    marker = Marker(kind=kind, text=found["number"] or found["letter"] or "")
    level = Level(column, content, marker.text)
    after = (*items, level)
    if not first:
        block = Paragraph(span=scene.span(scene.at + 1), rule="empty-item", depth=len(items), marker=marker, lines=())
        return Read(block, scene.at + 1, after)
    end = scene.at + 1 if is_term else prose_end(scene, scene.at + 1, _continuation_column(scene, content))
    body = (first.strip(), *scene.stripped(scene.at + 1, end))
    apart = lines_apart(scene, body, end)
    block = Paragraph(
        span=scene.span(end),
        rule=f"{kind}-item",
        depth=len(items),
        marker=marker,
        lines=apart or body,
        keeps_breaks=bool(apart) or is_record(body) or _are_short_lines(scene, end),
    )
    return Read(block, end, after)


def _stands_within(item: Level, kind: str, column: int) -> bool:
    """Whether an item whose marker stands at the column is part of the open one. Bullets may stand a column right of where they should."""
    if kind != "bullet":
        return column > item.marker and column >= item.content
    return column > item.marker + (not item.sign) and column >= item.content - 1


def _are_short_lines(scene: Scene, end: int) -> bool:
    """Whether the lines up to before `end` are too short to have been wrapped, one of them though the longest had room for more."""
    if not are_short_lines(scene, end):
        return False
    block_lines = scene.lines[scene.at : end]
    width = max(map(len, block_lines))
    return not all(text.is_soft_break(a, b, width) for a, b in pairwise(block_lines))


def _is_term(scene: Scene, first: str) -> bool:
    """Whether the item's first line is a few words, and what they mean begins on a line of its own right below them."""
    if scene.at + 1 >= scene.end or len(first) > _LONGEST_TERM or scene.own_width or not first[-1].isalnum():
        return False
    below = scene.lines[scene.at + 1]
    if text.is_soft_break(scene.line, below) or not text.is_wrapped(
        scene.lines[scene.at + 1 : scene.end], own_width=True
    ):
        return False
    ends_in_sentence = scene.lines[scene.end - 1].endswith(".")
    return (
        len(below) > _MIN_EXPLANATION
        and below.lstrip()[0].isupper()
        and ends_in_sentence
        and not is_record((first, below))
    )


def _opens_record(scene: Scene, found: re.Match[str]) -> bool:
    """Whether a bullet is but a sign before the first field of a record, whose next one has a line of its own left of it."""
    if not found["bullet"] or scene.at + 1 >= scene.end or text.indent_of(scene.lines[scene.at + 1]) >= len(found[1]):
        return False
    first = scene.line[found.end() :]
    return first.count(": ") == 1 and is_record((first, scene.lines[scene.at + 1]))


def _is_set_too_far(scene: Scene, found: re.Match[str], items: tuple[Level, ...]) -> bool:
    """Whether a bullet within the items stands a level right of where theirs do: the text that goes on with it stands left of it."""
    column = len(found[1])
    base = items[-1].content if items else 0
    if not found["bullet"] or column - base != ITEM_TEXT + 1:
        return False
    below = next_line(scene.lines, scene.at + 1)
    goes_on = text.indent_of(below) == column - 1 and not MARKER.match(below)
    if scene.at + 1 < scene.end:
        return goes_on
    if goes_on and below.endswith(":"):
        return False
    is_after_another = scene.items[len(items) :][:1] == (Level(column, column - 1),)
    return is_after_another or (goes_on and _is_list_introduced_at(scene, column, base))


def _is_list_introduced_at(scene: Scene, column: int, base: int) -> bool:
    """Whether the text above the items that stand at the column or right of it stands at the column of their surroundings."""
    for line in reversed(scene.lines[max(scene.at - _LONGEST_LIST, 0) : scene.at]):
        indent = text.indent_of(line)
        if line and indent < column:
            return indent <= base
    return False


def parenthesised_item(scene: Scene) -> Read | None:
    """A number in parentheses before an item or a footnote; others of its list stand near in the same column."""
    found = _PARENTHESISED.match(scene.line)
    if not found or scene.indent - scene.base > 1 or not _may_follow_another(scene):
        return None
    others = (f"{' ' * scene.indent}({int(found['number']) + step}) " for step in (-1, 1))
    near = scene.lines[max(0, scene.at - 40) : scene.at + 40]
    if not any(line.startswith(other) for other in others for line in near):
        return None
    end = prose_end(scene, scene.at + 1, _continuation_column(scene, scene.indent + ITEM_TEXT))
    marker = Marker(kind="bullet")
    body = scene.stripped(scene.at, end)
    block = Paragraph(span=scene.span(end), rule="parenthesised-item", depth=scene.depth, marker=marker, lines=body)
    return Read(block, end)


def _may_follow_another(scene: Scene) -> bool:
    return scene.follows_blank or (scene.before is not None and scene.before.rule == "parenthesised-item")


def answer(scene: Scene) -> Read | None:
    """A question or an answer, marked by its letter as in `Q. How many?`."""
    if not _ANSWER.match(scene.line) or not scene.follows_blank or scene.indent > scene.base or not _answers(scene):
        return None
    end = prose_end(scene, scene.at + 1, _continuation_column(scene, scene.indent))
    block = Paragraph(span=scene.span(end), rule="answer", depth=scene.depth, lines=scene.stripped(scene.at, end))
    return Read(block, end)


def definition(scene: Scene) -> Read | None:
    """A term, a colon and its explanation, whose further lines hang; the terms right above and below it are its like.

    What stands below the explanation at its column or further in is part of it.
    """
    if not is_definition(scene.lines, scene.at, scene.end):
        return None
    end = scene.at + 1
    while end < scene.end and text.indent_of(scene.lines[end]) >= scene.indent + _HANGING:
        end += 1
    marker = Marker(kind="bullet")
    body = scene.stripped(scene.at, end)
    block = Paragraph(span=scene.span(end), rule="definition", depth=scene.depth, marker=marker, lines=body)
    if end == scene.at + 1:
        return Read(block, end)
    column = text.indent_of(scene.lines[scene.at + 1])
    goes_on = text.indent_of(next_line(scene.lines, end)) >= column
    return Read(block, end, (*scene.items, Level(scene.indent, column, TERM)) if goes_on else None)


def unmarked_item(scene: Scene) -> Read | None:
    """A line of a list without markers: announced by a colon, every line of it complete."""
    goes_on = scene.before is not None and scene.before.rule == "unmarked-item" and not scene.follows_blank
    if not goes_on and not _begins_unmarked_list(scene):
        return None
    end = scene.at + 1
    marker = Marker(kind="bullet")
    body = scene.stripped(scene.at, end)
    block = Paragraph(span=scene.span(end), rule="unmarked-item", depth=scene.depth, marker=marker, lines=body)
    return Read(block, end)


def _begins_unmarked_list(scene: Scene) -> bool:
    if scene.end - scene.at < 2 or not scene.follows_blank or not _announces_list(scene):
        return False
    run = scene.lines[scene.at : scene.end]
    if any(text.indent_of(line) != scene.indent for line in run) or scene.indent > scene.base:
        return False
    sign = _DEFINED if scene.indent else _PLAIN_ITEM
    if _is_one_sentence(run) or MESSAGE_ANNOUNCED.search(line_before(scene.lines, scene.at)):
        return False
    return _are_complete(run) and all(
        sign.match(line) and not CODE.search(line) and not text.gaps(line) and not is_dump(line) for line in run
    )


def _is_one_sentence(run: Sequence[str]) -> bool:
    """Whether the lines are text wrapped at a width of its own, which ends on the last of them."""
    *before, last = run
    is_ended = last.endswith(".") and not any(line.endswith(".") for line in before)
    return is_ended and text.is_wrapped(run, own_width=True)


def _announces_list(scene: Scene) -> bool:
    is_contents = type(scene.before) is Heading and "contents" in scene.before.text.lower()
    return is_contents or line_before(scene.lines, scene.at).endswith(":")


def _are_complete(run: Sequence[str]) -> bool:
    """Whether each line begins something new; of many, a few may be full by chance."""
    full = sum(text.is_soft_break(a, b) for a, b in pairwise(run))
    begin = all(line.lstrip()[:1].isupper() or line[:1].isdecimal() for line in run[1:])
    return begin and full * _LEAST_COMPLETE < len(run) - 1


def _continuation_column(scene: Scene, content: int) -> int:
    """The column at which the item's text goes on: that of its second line, when the first was wrapped and hangs below its own text.

    It hangs a little further in than the item's column, or below what stands behind a gap, or does not hang at all.
    """
    if scene.at + 1 == scene.end:
        return content
    below = scene.lines[scene.at + 1]
    indent = text.indent_of(below)
    if indent == content:
        return content
    is_wrapped = text.is_soft_break(scene.line, below)
    hangs = content < indent <= content + ITEM_TEXT
    goes_on = indent in text.column_starts(scene.line) and not MARKER.match(below)  # below the marker or a gap
    stands_below_marker = goes_on and indent == scene.indent > 0
    if (is_wrapped and (hangs or goes_on)) or (stands_below_marker and _goes_on_in_own_width(scene, below)):
        return indent
    return hanging_column(scene) or content


def _goes_on_in_own_width(scene: Scene, below: str) -> bool:
    """Whether the line read now, in text wrapped by hand, was long enough to be wrapped, and the one below goes on in its sentence."""
    return scene.own_width and len(scene.line) >= _MIN_EXPLANATION and below.lstrip()[0].islower()


def _content_column(line: str, found: re.Match[str]) -> int:
    column = len(found[1])
    written = found.end() if found.end() < len(line) else column + ITEM_TEXT
    return min(written, column + ITEM_TEXT) if found["bullet"] else column + ITEM_TEXT


def _may_open_item(scene: Scene, found: re.Match[str]) -> bool:
    return _is_plausible_marker(scene, found) and (scene.follows_blank or _may_follow_directly(scene, found))


def _is_plausible_marker(scene: Scene, found: re.Match[str]) -> bool:
    bullet, letter = found["bullet"], found["letter"]
    column = len(found[1])
    if column - scene.base > ITEM_TEXT + 1:
        return False
    if bullet in ("*", "o"):
        return _hangs_near(scene, found) or (column - scene.base <= 1 and _bullets_around(scene, bullet))
    if letter:
        return _letters_around(scene, letter, column)
    return bool(found["number"]) or scene.follows_blank or found.end() < len(scene.line)


def _may_follow_directly(scene: Scene, found: re.Match[str]) -> bool:
    """Whether an item may begin right below the line before: a heading, a line ending with a colon, or an item that ends there."""
    if isinstance(scene.before, Heading) or scene.lines[scene.at - 1].endswith(":"):
        return True
    is_after_item = scene.before is not None and (scene.before.marker is not None or bool(scene.items))
    is_in_list = is_in_run_of_items(scene.lines, scene.at, found) or stands_as_item(scene.lines, scene.at, found)
    return (is_after_item or is_in_list) and not _continues_sentence(scene, found)


def _continues_sentence(scene: Scene, found: re.Match[str]) -> bool:
    """Whether the line before was wrapped exactly here, so that what looks like a marker is a word of its sentence."""
    if scene.line.lstrip().startswith("- ") or not text.is_soft_break(scene.lines[scene.at - 1], scene.line):
        return False
    before = scene.before
    first = MARKER.match(scene.lines[before.span.start - scene.first_line]) if before and before.marker else None
    return not opens_next_item(first, found)


def _hangs_near(scene: Scene, found: re.Match[str]) -> bool:
    """Whether the text of this line, or of one near that begins with the same marker, goes on right below itself."""
    prefix, hanging = found[0], " " * found.end()
    if CODE.search(scene.line[found.end() :]):
        return False
    near = scene.lines[scene.at : min(scene.at + _NEAR, len(scene.lines))]
    return any(
        line.startswith(prefix)
        and below.startswith(hanging)
        and below[len(hanging) :][:1].strip()
        and not CODE.search(below)
        for line, below in pairwise(near)
    )


def _bullets_around(scene: Scene, bullet: str) -> bool:
    """Signs that are also words or operators are bullets only where several of them stand in a column."""
    prefix = " " * scene.indent + bullet + " "
    if bullet == "*" and _is_comment(scene):
        return False
    near = scene.lines[max(0, scene.at - 12) : scene.at + 13]
    starts = sum(line.startswith(prefix) for line in near)
    texts = (line.removeprefix(prefix) for line in near if line.startswith(prefix))
    prose = [line for line in texts if len(line.split()) > 1 and not CODE.search(line)]
    return starts >= 2 and len(prose) * 2 >= starts and all(line.count("*") < 3 for line in prose)


def _is_comment(scene: Scene) -> bool:
    """Whether lines of a program stand in the column of the star."""
    near = scene.lines[max(0, scene.at - 6) : scene.at + 7]
    beside = (
        line for line in near if text.indent_of(line) == scene.indent and line and not line.lstrip().startswith("*")
    )
    return any(scene.indent > 1 or CODE.search(line) or _KEYWORD.match(line) for line in beside)


def _letters_around(scene: Scene, letter: str, column: int) -> bool:
    """A letter opens an item as the first of its list, or after the letter before it."""
    if letter == "A" and _answers(scene):
        return False
    near = scene.lines[max(0, scene.at - 120) : scene.at + 120]
    if letter in "aA" or (letter in "iI" and _has_marker(near, column, letter * 2)):
        return True
    return any(_has_marker(near, column, sign) for sign in predecessors(letter))


def _has_marker(lines: Sequence[str], column: int, sign: str) -> bool:
    wanted = (f"{' ' * column}{sign}.", f"{' ' * column}{sign})")
    return any(line.startswith(wanted) for line in lines)


def _answers(scene: Scene) -> bool:
    """Whether a question stands near above, so that the letter means Answer."""
    return any(_QUESTION.match(line) for line in scene.lines[max(0, scene.at - 60) : scene.at + 1])


def alternative(scene: Scene) -> Read | None:
    """`-or-` between alternatives, alone on its line."""
    if not ALTERNATIVE.match(scene.line) and not _is_lone_word(scene):
        return None
    items = _items_of_next(scene)
    if not items and ((scene.indent and not _parts_lists(scene)) or _next_is_item(scene)):
        items = scene.items
    block = Paragraph(span=scene.span(scene.at + 1), rule="alternative", depth=len(items), lines=(scene.line.strip(),))
    return Read(block, scene.at + 1, items)


def glued_alternative(scene: Scene) -> Read | None:
    """`-or-` on the line of the item that it leads to."""
    found = _GLUED.match(scene.line)
    if not found or not scene.follows_blank:
        return None
    depth = max(scene.depth - 1, 0)
    end = prose_end(scene, scene.at + 1, scene.base)
    body = (f"{found['word']} {found['text']}", *scene.stripped(scene.at + 1, end))
    marker = Marker(kind="bullet")
    block = Paragraph(span=scene.span(end), rule="glued-alternative", depth=depth, marker=marker, lines=body)
    return Read(block, end)


def _parts_lists(scene: Scene) -> bool:
    """Whether what follows is a line at the margin that introduces another list."""
    following = next_line(scene.lines, scene.at + 1)
    return following.endswith(":") and not following.startswith(" ") and len(following) < text.EXPORT_WIDTH


def _is_lone_word(scene: Scene) -> bool:
    """Whether `or` stands alone at the column of an item's text, or at that of what is set apart above and below it."""
    if not scene.follows_blank or scene.end != scene.at + 1 or not _LONE_WORD.match(scene.line):
        return False
    return (bool(scene.items) and scene.indent == scene.base) or _is_between_displays(scene)


def _is_between_displays(scene: Scene) -> bool:
    above, below = line_before(scene.lines, scene.at), next_line(scene.lines, scene.end)
    is_below_display = isinstance(scene.before, Verbatim | Quote) and scene.indent - scene.base >= LITERAL_INDENT
    return is_below_display and text.indent_of(above) == scene.indent == text.indent_of(below)


def _items_of_next(scene: Scene) -> tuple[Level, ...]:
    """The open items down to the one after which the next line is another bullet of its list, in the same column."""
    found = MARKER.match(next_line(scene.lines, scene.at + 1))
    if not found or not found["bullet"]:
        return ()
    depths = range(len(scene.items), 0, -1)
    beside = (d for d in depths if not scene.items[d - 1].sign and scene.items[d - 1].marker == len(found[1]))
    return scene.items[: next(beside, 0)]


def _next_is_item(scene: Scene) -> bool:
    """Whether the next line is an item of a list that is open here."""
    found = MARKER.match(next_line(scene.lines, scene.at + 1))
    if not found:
        return False
    sign = found["number"] or found["letter"] or ""
    return bool(found[1]) or any(item.marker == 0 and follows(item.sign, sign) for item in scene.items)
