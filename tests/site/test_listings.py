"""Every article can be reached by links: from the home page over its product and its keywords."""

from datetime import date, timedelta

import pytest

from kbtool.site.listings import ROWS_A_PAGE, ListingPage, Name, listings, pages_of, pages_of_names
from kbtool.site.rows import Row
from tests.site.bases import Base


def rows(count: int) -> list[Row]:
    return [
        Row(
            id=f"Q{n}",
            title=f"Title {(n * 7) % count:04}",
            revised=date(2001, 1, 1) + timedelta((n * 3) % count),
            product="Lamps",
            keywords=("kbx",),
        )
        for n in range(count)
    ]


def test_a_listing_shows_the_latest_revision_first(base: Base) -> None:
    base.article("Q1", product="Lamps", revised="2001-01-01")
    base.article("Q2", product="Lamps", revised="2002-02-02")
    base.article("Q10", product="Lamps")
    base.build()
    table = base.page("products/lamps/").one("table")
    cells = [[cell.text for cell in row.all("td")] for row in table.all("[data-article-id]")]
    assert cells == [
        ["Title of Q2", "Q2", "2002-02-02"],
        ["Title of Q1", "Q1", "2001-01-01"],
        ["Title of Q10", "Q10", ""],
    ]
    assert table.all("a")[0]["href"] == "../../kb/000/Q2/"


def test_no_page_of_a_listing_is_longer_than_a_reader_can_use() -> None:
    (listing,) = listings("product", rows(ROWS_A_PAGE * 2 + 1))
    newest = [page for page in pages_of(listing) if page.order == "newest"]
    assert [len(page.rows) for page in newest] == [ROWS_A_PAGE, ROWS_A_PAGE, 1]
    assert [page.address for page in newest] == ["products/lamps/", "products/lamps/2/", "products/lamps/3/"]


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("newest", lambda row: (-row.revised.toordinal(), int(row.id[1:]))),
        ("title", lambda row: row.title),
        ("id", lambda row: int(row.id[1:])),
    ],
)
def test_a_long_listing_exists_in_three_orders_each_with_every_article(order: str, key: object) -> None:
    articles = rows(ROWS_A_PAGE + 5)
    (listing,) = listings("product", articles)
    shown = [row for page in pages_of(listing) if page.order == order for row in page.rows]
    assert shown == sorted(articles, key=key)  # type: ignore[call-overload]


def test_search_engines_are_told_of_one_order_only() -> None:
    (listing,) = listings("product", rows(ROWS_A_PAGE + 1))
    assert {page.order for page in pages_of(listing) if page.listed} == {"newest"}


def test_pages_of_a_listing_lead_to_one_another(base: Base) -> None:
    for n in range(ROWS_A_PAGE + 1):
        base.article(f"Q{n}", "", product="Lamps", revised=f"{1900 + n}-01-01")
    base.build()
    first, second = base.page("products/lamps/"), base.page("products/lamps/2/")
    assert first.one("[rel=next]")["href"] == "../../products/lamps/2/"
    assert second.one("[rel=prev]")["href"] == "../../../products/lamps/"
    assert second.one("nav.kb-pager").one("[aria-current=page]").text == "2"
    assert [row["data-article-id"] for row in second.all("[data-article-id]")] == ["Q0"]
    by_title = base.page("products/lamps/by-title/")
    assert by_title.one("[aria-sort=ascending]").text == "Title"
    assert by_title.one("[name=robots]")["content"] == "noindex, follow"


@pytest.mark.parametrize(
    ("number", "pages", "near"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, 0, 9)),
        (5, 9, (1, 0, 3, 4, 5, 6, 7, 0, 9)),
        (9, 9, (1, 0, 7, 8, 9)),
        (250, 500, (1, 0, 248, 249, 250, 251, 252, 0, 500)),
    ],
)
def test_the_pager_is_short_however_many_pages_there_are(number: int, pages: int, near: tuple[int, ...]) -> None:
    page = ListingPage(
        kind="product", name=Name("Lamps", "products/lamps/", 1), order="newest", number=number, pages=pages, rows=()
    )
    assert page.near == near


def test_products_and_keywords_are_listed_with_their_counts(base: Base) -> None:
    base.article("Q1", product="Lamps", keywords=["kbx", "kby", "kbx"])
    base.article("Q2", product="bells", keywords=["KBX"])
    base.build()
    products = [item.text for item in base.page("products/").one("ul.kb-names").all("li")]
    keywords = [item.text for item in base.page("keywords/").one("ul.kb-names").all("li")]
    assert products == ["bells 1", "Lamps 1"]
    assert keywords == ["KBX 2", "kby 1"]


def test_articles_without_a_product_have_a_listing_of_their_own(base: Base) -> None:
    base.article("Q1")
    base.build()
    assert base.page("products/other-articles/").one("[data-article-id]")["data-article-id"] == "Q1"
    assert base.shown("Q1").one("nav.kb-trail").all("a")[-1].text == "Other articles"


def test_many_keywords_are_spread_over_pages() -> None:
    names = [Name(f"kb{n:04}", f"keywords/kb{n:04}/", n) for n in range(1000)]
    pages = pages_of_names("keyword", names)
    assert [page.address for page in pages] == ["keywords/", "keywords/_2/", "keywords/_3/"]
    assert [name for page in pages for name in page.names] == names
    assert pages[0].most_used[0].text == "kb0999"


def test_a_keyword_that_is_a_number_does_not_collide_with_a_page_of_the_list(base: Base) -> None:
    base.article("Q1", keywords=["2", "_2", "by-title"])
    base.build()
    assert base.page("keywords/2/").one("h1").text == "2"


def test_every_link_of_the_site_leads_to_a_page(base: Base) -> None:
    base.article("Q1", product="C++", keywords=["a/b", "..", "c"])
    base.article("Q2000", "See Q1.", product="C", keywords=["C"])
    base.write("guide.md", "# Guide\n\n[listing](products.md)\n")
    base.build()
    addresses = {address for address, _ in base.pages()}
    for address, page in base.pages():
        here = base.site / address if address.endswith("/") or not address else (base.site / address).parent
        for link in page.all("a"):
            target = link["href"].partition("#")[0].partition("?")[0]
            if not target or target.startswith("/"):  # within the page, or from the 404 page, which knows no folder
                continue
            found = (here / target).resolve()
            assert (found / "index.html").is_file(), f"{address} -> {link['href']}"
    assert {"", "products/", "keywords/", "search/", "kb/000/Q1/", "kb/002/Q2000/"} <= addresses
