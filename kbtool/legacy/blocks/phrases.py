"""Words to search the knowledge base for, where older articles could not cite by id: a sentence that says so, and the words below it."""

import re

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import Read, Scene
from kbtool.model import RUNNING_TEXT, SearchPhrase

_LEAD_IN = re.compile(
    r"\b(?:quer(?:y|ying)|search(?:ing)?)\b(?P<where>[^.:]*?)\b(?:(?:the (?:following )?|these |using |following )"
    r"(?:key ?|exact )?(?:words?|phrases?)|the following(?= in (?:the|this) [\w ]*\bknowledge base\b))\b(?P<further>[^.:]*(?:\([^)]*\))?):\Z"
)
_BRIEF_LEAD_IN = re.compile(r"\bquery on:\Z")
_ANOTHER_PLACE = re.compile(r"\b(?:library|help|file|computer|dialog|index|books|microsoft network|internet)\b")
_THIS_PLACE = re.compile(r"\b(?:knowledge base|article|database)\b")

_REMARK = re.compile(r"\((?:without|including|with)(?: the)? quotation marks\)", re.IGNORECASE)
_UNSEARCHED = re.compile(r"\bprod\(\w+\)|<[^>]*>", re.IGNORECASE)
"""Confined a search of the old base to a product, or stands for something that the reader knows."""

_JOINING = frozenset(["and", "or"])
_MOST_WORDS = 8  # that no `and` joins
_MOST_LINES = 6
_LEAD_IN_LINES = 8
_LONGEST_LEAD_IN = 700  # characters; time to look grows with their square


def search_phrase(scene: Scene) -> Read | None:
    """The words below a sentence that tells the reader to search for them."""
    if type(scene.before) is SearchPhrase and _stands_below_its_like(scene, scene.before):
        return _phrase(scene)
    if not isinstance(scene.before, RUNNING_TEXT) or not scene.before.lines or not scene.before.lines[-1].endswith(":"):
        return None
    if not _leads_in(" ".join(scene.before.lines[-_LEAD_IN_LINES:])[-_LONGEST_LEAD_IN:]):
        return None
    return _phrase(scene)


def _stands_below_its_like(scene: Scene, above: SearchPhrase) -> bool:
    """Whether the line is another phrase: set apart at the column of the one above it."""
    column = text.indent_of(scene.lines[above.span.start - scene.first_line])
    return scene.end == scene.at + 1 and column == scene.indent > scene.base


def _phrase(scene: Scene) -> Read | None:
    end = _end(scene)
    lines = scene.stripped(scene.at, end)
    query = query_of(" ".join(lines))
    if not query or _is_sentence(lines):
        return None
    block = SearchPhrase(span=scene.span(end), rule="search-phrase", depth=scene.depth, lines=lines, query=query)
    return Read(block, end)


def _leads_in(paragraph: str) -> bool:
    paragraph = paragraph.lower()
    if "quer" not in paragraph and "search" not in paragraph:
        return False
    found = _LEAD_IN.search(paragraph)
    if not found:
        return bool(_BRIEF_LEAD_IN.search(paragraph))
    place = found["where"] + found["further"]
    return bool(_THIS_PLACE.search(place)) or not _ANOTHER_PLACE.search(place)


def _is_sentence(lines: tuple[str, ...]) -> bool:
    words = lines[0].lower().split()
    too_many = len(words) > _MOST_WORDS and "and" not in words and not _REMARK.search(lines[0]) and len(words[0]) > 1
    return lines[-1].endswith((".", ":")) or too_many


def _end(scene: Scene) -> int:
    """The line after the phrase: one line, or as many as a phrase with remarks on its quotation marks was wrapped onto."""
    end = scene.at + 1
    while end < min(scene.end, scene.at + _MOST_LINES) and not text.is_rule(scene.lines[end]):
        end += 1
    lines = scene.stripped(scene.at, end)
    wrapped = end == scene.end and all("(without" in line for line in lines[:-1])
    return end if wrapped and lines[0].startswith('"') and lines[-1].endswith("marks)") else scene.at + 1


def query_of(phrase: str) -> str:
    """What to search for: the words without quotation marks and what joins them; letters set apart are one word."""
    words = _UNSEARCHED.sub(" ", _REMARK.sub(" ", phrase)).replace('"', " ").lower().split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(word for word in words if word not in _JOINING)
