"""The references that an article makes to others, in every form in which an editor may have written them."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import msgspec

from kbtool.catalogue.addresses import id_in_address, id_in_old_address, ids_in_text, may_hold_address
from kbtool.catalogue.cited import NONE, CitedTitle, title_behind
from kbtool.catalogue.sentences import last_sentence, sentence_around
from kbtool.content.dialect import cited, is_of_base, searched_words
from kbtool.content.lines import Stretches
from kbtool.content.outline import Link, Outline, Passage
from kbtool.ids import IdForm

_ANNOUNCES = ":"
"""With this ends a text that has citations below it."""


class Form(StrEnum):
    """How a reference is written."""

    LINK = "link"
    """`[Q160513](kb:Q160513)`"""
    MENTION = "mention"
    """`Q160513` free in text"""
    ADDRESS = "address"
    """an id in an old address of the archive: `.../kb/articles/q160/5/13.asp`, `...?scid=kb;en-us;Q160513`"""
    PAGE = "page"
    """an id in the address of a page of whatever site: `https://.../kb/160/Q160513/`"""


_OF_ADDRESSES = (Form.ADDRESS, Form.PAGE)


class Reference(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place where an article refers to another.

    `start` and `end` are offsets into the file's text; `title` is the title by which it is cited, "" where it is by its number alone,
    and stands from `title_start` to `title_end`; `sentence` is the one it stands in, or that announces a citation of a line of its own.
    `is_bare` says that readers see the id or the address itself, and no words in its place; what they see stands from `words_start` to
    `words_end`. The address of a link stands from `target_start` to `target_end`, both 0 where it does not stand behind the text as it
    is. `is_cell` says that the reference stands in a table, where what is in the next cell need not be a title. `fragment` is the anchor of the heading that is cited, with `#` before it, or "".
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
    is_bare: bool = True
    words_start: int = 0
    words_end: int = 0
    target_start: int = 0
    target_end: int = 0
    is_cell: bool = False
    fragment: str = ""


class _Found(NamedTuple):
    """Where in its passage a reference begins and ends, the id, the form, and the link if it is one with the anchor it leads to."""

    at: int
    end: int
    id: str
    form: Form
    link: Link | None = None
    fragment: str = ""


def references(parts: Outline, ids: IdForm, position: Callable[[int], tuple[int, int]]) -> Iterator[Reference]:
    """The references of an article, in order of their place; `position` gives the line and column of an offset."""
    announcement = ""
    for passage, following in pairwise([*parts.passages, None]):
        if passage is None:
            return
        if passage.level:
            announcement = ""
        is_citation = False
        for one in _found(passage, ids):
            title = _title(passage, one, following)
            is_citation |= bool(title.text)
            yield _reference(passage, one, title, announcement, position)
        if not is_citation and not passage.level and passage.kind != "cell":
            announcement = passage.text if passage.text.rstrip().endswith(_ANNOUNCES) else ""


def _found(passage: Passage, ids: IdForm) -> list[_Found]:
    """All references of a passage, in order of their place; most passages have none, which is seen at once."""
    found = list(_links(passage, ids)) if passage.links else []
    if ids.occurs_in(passage.prose) or may_hold_address(passage.prose):
        found += _unlinked(passage, ids)
    return sorted(found, key=_place)


def _place(found: _Found) -> tuple[int, int]:
    return found.at, found.end


def _links(passage: Passage, ids: IdForm) -> Iterator[_Found]:
    for link in passage.links:
        end = link.at + len(link.text)
        if is_of_base(link.address):
            target = cited(link.address)
            if target.id and searched_words(link.address) is None:
                yield _Found(link.at, end, target.id, Form.LINK, link, target.fragment)
        elif article_id := id_in_address(link.address, ids):
            yield _Found(link.at, end, article_id, _form(link.address, ids), link)


def _unlinked(passage: Passage, ids: IdForm) -> Iterator[_Found]:
    """Old addresses and ids that are no links; an id within an address is no reference of its own."""
    links = [(link.at, link.at + len(link.text)) for link in passage.links]
    linked = Stretches(links)
    addresses = [
        _Found(at, end, article_id, _form(passage.prose[at:end], ids))
        for at, end, article_id in ids_in_text(passage.prose, ids)
        if at not in linked
    ]
    yield from addresses
    taken = Stretches([*links, *((address.at, address.end) for address in addresses)])
    for mention in ids.mentions(passage.prose):
        if mention.start() not in taken:
            yield _Found(*mention.span(), mention[0], Form.MENTION)


def _form(address: str, ids: IdForm) -> Form:
    return Form.ADDRESS if id_in_old_address(address, ids) else Form.PAGE


def _title(passage: Passage, found: _Found, following: Passage | None) -> CitedTitle:
    if found.form in _OF_ADDRESSES or passage.level:
        return NONE
    return title_behind(passage, found.at, found.end, following, is_link=found.form is Form.LINK)


def _reference(
    passage: Passage, found: _Found, title: CitedTitle, announcement: str, position: Callable[[int], tuple[int, int]]
) -> Reference:
    link = found.link
    start, end = (link.start, link.end) if link else (passage.source(found.at), passage.source(found.end - 1) + 1)
    is_announced = bool(title.text and announcement)
    sentence = last_sentence(announcement) if is_announced else sentence_around(passage.text, found.at, found.end)
    return Reference(
        found.id,
        *position(start),
        start,
        end,
        found.form,
        sentence,
        title.text,
        title.start,
        title.end,
        not link or _is_bare(link, found.id),
        *(link.words if link else (start, end)),
        *((link and link.target) or (0, 0)),
        is_cell=passage.kind == "cell",
        fragment=found.fragment,
    )


def _is_bare(link: Link, article_id: str) -> bool:
    """Whether a link shows the id or its own address, and no part of it otherwise than the rest."""
    return link.text in (article_id, link.address) and link.words_end - link.words_start == len(link.text)
