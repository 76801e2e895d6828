"""The body of a legacy article: prologue, applies-to block, the text proper, query words.

The parts at both ends are recognised here and become fields; the text between goes to `kbtool.legacy.blocks`.
"""

import re
from collections.abc import Sequence

import msgspec

from kbtool.legacy.blocks.signs import CATEGORY
from kbtool.legacy.editors import without_notes
from kbtool.model import AppliesEntry, AppliesTo, Block, Frame, Label, Span

APPLIES_INTRO = re.compile(r"\s*The information in this article applies to(?: the following)?:?\s*\Z")
_RULE = re.compile(r"-{60,}\s*\Z")
_ITEM = re.compile(r"( *)- +(\S.*)\Z")
_GROUP = re.compile(r"[a-z][^.]{2,38}:\s*\Z")  # parts a list: `as they apply to:`
_QUERY = re.compile(
    r"\s*(?:Additional (?:query|querey|qeury|reference) words?|Reference words|query word)\s*:(.*)\Z", re.IGNORECASE
)
_EARLIER_QUERY = re.compile(r"Additional (?:query|reference) words?:(.*)\Z")
_WRAPPED_QUERY = 3  # lines over which query words were wrapped
_DEEPEST = 12  # levels of an applies-to list; the archive has four
_APPLIES_WITHIN = 40  # lines of the body in which the applies-to block may begin


class Ends(msgspec.Struct, frozen=True):
    """What stands around the text of an article.

    `texts` are the 0-based bounds of the text's lines: those after the applies-to block, and before them those of a notice
    that stands above it. `cleaned` are the products, as written, that `applies_to` holds without notes to editors. `categories` are
    the category lines that end the text and stay part of it, `closing` those below the query words.
    """

    texts: tuple[tuple[int, int], ...]
    applies_to: tuple[AppliesEntry, ...]
    cleaned: tuple[str, ...]
    prologue: tuple[str, ...]
    query_words: str
    categories: tuple[str, ...]
    closing: tuple[str, ...]
    blocks: tuple[Block, ...]


def find_ends(lines: Sequence[str], first_line: int, *, has_applies_block: bool = True) -> Ends:
    """Find what stands before and after the text proper; `first_line` is the file's line of `lines[0]`."""
    applies = _applies(lines, first_line) if has_applies_block else _Applies()
    end, query_words, closing, tail = _query(lines, applies.end, first_line)
    texts = ((0, applies.notice_end), (applies.end, end)) if applies.notice_end else ((applies.end, end),)
    return Ends(
        texts=texts,
        applies_to=applies.products,
        cleaned=applies.cleaned,
        prologue=applies.prologue,
        query_words=query_words,
        categories=_categories(lines, applies.end, end),
        closing=closing,
        blocks=(*applies.blocks, *tail),
    )


class _Applies(msgspec.Struct, frozen=True):
    """The applies-to block: what it says, the line after it, and the line before which a notice above it ends."""

    end: int = 0
    notice_end: int = 0
    products: tuple[AppliesEntry, ...] = ()
    cleaned: tuple[str, ...] = ()
    prologue: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def _applies(lines: Sequence[str], first_line: int) -> _Applies:
    intro = next((i for i, line in enumerate(lines[:_APPLIES_WITHIN]) if APPLIES_INTRO.match(line)), None)
    if intro is None:
        return _Applies()
    opening = next((i for i in range(intro - 1, -1, -1) if lines[i].strip()), intro)
    if opening != intro and not _RULE.match(lines[opening]):
        return _Applies()
    above = tuple(line.strip() for line in lines[:opening] if line.strip())
    prologue = above if _is_residue(above) else ()
    end, items, closed = _applies_list(lines, intro + 1)
    if closed and not items and (second := _second_intro(lines, end)):
        end, items, closed = _applies_list(lines, second + 1)
    shown = [(indent, without_notes(text)) for indent, text in items]
    cleaned = tuple(text for (_, text), (_, clean) in zip(items, shown, strict=True) if clean != text)
    blocks = []
    if prologue:
        blocks.append(Frame(span=Span(first_line, first_line + opening - 1), rule="prologue", part=Label.HEADER))
    if opening != intro:
        span = Span(first_line + opening, first_line + opening)
        blocks.append(Frame(span=span, rule="applies-rule", part=Label.HEADER))
    last_item = end - 2 if closed else end - 1
    blocks.append(Frame(span=Span(first_line + intro, first_line + last_item), rule="applies-to", part=Label.APPLIES))
    if closed:
        blocks.append(
            Frame(span=Span(first_line + end - 1, first_line + end - 1), rule="applies-rule", part=Label.HEADER)
        )
    return _Applies(end, 0 if prologue else opening, _nested(shown), cleaned, prologue, tuple(blocks))


