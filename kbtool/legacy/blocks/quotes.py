"""Messages and passages: running text that is set apart from what speaks of it."""

import re
from collections.abc import Sequence
from itertools import zip_longest

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.prose import prose_end
from kbtool.legacy.blocks.running import LABELLED, SENTENCE_END, is_running, paragraphs_of_message, plain_part
from kbtool.legacy.blocks.scene import Read, Scene, run_end
from kbtool.legacy.blocks.signs import CODE, FURTHER_MESSAGE, KEY, LEADS_ON, LITERAL_INDENT, MARKER, SAID
from kbtool.model import Note, Paragraph, Quote, Verbatim, opens_list

_TELLS_OF_WORDS = re.compile(
    rf"\b(?:{SAID}|following (?:\w+ ){{0,2}}dialog box|reads?|says?|stat(?:es?|ing)|(?<!-)text(?! (?:box(?:es)?|editor|files?|fields?|column)\b))\b",
    re.IGNORECASE,
)
_MESSAGE_FOLLOWS = re.compile(r"\b(?:message|dialog box|prompt)\b.*\b(?:displayed|appears|following|says|states)\Z")
_ONE_MESSAGE = re.compile(r"\bfollowing (?:\w+ ){0,2}(?:error|message|warning)\b[^.]*:\Z", re.IGNORECASE)
_STOP = re.compile(r"\s*(?:\*{3} ?)?STOP:? 0x")
"""Begins what a stopped system shows, line by line."""
_NAME = re.compile(r"\s*(?=\w*[a-z][A-Z])\w+(?:\(\))?(?: -{1,2} .*)?\Z")
"""The name of something in a program, alone or with a remark behind it."""
_MOSTLY = 2 / 3  # of the words of running text are plain
_STATEMENT = re.compile(
    r"[{}]\s*\Z|^\s*(?:#\w+|//|/\*|\*(?:!\*)?\s|&&|\[[^\]]+\]\s*\Z|[\w.]+\s*=|'\s*\w[^'\"]*\Z|REM\b|Volume in drive\b|if (?:not )?(?:exist|errorlevel)\b"
    r"|(?:(?:Public|Private) )?Declare (?:Sub|Function)\b|(?:Public|Private) (?:Const|Sub|Function)\b|(?:Dim|Set) \w+ (?:As\b|=))|:=|;\s+(?://|/\*)|\w->\w+\(|\s&& |</\w+>\s*\Z"
)


def message(scene: Scene) -> Read | None:
    """What a program says, at the very column of the item that announces it, or at the margin as the last of a section."""
    if scene.indent != scene.base or not scene.follows_blank or not (scene.items or _is_sole_message(scene)):
        return None
    if not _announces_message(scene):
        return None
    end = prose_end(scene, scene.at + 1, scene.indent)
    body = _passage(scene, end) if end == scene.end else ()
    if not body:
        return None
    if len(body) == 1 or _STOP.match(scene.line):
        return Read(Verbatim(span=scene.span(end), rule="message", depth=scene.depth, lines=body), end)
    return Read(Quote(span=scene.span(end), rule="message", depth=scene.depth, lines=body), end)


def _is_sole_message(scene: Scene) -> bool:
    """Whether lines at the margin are all of the message that is announced: below them another section begins, or nothing."""
    above = scene.before
    if not isinstance(above, Paragraph) or not above.lines or not above.lines[-1].endswith(":"):
        return False
    if scene.end - scene.at == 1 or LABELLED.match(scene.line) or scene.lines[scene.end - 1].endswith(":"):
        return False
    below = scene.end
    while below < len(scene.lines) and not scene.lines[below]:
        below += 1
    ends = below == len(scene.lines) or scene.next_rules[below] == below + 1
    return ends and bool(_ONE_MESSAGE.search(text.last_sentence(above.lines)))


def _announces_message(scene: Scene) -> bool:
    """Whether the sentence before ends with a colon and speaks of a message, or the line is an alternative to one."""
    if not isinstance(scene.before, Paragraph | Note):
        return False
    if scene.before.rule == "alternative":
        return isinstance(scene.earlier, Verbatim | Quote) and scene.earlier.rule == "message"
    sentence = text.last_sentence(scene.before.lines)
    announced = sentence.endswith(":") and bool(_TELLS_OF_WORDS.search(sentence))
    return announced or bool(_MESSAGE_FOLLOWS.search(sentence))


