"""Running text, and what is set apart from it: passages, messages, and text whose lines matter."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import Read, Scene, dedent, line_before, run_end
from kbtool.legacy.blocks.signs import CODE, ITEM_TEXT, MARKER, NOTE, STANDS_ALONE, is_definition
from kbtool.model import Note, Paragraph, Quote, Verbatim

_LEAST_WORDS = 4  # of a sentence
_LITERAL_INDENT = 2  # text this much right of its surroundings is set apart from them

_MESSAGE_ANNOUNCED = re.compile(
    r"\b(?:messages?|reads?|says?|states?|prompts?|warnings?|errors?|text)\b", re.IGNORECASE
)

_MESSAGE_FOLLOWS = re.compile(r"\b(?:message|dialog box|prompt)\b.*\b(?:displayed|appears|following|says|states)\Z")

_SENTENCE_END = (".", "!", "?", ":", ";", '."', ".)", '?"', ':"', '!"')

_EXPLAINS = re.compile(r"where (?:\S+ ){1,4}(?:is|are|represents?|specif(?:y|ies)|indicates?) ")
"""Begins an explanation of a placeholder: `where <path> is the folder...`."""

_GOES_ON = re.compile(r"(?:to|and|then|or|with|if|in|from|by|as|of|for|at|on) (?:[a-zA-Z,]+ ){4,}[\w.:]+\Z")
"""Goes on with a sentence that something displayed has interrupted."""

_UNQUOTED = "(without the quotation marks)"

_DUMP = re.compile(r"(?:\b[\da-f]{8}\b.*?){2}")
"""Is found in lines of memory dumps and stack traces."""

_LABELLED = re.compile(r" *[A-Z][\w/.()-]*(?: [\w/.()-]+){0,3}: +\S")

_FILE_PART = re.compile(r"\[[^\]]+\]\Z|REGEDIT4\Z|\d\d:\d\d:\d\d ")
"""The name of a part of a settings file, the first line of exported registry text, or a line of a log."""

_REGISTRY_VALUE = re.compile(r'(?:"[^"]+"|@)=(?:"|dword:|hex)')

_PARAGRAPH_END = (".", ":", "?", "!", '."', '?"', '!"', ".)", ':"')

_BEGINS_SENTENCE = re.compile(r" *(?:[A-Z\"'(]|\d+ [a-z])")

_STATEMENT = re.compile(r"[{};]\s*\Z|^\s*(?:#\w+|//|/\*|\*\s|&&|\[[^\]]+\]\s*\Z|[\w.]+\s*=)|:=")


def prose(scene: Scene) -> Read | None:
    """Running text at the column of its surroundings."""
    if scene.indent - scene.base >= _LITERAL_INDENT or scene.outdented:
        return None
    end = prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if scene.items:
        if _set_apart_in_item(scene, block_lines, end):
            return None
    elif not _reads_as_prose(block_lines):
        return None
    block = Paragraph(span=scene.span(end), rule="prose", depth=scene.depth, lines=scene.stripped(scene.at, end))
    return Read(block, end)


def message(scene: Scene) -> Read | None:
    """What a program says, at the very column of the item that announces it."""
    if not scene.items or scene.indent != scene.base or not scene.follows_blank or not _announces_message(scene):
        return None
    end = prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if end < scene.end or not _is_running(block_lines, own_width=scene.own_width):
        return None
    body = scene.stripped(scene.at, end)
    if len(body) == 1:
        return Read(Verbatim(span=scene.span(end), rule="message", depth=scene.depth, lines=body), end)
    return Read(Quote(span=scene.span(end), rule="message", depth=scene.depth, lines=body), end)


def _announces_message(scene: Scene) -> bool:
    """Whether the sentence before ends with a colon and speaks of a message, or the line is an alternative to one."""
    if not isinstance(scene.before, Paragraph | Note):
        return False
    if scene.before.rule == "alternative":
        return isinstance(scene.earlier, Verbatim | Quote) and scene.earlier.rule == "message"
    sentence = re.split(r"[.!?] ", " ".join(scene.before.lines))[-1]
    announced = sentence.endswith(":") and bool(_MESSAGE_ANNOUNCED.search(sentence))
    return announced or bool(_MESSAGE_FOLLOWS.search(sentence))


def _set_apart_in_item(scene: Scene, block_lines: Sequence[str], end: int) -> bool:
    """Whether text at an item's own column is code, a command or a value rather than a further paragraph."""
    if end < scene.end and text.indent_of(scene.lines[end]) > scene.indent and not MARKER.match(scene.lines[end]):
        return True
    if STANDS_ALONE.match(block_lines[0]):
        return True
    if len(block_lines) > 1:
        return _are_set_apart(scene, block_lines)
    return _is_set_apart(scene, block_lines[0].strip())


