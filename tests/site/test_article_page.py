"""What a reader sees on the page of an article."""

import json

import pytest

from tests.site import dom
from tests.site.bases import BODY, Base


@pytest.fixture
def page(base: Base) -> dom.Element:
    base.configure(site_url="https://example.org/lamps/")
    base.article(
        "Q193819",
        BODY + "\n### Both Hands\n\nUse both.\n",
        title="Lamp Stays Dark",
        revised="2001-08-09",
        product="Harbour Lamps",
        product_code="lamps",
        applies_to=[
            "Lamp 1.0",
            {"name": "Lamp 2.0, with", "includes": ["a wick", {"name": "oil", "includes": ["fish"]}]},
        ],
        version="WINDOWS:1.0,2.0;:3;winnt:",
        keywords=["kblamp", "kbC++"],
        issue_type=["kbprb"],
        solution_type=["kbfix"],
        technology=["kbLampSearch"],
        hardware=["x86"],
        query_words="lantern",
    )
    base.build()
    return base.shown("Q193819")


def test_title_id_date_and_kind_stand_at_its_head(page: dom.Element) -> None:
    head = page.one("header.kb-head")
    assert head.one("h1").text == "Lamp Stays Dark"
    assert head.one(".kb-id").text == "Q193819"
    assert head.one("time").text == "9 August 2001"
    assert head.one("time")["datetime"] == "2001-08-09"
    assert [element.text for element in head.all(".kb-type")] == ["Problem", "Fixed"]


def test_breadcrumbs_lead_to_the_listing_of_its_product(page: dom.Element) -> None:
    links = [(link.text, link["href"]) for link in page.one("nav.kb-trail").all("a")]
    assert links == [
        ("Home", "../../../"),
        ("Products", "../../../products/"),
        ("Harbour Lamps", "../../../products/harbour-lamps/"),
    ]


def test_what_it_applies_to_is_nested_as_written(page: dom.Element) -> None:
    box = page.one("section.kb-applies")
    outer = box.all("ul")[0]
    assert [item.text for item in outer.children if isinstance(item, dom.Element)] == [
        "Lamp 1.0",
        "Lamp 2.0, with a wick oil fish",
    ]
    assert len(box.all("ul")) == 3
    assert box.one(".kb-versions").text == "Versions WINDOWS 1.0, 2.0 3"


def test_sections_have_anchors_and_links_to_themselves(page: dom.Element) -> None:
    headings = page.one(".kb-body").all("h2")
    assert [heading["id"] for heading in headings] == ["symptoms", "resolution"]
    for heading in headings:
        assert heading.one("a.kb-permalink")["href"] == f"#{heading['id']}"
        assert heading.one("a.kb-permalink")["aria-label"] == f"Link to the section {heading.text}"


def test_headings_in_capitals_are_marked_for_the_style_sheet(page: dom.Element) -> None:
    assert [heading.text for heading in page.one(".kb-body").all(".kb-caps")] == ["SYMPTOMS", "RESOLUTION"]


def test_contents_list_the_sections(page: dom.Element) -> None:
    links = [(link["href"], link.text) for link in page.one("nav.kb-contents").all("a")]
    assert links == [("#symptoms", "SYMPTOMS"), ("#resolution", "RESOLUTION"), ("#both-hands", "Both Hands")]


def test_keywords_lead_to_their_listings(page: dom.Element, base: Base) -> None:
    links = page.one("section.kb-keywords").all("a")
    assert [link.text for link in links] == ["kblamp", "kbC++"]
    for link in links:
        listing = base.page(link["href"].removeprefix("../../../"))
        assert [row["data-article-id"] for row in listing.all("tr") if "data-article-id" in row.attributes] == [
            "Q193819"
        ]


