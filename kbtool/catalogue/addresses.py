"""Addresses under which articles are published, those of the archive and those of pages that kbtool makes: the ids in them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from kbtool.ids import IdForm, bucket

_OF_THE_ARCHIVE = (
    re.compile(r"/kb/articles/q(\d{1,3})/(\d)/(\d\d)\.(?:asp|htm)", re.IGNORECASE),
    re.compile(r"(?:scid|id)=kb;[a-z-]*;(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
    re.compile(r"\bkbid=(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
    re.compile(r"support\.microsoft\.com/(?:[a-z-]{2,5}/)?(?:kb|help)/(?:q|kb)?(\d{4,7})\b", re.IGNORECASE),
)
LETTER = "Q"
"""Before the numbers of the archive, which its addresses leave out."""
_PAGE = re.compile(r"/kb/(?P<bucket>\d{3,})/(?P<id>[A-Za-z0-9_-]+)(?:/|/index\.html)?(?:[?#].*)?\Z", re.DOTALL)
_IN_TEXT = re.compile(r"""(?:https?://|www\.)[^\s<>"'()]+""", re.IGNORECASE)
_ENDS_SENTENCE = ".,;:!?"
"""Behind an address in running text, such a sign is not part of it."""


def id_in_address(address: str, ids: IdForm) -> str | None:
    """The id that an old address of the archive, or one of a published page, leads to; None for any other address."""
    return id_in_old_address(address, ids) or _id_of_page(address, ids)


def id_in_old_address(address: str, ids: IdForm) -> str | None:
    """The id that an old address of the archive leads to; None for any other address."""
    plain = unquote(address)
    found = next((found for form in _OF_THE_ARCHIVE if (found := form.search(plain))), None)
    article_id = LETTER + "".join(found.groups()).lstrip("0") if found else ""
    return article_id if ids.matches(article_id) else None


def _id_of_page(address: str, ids: IdForm) -> str | None:
    page = _PAGE.search(unquote(address))
    return page["id"] if page and ids.matches(page["id"]) and bucket(page["id"]) == page["bucket"] else None


def may_hold_address(text: str) -> bool:
    """Whether there may be an address in running text."""
    return "://" in text or "www." in text.lower()


def ids_in_text(text: str, ids: IdForm) -> Iterator[tuple[int, int, str]]:
    """The addresses in running text that lead to articles: where each begins and ends, and the id."""
    for found in _IN_TEXT.finditer(text):
        address = found[0].rstrip(_ENDS_SENTENCE)
        if article_id := id_in_address(address, ids):
            yield found.start(), found.start() + len(address), article_id