def _are_set_apart(scene: Scene, block_lines: Sequence[str]) -> bool:
    if all(" " not in line.strip() for line in block_lines):
        return True
    if block_lines[0].lstrip().startswith('"') and block_lines[-1].endswith(_UNQUOTED):
        return True
    explains = bool(_EXPLAINS.match(block_lines[0].strip()))
    return not _is_running(block_lines, own_width=scene.own_width or explains)


def _is_set_apart(scene: Scene, line: str) -> bool:
    if line.lstrip('" ') == _UNQUOTED or (_EXPLAINS.match(line) and line.endswith(".")):
        return False
    if _GOES_ON.match(line) and not CODE.search(line):
        return False
    if (
        len(line.split()) >= _LEAST_WORDS
        and line.endswith(_SENTENCE_END)
        and line[0].isupper()
        and not CODE.search(line)
    ):
        return False
    return _announces(scene) or bool(CODE.search(line)) or not line.endswith(_SENTENCE_END)


def _announces(scene: Scene) -> bool:
    """Whether the block before ends with a colon."""
    return line_before(scene.lines, scene.at).endswith(":")


def _reads_as_prose(block_lines: Sequence[str]) -> bool:
    if len(block_lines) == 1:
        return not STANDS_ALONE.match(block_lines[0]) and not _FILE_PART.match(block_lines[0])
    if sum(bool(text.gaps(line)) for line in block_lines) * 2 > len(block_lines):
        return False
    if _FILE_PART.match(block_lines[0]) or any(map(_REGISTRY_VALUE.match, block_lines)):
        return False
    if is_record(block_lines) or sum(bool(_DUMP.search(line)) for line in block_lines) * 2 > len(block_lines):
        return False
    if text.is_wrapped(block_lines, own_width=True):
        return True
    hard = sum(not text.is_soft_break(a, b) for a, b in pairwise(block_lines))
    sentences = sum(line.endswith((".", "!", "?")) for line in block_lines)
    code = sum(bool(CODE.search(line)) for line in block_lines)
    return code * 3 < len(block_lines) and (hard * 2 <= len(block_lines) or sentences * 3 >= len(block_lines))


def is_record(block_lines: Sequence[str]) -> bool:
    """Whether the lines are label and value each."""
    if len(block_lines) < 2 or not all(_LABELLED.match(line) for line in block_lines):
        return False
    return not any(text.is_soft_break(a, b) for a, b in pairwise(block_lines))


def quote(scene: Scene) -> Read | None:
    """Indented running text of two wrapped lines or more."""
    if scene.indent - scene.base < _LITERAL_INDENT and not scene.outdented:
        return None
    end = prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if len(block_lines) == 1 == scene.end - scene.at and (below := _quote_below(scene)):
        body = (scene.line.strip(), "", *scene.stripped(end + 1, below.end))
        return Read(Quote(span=scene.span(below.end), rule="quote", depth=scene.depth, lines=body), below.end)
    if len(block_lines) < 2 or end < scene.end or not _is_running(block_lines, own_width=scene.own_width):
        return None
    words = " ".join(block_lines).split()
    plain = sum(word.strip("\"'().,:;!?").isalpha() for word in words)
    if plain * 3 < len(words) * 2 or any(_STATEMENT.search(line) for line in block_lines) or text.gaps(block_lines[0]):
        return None
    if isinstance(scene.before, Verbatim) and len(scene.before.lines) > 1 and any(map(CODE.search, block_lines)):
        return None
    block = Quote(span=scene.span(end), rule="quote", depth=scene.depth, lines=scene.stripped(scene.at, end))
    return Read(block, end)


