"""Listings of articles, by product and by keyword: sorted, paged, and made page by page as a pure function of its rows.

Every article stands in the listing of its product, or in that of the articles without one, so that each can be reached by links.
A listing longer than a page exists in three orders; a shorter one is sorted in the browser.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any, Literal

import msgspec

from kbtool.site import addresses, fragments
from kbtool.site.context import SiteContext
from kbtool.site.rows import Row, by_id, by_title, listed_under, newest_first

ROWS_A_PAGE = 100
NAMES_A_PAGE = 400

Kind = Literal["product", "keyword"]
Order = Literal["newest", "title", "id"]

_ORDERS: dict[Order, tuple[str, Callable[[Row], Any]]] = {
    "newest": ("", newest_first),
    "title": ("by-title/", by_title),
    "id": ("by-id/", by_id),
}


class Name(msgspec.Struct, frozen=True):
    """A product or keyword, where its listing lies, and how many articles it has."""

    text: str
    address: str
    count: int


class Listing(msgspec.Struct, frozen=True):
    """All articles of one product or keyword."""

    kind: Kind
    name: Name
    rows: tuple[Row, ...]


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """One of several pages that one leafs through."""

    kind: Kind
    number: int
    pages: int

    @property
    def near(self) -> tuple[int, ...]:
        """The pages to link to: the first, the last and those around this one; 0 stands for pages left out."""
        shown = sorted({1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)})
        gaps = [0 if after - before > 1 else None for before, after in pairwise(shown)]
        return tuple(n for pair in zip_longest(shown, gaps) for n in pair if n is not None)


class ListingPage(Leaf, frozen=True, kw_only=True):
    """One page of a listing, in one order."""

    name: Name
    order: Order
    rows: tuple[Row, ...]

    @property
    def address(self) -> str:
        """Where this page lies."""
        return self.at(self.order, self.number)

    def at(self, order: Order, number: int = 1) -> str:
        """Where another page of the same listing lies."""
        return f"{self.name.address}{_ORDERS[order][0]}{_numbered(number)}"

    def turn(self, number: int) -> str:
        """Where another page of the same order lies."""
        return self.at(self.order, number)

    @property
    def listed(self) -> bool:
        """Whether search engines should know the page: the other orders show them nothing new."""
        return self.order == "newest"


class NamesPage(Leaf, frozen=True, kw_only=True):
    """One page of the list of all products or all keywords."""

    total: int
    names: tuple[Name, ...]
    most_used: tuple[Name, ...] = ()

    @property
    def address(self) -> str:
        """Where this page lies."""
        return self.turn(self.number)

    def turn(self, number: int) -> str:
        """Where another page of the same list lies. No listing's own address begins with `_`."""
        return (addresses.PRODUCTS if self.kind == "product" else addresses.KEYWORDS) + (
            f"_{number}/" if number > 1 else ""
        )


def listings(kind: Kind, rows: Iterable[Row]) -> list[Listing]:
    """The listings of one kind, sorted by name. Spellings that differ in case or spaces are one; the most frequent is shown."""
    members: dict[str, list[Row]] = {}
    spellings: dict[str, Counter[str]] = {}
    for row in rows:
        for text in dict.fromkeys(_names(kind, row)):
            address = _address(kind, text)
            if not (listed := members.setdefault(address, [])) or listed[-1] is not row:
                listed.append(row)
            spellings.setdefault(address, Counter())[" ".join(text.split())] += 1
    found = [
        Listing(kind, Name(_most_frequent(spellings[address]), address, len(listed)), tuple(listed))
        for address, listed in members.items()
    ]
    return sorted(found, key=lambda listing: (listing.name.text.casefold(), listing.name.address))


def pages_of(listing: Listing) -> Iterator[ListingPage]:
    """The pages of a listing in every order it has."""
    long = len(listing.rows) > ROWS_A_PAGE
    for order, (_, key) in _ORDERS.items():
        chunks = _chunks(sorted(listing.rows, key=key), ROWS_A_PAGE)
        for number, chunk in enumerate(chunks, 1):
            yield ListingPage(
                kind=listing.kind, name=listing.name, order=order, number=number, pages=len(chunks), rows=chunk
            )
        if not long:
            return


def pages_of_names(kind: Kind, names: Sequence[Name]) -> list[NamesPage]:
    """The list of all products or keywords, one page at least."""
    chunks = _chunks(names, NAMES_A_PAGE) or [()]
    most_used = sorted(names, key=lambda name: (-name.count, name.address))[:24] if len(chunks) > 1 else []
    return [
        NamesPage(
            kind=kind,
            number=number,
            pages=len(chunks),
            total=len(names),
            names=chunk,
            most_used=tuple(most_used) if number == 1 else (),
        )
        for number, chunk in enumerate(chunks, 1)
    ]


def render_listing(context: SiteContext, page: ListingPage) -> str:
    """The content of a listing's page."""
    return fragments.render(context, "listing.html", page.address, page=page)


def render_names(context: SiteContext, page: NamesPage) -> str:
    """The content of a page of all products or keywords."""
    return fragments.render(context, "names.html", page.address, page=page)


def _names(kind: Kind, row: Row) -> tuple[str, ...]:
    if kind == "product":
        return (listed_under(row.product),)
    return tuple(keyword for keyword in row.keywords if keyword.strip())


def _address(kind: Kind, text: str) -> str:
    return addresses.product(text) if kind == "product" else addresses.keyword(text)


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _chunks(items: Sequence[Any], size: int) -> list[tuple[Any, ...]]:
    return [tuple(items[i : i + size]) for i in range(0, len(items), size)]


def _numbered(number: int) -> str:
    return f"{number}/" if number > 1 else ""
