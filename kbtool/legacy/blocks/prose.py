"""Running text at the column of its surroundings, where it ends, and text whose lines matter."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.inset import is_literal_in_item
from kbtool.legacy.blocks.running import (
    LABELLED,
    PARAGRAPH_END,
    SENTENCE_END,
    is_title_over_prose,
    plain_part,
    reads_as_prose,
)
from kbtool.legacy.blocks.scene import Read, Scene, dedent, line_before
from kbtool.legacy.blocks.signs import (
    CATEGORY,
    CODE,
    CORRECTION,
    GRID_RULE,
    ITEM_TEXT,
    LITERAL_INDENT,
    MARKER,
    NOTE,
    QUERY,
    STANDS_ALONE,
    is_definition,
    is_in_run_of_items,
    opens_next_item,
    stands_as_item,
)
from kbtool.model import Paragraph, Verbatim

_NEVER_WRAPPED = 45  # columns
_FAR = 60  # lines
_DELIBERATE = 60  # columns; a line that ends before them was ended on purpose where the next word had fitted easily
_EASILY = 10  # columns to spare
_SHORTEST_WRAPPED = 50  # columns
_MOST_HANGING = 20  # columns
_MOSTLY, _HALF = 2 / 3, 1 / 2  # of the words of running text are plain
_ENDS_OPEN = re.compile(r" [a-z]+[.,]?\Z")

_COMMAND = re.compile(
    r"SET \w+=\S| ?[a-z]+ (?:\S+ )*(?:/\w|-\w|\S*[*\\]\S*)(?: |\Z)|[A-Z][A-Z0-9]+(?:\.\w+)? (?:\S+ )*[-/][A-Za-z]\S*(?: |\Z)|\w[\w.]* (?:\S+ )*\[[-/]\w"
)

_OUTPUT_ANNOUNCED = re.compile(r"\b[Oo]utput\b[^.:]*:\Z")

_EXAMPLE_FOLLOWS = re.compile(r"\b[Ff]or (?:example|instance),?\Z")

_CREDIT = re.compile(r" *(?:\(c\)|Copyright \(c\)|Contributions by) ?[A-Z]")
"""Begins the credits below an article."""


_TURNS_TO_STEPS = re.compile(
    r"To (?:work around|resolve|correct|do|fix|avoid|enable|disable|add|change|modify|prevent)\b"
)

_TERM = re.compile(r"\S+ -{1,2} \S")

_BEGINS_SENTENCE = re.compile(r" *(?:[A-Z\"'(\[]|\d+ [a-z])")


def hanging_column(scene: Scene) -> int:
    """The column at which the sentence goes on that the line read now begins, where its further lines hang; otherwise 0."""
    if scene.at + 1 == scene.end or len(scene.line) < _SHORTEST_WRAPPED:
        return 0
    column = text.indent_of(scene.lines[scene.at + 1])
    if not LITERAL_INDENT <= column - scene.indent <= _MOST_HANGING or scene.line.endswith((":", ";")):
        return 0
    hanging = scene.lines[scene.at + 1 : _last_at(scene, column)]
    begins_small = hanging[0][column].islower()
    if not begins_small and not (_ENDS_OPEN.search(scene.line) and hanging[-1].endswith(SENTENCE_END)):
        return 0
    group = scene.lines[scene.at : scene.at + 1 + len(hanging)]
    if any(CODE.search(line) or text.gaps(line) for line in group):
        return 0
    if plain_part(group) < _MOSTLY or plain_part(group[:1]) < _HALF:
        return 0
    return column if text.is_wrapped(group, own_width=True) else 0


def _last_at(scene: Scene, column: int) -> int:
    """The line after those that stand at the column below the line read now."""
    return next((i for i in range(scene.at + 1, scene.end) if text.indent_of(scene.lines[i]) != column), scene.end)


def prose(scene: Scene) -> Read | None:
    """Running text at the column of its surroundings."""
    if scene.indent - scene.base >= LITERAL_INDENT or scene.outdented:
        return None
    column = hanging_column(scene)
    is_row = column and (column in text.column_starts(scene.line) or scene.line[: column - 1].endswith(":"))
    is_hanging = column > 0 and not is_row
    end = _last_at(scene, column) if is_hanging else prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if scene.items:
        if _is_title_in_item(scene, block_lines):
            end = scene.at + 1
        elif not is_hanging and is_literal_in_item(scene, block_lines, end):
            return None
    elif _is_output(scene):
        return None
    elif is_title_over_prose(block_lines):
        end = scene.at + 1
    elif not reads_as_prose(block_lines) or _is_code(scene, block_lines):
        return None
    body = scene.stripped(scene.at, end)
    apart = lines_apart(scene, body, end)
    block = Paragraph(
        span=scene.span(end),
        rule="prose",
        depth=scene.depth,
        lines=apart or body,
        keeps_breaks=bool(apart) or are_short_lines(scene, end),
    )
    return Read(block, end)


def _is_title_in_item(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether the first line is a title over the sentences of an item, and nothing above announces it."""
    if not scene.follows_blank or scene.is_announced or not block_lines[-1].endswith(PARAGRAPH_END):
        return False
    if LABELLED.match(block_lines[0]):
        return False
    return is_title_over_prose(block_lines) and plain_part(block_lines[1:]) >= _MOSTLY


