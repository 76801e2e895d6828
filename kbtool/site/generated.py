"""The pages that follow from all articles together: listings, the search page, and what the home page shows."""

from collections.abc import Iterator, Sequence
from functools import partial
from heapq import nsmallest
from itertools import chain

import msgspec
from markupsafe import Markup

from kbtool.site import addresses, fragments, kept, listings
from kbtool.site.articles import Pool, map_anywhere
from kbtool.site.context import SiteContext
from kbtool.site.listings import Listing, ListingPage, Name, NamesPage
from kbtool.site.rows import Row, newest_first

RECENT = 12


class GeneratedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page without a file: where it lies and what it shows. `listed` pages are for sitemap and search engines."""

    address: str
    title: str
    html: bytes
    """Compressed (`kept`)."""
    description: str
    listed: bool = True


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What the home page shows of the whole site: a handful of values, however many articles there are."""

    articles: int
    products: tuple[Name, ...]
    keywords: int
    recent: tuple[Row, ...]


def overview(rows: Sequence[Row], products: Sequence[Listing], keywords: Sequence[Listing]) -> Overview:
    """What the home page shows of these articles."""
    return Overview(
        articles=len(rows),
        products=tuple(listing.name for listing in products),
        keywords=len(keywords),
        recent=tuple(nsmallest(RECENT, (row for row in rows if row.revised), key=newest_first)),
    )


def generate(
    context: SiteContext, products: Sequence[Listing], keywords: Sequence[Listing], pool: Pool
) -> Iterator[GeneratedPage]:
    """Every page that no file stands for, but the home page."""
    yield _search_page(context)
    for listed in (products, keywords):
        kind: listings.Kind = "product" if listed is products else "keyword"
        for page in listings.pages_of_names(kind, [listing.name for listing in listed]):
            yield _names_page(context, page)
    pages = chain.from_iterable(map(listings.pages_of, chain(products, keywords)))
    yield from map_anywhere(partial(_listing_page, context), pages, pool)


def render_home(context: SiteContext, shown: Overview, intro: str = "") -> str:
    """The content of the home page. `intro` is the HTML of the base's own `index.md`."""
    heading, _, rest = intro.partition("</h1>")
    if not rest:
        heading, rest = "", intro
    return fragments.render(
        context,
        "home.html",
        "",
        shown=shown,
        heading=Markup(heading and heading + "</h1>"),  # noqa: S704 - rendered by MkDocs
        intro=Markup(rest),  # noqa: S704
    )


def home(context: SiteContext, shown: Overview) -> GeneratedPage:
    """The home page of a base without an `index.md`."""
    return GeneratedPage(
        address="",
        title=context.site_name,
        html=kept.compressed(render_home(context, shown)),
        description=f"{context.site_name}: {shown.articles:,} articles about {len(shown.products):,} products.",
    )


def _listing_page(context: SiteContext, page: ListingPage) -> GeneratedPage:
    several = f", page {page.number} of {page.pages}" if page.pages > 1 else ""
    return GeneratedPage(
        address=page.address,
        title=f"{page.name.text}{several}",
        html=kept.compressed(listings.render_listing(context, page)),
        description=f"{page.name.count:,} articles about {page.name.text}{several}.",
        listed=page.listed,
    )


def _names_page(context: SiteContext, page: NamesPage) -> GeneratedPage:
    title = "Products" if page.kind == "product" else "Keywords"
    return GeneratedPage(
        address=page.address,
        title=title,
        html=kept.compressed(listings.render_names(context, page)),
        description=f"All {page.total:,} {title.lower()} of {context.site_name} and their articles.",
    )


def _search_page(context: SiteContext) -> GeneratedPage:
    return GeneratedPage(
        address=addresses.SEARCH,
        title="Search",
        html=kept.compressed(fragments.render(context, "search.html", addresses.SEARCH)),
        description=f"Search {context.site_name}.",
        listed=False,
    )
