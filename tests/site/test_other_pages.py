"""Home, search, 404, and pages that are no articles."""

from urllib.parse import urljoin

import pytest

from tests.site.bases import Base


def test_the_home_page_shows_products_counts_and_the_latest_revisions(base: Base) -> None:
    for n in range(15):
        base.article(f"Q{n}", product="Lamps", revised=f"2001-01-{n + 1:02}", keywords=["kbx"])
    base.build()
    home = base.page()
    assert home.one("h1").text == "Lamp Room"
    assert home.one(".kb-sum").text == "15 articles · 1 product · 1 keyword"
    assert home.one("ul.kb-names").text == "Lamps 15"
    recent = [item.one("span").text for item in home.one("ul.kb-recent").all("li")]
    assert recent == [f"Q{n}" for n in range(14, 2, -1)]


def test_an_index_of_one_s_own_introduces_the_home_page(base: Base) -> None:
    base.write("index.md", "# Welcome\n\nRead [Q1](kb:Q1) first.\n")
    base.article("Q1")
    base.build()
    home = base.page()
    assert home.one("h1").text == "Welcome"
    assert home.one(".kb-intro").one("a.kb-link")["href"] == "kb/000/Q1/"
    assert home.all("ul.kb-names")


def test_a_base_without_articles_has_a_site(base: Base) -> None:
    report = base.build(strict=True)
    assert report.articles == 0
    assert base.page().one(".kb-sum").text == "0 articles · 0 products · 0 keywords"


def test_every_page_has_one_search_box_that_leads_to_the_search_page(base: Base) -> None:
    base.article("Q1", keywords=["kbx"])
    base.write("about.md", "# About\n")
    base.build()
    for address, page in base.pages():
        (box,) = page.all("[type=search]")
        form = page.one("[role=search]")
        assert box["name"] == "q"
        root = "https://example.org/"
        assert urljoin(root + address, form["action"]) == f"{root}search/", address
        assert page.one("body")["data-kb-base"].startswith("/" if address == "404.html" else ".")


def test_results_have_their_place_and_without_scripts_the_listings_lead_on(base: Base) -> None:
    base.build()
    page = base.page("search/")
    assert page.one("[data-search-results]")["aria-label"] == "Results"
    for place in ("noscript", "[data-search-hints]"):
        assert [link["href"] for link in page.one(place).all("a")] == ["../products/", "../keywords/"]


def test_the_search_index_is_built_with_the_site(base: Base) -> None:
    base.article("Q1")
    base.build()
    assert list((base.site / "search" / "index").iterdir())


def test_the_404_page_works_at_any_depth_because_its_links_are_absolute(base: Base) -> None:
    base.configure(site_url="https://example.org/lamps/")
    base.build()
    page = base.page("404.html")
    assert page.one("form")["action"] == "/lamps/search/"
    assert {link["href"] for link in page.one("[data-kb-not-found]").all("a")} >= {
        "/lamps/products/",
        "/lamps/keywords/",
    }
    assert all(link["href"].startswith("/lamps/") for link in page.all("link"))


def test_other_pages_are_ordinary_mkdocs_pages(base: Base) -> None:
    base.article("Q1")
    base.write("about.md", "# About & More\n\nText.\n")
    base.write("guide/first.md", "# First\n")
    base.build()
    page = base.page("about/")
    assert page.one("title").text == "About & More \N{EN DASH} Lamp Room"
    places = page.one("nav.places")
    assert [link.text for link in places.all("a")] == ["Products", "Keywords", "About & More", "First"]


def test_articles_stay_out_of_the_navigation(base: Base) -> None:
    for n in range(5):
        base.article(f"Q{n}")
    base.build()
    assert [link.text for link in base.shown("Q1").one("nav.places").all("a")] == ["Products", "Keywords"]


@pytest.mark.parametrize("name", ["products.md", "products/index.md", "search.md", "keywords/README.md"])
def test_a_page_of_one_s_own_keeps_its_address_and_one_is_told(base: Base, name: str) -> None:
    base.article("Q1")
    base.write(name, "# My own page\n")
    said: list[str] = []
    base.build(say=lambda text, _level: said.append(text))
    address = name.split("/", maxsplit=1)[0].removesuffix(".md") + "/"
    assert base.page(address).one("main").one("h1").text == "My own page"
    assert any(f"{name} takes the address {address}" in text for text in said)


def test_an_article_keeps_its_address_against_an_ordinary_page(base: Base) -> None:
    base.article("Q1", folder="somewhere")
    base.write("kb/000/Q1/index.md", "# Impostor\n")
    said: list[str] = []
    base.build(say=lambda text, _level: said.append(text))
    assert base.shown("Q1").one("main").one("h1").text == "Title of Q1"
    assert any("kb/000/Q1/index.md" in text and "Q1.md" in text for text in said)


def test_the_theme_works_without_the_plugin_s_pages_named_in_nav(base: Base) -> None:
    base.configure(nav=[{"Start": "index.md"}, {"All products": "products.md"}])
    base.article("Q1")
    report = base.build(strict=True)
    assert report.warnings == 0


def test_edit_links_lead_to_the_file(base: Base) -> None:
    base.configure(repo_url="https://example.org/repo", edit_uri="edit/main/content/")
    base.article("Q1", folder="odd")
    base.build()
    assert base.shown("Q1").one("p.edit").one("a")["href"] == "https://example.org/repo/edit/main/content/odd/Q1.md"
    assert not base.page("products/").all("p.edit")


def test_what_a_plugin_of_one_s_own_makes_of_a_page_is_what_readers_get(base: Base) -> None:
    hook = "def on_page_content(html, page, **_):\n    return html.replace('dark', 'as dark as \u2014 night')\n"
    (base.folder / "hook.py").write_text(hook, encoding="utf-8")
    base.configure(hooks=["hook.py"])
    base.article("Q1")
    base.article("Q2", "Other words.")
    base.build(strict=True)
    assert "The lamp stays as dark as \u2014 night." in base.shown("Q1").text
    assert "Other words." in base.shown("Q2").text
