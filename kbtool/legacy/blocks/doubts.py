"""How sure a finished block is, and why it is not.

Readers decide on what they see first; here each block is looked at once more with its neighbours, for what speaks against the decision.
`DOUBTS` is the table of such signs. A doubt has a weight: in what part of the lines on which it falls the decision is wrong, as
counted on articles labelled by hand (`benchmarks/calibration.py` counts again). The confidence of a block is what its doubts leave of
certainty: the product of 1 - weight. Nothing is decided here, and no word of an article depends on it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.headings import OVER_RULES
from kbtool.legacy.blocks.running import SENTENCE_END
from kbtool.legacy.blocks.signs import CODE
from kbtool.model import RUNNING_TEXT, SECTION_NAMES, Block, Heading, Note, Paragraph, Quote, Separator, Table, Verbatim

_STRANGE = re.compile(r"\b\w+\([^()\s]*[,*][^()\s]*\)|\b[A-Z]{4,}\*\d|^\s*[*|+]|[|]\s*\Z|\w=\w+\s+\w+=|<---|--->")
_SIGN = re.compile(r"[(|*+=<>{}\[\]\\/_#;:]|0x")
"""Without one of these a line is no code; to look for them takes a tenth of the time."""
_PLAIN_WORD = re.compile(r"[\"'(]*[A-Za-z][a-z]*(?:'[a-z]+)?[\"').,:;!?]*\Z")
_DRAWING = re.compile(r"(?:\* )?[|+]")
_RECORD = re.compile(r"(?:Event ID|ID|Source|Type|Description|Value(?: Name)?|Data(?: Type)?|REG_[A-Z]+) ?: ")
_FEW_LINES = 12  # of a long block these are looked at, so that time does not grow with its length
_SENTENCE = 6  # words
_MOSTLY, _NEARLY_ALL = 2 / 3, 4 / 5
_SHORT = 60  # columns
_NARROW = 70  # columns at which text may have been wrapped by hand
_COLUMN = 3  # text of the archive stands at multiples of it


class Sight(msgspec.Struct, frozen=True):
    """What a doubt may look at.

    `lines` are the first lines of the block's text, `above` is the block before, `wanted` the number that comes next in the list,
    `written` gives the lines of the source as they stand from a line to another.
    """

    block: Block
    lines: Sequence[str]
    above: Block | None
    wanted: int | None
    source: Sequence[str]
    first_line: int

    def written(self, number: int) -> str:
        """The source's line of that number; "" beyond its end."""
        at = number - self.first_line
        return self.source[at] if at < len(self.source) else ""


class Doubt(msgspec.Struct, frozen=True):
    """A sign that a block is perhaps something else: what it says to an editor, how often it is right, and when it holds."""

    reason: str
    weight: float
    holds: Callable[[Sight], bool]


def weighed(blocks: Sequence[Block], source: Sequence[str], first_line: int) -> tuple[Block, ...]:
    """The blocks with their confidence and what speaks against them; `source` are their lines from the file's line `first_line` on."""
    seen: list[Block] = []
    numbers: dict[int, int] = {}
    for block in blocks:
        wanted = _wanted(block, numbers) if block.marker is not None or type(block) is Heading else None
        if not _is_sound(block, wanted) and (doubts := DOUBTS.get(type(block))):
            above = seen[-1] if seen else None
            sight = Sight(block, getattr(block, "lines", ())[:_FEW_LINES], above, wanted, source, first_line)
            if held := [doubt for doubt in doubts if doubt.holds(sight)]:
                block = _doubted(block, held)  # noqa: PLW2901
        seen.append(block)
    return tuple(seen)


def _is_sound(block: Block, wanted: int | None) -> bool:
    """Whether nothing more need be asked: a section, or running text that begins and ends as sentences do. Most blocks are."""
    if not isinstance(block, RUNNING_TEXT):
        return isinstance(block, Heading) and block.text in SECTION_NAMES
    lines = block.lines
    if not (lines and lines[-1].endswith(SENTENCE_END) and lines[0][0].isupper()):
        return False
    for line in lines:
        if "   " in line:
            return False
    return wanted is None or block.marker is None or block.marker.number == wanted


