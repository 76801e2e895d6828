"""Titles without a rule: of several lines that stand alone in one manner, each over a part of the text, each is the heading of its part."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.headings import CAPTION_RULE, LEADING_IN, REMARK, SMALL_WORDS, is_title_word
from kbtool.legacy.blocks.signs import CODE, LITERAL_INDENT, MESSAGE_ANNOUNCED
from kbtool.model import Block, Heading, Note, Paragraph, Table, Verbatim, opens_list

TITLE_RULE = "title-heading"

_LONGEST = 75  # characters
_MOST_LINES = 2
_LEAST_MEMBERS = 2
_LEAST_PROVING = 3  # titles of a series, beside which others may be in small letters
_LONGEST_SMALL = 50  # characters of such a one
_LEAST_ALIKE = 3  # titles that begin with the same words stand over listings at the margin, too
_LEAST_COMMON = 2  # words
_LEAST_TITLED = 0.8  # of the words that are not small in titles either
_LEAST_TEXT = 40  # characters of a text below a title
_LEAST_WORDS = 2  # beside capitals, numbers and small words
_PLAIN = re.compile(r"[\w .'/&+-]+\Z")

_TASK = re.compile(r"To (?!do\b)[a-z]{2,} (?!.*(?:, |\bfollow))")

_NO_TITLE = re.compile(
    r"[(<\[\"'\d]|(?:The|A|An|This|If) |.*(?:[=\\|]|/(?:/|\Z)| /|  |\bQ\d{5}|\d{3}-\d{4})|[^:]*[a-z]:(?: |\Z)|[A-Z][a-z]+ \d{1,2}, \d{4}\Z"
)
"""Sentences, ids, telephone numbers, labels with their values, dates."""


def with_titles(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, titles that form a series being headings; `lines` are those of the text from `first_line` on."""
    found = list(blocks)
    alone = [i for i, block in enumerate(blocks) if _is_alone(block, lines, first_line)]
    for is_of_form in (_is_task, _is_headline):
        members = {i for i in alone if is_of_form(_text(blocks[i]))}
        is_single = len(members) == 1 and not any(block.rule == TITLE_RULE for block in found)
        rule = (
            CAPTION_RULE if is_single else TITLE_RULE
        )  # that of the others of its part, where it has none of its form
        titles = _titles(blocks, members, lines, first_line)
        if is_of_form is _is_headline and len(titles) >= _LEAST_PROVING:
            titles = [*titles, *(i for i in alone if _is_like_titles(blocks, i, lines, first_line))]
        for i in titles:
            found[i] = Heading(span=blocks[i].span, rule=rule, level=3, text=_text(blocks[i]))
    return found


