"""The text of a legacy article to blocks.

Nothing in the text is marked up; every block is inferred from indentation, markers, underlines and wrapping. The parser goes through
the lines once. At each non-blank line it asks the readers of `READERS` in order; the first that knows the construct takes its lines
and gives back a block and the line after it. The last one, `verbatim`, takes anything, so no line is ever left over. The name of
the reader stays on the block as the reason why it is what it is.

A reader sees a `Scene`: the lines, where it stands, the list items open there, and the block before. Open items are a stack of
content columns; a block belongs to the deepest item whose content column its indentation reaches.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec

from kbtool.ids import IdForm
from kbtool.legacy import characters, tables
from kbtool.legacy import lines as text
from kbtool.model import (
    Block,
    Citations,
    CitedTitle,
    ClosingField,
    Heading,
    Marker,
    Note,
    Paragraph,
    Quote,
    Separator,
    Span,
    Table,
    Verbatim,
)

SECTIONS = frozenset(
    ["SYMPTOMS", "MORE INFORMATION", "CAUSE", "RESOLUTION", "STATUS", "SUMMARY", "WORKAROUND", "REFERENCES"]
)
"""The names under which the archive's articles are divided."""

_USUAL_IDS = IdForm()
_LONG_RUN = 400  # lines; longer runs are looked at as a whole only once, so that time grows with their length
_ITEM_TEXT = 3  # an item's text stands three columns right of where its level begins
_LITERAL_INDENT = 2  # text this much right of its surroundings is set apart from them
_UNDERLINE_TOLERANCE = 3

