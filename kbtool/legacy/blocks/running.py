"""Whether lines, taken by themselves, are running text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.signs import CODE, KEY, STANDS_ALONE

_LEAST_WIDTH = 55  # columns of text that was wrapped by hand
_NEARLY_ALL = 0.8
_UNEVEN = 15  # columns by which the lines of such text differ
_ROW = re.compile(r"\S {4,}\S|(?<!\.)(?: \.){3,}+ *[^\s.]|\w\.{6,}+ *\w+\Z")
"""Is found in rows of a table and of a screen: text behind a wide gap or behind dots that lead to it."""
_NUMBER = re.compile(r"\d\.\Z")
_DUMP = re.compile(r"\b[\da-f]{8}\b.*\b[\da-f]{8}\b")
"""Is found in lines of memory dumps and stack traces."""
_BYTES = re.compile(r"\b[\da-fA-F]{2}[ -](?:[\da-fA-F]{2}[ -]){5}")
LABELLED = re.compile(r" *[A-Z][\w/.()-]*(?: [\w/.()-]+){0,3} ?: +\S")
_LONGEST_TITLE = 40
_LONGEST_FIRST_LINE = 60
_MOST_LINES = 20  # of a message
_LEAST_LINE = 30  # columns
_MOSTLY = 2 / 3
_FILE_PART = re.compile(
    r"\[[^\]]+\]\Z|[\w.]+:REG_[A-Z_]+:|[A-Za-z][\w.]*=[<\w\"]|REGEDIT4\Z| *(?:Volume in drive|Volume Serial Number|Directory of) |Total files listed:\Z| *\d+ [Ff]ile\(s\)|>?(?:\d\d/\d\d )?\d\d:\d\d:\d\d[ .]"
)
"""The name of a part of a settings file or a setting, the first line of exported registry text, a line of a log or of a directory."""
_REGISTRY_VALUE = re.compile(r'(?:"[^"]+"|@)=(?:"|dword:|hex)')
_STATEMENT_END = (".", "!", "?", '."', ".)", '?"', '!"')
PARAGRAPH_END = (".", ":", "?", "!", '."', '?"', '!"', ".)", ':"')
SENTENCE_END = (".", "!", "?", ":", ";", '."', ".)", '?"', ':"', '!"')


def reads_as_prose(block_lines: Sequence[str]) -> bool:
    """Whether lines at the margin are one paragraph."""
    if len(block_lines) == 1:
        line = block_lines[0].lstrip()
        return not (is_row(line) or _BYTES.search(line) or STANDS_ALONE.match(line) or _FILE_PART.match(line))
    if _is_listing(block_lines):
        return False
    return text.is_wrapped(block_lines, own_width=True) or _reads_on(block_lines)


def _is_listing(block_lines: Sequence[str]) -> bool:
    """Whether the lines are data: rows, a dump, a settings file, registry text, a record."""
    if _FILE_PART.match(block_lines[0]) or any(map(_REGISTRY_VALUE.match, block_lines)) or is_record(block_lines):
        return True
    if KEY.match(block_lines[0]) and not block_lines[-1].endswith("."):
        return True
    rows = sum(bool(text.gaps(line) or is_dump(line)) for line in block_lines)
    return rows * 2 >= len(block_lines) or are_rows(block_lines)


def are_rows(block_lines: Sequence[str]) -> bool:
    """Whether half of the lines at least are rows of a table or of a screen."""
    return sum(map(is_row, block_lines)) * 2 >= len(block_lines)


def is_row(line: str) -> bool:
    """Whether the line has text behind a wide gap, or behind dots that lead to it."""
    line = line.strip()
    if "   " in line:
        before, _, last = line.rpartition("   ")
        if "." not in last and not _NUMBER.search(before):
            return True
    elif ". ." not in line and "......" not in line:
        return False
    return bool(_ROW.search(line))


def _reads_on(block_lines: Sequence[str]) -> bool:
    """Whether the lines, though not wrapped strictly, are words and sentences rather than code."""
    code = sum(bool(CODE.search(line)) for line in block_lines)
    if code * 4 <= len(block_lines) and is_evenly_wrapped(block_lines):
        return True
    if not code and _is_one_sentence(block_lines):
        return True
    hard = text.hard_breaks(block_lines)
    if code * 2 < len(block_lines) and hard * 2 <= len(block_lines) and _ends_in_words(block_lines):
        return True
    sentences = sum(line.endswith((".", "!", "?")) for line in block_lines)
    return code * 3 < len(block_lines) and (hard * 2 <= len(block_lines) or sentences * 3 >= len(block_lines))


def _ends_in_words(block_lines: Sequence[str]) -> bool:
    """Whether the lines are words, the last of which end a sentence."""
    return block_lines[-1].endswith(".") and plain_part(block_lines) >= _NEARLY_ALL


def _is_one_sentence(block_lines: Sequence[str]) -> bool:
    """Whether the lines, however long, are the words of a sentence: it begins on the first and ends on the last of them."""
    first, *further = block_lines
    if not first[0].isupper() or not all(line[0].islower() for line in further):
        return False
    *before, last = block_lines
    is_ended = last.endswith(SENTENCE_END) and not any(line.endswith(SENTENCE_END) for line in before)
    return is_ended and plain_part(block_lines) >= _NEARLY_ALL


def is_evenly_wrapped(block_lines: Sequence[str]) -> bool:
    """Whether the lines are words, and all but the last nearly as long as the longest."""
    width = max(map(len, block_lines))
    even = all(len(line) >= width - _UNEVEN for line in block_lines[:-1])
    return width >= _LEAST_WIDTH and even and plain_part(block_lines) >= _NEARLY_ALL


def paragraphs_of_message(block_lines: Sequence[str]) -> list[list[str]]:
    """The paragraphs of a message: a title or a sentence, and sentences below it, each of which begins on a line of its own.

    None where the lines are anything else, or not wrapped at all.
    """
    first, last = block_lines[0], block_lines[-1]
    if not 2 < len(block_lines) <= _MOST_LINES or not last.endswith(_STATEMENT_END) or not _begins(first):
        return []
    paragraphs = [[first]]
    for line, following in pairwise(block_lines):
        if text.is_soft_break(line, following):
            paragraphs[-1].append(following)
        elif _begins(following) and (line is first or line.endswith(_STATEMENT_END)):
            paragraphs.append([following])
        else:
            return []
    is_title = len(paragraphs[0]) == 1 and len(first.strip()) <= _LONGEST_FIRST_LINE
    if len(paragraphs) in (1, len(block_lines)) or not (is_title or paragraphs[0][-1].endswith(_STATEMENT_END)):
        return []
    if any(map(_is_data, block_lines)) or any(LABELLED.match(paragraph[0]) for paragraph in paragraphs):
        return []
    return paragraphs if plain_part(block_lines) >= _MOSTLY else []


def _begins(line: str) -> bool:
    return line.lstrip()[0].isupper() or line.lstrip()[0] == '"'


def _is_data(line: str) -> bool:
    return bool(CODE.search(line) or text.gaps(line) or is_dump(line) or STANDS_ALONE.match(line))


def plain_part(block_lines: Sequence[str]) -> float:
    """What part of the words are nothing but letters, punctuation left aside."""
    words = " ".join(block_lines).split()
    return sum(word.strip("\"'().,:;!?").isalpha() for word in words) / len(words)


def is_title_over_prose(block_lines: Sequence[str]) -> bool:
    """Whether the first line is a few words over a paragraph that begins right below them."""
    title, *below = block_lines
    if len(below) < 2 or len(title) > _LONGEST_TITLE or title.endswith(SENTENCE_END) or CODE.search(title):
        return False
    if text.is_soft_break(title, below[0]):  # a long word came next
        return False
    is_wrapped = text.is_wrapped(below, own_width=True) or is_evenly_wrapped(below)
    return is_wrapped and not text.gaps(title) and reads_as_prose(below)


def is_running(block_lines: Sequence[str], *, own_width: bool) -> bool:
    """Whether indented lines are one text: wrapped, or sentences that run on from line to line at a width of their own."""
    if text.is_wrapped(block_lines, own_width=own_width) or _breaks_within_sentences(block_lines):
        return True
    runs_on = all(a[-1].isalnum() or a[-1] in ",'\"-" for a in block_lines[:-1]) and any(
        line.lstrip()[0].islower() for line in block_lines[1:]
    )
    return runs_on and block_lines[-1].endswith((".", "!", "?")) and text.is_wrapped(block_lines, own_width=True)


def _breaks_within_sentences(block_lines: Sequence[str]) -> bool:
    """Whether every line but the first begins with a small letter, and the last ends a sentence; few words a line are no sentence."""
    first, *further = (line.lstrip() for line in block_lines)
    if not first[0].isupper() or not block_lines[-1].endswith(_STATEMENT_END) or max(map(len, further)) < _LEAST_LINE:
        return False
    is_plain = plain_part(block_lines) >= _MOSTLY and not any(map(_is_data, block_lines))
    return is_plain and all(line[0].islower() for line in further)


def is_dump(line: str) -> bool:
    """Whether the line shows bytes or addresses of memory."""
    return "0" in line and bool(_DUMP.search(line) or _BYTES.search(line))


def is_record(block_lines: Sequence[str]) -> bool:
    """Whether the lines are label and value each."""
    if len(block_lines) < 2 or not all(": " in line and LABELLED.match(line) for line in block_lines):
        return False
    return not any(text.is_soft_break(a, b) for a, b in pairwise(block_lines))