def are_short_lines(scene: Scene, end: int) -> bool:
    """Whether none of several lines is long enough to have been wrapped."""
    return end - scene.at > 1 and all(len(line) < _NEVER_WRAPPED for line in scene.lines[scene.at : end])


def lines_apart(scene: Scene, body: Sequence[str], end: int) -> tuple[str, ...]:
    """The lines that stand each for itself, what was wrapped being whole again; none where the text runs on from line to line.

    `body` are the lines read now up to before `end`, without indentation and marker. A break was meant where the next word had fitted
    and begins something new.
    """
    if len(body) == 1 or scene.own_width:
        return ()
    parts = [[body[0]]]
    block_lines = scene.lines[scene.at : end]
    width = max(map(len, block_lines))
    is_narrow = False
    may_be_terms = " -" in body[0] and bool(_TERM.match(body[0]))
    for opening, (line, following) in zip(body[1:], pairwise(block_lines), strict=True):
        if text.is_soft_break(line, following) and not (may_be_terms and _is_next_term(line, opening)):
            parts[-1].append(opening)
        elif _is_wrapped_by_hand(line, following, width) or _ends_in_parentheses(line):
            parts[-1].append(opening)
            is_narrow = True
        elif line.endswith((",", "-")) or not (_opens_line(opening) or line.endswith(PARAGRAPH_END)):
            return ()
        else:
            parts.append([opening])
    if len(parts) == 1:
        return ()
    whole = tuple(map(" ".join, parts))
    are_paragraphs = not is_narrow and all(line.endswith(PARAGRAPH_END) for line in whole[:-1])
    return whole if are_paragraphs or any(_ends_early(a, b) for a, b in pairwise(block_lines)) else ()


def _is_next_term(line: str, opening: str) -> bool:
    """Whether a term and its explanation begin behind the end of a line: `Pump - lifts water.`."""
    return line.endswith(PARAGRAPH_END) and bool(_TERM.match(opening))


def _opens_line(line: str) -> bool:
    return line[0].isupper() or line[0].isdecimal() or line[0] in "(["


def _is_wrapped_by_hand(line: str, following: str, width: int) -> bool:
    """Whether a long line was broken for want of room, though the export had more: the text is so wide, or its sentence goes on."""
    if len(line) < _DELIBERATE or line.endswith(PARAGRAPH_END):
        return False
    return following.lstrip()[0].islower() or text.is_soft_break(line, following, width)


def _ends_in_parentheses(line: str) -> bool:
    """Whether a line announces something within parentheses that it opens, and that goes on below."""
    return line.endswith(":") and line.rfind("(") > line.rfind(")")


