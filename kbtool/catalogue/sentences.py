"""The sentence that stands around a place in running text."""

import re

_END = re.compile(r"[.!?][\"')]?\s+(?=[A-Z\"'(\[])")
LONGEST = 300
"""Characters that are kept of a sentence."""


def sentence_around(text: str, at: int, end: int) -> str:
    """The sentence that stands around a stretch of text, on one line; the end of a very long one is left out."""
    earliest = max(0, at - LONGEST)
    start = max((found.end() for found in _END.finditer(text, earliest, at)), default=earliest)
    stop = _END.search(text, end)
    return _shortened(text[start : stop.start() + 1 if stop else len(text)])


def last_sentence(text: str) -> str:
    """The sentence with which a text ends."""
    end = len(text.rstrip())
    return sentence_around(text[:end], end, end)


def _shortened(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " \u2026"