def _second_intro(lines: Sequence[str], after: int) -> int | None:
    """The line that introduces another applies-to block right below an empty one, with a rule between them or none."""
    below = [i for i in range(after, min(after + 8, len(lines))) if lines[i].strip()][:2]
    if len(below) == 2 and _RULE.match(lines[below[0]]):
        below = below[1:]
    return below[0] if below and APPLIES_INTRO.match(lines[below[0]]) else None


def _is_residue(prologue: tuple[str, ...]) -> bool:
    """Whether the lines before the applies-to block are left over from an older header, not text of the article."""
    return len(prologue) <= 4 and all(len(line) <= 80 and not line.endswith((".", ":", "**")) for line in prologue)


def _applies_list(lines: Sequence[str], start: int) -> tuple[int, list[tuple[int, str]], bool]:
    """The line after the block, its items with their indentation, and whether a rule closes it."""
    end, items, closed = _applies_items(lines, start)
    return end, [(indent, " ".join(parts)) for indent, parts in items], closed


def _applies_items(lines: Sequence[str], start: int) -> tuple[int, list[tuple[int, list[str]]], bool]:
    """As above, with the lines of each item."""
    items: list[tuple[int, list[str]]] = []
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        if _RULE.match(line):
            return i + 1, items, True
        if not line.strip():
            if items and not _closes(lines, i):
                return i, items, False
            continue
        item = _ITEM.match(line.rstrip())
        if item:
            items.append((len(item[1]), [item[2]]))
        elif _GROUP.match(line):
            items.append((0, [line.strip()]))
        elif line.strip() == "-" or (not items and APPLIES_INTRO.match(line)):
            pass
        elif items and line.startswith(" "):
            items[-1][1].append(line.strip())
        else:
            return end, items, False
        end = i + 1
    return end, items, False


def _closes(lines: Sequence[str], at: int) -> bool:
    """Whether a rule closes the list further down, so that a blank line within it is only a gap."""
    for line in lines[at : at + 80]:
        if _RULE.match(line):
            return True
        if line.strip() and not _ITEM.match(line.rstrip()) and not _GROUP.match(line):
            return False
    return False


def _nested(items: list[tuple[int, str]], depth: int = 1) -> tuple[AppliesEntry, ...]:
    """Items with those that stand further in below them; what stands deeper than any list of the archive is on one level."""
    entries: list[AppliesEntry] = []
    i = 0
    while i < len(items):
        indent, text = items[i]
        below = i + 1
        while below < len(items) and items[below][0] > indent:
            below += 1
        within = items[i + 1 : below]
        if within and depth < _DEEPEST:
            entries.append(AppliesTo(text, _nested(within, depth + 1)))
        else:
            entries += [text, *(other for _, other in within)]
        i = below
    return tuple(entries)


def _query(lines: Sequence[str], start: int, first_line: int) -> tuple[int, str, tuple[str, ...], tuple[Block, ...]]:
    """Where the text ends, the words of the line that ends it, the category lines below that, and the blocks of both."""
    last = _before_blanks(lines, start, len(lines))
    tail = _before_categories(lines, start, last)
    for i in range(tail - 1, max(start, tail - 12) - 1, -1):
        if not lines[i].strip():
            break
        words = _QUERY.match(lines[i])
        if words:
            text = " ".join([words[1].strip(), *(line.strip() for line in lines[i + 1 : tail])]).strip()
            above, more, earlier = _earlier_query(lines, start, i)
            below = tuple(line.strip() for line in lines[tail:last] if line.strip())
            blocks = [Frame(span=Span(first_line + above, first_line + tail - 1), rule="query-words", part=Label.QUERY)]
            if below:
                span = Span(first_line + tail, first_line + last - 1)
                blocks.append(Frame(span=span, rule="category-lines", part=Label.FOOTER))
            return above, f"{more} {text}".strip(), (*earlier, *below), tuple(blocks)
    return len(lines), "", (), ()


def _before_categories(lines: Sequence[str], start: int, end: int) -> int:
    """The line after the text that stands above the category lines and blank lines before `end`."""
    while end > start and (not lines[end - 1].strip() or CATEGORY.match(lines[end - 1])):
        end -= 1
    return end


def _categories(lines: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """The category lines right before `end`."""
    return tuple(line.strip() for line in lines[_before_categories(lines, start, end) : end] if line.strip())


def _earlier_query(lines: Sequence[str], start: int, at: int) -> tuple[int, str, tuple[str, ...]]:
    """Another line of query words right above that on line `at`: where it begins, its words, and the lines as they are written."""
    end = _before_blanks(lines, start, at)
    for i in range(end - 1, max(start, end - _WRAPPED_QUERY) - 1, -1):
        words = _EARLIER_QUERY.match(lines[i])
        if not lines[i].strip():
            break
        if words:
            written = tuple(line.strip() for line in lines[i:end])
            return i, " ".join([words[1].strip(), *written[1:]]).strip(), written
    return at, "", ()


def _before_blanks(lines: Sequence[str], start: int, end: int) -> int:
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end
