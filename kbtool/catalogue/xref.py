"""The map of a knowledge base by which other sites cite its articles: from ids to addresses and titles."""

from collections.abc import Callable, Iterable

import msgspec

from kbtool.catalogue.known import Known
from kbtool.catalogue.resolution import Successor
from kbtool.ids import page_url

FILE_NAME = "xref.json"
"""Of the map in a built site."""
FORMAT = "kbtool-xref"
VERSION = 1
"""Grows when readers of the map have to change; they should refuse a greater one."""


class XrefArticle(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article: the address of its page below the base of the map, and what to call it. `revised` is ISO 8601."""

    address: str
    title: str
    product: str = ""
    revised: str = ""


class XrefMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map. `base` is the URL below which the addresses lie, "" where it is not known: then they are relative to the map itself."""

    format: str = FORMAT
    version: int = VERSION
    base: str = ""
    articles: dict[str, XrefArticle]
    redirects: dict[str, str]
    """From ids that were renamed or merged to those of articles that are here."""
    successors: dict[str, Successor]
    """Where articles that are not here live on, by all their ids."""


def xref_map(
    articles: Iterable[tuple[str, str, str, str]],
    known: Known,
    *,
    base: str = "",
    address: Callable[[str], str] = page_url,
) -> XrefMap:
    """The map of these articles: id, title, product and date of revision of each. `address` gives the address of a page from its id."""
    found = {
        article_id: XrefArticle(address(article_id), title, product, revised)
        for article_id, title, product, revised in sorted(articles)
    }
    others = [(name, resolution) for name, resolution in known.resolutions(found) if name not in found]
    return XrefMap(
        base=base,
        articles=found,
        redirects={name: resolution.target for name, resolution in others if resolution.target},
        successors={name: resolution.successor for name, resolution in others if resolution.successor},
    )


def encoded(xref: XrefMap) -> bytes:
    """The map as JSON."""
    return msgspec.json.encode(xref) + b"\n"