def _quote_below(scene: Scene) -> Read | None:
    """The wrapped text of a message, at the same column as its title or first sentence, which is the line read now."""
    at = scene.end + 1
    if at >= len(scene.lines) or not scene.lines[at] or text.indent_of(scene.lines[at]) != scene.indent:
        return None
    if not _is_worded(scene.line) or not scene.follows_blank:
        return None
    below = msgspec.structs.replace(scene, at=at, end=run_end(scene.lines, at), before=None)
    return quote(below) if below.end - at > 1 else None


def _is_worded(line: str) -> bool:
    words = line.split()
    return len(words) > 1 and line.lstrip()[0].isupper() and not CODE.search(line) and not text.gaps(line)


def quoted_phrase(scene: Scene) -> Read | None:
    """Words in quotation marks that the reader types without them, wrapped within that remark."""
    if scene.end != scene.at + 2 or not scene.follows_blank or not scene.line.lstrip().startswith('"'):
        return None
    body = scene.stripped(scene.at, scene.end)
    if not " ".join(body).endswith(_UNQUOTED) or body[1].startswith(("(", '"')):
        return None
    return Read(Quote(span=scene.span(scene.end), rule="quoted-phrase", depth=scene.depth, lines=body), scene.end)


def _is_running(block_lines: Sequence[str], *, own_width: bool) -> bool:
    """Whether indented lines are one text: wrapped, or sentences that run on from line to line at a width of their own."""
    if text.is_wrapped(block_lines, own_width=own_width):
        return True
    runs_on = all(a[-1].isalnum() or a[-1] in ",'\"-" for a in block_lines[:-1]) and any(
        line.lstrip()[0].islower() for line in block_lines[1:]
    )
    return runs_on and block_lines[-1].endswith((".", "!", "?")) and text.is_wrapped(block_lines, own_width=True)


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
    if scene.indent or NOTE.match(scene.line) or not line.endswith(_PARAGRAPH_END):
        return False
    if not _BEGINS_SENTENCE.match(following):
        return False
    width = max(map(len, scene.lines[scene.at : min(at + 4, scene.end)]))
    return not scene.own_width or not text.is_soft_break(line, following, width)


def prose_end(scene: Scene, at: int, column: int) -> int:
    """The line before which running text that goes on at `at` ends: another indentation, an item, a note, a citation or a rule."""
    while at < scene.end:
        line = scene.lines[at]
        indent = text.indent_of(line)
        soft = text.is_soft_break(scene.lines[at - 1], line)
        if abs(indent - column) > 1 and not (soft and indent < column and indent in (0, scene.base)):
            break
        if not soft and _ends_paragraph(scene, at, line):
            break
        found = MARKER.match(line)
        if (
            found
            and (not soft or found["bullet"] == "-")
            and (scene.lines[at - 1].endswith(":") or MARKER.match(scene.lines[scene.at]))
        ):
            break
        if not soft and (NOTE.match(line.lstrip()) or scene.citation.match(line.lstrip())):
            break
        ends_sentence = soft and line.endswith(".")
        if STANDS_ALONE.match(line) and not ends_sentence and (not soft or scene.lines[at - 1].endswith((":", "."))):
            break
        if (
            at + 1 < scene.end
            and text.rule_sign(scene.lines[at + 1])
            and len(line.strip()) == len(scene.lines[at + 1].strip())
        ):
            break
        if text.is_rule(line):
            break
        at += 1
    return at
