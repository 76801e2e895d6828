"""The references that an article makes to others, in every form in which an editor may have written them."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from urllib.parse import unquote

import msgspec

from kbtool.content.dialect import SCHEME, searched_words
from kbtool.content.outline import Outline, Passage
from kbtool.ids import IdForm


class Form(StrEnum):
    """How a reference is written."""

    LINK = "link"
    """`[Q160513](kb:Q160513)`"""
    MENTION = "mention"
    """`Q160513` free in text"""
    ADDRESS = "address"
    """an id in an old address of the archive: `.../kb/articles/q160/5/13.asp`, `...?scid=kb;en-us;Q160513`"""


class Reference(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place where an article refers to another.

    `start` and `end` are offsets into the file's text; `title` is the title by which it is cited, "" where it is by its number alone,
    and stands from `title_start` to `title_end`; `sentence` is the one it stands in, or that announces a citation of a line of its own.
    """

    id: str
    line: int
    column: int
    start: int
    end: int
    form: Form
    sentence: str
    title: str = ""
    title_start: int = 0
    title_end: int = 0


_ADDRESSES = (
    re.compile(r"/kb/articles/q(\d{1,3})/(\d)/(\d\d)\.(?:asp|htm)", re.IGNORECASE),
    re.compile(r"(?:scid|id)=kb;[a-z-]*;(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
    re.compile(r"\bkbid=(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
    re.compile(r"support\.microsoft\.com/(?:[a-z-]{2,5}/)?(?:kb|help)/(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
)
_ID_FIELD = re.compile(r"\s*ARTICLE[- ]ID\s*:\s*")
_TITLE_FIELD = re.compile(r"\s*TITLE\s*: *(?=\S)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"')]?\s+(?=[A-Z\"'(\[])")
_LONGEST_SENTENCE = 300


def id_in_address(address: str, ids: IdForm) -> str | None:
    """The id that an old address of the archive leads to; None for any other address."""
    for form in _ADDRESSES:
        if found := form.search(unquote(address)):
            article_id = "Q" + "".join(found.groups()).lstrip("0")
            return article_id if ids.matches(article_id) else None
    return None


def references(parts: Outline, ids: IdForm, position: Callable[[int], tuple[int, int]]) -> Iterator[Reference]:
    """The references of an article, in order of their place; `position` gives the line and column of an offset."""
    announcement: Passage | None = None
    for passage in parts.passages:
        if passage.level:
            announcement = None
            continue
        found = sorted([*_links(passage, ids), *_mentions(passage, ids)])
        for at, end, article_id, form in found:
            yield _reference(passage, announcement, at, end, article_id, form, position)
        if not found or found[0][0]:
            announcement = passage


_Found = tuple[int, int, str, Form]
"""Where in its passage a reference begins and ends, the id, and the form."""


def _links(passage: Passage, ids: IdForm) -> Iterator[_Found]:
    for link in passage.links:
        if link.address.startswith(SCHEME):
            if searched_words(link.address) is None:
                yield link.at, link.at + len(link.text), link.address.removeprefix(SCHEME), Form.LINK
        elif article_id := id_in_address(link.address, ids):
            yield link.at, link.at + len(link.text), article_id, Form.ADDRESS


def _mentions(passage: Passage, ids: IdForm) -> Iterator[_Found]:
    for mention in ids.mentions(passage.prose):
        if not any(link.at <= mention.start() < link.at + len(link.text) for link in passage.links):
            yield mention.start(), mention.end(), mention[0], Form.MENTION


def _reference(  # noqa: PLR0913, PLR0917 - what was found of it, and where
    passage: Passage,
    announcement: Passage | None,
    at: int,
    end: int,
    article_id: str,
    form: Form,
    position: Callable[[int], tuple[int, int]],
) -> Reference:
    link = next((link for link in passage.links if link.at == at), None)
    start, stop = (link.start, link.end) if link else (passage.source(at), passage.source(end - 1) + 1)
    title_at, title_end = _title(passage, at, end) if form is Form.LINK else (end, end)
    return Reference(
        article_id,
        *position(start),
        start,
        stop,
        form,
        _last_sentence(announcement.text)
        if title_end > title_at and announcement
        else _sentence(passage.text, at, end),
        passage.text[title_at:title_end],
        passage.source(title_at) if title_end > title_at else 0,
        passage.source(title_end - 1) + 1 if title_end > title_at else 0,
    )


def _title(passage: Passage, at: int, end: int) -> tuple[int, int]:
    """Where the title behind an id stands that opens a line; an empty stretch where there is none."""
    text = passage.text
    opening = text[text.rfind("\n", 0, at) + 1 : at]
    if opening.strip() and not _ID_FIELD.fullmatch(opening):
        return end, end
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if line_end == end or not text[end:line_end].strip():
        field = _TITLE_FIELD.match(text, end)
        return (field.end(), _line_end(text, field.end())) if field else (end, end)
    start = end + len(text[end:line_end]) - len(text[end:line_end].lstrip(" :-"))
    return start, len(text[:line_end].rstrip())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text[: len(text) if end < 0 else end].rstrip())


def _sentence(text: str, at: int, end: int) -> str:
    """The sentence that stands around a stretch of text."""
    start = max(
        (found.end() for found in _SENTENCE_END.finditer(text, max(0, at - _LONGEST_SENTENCE), at)),
        default=max(0, at - _LONGEST_SENTENCE),
    )
    stop = _SENTENCE_END.search(text, end)
    return _shortened(text[start : stop.start() + 1 if stop else len(text)])


def _last_sentence(text: str) -> str:
    return _sentence(text.rstrip(), len(text.rstrip()), len(text.rstrip()))


def _shortened(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= _LONGEST_SENTENCE else words[: _LONGEST_SENTENCE - 2].rsplit(" ", 1)[0] + " \u2026"
