"""Citations are links where the article is there, and marked where it is not."""

import pytest

from tests.site.bases import Base


@pytest.fixture
def citing(base: Base) -> Base:
    base.article(
        "Q193819", "[Q160513](kb:Q160513) Title as cited\n\n[Q999](kb:Q999) Lost\n\nAnd Q160513, but not Q888.\n"
    )
    base.article("Q160513")
    base.build()
    return base


def test_a_citation_leads_to_the_article(citing: Base) -> None:
    links = citing.shown("Q193819").all("a.kb-link")
    assert [link["href"] for link in links] == ["../../../kb/160/Q160513/"] * 2


def test_a_citation_of_a_missing_article_says_so_and_leads_nowhere(citing: Base) -> None:
    missing = citing.shown("Q193819").one("span.kb-missing")
    assert missing.text == "Q999"
    assert missing["title"] == "Q999 is not in this knowledge base"
    assert not [link for link in citing.shown("Q193819").all("a") if "Q999" in link["href"]]


def test_a_mention_of_a_missing_article_is_plain_text(citing: Base) -> None:
    page = citing.shown("Q193819")
    assert "but not Q888." in page.one(".kb-body").text
    assert "Q888" not in [link.text for link in page.all("a")]


def test_an_article_that_cannot_be_read_is_missing_too(base: Base) -> None:
    base.article("Q1", "[Q2](kb:Q2) Broken\n")
    base.write("000/Q2.md", "---\nid: [\n---\n")
    base.build()
    assert base.shown("Q1").one("span.kb-missing").text == "Q2"


def test_ordinary_pages_cite_by_id_too(base: Base) -> None:
    base.article("Q1")
    base.write("guide/about.md", "# About\n\n[the lamp](kb:Q1), [it](KB:Q1), [lost](kb:Q2)\n")
    base.build()
    page = base.page("guide/about/")
    assert [link["href"] for link in page.all("a.kb-link")] == ["../../kb/000/Q1/"] * 2
    assert page.one("span.kb-missing").text == "lost"


def test_words_to_search_for_lead_to_the_search_from_every_page(base: Base) -> None:
    base.article("Q1", "For more information, query on these words:\n\n[lamp and C++](kb:?q=lamp+c%2B%2B)\n")
    base.write("guide/about.md", "# About\n\n[lamp and C++](kb:?q=lamp+c%2B%2B)\n")
    report = base.build(strict=True)
    assert base.shown("Q1").one("a.kb-link")["href"] == "../../../search/?q=lamp+c%2B%2B"
    assert base.page("guide/about/").one("a.kb-link")["href"] == "../../search/?q=lamp+c%2B%2B"
    assert report.warnings == 0


def test_ordinary_pages_may_link_to_the_file_of_an_article(base: Base) -> None:
    base.article("Q1")
    base.write("about.md", "# About\n\n[the lamp](000/Q1.md#symptoms)\n")
    report = base.build(strict=True)
    assert base.page("about/").one("main").one("a")["href"] == "../kb/000/Q1/#symptoms"
    assert report.warnings == 0


def test_the_form_of_ids_is_a_setting(base: Base) -> None:
    (base.folder / "kbtool.toml").write_text('id-pattern = "[KQ][0-9]+"\n')
    base.article("K7", "See Q8, _Q8_ and [K9](kb:K9).")
    base.article("Q8", "See K7.")
    base.build()
    assert [link.text for link in base.shown("K7").all("a.kb-link")] == ["Q8", "Q8"]
    assert base.shown("Q8").one("a.kb-link")["href"] == "../../../kb/000/K7/"