def test_no_field_of_the_front_matter_is_dropped(page: dom.Element) -> None:
    facts = {row.one("dt").text: row.one("dd").text for row in page.one("details.kb-more").all("div")}
    assert facts == {
        "Id": "Q193819",
        "Last revised": "2001-08-09",
        "Product": "Harbour Lamps",
        "Product code": "lamps",
        "Hardware": "x86",
        "Technology": "kbLampSearch",
        "Issue type": "kbprb",
        "Solution type": "kbfix",
        "Further words": "lantern",
    }


def test_old_content_says_so_with_its_date(page: dom.Element) -> None:
    assert "last revised on 9 August 2001" in page.one(".kb-old").text


def test_new_content_bears_no_notice(base: Base) -> None:
    base.article("Q2", revised="2999-01-01")
    base.article("Q3")
    base.build()
    assert not base.shown("Q2").all(".kb-old")
    assert not base.shown("Q3").all(".kb-old")


def test_search_engines_get_a_description_an_address_and_linked_data(page: dom.Element) -> None:
    metas = {meta["name"]: meta["content"] for meta in page.all("meta") if "name" in meta.attributes}
    assert metas["description"] == "The lamp stays dark."
    assert "robots" not in metas
    assert page.one("[rel=canonical]")["href"] == "https://example.org/lamps/kb/193/Q193819/"
    facts = json.loads(page.one("[type=application/ld+json]").raw)
    assert facts["@type"] == "TechArticle"
    assert facts["identifier"] == "Q193819"
    assert facts["headline"] == "Lamp Stays Dark"
    assert facts["dateModified"] == "2001-08-09"
    assert facts["url"] == "https://example.org/lamps/kb/193/Q193819/"


def test_without_the_site_s_address_no_canonical_one_is_made_up(base: Base) -> None:
    base.article("Q1")
    base.build()
    assert not base.shown("Q1").all("[rel=canonical]")
    assert not (base.site / "sitemap.xml").exists()


def test_the_page_lies_at_its_id_whatever_folder_the_file_is_in(base: Base) -> None:
    base.article("Q160513", folder="drafts/of/friday")
    base.build()
    assert base.page("kb/160/Q160513/").one("h1").text == "Title of Q160513"


def test_an_article_needs_no_more_than_id_and_title(base: Base) -> None:
    base.article("Q5", "")
    base.build()
    page = base.shown("Q5")
    assert page.one("h1").text == "Title of Q5"
    assert page.one("[name=description]")["content"] == "Title of Q5"
    assert not page.all(".kb-applies")
    assert not page.all(".kb-keywords")


def test_a_long_list_of_products_is_folded(base: Base) -> None:
    base.article("Q6", applies_to=[f"Lamp {n}" for n in range(9)])
    base.build()
    assert base.shown("Q6").one(".kb-applies").one("summary").text == "9 products and versions"


def test_wide_blocks_can_be_scrolled_by_keyboard(base: Base) -> None:
    base.article("Q7", "```\nx = 1\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    base.build()
    page = base.shown("Q7")
    assert page.one("pre")["tabindex"] == "0"
    assert page.one("div.kb-table")["tabindex"] == "0"
    assert len(page.one("div.kb-table").all("td")) == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One two.", "One two."),
        ("Short. Then more of it, so that readers see what it is about. And more.", None),
        (
            "## SYMPTOMS\n\n```\ncode\n```\n\nThe first prose after code, which is long enough to stand alone. Next.",
            None,
        ),
        ("word " * 60, None),
    ],
)
def test_the_description_is_the_beginning_of_the_prose(base: Base, body: str, expected: str | None) -> None:
    base.article("Q8", body)
    base.build()
    description = base.shown("Q8").one("[name=description]")["content"]
    assert len(description) <= 161
    assert "code" not in description.removeprefix("The first prose after code")
    assert description == (expected or description)
    assert description.endswith((".", "…"))


def test_pages_link_to_files_where_directory_urls_are_off(base: Base) -> None:
    base.configure(use_directory_urls=False)
    base.article("Q1", "See Q2000.")
    base.article("Q2000")
    base.build()
    assert base.shown("Q1").one("a.kb-link")["href"] == "../../../kb/002/Q2000/index.html"
