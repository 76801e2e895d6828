"""What at the very column of a list item's text is code, a command or a value rather than a further paragraph of it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import (
    LABELLED,
    PARAGRAPH_END,
    SENTENCE_END,
    are_rows,
    is_dump,
    is_evenly_wrapped,
    is_running,
    plain_part,
)
from kbtool.legacy.blocks.scene import Scene, line_before, next_line
from kbtool.legacy.blocks.signs import CODE, KEY, MARKER, MEANS, QUERY, STANDS_ALONE
from kbtool.model import SECTION_NAMES, Paragraph, Verbatim

_LEAST_WORDS = 4  # of a sentence
_NEARLY_FULL = 70  # columns
_MOSTLY, _HALF = 2 / 3, 1 / 2  # of the words of running text are plain
_FEW_LINES = 2
_LEAST_SENTENCES = 3  # one of so many lines
_ALIKE_WITHIN = 60  # lines

_EXPLAINS = re.compile(rf"where (?:\S+ ){{1,4}}{MEANS} ")
"""Begins an explanation of a placeholder: `where <path> is the folder...`."""

_EXPLAINS_PLACEHOLDER = re.compile(rf"where \"?<[^<>]+>\"? {MEANS} ")
"""Begins such an explanation surely, whether a full stop ends it or not."""

_GOES_ON = re.compile(r"(?:to|and|then|or|with|if|in|from|by|as|of|for|at|on) (?:[a-zA-Z,]+ ){4,}[\w.:]+\Z")
"""Goes on with a sentence that something displayed has interrupted."""

_TELLS_READER = re.compile(
    r"(?:For (?:example|more)|By default|Or|To|If|When|Once|Where|Note|Also|Use|Change|Place|Set|Navigate)\b,? \S*[a-z]\S* \S"
    r"|(?:This|These|It|You|Each) [a-z]+ [a-z]|The .* (?:is|are|reads?|following)\Z|[A-Z][^(]* (?:(?:can|should|must|will) \w|appears\Z)"
)
"""Begins what the author says to the reader, though no full stop ends it."""

_NO_WORDS = re.compile(r"=|: \S|\A[^\"]*\"[^\"]*\Z")

_UNQUOTED = "(without the quotation marks)"

_FOOTNOTED = re.compile(r"\w\w:\*+\Z")
"""Ends a lead-in that a footnote speaks of."""

_LEADS_TO_DISPLAY = re.compile(
    r"[A-Z].*[a-z)\"]:\Z|(?:from|to|with|by|then):\Z|Examples?\Z|(?:[A-Z][a-z]*|and|then|or),?(?: [a-z]+,?){2,}:?\Z"
)

_LEADS_ON_SMALL = re.compile(r"(?:in|on|for|under|with)(?: [A-Z\d][\w./-]*)+:\Z")
"""Says for what the lines below it hold, as one of several alternatives does."""

_OPEN_ENDS = ("...", "...)")

_OPENS_SENTENCE = re.compile(r" *[A-Z][a-z']* [a-z]")
_WORDS_IN_ROW = re.compile(r"(?: [a-z]+,?){3}")
_CONTENTS_FOLLOW = re.compile(r"(?:\bfile\b|\w\.\w+\W).*\bfollowing contents:\Z")
_SUBJECT = re.compile(r"\A<\w[\w ]*>(?= [a-z])")

_SETS = re.compile(r"[=:](?!\Z)")
_NUMBER = re.compile(r"(?<![A-Za-z])\d+(?:[./]?[\dx]+)*")
_LABEL = re.compile(r"[A-Z][\w.]*(?: [\w.:/()-]+)+\Z")


def is_literal_in_item(scene: Scene, block_lines: Sequence[str], end: int) -> bool:
    """Whether text at an item's own column is code, a command or a value rather than a further paragraph."""
    if end < scene.end and text.indent_of(scene.lines[end]) > scene.indent and not MARKER.match(scene.lines[end]):
        return True
    if STANDS_ALONE.match(block_lines[0]) or are_rows(block_lines):
        return True
    if len(block_lines) > 1:
        return _are_lines_set_apart(scene, block_lines)
    return _is_line_set_apart(scene, block_lines[0].strip())


def _are_lines_set_apart(scene: Scene, block_lines: Sequence[str]) -> bool:
    if all(" " not in line.strip() or STANDS_ALONE.match(line) for line in block_lines):
        return True
    is_typed = block_lines[0].lstrip().startswith('"') and block_lines[-1].endswith(_UNQUOTED)
    is_key = bool(KEY.match(block_lines[0])) and not block_lines[-1].endswith(".")
    if is_typed or is_key or is_dump(block_lines[0]) or _is_mostly_code(block_lines):
        return True
    if _are_expected_literals(scene, block_lines):
        return True
    if all(map(_is_sentence, block_lines)) or _were_wrapped_as_words(scene, block_lines):
        return False
    if _are_told_to_reader(scene, block_lines):
        return False
    explains = bool(_EXPLAINS.match(block_lines[0].strip()))
    return not is_running(block_lines, own_width=scene.own_width or explains)