def _doubted(block: Block, doubts: Sequence[Doubt]) -> Block:
    confidence = 1.0
    for doubt in doubts:
        confidence *= 1 - doubt.weight
    reasons = tuple(doubt.reason for doubt in doubts)
    return msgspec.structs.replace(block, confidence=round(confidence, 2), doubts=reasons)


def _wanted(block: Block, numbers: dict[int, int]) -> int | None:
    """The number that comes next at an item's depth; None for what is no numbered item. Keeps count in `numbers`, and forgets it at headings."""
    marker = block.marker
    if marker is None and not block.depth:
        numbers.clear()
    if marker is None or marker.kind != "number":
        return None
    wanted = numbers.get(block.depth, 0) + 1
    for depth in [depth for depth in numbers if depth > block.depth]:
        del numbers[depth]
    numbers[block.depth] = marker.number
    return wanted


# Running text


def _looks_like_code(sight: Sight) -> bool:
    """More of it is code than not. Items are often settings or addresses; only calls and drawings are strange in them."""
    lines, is_item = sight.lines, sight.block.marker is not None
    signs = [line for line in lines if _SIGN.search(line)]
    if len(signs) * 2 <= len(lines):
        return False
    strange = sum(bool(_STRANGE.search(line) or (not is_item and CODE.search(line))) for line in signs)
    return strange * 2 > len(lines) and not _is_plain(lines, _MOSTLY)


def _has_columns(sight: Sight) -> bool:
    if sight.block.rule == "definition":
        return False
    rows = sum("   " in line and text.gaps(line) > 0 for line in sight.lines)
    return rows * 2 >= len(sight.lines) > 0


def _was_not_wrapped(sight: Sight) -> bool:
    lines = sight.lines
    return len(lines) > 1 and not _are_lines_at_the_margin(sight) and not text.is_wrapped(lines, own_width=True)


def _is_a_label(sight: Sight) -> bool:
    """A short line that is no sentence, among running text."""
    lines = sight.lines
    if len(lines) != 1 or sight.block.marker or lines[0].endswith((*SENTENCE_END, ",")):
        return False
    return len(lines[0]) < _SHORT


def _begins_in_lower_case(sight: Sight) -> bool:
    lines = sight.lines
    return bool(lines) and lines[0][:1].islower() and not isinstance(sight.above, Verbatim | Quote)


def _is_a_record(sight: Sight) -> bool:
    return any(_RECORD.match(line) for line in sight.lines[:2])


def _number_is_another(sight: Sight) -> bool:
    marker = sight.block.marker
    return sight.wanted is not None and marker is not None and marker.number not in (sight.wanted, 1)


def _is_an_odd_marker(sight: Sight) -> bool:
    marker = sight.block.marker
    return marker is not None and marker.kind == "letter" and len(marker.text) == 1 and marker.text in "IVX"


def _are_lines_at_the_margin(sight: Sight) -> bool:
    return sight.block.rule == "margin-lines"


# Literal text


def _reads_as_prose(sight: Sight) -> bool:
    lines = sight.lines
    if len(lines) < 2 or not all(line[:1].strip() for line in lines):
        return False
    return all(text.is_soft_break(a, b, _NARROW) for a, b in pairwise(lines)) and _is_plain(lines, _NEARLY_ALL)


def _is_a_sentence(sight: Sight) -> bool:
    lines = sight.lines
    return (
        len(lines) == 1
        and lines[0].endswith(".")
        and len(lines[0].split()) >= _SENTENCE
        and _is_plain(lines, _NEARLY_ALL)
    )


def _is_in_brackets(sight: Sight) -> bool:
    lines = sight.lines
    return len(lines) == 1 and lines[0].startswith("(") and lines[0].endswith(")") and " " in lines[0]


def _stands_at_the_margin(sight: Sight) -> bool:
    """Literal text is indented; at the margin stand mostly sentences."""
    block = sight.block
    if block.depth or text.indent_of(sight.written(block.span.start)) or len(sight.lines) < 2:
        return False
    return _is_plain(sight.lines, _MOSTLY)


