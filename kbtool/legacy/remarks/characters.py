"""Characters that were lost on their way into the archive, or were perhaps not understood."""

import re
from collections.abc import Iterator

from kbtool.findings import Code, Finding
from kbtool.legacy.remarks.reading import Reading

_LONGEST_WORD = 60
_LOST_IN_WORD = re.compile(r"(?:I|[A-Za-z]{2}[A-Za-z'-]*|[A-Za-z](?=\?[a-z]{3}))(?:\?[A-Za-z][A-Za-z'-]*)+\Z")
_LOST_QUOTES = re.compile(r"(?<![^\s(])\?[A-Z][A-Za-z]*(?: [A-Za-z]+){0,7}\?(?=[\s.,;)])")
_LOOK_IT_UP = "Put in the character that the sentence asks for."

_DOUBTFUL = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]"  # not defined in the code page
    rb"|[\xc2\xc3][\x80-\xbf]"  # UTF-8 in part
    rb"|[\xa1-\xa6\xa8\xaa\xac\xaf-\xb4\xb8-\xbf]{2,}"  # signs side by side: text of two bytes a character
    rb"|(?<=\()[\xc0-\xff](?=\))"  # a letter in the place of a blank
)
_PICTURE = re.compile("[\u2400-\u241f]+")
_AMBIGUOUS_ESCAPE = re.compile(r"<(?:[0189][0-9A-F]|F[1-9])>")


def lost_characters(reading: Reading) -> Iterator[Finding]:
    """A question mark inside a word, or one on either side of words: what stood there was no character of the archive."""
    text = reading.text
    at, seen = text.find("?"), 0
    while at >= 0:
        found = _lost_at(text, at)
        line, column = reading.place(at) if found else (0, 0)
        if found and line != seen:
            seen = line
            message = f"a character was probably lost in '{found}'."
            yield reading.warning(Code.CHARACTER_LOST, line, message, _LOOK_IT_UP, column)
        at = text.find("?", at + 1)


def _lost_at(text: str, at: int) -> str:
    """The words that lost a character at `at`; "" where the question mark is one."""
    after = text[at + 1 : at + 2]
    if not after.isalpha():
        return ""
    if text[at - 1 : at].isalpha():
        start, end = max(0, at - _LONGEST_WORD), at + _LONGEST_WORD
        word = text[start:at].rsplit(maxsplit=1)[-1] + text[at:end].split(maxsplit=1)[0]
        word = word.strip("\"'().,;:!")
        return word if _LOST_IN_WORD.match(word) else ""
    quoted = _LOST_QUOTES.match(text, at) if after.isupper() else None
    return quoted[0] if quoted else ""


def doubtful_characters(reading: Reading) -> Iterator[Finding]:
    """Bytes that the code page does not define, and sequences that look like text of another code page."""
    if reading.data.isascii():
        return
    seen = 0
    for line, column in _doubtful_places(reading):
        if line != seen:
            seen = line
            message = "characters here were perhaps written in another code page and stand for others."
            advice = "Read the line, and correct what makes no sense."
            yield reading.warning(Code.CHARACTER_DOUBTFUL, line, message, advice, column)


def _doubtful_places(reading: Reading) -> Iterator[tuple[int, int]]:
    data = reading.data
    if _is_utf_8(data):
        yield from (reading.place(found.start()) for found in re.finditer("\ufffd", reading.text))
    else:
        line, begin, last = 1, 0, 0
        for found in _DOUBTFUL.finditer(data):
            at = found.start()
            line += data.count(b"\n", last, at)
            begin = max(begin, data.rfind(b"\n", last, at) + 1)
            last = at
            yield line, at - begin + 1


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def control_characters(reading: Reading) -> Iterator[Finding]:
    """Control characters, which are shown as their pictures."""
    if reading.text.isascii():
        return
    for number, line in enumerate(reading.lines, 1):
        if not line.isascii() and (found := _PICTURE.search(line)):
            message = f"a control character stands here, and is shown as '{found[0][0]}'."
            advice = "Leave it where it belongs to what the article describes; else remove it."
            yield reading.info(Code.CONTROL_CHARACTER, number, message, advice, found.start() + 1)


def ambiguous_escapes(reading: Reading) -> Iterator[Finding]:
    """What an archived page writes for a byte it could not show, where it may also be what the article says."""
    if reading.document.form != "page" or "<" not in reading.text:
        return
    for number, line in enumerate(reading.lines[reading.opened.body_start - 1 :], reading.opened.body_start):
        if found := _AMBIGUOUS_ESCAPE.search(line):
            message = f"'{found[0]}' may be a key or a number, or stand for a character that the page could not show."
            advice = "Compare it with the text form of the article, if there is one."
            yield reading.info(Code.ESCAPE_AMBIGUOUS, number, message, advice, found.start() + 1)