def _is_mostly_code(block_lines: Sequence[str]) -> bool:
    """Whether most lines have a sign of code or are part of a path, and few of their words are plain, however full the lines are."""
    code = sum("\\" in line or bool(CODE.search(line)) for line in block_lines)
    return code * 2 > len(block_lines) and plain_part(block_lines) < _HALF


def _are_expected_literals(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether lines below an announcement, or below literal text, are code rather than words, however full they are."""
    if not scene.follows_blank or block_lines[-1].endswith(PARAGRAPH_END):
        return False
    if scene.is_announced:
        return plain_part(block_lines) <= _HALF or bool(QUERY.match(block_lines[0].lstrip()))
    if not isinstance(scene.before, Verbatim) or _reads_on(block_lines):
        return False
    return sum(map(_is_coded, block_lines)) * 2 >= len(block_lines)


def _reads_on(block_lines: Sequence[str]) -> bool:
    """Whether the first of the lines is part of a sentence, and most of their words are plain."""
    line = block_lines[0].strip()
    is_worded = line[0].isalpha() and not _SETS.search(line) and bool(_WORDS_IN_ROW.search(line))
    return is_worded and plain_part(block_lines) >= _MOSTLY


def _is_coded(line: str) -> bool:
    return bool(CODE.search(line)) or " " not in line.strip()


def _are_told_to_reader(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether lines that nothing announces are sentences, a third at least of what begins on a line of its own, and titles or commands."""
    if scene.is_announced or isinstance(scene.before, Verbatim) or _fills_item(scene):
        return False
    if any(CODE.search(line) or "  " in line.strip() for line in block_lines):
        return False
    parts = [block_lines[0].strip()]
    for line, following in pairwise(block_lines):
        if text.is_soft_break(line, following):
            parts[-1] += f" {following.strip()}"
        else:
            parts.append(following.strip())
    if any(not part[0].isalpha() or LABELLED.match(part) for part in parts):
        return False
    sentences = sum(_is_sentence(part) and not part.endswith(":") for part in parts)
    return sentences * _LEAST_SENTENCES >= len(parts)


def _fills_item(scene: Scene) -> bool:
    """Whether nothing stands beside the marker of the item, which is all of it what is read now: an example or a message."""
    return scene.before is not None and scene.before.rule == "empty-item"


def _were_wrapped_as_words(scene: Scene, block_lines: Sequence[str]) -> bool:
    return _is_nearly_wrapped(block_lines) or _are_full_lines_of_words(scene, block_lines)


def _are_full_lines_of_words(scene: Scene, block_lines: Sequence[str]) -> bool:
    """Whether lines that nothing announces are words and were full, though the next word had just fitted at the export's width."""
    if scene.is_announced or isinstance(scene.before, Verbatim) or max(map(len, block_lines)) < _NEARLY_FULL:
        return False
    if any(map(CODE.search, block_lines)) or plain_part(block_lines) < _MOSTLY:
        return False
    width = min(max(map(len, block_lines)), text.EXPORT_WIDTH - 1)
    return all(text.is_soft_break(a, b, width) for a, b in pairwise(block_lines))


def _is_nearly_wrapped(block_lines: Sequence[str]) -> bool:
    """Whether three lines or more are words, nearly as long as each other, and few of them end early."""
    if len(block_lines) <= _FEW_LINES or not block_lines[-1].endswith(SENTENCE_END):
        return False
    if not is_evenly_wrapped(block_lines) or any(map(CODE.search, block_lines)):
        return False
    return text.hard_breaks(block_lines) * 2 < len(block_lines) - 1


def _is_line_set_apart(scene: Scene, line: str) -> bool:
    if line.lstrip('" ') == _UNQUOTED or _explains(line):
        return False
    if (_GOES_ON.match(line) or _is_remark(scene, line) or _leads_to_citation(scene, line)) and not CODE.search(line):
        return False
    is_sentence = _is_sentence(line) and not _are_contents(scene)
    if is_sentence or _introduces_display(scene, line) or _is_label(scene, line):
        return False
    if _LEADS_ON_SMALL.match(line) and not CODE.search(line):
        return False
    if not scene.is_announced and (_tells_reader(line) or _speaks_of_placeholder(scene, line)):
        return False
    return scene.is_announced or bool(CODE.search(line)) or not (line.endswith(SENTENCE_END) or _FOOTNOTED.search(line))


def _are_contents(scene: Scene) -> bool:
    """Whether the sentence above says that what stands here are the contents of a file."""
    above = scene.before
    return isinstance(above, Paragraph) and bool(_CONTENTS_FOLLOW.search(" ".join(above.lines[-2:])))


def _explains(line: str) -> bool:
    """Whether the line says what a placeholder stands for."""
    return bool(_EXPLAINS_PLACEHOLDER.match(line) or (_EXPLAINS.match(line) and line.endswith(".")))


def _introduces_display(scene: Scene, line: str) -> bool:
    """Whether the line is words that lead on to what stands further in below them, or further out, or to items below a colon."""
    if CODE.search(line):
        return False
    below = next_line(scene.lines, scene.end)
    column = text.indent_of(below)
    if column == scene.indent:
        return line.endswith(":") and bool(MARKER.match(below))
    if column < scene.indent:
        return column > 0 and bool(KEY.match(below) and _LABEL.match(line))
    return bool(_LEADS_TO_DISPLAY.match(line))


def _is_label(scene: Scene, line: str) -> bool:
    """Whether the line is a few words over a sentence of the item: a section of it, which no sentence above announces, or one of several."""
    below = next_line(scene.lines, scene.end)
    if _is_one_of_several(scene, line, below):
        return True
    if text.indent_of(below) != scene.indent or not _OPENS_SENTENCE.match(below) or CODE.search(below):
        return False
    if line.removesuffix(":") in SECTION_NAMES:
        return True
    if not isinstance(scene.before, Paragraph) or not line_before(scene.lines, scene.at).endswith("."):
        return False
    return bool(_LABEL.match(line)) and not CODE.search(line) and plain_part([line]) > _HALF


def _is_one_of_several(scene: Scene, line: str, below: str) -> bool:
    """Whether the line is words with a number over text or items, and others stand near so, but for the number."""
    if not _leads_to_text(line, scene.indent, below):
        return False
    words = _NUMBER.sub("#", line)
    near = range(max(scene.at - _ALIKE_WITHIN, 1), min(scene.at + _ALIKE_WITHIN, len(scene.lines) - 1))
    return any(
        other.strip() != line
        and text.indent_of(other) == scene.indent
        and _NUMBER.sub("#", other.strip()) == words
        and not scene.lines[i - 1]
        and not scene.lines[i + 1]
        and _leads_to_text(other.strip(), scene.indent, next_line(scene.lines, i + 1))
        for i in near
        if (other := scene.lines[i])
    )


def _leads_to_text(line: str, column: int, below: str) -> bool:
    """Whether the line, which begins at the column, is words with a number, and what stands below it is text or an item."""
    if not _NUMBER.search(line) or not _LABEL.match(line) or CODE.search(line) or plain_part([line]) < _HALF:
        return False
    if MARKER.match(below):
        return text.indent_of(below) >= column
    return text.indent_of(below) == column and bool(_OPENS_SENTENCE.match(below) or below.endswith(":"))


def _is_remark(scene: Scene, line: str) -> bool:
    """Whether the line is words in parentheses about what is displayed above it."""
    return isinstance(scene.before, Verbatim) and line.startswith("(") and line.endswith(")") and " " in line


def _leads_to_citation(scene: Scene, line: str) -> bool:
    """Whether the line is words, and below it another article is cited."""
    return bool(scene.citation.match(next_line(scene.lines, scene.end).lstrip())) and plain_part([line]) >= _MOSTLY


def _is_sentence(line: str) -> bool:
    words = line.split()
    is_ended = line.endswith(SENTENCE_END) and not line.endswith(_OPEN_ENDS)
    is_worded = len(words) >= _LEAST_WORDS and words[0][0].isupper()
    return is_worded and is_ended and not (CODE.search(line) or QUERY.match(line))


def _speaks_of_placeholder(scene: Scene, line: str) -> bool:
    """Whether the line is a sentence whose subject is a placeholder, and no message that the text above announces without a colon."""
    if not line.startswith("<") or not _is_sentence(_SUBJECT.sub("It", line)):
        return False
    above = scene.before
    if isinstance(above, Paragraph) and above.marker and not any(above.lines):
        above = scene.earlier
    if not isinstance(above, Paragraph):
        return True
    return above.rule != "alternative" and bool(above.lines) and above.lines[-1].endswith(SENTENCE_END)


def _tells_reader(line: str) -> bool:
    """Whether the line is words to the reader, which no full stop ends."""
    if not _TELLS_READER.match(line) or _NO_WORDS.search(line) or CODE.search(line):
        return False
    return len(line.split()) >= _LEAST_WORDS and plain_part([line]) >= _MOSTLY