def _ends_early(line: str, following: str) -> bool:
    if len(line) < _NEVER_WRAPPED:
        return True
    return len(line) < _DELIBERATE and not text.is_soft_break(line, following, text.EXPORT_WIDTH - _EASILY)


def _is_code(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether the line is a statement or a command that the sentence above announces, or another of its form below it."""
    line = block_lines[0]
    if len(block_lines) > 1 or line.endswith(PARAGRAPH_END):
        return False
    is_expected = (scene.follows_blank and _is_expected(scene)) or _is_below_its_like(scene)
    return is_expected and bool(CODE.search(line) or _COMMAND.match(line))


def _is_expected(scene: Scene) -> bool:
    """Whether the last line above ends with a colon, or says that an example follows."""
    return scene.is_announced or bool(_EXAMPLE_FOLLOWS.search(line_before(scene.lines, scene.at)))


def _is_below_its_like(scene: Scene) -> bool:
    """Whether literal text stands above whose last line is code as well, or begins with the same word; no sentence is like it."""
    above = scene.before
    if not isinstance(above, Verbatim) or above.depth or plain_part([scene.line]) > _HALF:
        return False
    last = above.lines[-1]
    return last.split()[0] == scene.line.split()[0] or bool(CODE.search(last) and CODE.search(scene.line))


def _is_output(scene: Scene) -> bool:
    """Whether the lines are no text but what a program writes, as the line above them says."""
    if not scene.follows_blank or not scene.is_announced:
        return False
    if not _OUTPUT_ANNOUNCED.search(line_before(scene.lines, scene.at)):
        return False
    run = scene.lines[scene.at : scene.end]
    return (
        not run[0].endswith(":")
        and not run[-1].endswith((".", ":"))
        and (len(run) == 1 or not text.is_wrapped(run, own_width=True))
    )


def verbatim(scene: Scene) -> Read:
    """Whatever nobody else knows: kept as it stands."""
    end = scene.at + 1
    if _is_address_over_prose(scene):
        return Read(Verbatim(span=scene.span(end), rule="address", depth=scene.depth, lines=(scene.line.strip(),)), end)
    while (
        end < scene.end and text.indent_of(scene.lines[end]) >= max(scene.base, 1) and not _starts_something(scene, end)
    ):
        end += 1
    if scene.indent <= scene.base:
        while end < scene.end and not _starts_something(scene, end):
            end += 1
    block = Verbatim(
        span=scene.span(end), rule="verbatim", depth=scene.depth, lines=dedent(scene.lines[scene.at : end])
    )
    return Read(block, end)


def _is_address_over_prose(scene: Scene) -> bool:
    """Whether an address or path stands alone on its line, and the text below it goes on with the sentence."""
    if scene.end == scene.at + 1 or scene.indent > scene.base or not STANDS_ALONE.match(scene.line):
        return False
    below = scene.lines[scene.at + 1]
    if scene.line.endswith("\\") and text.is_soft_break(scene.line, below):
        return False
    return text.indent_of(below) == scene.indent and len(below.split()) > 2 and not CODE.search(below)


def _starts_something(scene: Scene, at: int) -> bool:
    line = scene.lines[at]
    found = MARKER.match(line)
    if is_definition(scene.lines, at, scene.end):
        return True
    return bool(found and found["number"] and text.indent_of(line) <= scene.base - ITEM_TEXT)


def _ends_paragraph(scene: Scene, at: int, following: str) -> bool:
    """Whether the line before `at`, which had room for more, ends a paragraph that the next line does not go on with."""
    line = scene.lines[at - 1]
    if scene.indent or not line.endswith(PARAGRAPH_END):
        return False
    if NOTE.match(scene.line) and not (
        _TURNS_TO_STEPS.match(following) or (scene.before and _leaves_note(line, following))
    ):
        return False
    if not _BEGINS_SENTENCE.match(following):
        return False
    return not scene.own_width or not text.is_soft_break(line, following, _width(scene, at))


def _leaves_note(line: str, following: str) -> bool:
    """Whether a sentence of a note ended early on purpose, and running text begins below it."""
    return len(line) < _DELIBERATE <= len(following) and not line.endswith(":")


def _ends_before_item(scene: Scene, at: int, found: re.Match[str], *, soft: bool) -> bool:
    """Whether the marker on line `at` is no word of a sentence, for the text that ends above it is an item or announces one."""
    first = MARKER.match(scene.lines[scene.at])
    if soft and found["bullet"] != "-":
        return opens_next_item(first, found)
    if first or scene.lines[at - 1].endswith(":") or is_in_run_of_items(scene.lines, at, found):
        return True
    had_room = not soft and (not scene.own_width or scene.lines[at - 1].endswith(SENTENCE_END))
    return had_room and stands_as_item(scene.lines, at, found)


def _opens_note_or_reference(scene: Scene, at: int, *, soft: bool) -> bool:
    """Whether a note begins on line `at`, behind the end of a sentence if the line before was full, or a citation or the credits do."""
    line = scene.lines[at].lstrip()
    if soft:
        return scene.lines[at - 1].endswith(PARAGRAPH_END) and bool(NOTE.match(line))
    return bool(NOTE.match(line) or scene.citation.match(line) or _CREDIT.match(line))


def _goes_on_in_own_width(scene: Scene, at: int) -> bool:
    """Whether the line before `at`, in text wrapped by hand, was full by the width of its neighbours, or the next begins small."""
    line, following = scene.lines[at - 1 : at + 1]
    if following[0].islower():
        return True
    is_full = len(line) >= _SHORTEST_WRAPPED and text.is_soft_break(line, following, _width(scene, at))
    return is_full and not line.endswith(PARAGRAPH_END)


def _was_broken_within_sentence(scene: Scene, at: int) -> bool:
    """Whether an address fills line `at` only since the export wrapped there: the text below it goes on in small letters."""
    if "://" not in scene.lines[at] or at + 1 == scene.end:
        return False
    line, below = scene.lines[at : at + 2]
    return below.lstrip()[0].islower() and " " in below.strip() and text.is_soft_break(line, below)


def _width(scene: Scene, at: int) -> int:
    """The width to which the text around line `at` was wrapped; lines far above would tell no more, and take longer."""
    return max(map(len, scene.lines[max(scene.at, at - _FAR) : min(at + 4, scene.end)]))


def _fits_rule(line: str, rule: str) -> bool:
    return bool(text.rule_sign(rule)) and len(line.strip()) == len(rule.strip())


def prose_end(scene: Scene, at: int, column: int) -> int:
    """The line before which running text that goes on at `at` ends: another indentation, an item, a note, a citation or a rule."""
    while at < scene.end:
        line = scene.lines[at]
        indent = text.indent_of(line)
        soft = text.is_soft_break(scene.lines[at - 1], line)
        goes_on = soft or (scene.own_width and _goes_on_in_own_width(scene, at))
        if abs(indent - column) > 1 and not (
            goes_on and indent < column and indent in (0, scene.base, scene.indent - 1)
        ):
            break
        if not soft and _ends_paragraph(scene, at, line):
            break
        found = MARKER.match(line)
        if found and _ends_before_item(scene, at, found, soft=soft):
            break
        if not soft and not column and line[0].isupper() and (QUERY.match(line) or CORRECTION.match(line)):
            break
        if _opens_note_or_reference(scene, at, soft=soft):
            break
        may_stand_alone = not soft or (
            scene.lines[at - 1].endswith((":", "."))
            and not line.endswith(".")
            and not _was_broken_within_sentence(scene, at)
        )
        if may_stand_alone and STANDS_ALONE.match(line):
            break
        if scene.next_rules[at + 1] == at + 1 < scene.end and _fits_rule(line, scene.lines[at + 1]):
            break
        if scene.next_rules[at] == at or GRID_RULE.match(line) or (line[0] in "Kk" and CATEGORY.match(line)):
            break
        at += 1
    return at