def _may_be_a_table(sight: Sight) -> bool:
    """Lines all but one of which have text at one column after a gap; two of them will do when there are two gaps in each."""
    rows = []
    for passed, line in enumerate(sight.lines):
        if "|" in line or "--" in line:  # a drawing or a trace
            return False
        if "   " in line and text.gaps(line):
            rows.append(line)
        elif passed - len(rows):
            return False
    if len(rows) < 2 or (len(rows) == 2 and not all(text.gaps(row) > 1 for row in rows)):
        return False
    return len(set.intersection(*(text.column_starts(line) for line in rows)) - {text.indent_of(rows[0])}) > 0


def _is_plain(lines: Sequence[str], part: float) -> bool:
    """Whether at least this part of the text is plain words."""
    words = " ".join(lines).split()
    return sum(bool(_PLAIN_WORD.match(word)) for word in words) >= len(words) * part


# Tables, headings, passages, notes


def _has_no_cells(sight: Sight) -> bool:
    return isinstance(sight.block, Table) and sight.block.cells is None and sight.block.rule != "aligned-table"


def _is_only_aligned(sight: Sight) -> bool:
    return sight.block.rule == "aligned-table"


def _underline_is_of_another_length(sight: Sight) -> bool:
    block = sight.block
    if not isinstance(block, Heading) or block.rule != "underlined-heading":
        return False
    return len(sight.written(block.span.end).strip()) != len(block.text)


def _is_part_of_a_drawing(sight: Sight) -> bool:
    return isinstance(sight.block, Heading) and bool(_DRAWING.match(sight.block.text))


def _has_no_underline(sight: Sight) -> bool:
    return sight.block.rule not in OVER_RULES


def _stands_directly_over_text(sight: Sight) -> bool:
    return bool(sight.written(sight.block.span.end + 1).strip())


def _is_only_announced(sight: Sight) -> bool:
    return sight.block.rule == "message"


def _stands_at_a_column_of_its_own(sight: Sight) -> bool:
    block = sight.block
    return block.marker is None and text.indent_of(sight.written(block.span.start)) % _COLUMN != 0


_ITEMS_AND_PROSE = (
    Doubt("reads like code", 0.7, _looks_like_code),
    Doubt("has columns", 0.7, _has_columns),
    Doubt("was not wrapped", 0.5, _was_not_wrapped),
    Doubt("is no sentence", 0.12, _is_a_label),
    Doubt("begins in lower case", 0.3, _begins_in_lower_case),
    Doubt("looks like an event record or a registry value", 0.5, _is_a_record),
    Doubt("does not follow the number before", 0.05, _number_is_another),
    Doubt("stands at a column of its own", 0.1, _stands_at_a_column_of_its_own),
    Doubt("may be a word, not a letter of a list", 0.1, _is_an_odd_marker),
    Doubt("has lines of its own at the margin", 0.3, _are_lines_at_the_margin),
)

DOUBTS: dict[type[Block], tuple[Doubt, ...]] = {
    Paragraph: _ITEMS_AND_PROSE,
    Verbatim: (
        Doubt("reads like running text", 0.3, _reads_as_prose),
        Doubt("stands at the margin", 0.3, _stands_at_the_margin),
        Doubt("is a sentence", 0.1, _is_a_sentence),
        Doubt("is a remark in brackets", 0.3, _is_in_brackets),
        Doubt("has columns and may be a table", 0.45, _may_be_a_table),
    ),
    Table: (
        Doubt("has columns that are not certain", 0.02, _has_no_cells),
        Doubt("is only aligned", 0.15, _is_only_aligned),
    ),
    Separator: (Doubt("stands directly over text", 0.3, _stands_directly_over_text),),
    Heading: (
        Doubt("has no underline", 0.04, _has_no_underline),
        Doubt("has an underline of another length", 0.03, _underline_is_of_another_length),
        Doubt("may be part of a drawing", 0.6, _is_part_of_a_drawing),
    ),
    Quote: (
        Doubt("reads like code", 0.35, _looks_like_code),
        Doubt("has columns", 0.3, _has_columns),
        Doubt("looks like an event record or a registry value", 0.5, _is_a_record),
        Doubt("is a message only by the sentence before", 0.05, _is_only_announced),
    ),
    Note: (Doubt("has columns", 0.3, _has_columns),),
}
"""What may speak against a block, by its kind."""