_MARKER = re.compile(r"( *)(?:(?P<bullet>[-*o\u00b7\u2022])|(?P<number>\d{1,3})\.|(?P<letter>[A-Za-z])\.)(?: +|\Z)")
_NOTE = re.compile(
    r"(?P<word>(?:IMPORTANT )?NOTES?(?: \d{1,2})?|WARNINGS?|IMPORTANT|CAUTION|TIP|Note|Warning|Important|Caution|Tip|Notes)"
    r"(?:: |:\Z| - )"
)
_OR = re.compile(r"\s*-{1,2} ?(?:or|and|and/or) ?-{1,2}\Z", re.IGNORECASE)
_STEP_HEADING = re.compile(
    r"(?:Method|Step|Option|Workaround|Resolution|Solution|Case|Scenario|Part|Example|Problem|Issue) (?:\d{1,2}|[A-Z])\b(?!\.\w)"
)
_CATEGORY = re.compile(r"KB(?:Sub)?Category:", re.IGNORECASE)
_ID_FIELD = re.compile(r"(?P<name>ARTICLE[- ]ID) *: *(?P<id>\S+)\Z", re.IGNORECASE)
_TITLE_FIELD = re.compile(r"(?P<name>TITLE) *: *(?P<title>\S.*)\Z", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s*(?:(?:https?|ftp)://\S+|\\\S+|[A-Z]:\\\S+|HKEY_\S+)\Z")
_SENTENCE_END = (".", "!", "?", ":", ";", '."', ".)", '?"', ':"', '!"')
_STATEMENT = re.compile(r"[{};]\s*\Z|^\s*(?:#\w+|//|/\*|\*\s|&&|\[[^\]]+\]\s*\Z|[\w.]+\s*=)|:=")
_CODE = re.compile(
    r"[{};]\s*\Z|^\s*(?:#\w+|//|/\*|\*\s|&&|REM\b|'|\[[^\]]+\]\s*\Z|[A-Z]:\\|\\\\|HKEY_|https?:|ftp:|End (?:Sub|If|Function)\b|"
    r"(?:Private |Public )?(?:Sub|Function|Dim|Declare)\b|[\w.]+\s*=|<\w+[^>]*>)|\w\(\)|:=|\\\w+\\"
)


class Level(msgspec.Struct, frozen=True):
    """An open list item: the column of its marker and that of its text."""

    marker: int
    content: int


class Scene(msgspec.Struct, frozen=True):
    """What a reader may look at. `at` is the index of a non-blank line, `end` that after the last line of its run."""

    lines: Sequence[str]
    at: int
    end: int
    items: tuple[Level, ...]
    before: Block | None
    first_line: int
    own_width: bool
    citation: re.Pattern[str]

    @property
    def line(self) -> str:
        """The line read now."""
        return self.lines[self.at]

    @property
    def indent(self) -> int:
        """The indentation of the line read now."""
        return text.indent_of(self.lines[self.at])

    @property
    def base(self) -> int:
        """The column at which plain text stands here: that of the innermost open item, or 0."""
        return self.items[-1].content if self.items else 0

    @property
    def depth(self) -> int:
        """In how many list items a block that begins here stands."""
        return len(self.items)

    @property
    def follows_blank(self) -> bool:
        """Whether the line begins its run of lines."""
        return self.at == 0 or not self.lines[self.at - 1].strip()

    def span(self, end: int) -> Span:
        """The file's lines from here to before `end`."""
        return Span(self.first_line + self.at, self.first_line + end - 1)

    def stripped(self, start: int, end: int) -> tuple[str, ...]:
        """The lines from `start` to before `end` without their indentation."""
        return tuple(line.strip() for line in self.lines[start:end])


class Read(msgspec.Struct, frozen=True):
    """A block, the index of the line after it, and the items that are open after it (None: as before)."""

    block: Block
    end: int
    items: tuple[Level, ...] | None = None


Reader = Callable[[Scene], Read | None]


def parse(lines: Sequence[str], first_line: int, ids: IdForm = _USUAL_IDS) -> tuple[Block, ...]:
    """Blocks over all non-blank `lines`, the first of which is line `first_line` of the file. Never raises, never drops a line."""
    lines = [line.expandtabs(characters.TAB_WIDTH).rstrip() for line in lines]
    run_ends = _run_ends(lines)
    citation = _citation_pattern(ids)
    own_width = text.hand_wrapped(lines)
    blocks: list[Block] = []
    items: tuple[Level, ...] = ()
    at = 0
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        scene = Scene(
            lines=lines,
            at=at,
            end=run_ends[at],
            items=_still_open(items, lines, at),
            before=blocks[-1] if blocks else None,
            first_line=first_line,
            own_width=own_width,
            citation=citation,
        )
        read = next(found for reader in READERS if (found := reader(scene)))
        blocks.append(read.block)
        items = scene.items if read.items is None else read.items
        at = read.end
    return tuple(_joined(blocks))


@cache
def _citation_pattern(ids: IdForm) -> re.Pattern[str]:
    """A line that begins with an id, and what follows it as the cited title."""
    return re.compile(rf"(?:- )?\[?(?P<id>{ids.pattern})\]?(?:\s*(?::|--?|,)\s+|\s+|\Z)(?P<title>.*)\Z")


def _run_ends(lines: Sequence[str]) -> list[int]:
    """For each line, the index of the first blank line after it."""
    ends = [len(lines)] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        ends[i] = ends[i + 1] if lines[i + 1] else i + 1
    return ends


def _next_line(lines: Sequence[str], at: int) -> str:
    """The first non-blank line from `at` on; "" at the end."""
    while at < len(lines) and not lines[at]:
        at += 1
    return lines[at] if at < len(lines) else ""


def _line_before(lines: Sequence[str], at: int) -> str:
    """The last non-blank line before `at`; "" at the beginning."""
    while at > 0 and not lines[at - 1]:
        at -= 1
    return lines[at - 1] if at else ""


def _run_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and lines[at]:
        at += 1
    return at


def _still_open(items: tuple[Level, ...], lines: Sequence[str], at: int) -> tuple[Level, ...]:
    indent = text.indent_of(lines[at])
    while items and indent < items[-1].content - 1 and not _OR.match(lines[at]):
        items = items[:-1]
    return items


# --- Headings and rules ---------------------------------------------------------------------------------------------------


def underlined_heading(scene: Scene) -> Read | None:
    """A title over a rule of its length; the title may stand on several lines, with blank lines between them."""
    rule = next(
        (i for i in range(scene.at + 1, min(scene.at + 8, len(scene.lines))) if text.rule_sign(scene.lines[i])), None
    )
    if rule is None or not scene.lines[rule - 1] or text.rule_sign(scene.lines[scene.at]):
        return None
    titles = [line.strip() for line in scene.lines[scene.at : rule] if line]
    single_run = rule < scene.end
    length, written = len(" ".join(titles)), len(scene.lines[rule].strip())
    exact = length == written
    near = len(titles) == 1 and abs(length - written) <= _UNDERLINE_TOLERANCE and scene.follows_blank
    if not (exact or near) or (not single_run and not exact) or _is_table_head(scene, rule):
        return None
    if titles[0].startswith("- ") or (scene.indent and not scene.follows_blank):
        return None
    return _heading(scene, " ".join(titles), scene.lines[rule].strip()[0], rule + 1, "underlined-heading")


def enclosed_heading(scene: Scene) -> Read | None:
    """A title between two rules of one length."""
    if scene.end - scene.at < 3:
        return None
    over, title, under = (line.strip() for line in scene.lines[scene.at : scene.at + 3])
    sign = text.rule_sign(over)
    if sign not in ("-", "=") or over != under or text.rule_sign(title) or not title:
        return None
    if abs(len(title) - len(over)) > _UNDERLINE_TOLERANCE or text.gaps(title):
        return None
    return _heading(scene, title, sign, scene.at + 3, "enclosed-heading")


def step_heading(scene: Scene) -> Read | None:
    """A line of its own, not underlined, that names a method, step or option by number."""
    line = scene.line
    alone = scene.end == scene.at + 1 and scene.follows_blank
    if not alone or scene.indent or len(line) > 75 or line.endswith((".", ",")) or not _STEP_HEADING.match(line):
        return None
    return _heading(scene, line, "-", scene.end, "step-heading")


def notes_heading(scene: Scene) -> Read | None:
    """The word NOTES over a list."""
    if scene.line not in ("NOTES", "NOTES:", "Notes:", "Notes") or not scene.follows_blank:
        return None
    if scene.end != scene.at + 1 or not _MARKER.match(_next_line(scene.lines, scene.end)):
        return None
    return _heading(scene, scene.line, "-", scene.end, "notes-heading")


def _heading(scene: Scene, title: str, sign: str, end: int, rule: str) -> Read:
    level = 1 if sign == "=" and title in SECTIONS else 2
    block = Heading(span=scene.span(end), rule=rule, level=level, text=title, depth=scene.depth if scene.indent else 0)
    return Read(block, end, scene.items if scene.indent else ())


def _is_table_head(scene: Scene, rule: int) -> bool:
    head = scene.lines[rule - 1]
    return text.gaps(head) >= 2 or (
        text.gaps(head) == 1 and rule + 1 < len(scene.lines) and text.gaps(scene.lines[rule + 1]) > 0
    )


def separator(scene: Scene) -> Read | None:
    """A rule that underlines nothing."""
    if not text.rule_sign(scene.line) or (scene.end > scene.at + 1 and scene.indent):
        return None
    block = Separator(span=scene.span(scene.at + 1), rule="separator", depth=scene.depth)
    return Read(block, scene.at + 1)


# --- Tables ---------------------------------------------------------------------------------------------------------------


def grid_table(scene: Scene) -> Read | None:
    """Rows between `+----+` rules."""
    if not re.match(r"\s*\+[-=+]{2,}\+?\s*\Z", scene.line):
        return None
    end = scene.end
    rules = [
        i
        for i in range(scene.at, min(len(scene.lines), scene.at + 400))
        if scene.lines[i].strip() == scene.line.strip()
    ]
    for a, b in pairwise(rules):
        if b - a > 40 or any(text.rule_sign(scene.lines[i]) == "=" for i in range(a, b)):
            break
        end = max(end, _run_end(scene.lines, b))
    return _table(scene, end, "grid-table")


def ruled_table(scene: Scene) -> Read | None:
    """Column heads over a rule, then rows; blank lines may stand after the rule and between rows."""
    rule = next((i for i in range(scene.at + 1, min(scene.at + 4, scene.end)) if _is_rule(scene.lines[i])), None)
    if rule is None:
        return None
    head = scene.lines[scene.at : rule]
    segmented = text.is_segmented_rule(scene.lines[rule])
    if not segmented and not any(text.gaps(line) for line in head):
        return None
    columns = sorted(set().union(*(text.column_starts(line) for line in scene.lines[scene.at : rule + 1])))
    end = max(scene.end, rule + 1)
    at = end
    while at < len(scene.lines):
        while at < len(scene.lines) and not scene.lines[at]:
            at += 1
        run_end = _run_end(scene.lines, at)
        run = scene.lines[at:run_end]
        if not run or not all(_is_row(line, columns) for line in run) or (len(run) > 1 and _is_rule(run[1])):
            break
        end = at = run_end
    return _table(scene, end, "ruled-table")


def _is_row(line: str, columns: Sequence[int]) -> bool:
    """Whether the line is a row, or the continuation of one, of a table whose columns begin at `columns`."""
    if text.gaps(line) or _is_rule(line):
        return True
    starts = text.column_starts(line)
    return any(abs(start - column) <= 1 for start in starts for column in columns[1:])


def aligned_table(scene: Scene) -> Read | None:
    """Three lines or more with a column that begins at one place after wide gaps; its text may go on below itself."""
    if (
        scene.end - scene.at < 3
        or not text.gaps(scene.line)
        or text.indent_of(scene.lines[scene.at + 1]) < scene.indent
    ):
        return None
    run = scene.lines[scene.at : scene.end]
    rows = [line for line in run if text.gaps(line)]
    if len(rows) < 2 or (len(run) > _LONG_RUN and not scene.follows_blank):
        return None
    common = set.intersection(*(text.column_starts(line) for line in rows)) - {scene.indent}
    if not common or any(_CODE.search(line) for line in rows[: len(rows) // 2 + 1]):
        return None
    if any(line not in rows and text.indent_of(line) not in common for line in run):
        return None
    return _table(scene, scene.end, "aligned-table")


def _is_rule(line: str) -> bool:
    return bool(text.rule_sign(line)) or text.is_segmented_rule(line)


def _table(scene: Scene, end: int, rule: str) -> Read:
    lines = dedent(scene.lines[scene.at : end])
    block = Table(span=scene.span(end), rule=rule, depth=scene.depth, lines=lines, cells=tables.cells_of(lines))
    return Read(block, end)


# --- Citations ------------------------------------------------------------------------------------------------------------


def citations(scene: Scene) -> Read | None:
    """Lines that begin with an id, each followed by the cited title, which may be wrapped onto further lines."""
    if not scene.citation.match(scene.line.lstrip()) or (scene.line.lstrip().startswith("- ") and not scene.indent):
        return None
    cited: list[CitedTitle] = []
    end = scene.at
    while end < scene.end:
        found = scene.citation.match(scene.lines[end].lstrip())
        if found:
            cited.append(CitedTitle(found["id"], found["title"]))
        elif cited[-1].title and text.indent_of(scene.lines[end]) >= scene.indent and _wraps(scene, end):
            cited[-1] = CitedTitle(cited[-1].id, f"{cited[-1].title} {scene.lines[end].strip()}")
        else:
            break
        end += 1
    if not cited[-1].title and end < scene.end:
        return None
    if not scene.indent and len(cited) == 1 and end - scene.at > 2:
        return None
    block = Citations(span=scene.span(end), rule="citations", depth=scene.depth, cited=tuple(cited))
    return Read(block, end)


def citation_fields(scene: Scene) -> Read | None:
    """An id and a title written as fields, one a line."""
    first = _ID_FIELD.match(scene.line.lstrip())
    second = _TITLE_FIELD.match(scene.lines[scene.at + 1].lstrip()) if scene.at + 1 < scene.end else None
    cited = scene.citation.match(first["id"]) if first else None
    if not first or not second or not cited or cited["title"]:
        return None
    end = scene.at + 2
    title = second["title"]
    while end < scene.end and _wraps(scene, end) and not _ID_FIELD.match(scene.lines[end].lstrip()):
        title = f"{title} {scene.lines[end].strip()}"
        end += 1
    block = Citations(
        span=scene.span(end),
        rule="citation-fields",
        depth=scene.depth,
        cited=(CitedTitle(cited["id"], title),),
        field_names=(first["name"], second["name"]),
    )
    return Read(block, end)


def _wraps(scene: Scene, at: int) -> bool:
    return text.is_soft_break(scene.lines[at - 1], scene.lines[at], text.EXPORT_WIDTH - 10)


# --- Lists ----------------------------------------------------------------------------------------------------------------


def list_item(scene: Scene) -> Read | None:
    """A bullet, number or letter after a blank line, another item or a line that ends with a colon."""
    found = _MARKER.match(scene.line)
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
    end = _prose_end(scene, scene.at + 1, _continuation_column(scene, content))
    body = (first.strip(), *scene.stripped(scene.at + 1, end))
    block = Paragraph(span=scene.span(end), rule=f"{kind}-item", depth=len(items), marker=marker, lines=body)
    return Read(block, end, after)


def _continuation_column(scene: Scene, content: int) -> int:
    """The column at which the item's text goes on: that of its second line, when the first was wrapped and hangs a little further in."""
    if scene.at + 1 < scene.end and text.is_soft_break(scene.line, scene.lines[scene.at + 1]):
        indent = text.indent_of(scene.lines[scene.at + 1])
        if content < indent <= content + _ITEM_TEXT:
            return indent
    return content


def _content_column(line: str, found: re.Match[str]) -> int:
    column = len(found[1])
    written = found.end() if found.end() < len(line) else column + _ITEM_TEXT
    return min(written, column + _ITEM_TEXT) if found["bullet"] else column + _ITEM_TEXT


def _may_open_item(scene: Scene, found: re.Match[str]) -> bool:
    return _is_plausible_marker(scene, found) and (scene.follows_blank or _may_follow_directly(scene))


def _is_plausible_marker(scene: Scene, found: re.Match[str]) -> bool:
    bullet, letter = found["bullet"], found["letter"]
    column = len(found[1])
    if column - scene.base > _ITEM_TEXT + 1:
        return False
    if bullet in ("*", "o"):
        return _bullets_around(scene, bullet)
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
    prose = [line for line in texts if len(line.split()) > 1 and not _CODE.search(line)]
    return starts >= 2 and len(prose) * 2 >= starts and all(line.count("*") < 3 for line in prose)


def _letters_around(scene: Scene, letter: str, column: int) -> bool:
    """A letter opens an item as the first of its list, or after the letter before it."""
    if letter in "aA":
        return True
    wanted = re.compile(rf" {{{column}}}{re.escape(chr(ord(letter) - 1))}\.(?: |\Z)")
    return any(wanted.match(line) for line in scene.lines[max(0, scene.at - 60) : scene.at])


# --- Prose and what is set apart from it ------------------------------------------------------------------------------------


def alternative(scene: Scene) -> Read | None:
    """`-or-` between alternatives, alone on its line."""
    if not _OR.match(scene.line):
        return None
    items = scene.items if scene.indent or _next_is_item(scene) else ()
    block = Paragraph(span=scene.span(scene.at + 1), rule="alternative", depth=len(items), lines=(scene.line.strip(),))
    return Read(block, scene.at + 1, items)


def _next_is_item(scene: Scene) -> bool:
    following = _next_line(scene.lines, scene.at + 1)
    return bool(_MARKER.match(following)) and text.indent_of(following) > 0


def star_banner(scene: Scene) -> Read | None:
    """A warning between two rows of stars."""
    if text.rule_sign(scene.line) != "*":
        return None
    within = range(scene.at + 1, min(scene.at + 25, len(scene.lines)))
    last = next((i for i in within if text.rule_sign(scene.lines[i]) == "*"), None)
    if last is None or last == scene.at + 1:
        return None
    inside = [line for line in scene.lines[scene.at + 1 : last] if line.strip("* ")]
    if not inside or any(text.rule_sign(line) or _CODE.search(line.strip("* ")) for line in inside):
        return None
    body = tuple(line.strip("* ").removeprefix("- ").removesuffix(" -") for line in inside)
    found = _NOTE.match(body[0])
    word = found["word"] if found else ""
    lines = (body[0][found.end() :], *body[1:]) if found else body
    block = Note(span=scene.span(last + 1), rule="star-banner", depth=scene.depth, word=word, lines=lines)
    return Read(block, last + 1)


def closing_field(scene: Scene) -> Read | None:
    """A classification line of an older article."""
    if not _CATEGORY.match(scene.line):
        return None
    block = ClosingField(span=scene.span(scene.at + 1), rule="category-line", text=scene.line.strip())
    return Read(block, scene.at + 1, ())


def note(scene: Scene) -> Read | None:
    """A paragraph that begins NOTE:, WARNING: and the like."""
    found = _NOTE.match(scene.line.lstrip())
    if not found or scene.indent - scene.base > _ITEM_TEXT or _is_log(scene):
        return None
    end = _prose_end(scene, scene.at + 1, scene.indent)
    first = scene.line.lstrip()[found.end() :].strip()
    body = tuple(line for line in (first, *scene.stripped(scene.at + 1, end)) if line)
    block = Note(span=scene.span(end), rule="note", depth=scene.depth, word=found["word"], lines=body)
    return Read(block, end)


def _is_log(scene: Scene) -> bool:
    return scene.indent > scene.base and isinstance(scene.before, Verbatim) and not scene.follows_blank


def prose(scene: Scene) -> Read | None:
    """Running text at the column of its surroundings."""
    if scene.indent - scene.base >= _LITERAL_INDENT:
        return None
    end = _prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if scene.items:
        if _set_apart_in_item(scene, block_lines, end):
            return None
    elif not _reads_as_prose(block_lines):
        return None
    block = Paragraph(span=scene.span(end), rule="prose", depth=scene.depth, lines=scene.stripped(scene.at, end))
    return Read(block, end)


def _set_apart_in_item(scene: Scene, block_lines: Sequence[str], end: int) -> bool:
    """Whether text at an item's own column is code, a command or a value rather than a further paragraph."""
    if end < scene.end and text.indent_of(scene.lines[end]) > scene.indent and not _MARKER.match(scene.lines[end]):
        return True
    if len(block_lines) > 1:
        return not text.is_wrapped(block_lines, own_width=scene.own_width)
    line = block_lines[0].strip()
    if len(line.split()) >= 4 and line.endswith(_SENTENCE_END) and line[0].isupper() and not _CODE.search(line):
        return False
    announced = _announces(scene)
    return announced or bool(_CODE.search(line)) or not line.endswith(_SENTENCE_END)


def _announces(scene: Scene) -> bool:
    """Whether the block before ends with a colon."""
    return _line_before(scene.lines, scene.at).endswith(":")


def _reads_as_prose(block_lines: Sequence[str]) -> bool:
    if len(block_lines) == 1:
        return not _STANDS_ALONE.match(block_lines[0]) and block_lines[0] != "REGEDIT4"
    if text.is_wrapped(block_lines, own_width=True):
        return True
    hard = sum(not text.is_soft_break(a, b) for a, b in pairwise(block_lines))
    sentences = sum(line.endswith((".", "!", "?")) for line in block_lines)
    code = sum(bool(_CODE.search(line)) for line in block_lines)
    return code * 3 < len(block_lines) and (hard * 2 <= len(block_lines) or sentences * 3 >= len(block_lines))


def quote(scene: Scene) -> Read | None:
    """Indented running text of two wrapped lines or more."""
    if scene.indent - scene.base < _LITERAL_INDENT:
        return None
    end = _prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if len(block_lines) < 2 or end < scene.end or not _is_running(block_lines, own_width=scene.own_width):
        return None
    words = " ".join(block_lines).split()
    plain = sum(word.strip("\"'().,:;!?").isalpha() for word in words)
    if plain * 3 < len(words) * 2 or any(_STATEMENT.search(line) for line in block_lines) or text.gaps(block_lines[0]):
        return None
    block = Quote(span=scene.span(end), rule="quote", depth=scene.depth, lines=scene.stripped(scene.at, end))
    return Read(block, end)


def _is_running(block_lines: Sequence[str], *, own_width: bool) -> bool:
    """Whether indented lines are one text: wrapped, or sentences that run on from line to line at a width of their own."""
    if text.is_wrapped(block_lines, own_width=own_width):
        return True
    runs_on = all(a[-1].isalnum() or a[-1] in ",'\"" for a in block_lines[:-1]) and any(
        line.lstrip()[0].islower() for line in block_lines[1:]
    )
    return runs_on and block_lines[-1].endswith((".", "!", "?")) and text.is_wrapped(block_lines, own_width=True)


def verbatim(scene: Scene) -> Read:
    """Whatever nobody else knows: kept as it stands."""
    end = scene.at + 1
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


def _starts_something(scene: Scene, at: int) -> bool:
    line = scene.lines[at]
    found = _MARKER.match(line)
    return bool(found and found["number"] and text.indent_of(line) <= scene.base - _ITEM_TEXT)


def _prose_end(scene: Scene, at: int, column: int) -> int:
    """The line before which running text that goes on at `at` ends: another indentation, an item, a note, a citation or a rule."""
    while at < scene.end:
        line = scene.lines[at]
        indent = text.indent_of(line)
        soft = text.is_soft_break(scene.lines[at - 1], line)
        if abs(indent - column) > 1 and not (soft and indent < column and indent in (0, scene.base)):
            break
        found = _MARKER.match(line)
        if (
            found
            and (not soft or found["bullet"] == "-")
            and (scene.lines[at - 1].endswith(":") or _MARKER.match(scene.lines[scene.at]))
        ):
            break
        if not soft and (_NOTE.match(line.lstrip()) or scene.citation.match(line.lstrip())):
            break
        if _STANDS_ALONE.match(line) and (not soft or scene.lines[at - 1].endswith((":", "."))):
            break
        if (
            at + 1 < scene.end
            and text.rule_sign(scene.lines[at + 1])
            and len(line.strip()) == len(scene.lines[at + 1].strip())
        ):
            break
        if _is_rule(line):
            break
        at += 1
    return at


READERS: tuple[Reader, ...] = (
    star_banner,
    closing_field,
    grid_table,
    enclosed_heading,
    ruled_table,
    underlined_heading,
    separator,
    alternative,
    citation_fields,
    citations,
    note,
    list_item,
    step_heading,
    notes_heading,
    aligned_table,
    prose,
    quote,
    verbatim,
)


def dedent(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the indentation common to all of them."""
    common = min((text.indent_of(line) for line in lines if line), default=0)
    return tuple(line[common:] for line in lines)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Verbatim blocks that follow each other at one depth are one block, with the blank lines between them."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(last, Verbatim) and isinstance(block, Verbatim) and _belongs_with(last, block):
            blanks = ("",) * (block.span.start - last.span.end - 1)
            joined[-1] = msgspec.structs.replace(
                last, span=Span(last.span.start, block.span.end), lines=(*last.lines, *blanks, *block.lines)
            )
        else:
            joined.append(block)
    return joined


def _belongs_with(last: Verbatim, block: Verbatim) -> bool:
    return last.depth == block.depth and (len(last.lines) > 1 or len(block.lines) > 1)
