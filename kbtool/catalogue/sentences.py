"""The sentence that stands around a place in running text."""

import re

SENTENCE_END = re.compile(r"[.!?][\"')]?(?=\s+[A-Z\"'(\[])")
"""The stop of a sentence that another one follows, with the mark or parenthesis that it closes."""
LONGEST = 300
"""Characters that are kept of a sentence."""
_FAR = 4 * LONGEST
"""Characters within which the beginning of a sentence is looked for."""
_LEFT_OUT = "\u2026"


def sentence_around(text: str, at: int, end: int) -> str:
    """The sentence that stands around a stretch of text, on one line; of a very long one what is near."""
    earliest = max(0, at - _FAR)
    start = max((found.end() for found in SENTENCE_END.finditer(text, earliest, at)), default=earliest)
    stop = SENTENCE_END.search(text, end, end + _FAR)
    before = " ".join(text[start:at].split()) + " " * text[start:at].endswith((" ", "\n"))
    return _together(before, " ".join(text[at : stop.end() if stop else end + _FAR].split()))


def last_sentence(text: str) -> str:
    """The sentence with which a text ends."""
    end = len(text.rstrip())
    return sentence_around(text[:end], end, end).strip()


def _together(before: str, after: str) -> str:
    """The two together, shortened at their outer ends, each to what the other leaves or to half."""
    room = max(LONGEST // 2, LONGEST - len(after))
    if len(before) > room:
        before = f"{_LEFT_OUT} {before[-room:].partition(' ')[2]}"
    room = LONGEST - min(len(before), LONGEST // 2)
    if len(before) + len(after) > LONGEST and len(after) > room:
        after = f"{after[:room].rpartition(' ')[0]} {_LEFT_OUT}"
    return before + after