def quote(scene: Scene) -> Read | None:
    """Indented running text of two wrapped lines or more."""
    if scene.indent - scene.base < LITERAL_INDENT and not scene.outdented:
        return None
    end = prose_end(scene, scene.at + 1, scene.indent)
    block_lines = scene.lines[scene.at : end]
    if len(block_lines) == 1 == scene.end - scene.at and (below := _quote_below(scene)):
        body = (scene.line.strip(), "", *scene.stripped(end + 1, below.end))
        return Read(Quote(span=scene.span(below.end), rule="quote", depth=scene.depth, lines=body), below.end)
    if (
        len(block_lines) < 2
        or end < scene.end
        or _STOP.match(scene.line)
        or KEY.match(scene.line)
        or not (body := _passage(scene, end))
    ):
        return None
    if _is_of_program(scene, block_lines) or text.gaps(block_lines[0]):
        return None
    return Read(Quote(span=scene.span(end), rule="quote", depth=scene.depth, lines=body), end)


def _passage(scene: Scene, end: int) -> tuple[str, ...]:
    """The lines up to before `end` as running text, with a blank line between paragraphs; none where they are no such text."""
    block_lines = scene.lines[scene.at : end]
    if is_running(block_lines, own_width=scene.own_width):
        return scene.stripped(scene.at, end)
    first, *further = paragraphs_of_message(block_lines) or [[]]
    apart = (line.strip() for paragraph in further for line in ("", *paragraph))
    return (*map(str.strip, first), *apart)


def _is_of_program(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether the lines hold too few words for running text, statements, or comments, paths and the like that all begin with one sign."""
    if plain_part(block_lines) < _MOSTLY or _hold_statement(block_lines):
        return True
    follows_code = isinstance(scene.before, Verbatim) and len(scene.before.lines) > 1
    if follows_code and (any(map(CODE.search, block_lines)) or not text.is_wrapped(block_lines, own_width=True)):
        return True
    if all(map(_NAME.match, block_lines)) or _are_declarations(block_lines):
        return True
    signs = {line.lstrip()[0] for line in block_lines}
    return len(signs) == 1 and not signs.isdisjoint("*'/\\")


def _are_declarations(block_lines: Sequence[str]) -> bool:
    """Whether all of the lines begin with one and the same word in capitals, and no sentence ends there."""
    if block_lines[-1].endswith(SENTENCE_END):
        return False
    words = {line.split(maxsplit=1)[0] for line in block_lines}
    return len(words) == 1 and len(word := words.pop()) > 1 and word.isalpha() and word.isupper()


def _hold_statement(block_lines: Sequence[str]) -> bool:
    """Whether one of the lines is a statement or a comment, or ends with a semicolon behind which no sentence goes on."""
    if any(map(_STATEMENT.search, block_lines)):
        return True
    return any(
        line.endswith(";") and not (following.lstrip()[:1].islower() and plain_part([line]) >= _MOSTLY)
        for line, following in zip_longest(block_lines, block_lines[1:], fillvalue="")
    )


def _quote_below(scene: Scene) -> Read | None:
    """The wrapped text of a message, at the same column as its title or first sentence, which is the line read now."""
    at = scene.end + 1
    if at >= len(scene.lines) or not scene.lines[at] or text.indent_of(scene.lines[at]) != scene.indent:
        return None
    line = scene.line.strip()
    found = MARKER.match(scene.lines[at])
    if found and opens_list(found["number"] or found["letter"] or ""):
        return None
    if not _is_worded(line) or not scene.follows_blank or LEADS_ON.match(line) or FURTHER_MESSAGE.match(line):
        return None
    end = run_end(scene.lines, at)
    below = msgspec.structs.replace(scene, at=at, line=scene.lines[at], end=end)  # its indentation is the same
    return quote(below) if below.end - at > 1 else None


def _is_worded(line: str) -> bool:
    words = line.split()
    return len(words) > 1 and line.lstrip()[0].isupper() and not CODE.search(line) and not text.gaps(line)
