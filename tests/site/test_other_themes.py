"""The plugin brings what it needs to any theme."""

import pytest

from tests.site.bases import Base


@pytest.fixture(params=["mkdocs", "readthedocs"])
def other(base: Base, request: pytest.FixtureRequest) -> Base:
    base.configure(theme=request.param, site_url="https://example.org/")
    base.article("Q1", product="Lamps", applies_to=["Lamp 1.0"], keywords=["kbx"], revised="2001-08-09")
    base.article("Q2000", "See Q1.")
    base.build(strict=True)
    return base


def test_an_article_s_content_brings_its_head_and_boxes(other: Base) -> None:
    article = other.shown("Q1").one("article.kb-article")
    assert article.one("h1").text == "Title of Q1"
    assert article.one(".kb-applies").one("li").text == "Lamp 1.0"
    assert article.one("time").text == "9 August 2001"


def test_the_theme_lists_the_sections_so_the_article_does_not(other: Base) -> None:
    page = other.shown("Q1")
    assert not page.all(".kb-contents")
    assert {"#symptoms", "#resolution"} <= {link["href"] for link in page.all("a") if "href" in link.attributes}


def test_links_listings_and_search_work(other: Base) -> None:
    assert other.shown("Q2000").one("a.kb-link")["href"] == "../../../kb/000/Q1/"
    assert other.page("products/lamps/").one("[data-article-id]")["data-article-id"] == "Q1"
    search = other.page("search/")
    search.one("[data-search-results]")
    assert search.one("[data-kb-base]")["data-kb-base"] == "../"
    assert search.all("[name=q]")


def test_words_to_search_for_lead_to_the_search(other: Base) -> None:
    other.article("Q7", "[lamp](kb:?q=lamp)\n")
    other.build()
    assert other.shown("Q7").one("a.kb-link")["href"] == "../../../search/?q=lamp"
    assert (other.site / "search/index.html").is_file()


def test_its_styles_and_scripts_are_there(other: Base) -> None:
    page = other.shown("Q1")
    linked = [link["href"] for link in page.all("link")] + [
        script.attributes.get("src", "") for script in page.all("script")
    ]
    ours = [name for name in linked if "kbtool" in name or "/search.js" in name or "/search.css" in name]
    assert len(ours) == 4
    for name in ours:
        assert (other.site / "kb/000/Q1" / name).resolve().is_file()


def test_the_listings_are_in_the_navigation(other: Base) -> None:
    links = {link.text for link in other.page("search/").all("a") if "href" in link.attributes}
    assert {"Products", "Keywords", "Search"} <= links