def _is_like_titles(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    """Whether a line that stands as titles do is one beside them, though its words are small: it heads a part as they do."""
    line = _text(blocks[i])
    if not line[0].isupper() or len(line) > _LONGEST_SMALL or _NO_TITLE.match(line) or CODE.search(line):
        return False
    return _heads_a_part(blocks, i, lines, first_line)


def _is_alone(block: Block, lines: Sequence[str], first_line: int) -> bool:
    """Whether the block is one or two lines at the margin, between blank ones, that end no sentence."""
    if type(block) is not Paragraph or block.depth or block.marker or block.keeps_breaks:
        return False
    if not 0 < len(block.lines) <= _MOST_LINES or not _may_end_title(block.lines[-1]):
        return False
    above, below = block.span.start - first_line - 1, block.span.end - first_line + 1
    return (above < 0 or not lines[above]) and below < len(lines) and not lines[below]


def _may_end_title(line: str) -> bool:
    return line[-1].isalnum() or (line[-1] == ")" and bool(REMARK.search(line)))


def _text(block: Block) -> str:
    return " ".join(block.lines) if isinstance(block, Paragraph) else ""


def _is_task(line: str) -> bool:
    return bool(_TASK.match(line))


def _is_headline(line: str) -> bool:
    if len(line) > _LONGEST or _NO_TITLE.match(line) or CODE.search(line):
        return False
    words = [word for word in REMARK.sub("", line).split() if word.lower() not in SMALL_WORDS]
    return line[0].isupper() and sum(map(is_title_word, words)) >= len(words) * _LEAST_TITLED


def _titles(blocks: Sequence[Block], members: Collection[int], lines: Sequence[str], first_line: int) -> Sequence[int]:
    """Those of a series that are titles of parts; none where that is not plain of most of them."""
    beginnings = Counter(_beginning(_text(blocks[i])) for i in members)
    titles = [
        i
        for i in members
        if i + 1 not in members
        and (
            _heads_a_part(blocks, i, lines, first_line)
            or (beginnings[_beginning(_text(blocks[i]))] >= _LEAST_ALIKE and _stands_over_listing(blocks, i))
        )
    ]
    if len(members) == 1:
        return [i for i in titles if _is_single_title(blocks, i, lines, first_line)]
    several = len({_text(blocks[i]) for i in titles}) >= _LEAST_MEMBERS
    return titles if several and len(titles) * 2 > len(members) else ()


def _is_single_title(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    """Whether a line that is the only one of its form is a title all the same, which nothing above announces."""
    is_at_margin = not lines[blocks[i].span.start - first_line].startswith(" ")
    if not is_at_margin or not _is_title_for_sure(_text(blocks[i])) or not _is_over_text(blocks, i):
        return False
    return not _is_led_to(blocks, i) and not _has_sisters(blocks, i, lines, first_line)


def _is_title_for_sure(line: str) -> bool:
    """Whether the line is several words, all of them written as in titles, not in capitals."""
    words = [word for word in line.split() if word.lower() not in SMALL_WORDS]
    are_titled = all(map(is_title_word, words)) and sum(word[1:].islower() for word in words) >= _LEAST_WORDS
    return are_titled and bool(_PLAIN.match(line))


def _is_over_text(blocks: Sequence[Block], i: int) -> bool:
    """Whether text or a list stands below the line, which is no book or page among the references."""
    above = (block.text for block in reversed(blocks[:i]) if isinstance(block, Heading) and block.level == 1)
    return isinstance(blocks[i + 1], Paragraph) and next(above, "") != "REFERENCES"


def _is_led_to(blocks: Sequence[Block], i: int) -> bool:
    """Whether what stands above announces a message or parts alternatives, so that the line is no title by itself."""
    above = blocks[i - 1] if i else None
    if above is None:
        return False
    announces = _text(above).endswith(":") and MESSAGE_ANNOUNCED.search(_text(above))
    return above.rule == "alternative" or bool(announces)


def _has_sisters(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    """Whether other lines head parts as this one does, though they are no titles by their form: in small letters or too long."""
    return any(_is_sister(blocks, k, lines, first_line) for k in range(len(blocks)) if k != i)


def _is_sister(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    line = _text(blocks[i])
    may_be = _is_alone(blocks[i], lines, first_line) and line[0].isupper() and not _NO_TITLE.match(line)
    return (
        may_be
        and not _is_task(line)
        and line.split()[0] not in LEADING_IN
        and _heads_a_part(blocks, i, lines, first_line)
    )


def _beginning(title: str) -> tuple[str, ...]:
    return tuple(title.split()[:_LEAST_COMMON])


def _stands_over_listing(blocks: Sequence[Block], i: int) -> bool:
    """Whether several lines at the margin that are literal, or rows, begin below the line."""
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    return isinstance(below, Verbatim | Table) and not below.depth and len(below.lines) > 1


def _heads_a_part(blocks: Sequence[Block], i: int, lines: Sequence[str], first_line: int) -> bool:
    """Whether a text, a list or something set apart begins below the line."""
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if below is None or below.depth:
        return False
    if isinstance(below, Note):
        return True
    if isinstance(below, Verbatim | Table):
        return text.indent_of(lines[below.span.start - first_line]) >= LITERAL_INDENT
    if not isinstance(below, Paragraph):
        return False
    if below.marker:
        return opens_list(below.marker.text)
    words = _text(below)
    return words.endswith((".", ":")) and len(words) > _LEAST_TEXT and not words.startswith(("#", "(c)"))
