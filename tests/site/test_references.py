"""Pages show who cites them, and ids lead on: to the article that they are now, or to where it lives on."""

import json

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from kbtool.catalogue.known import REDIRECTS, SUCCESSORS
from kbtool.errors import UsageError
from kbtool.search import SITE_FOLDER, Index
from tests.site import dom
from tests.site.bases import Base


@pytest.fixture
def citing(base: Base) -> Base:
    base.configure(site_url="https://kb.example.org/lamps/")
    (base.folder / REDIRECTS).write_text('"Q3": "Q2"\n"Q8": "Q404"\n')
    (base.folder / SUCCESSORS).write_text('"Q9": {url: "https://example.org/?a=1&b=2", title: "Lamps & Co"}\n')
    base.article("Q1", "When the lamp is dark, Q2 tells how to light it. See [Q3](kb:Q3), [Q9](kb:Q9), Q8 and Q9.\n")
    base.article("Q2", "Text. See Q2.\n")
    base.article("Q10", "See Q3.\n", title="<b>Ten</b>")
    return base


def cited_by(base: Base, article_id: str) -> list[tuple[str, str, str]]:
    items = base.shown(article_id).one(".kb-cited-by").all("li")
    return [(item.one("a").text, item.one("a")["href"], "".join(part.text for part in item.all("p"))) for item in items]


def test_a_page_shows_who_cites_it_under_any_of_its_ids(citing: Base) -> None:
    citing.build()
    assert cited_by(citing, "Q2") == [
        ("Title of Q1", "../../../kb/000/Q1/", "When the lamp is dark, Q2 tells how to light it."),
        ("<b>Ten</b>", "../../../kb/000/Q10/", ""),
    ]
    assert not citing.shown("Q1").all(".kb-cited-by")


def test_ids_lead_to_what_they_are_now(citing: Base) -> None:
    citing.build()
    links = citing.shown("Q1").one(".kb-body").all("a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Q2", "../../../kb/000/Q2/"),
        ("Q3", "../../../kb/000/Q2/"),
        ("Q9", "https://example.org/?a=1&b=2"),
        ("Q9", "https://example.org/?a=1&b=2"),
    ]


def test_ordinary_pages_lead_on_too(citing: Base) -> None:
    citing.write("about.md", "# About\n\n[three](kb:Q3), [nine](kb:Q9), [eight](kb:Q8)\n")
    citing.build()
    page = citing.page("about/")
    assert [link["href"] for link in page.all("a.kb-link")] == ["../kb/000/Q2/", "https://example.org/?a=1&b=2"]
    assert page.one("span.kb-missing").text == "eight"


def test_a_sentence_that_many_share_tells_nothing(base: Base) -> None:
    base.article("Q1")
    for number in range(2, 9):
        own = "The seventh lamp is like Q1 but red." if number == 7 else ""
        base.article(f"Q{number}", f"{own}\n\nFor more, see the following articles:\n\n[Q1](kb:Q1) Title of Q1\n")
    base.build()
    assert [sentence for _, _, sentence in cited_by(base, "Q1")] == [
        "",
        "",
        "",
        "",
        "",
        "The seventh lamp is like Q1 but red.",
        "",
    ]


def test_a_long_list_is_folded(base: Base) -> None:
    base.article("Q1")
    for number in range(2, 15):
        base.article(f"Q{number}", "See Q1.\n")
    base.build()
    section = base.shown("Q1").one(".kb-cited-by")
    assert section.one("summary").text == "3 more"
    assert [link.text for link in section.all("a")] == [f"Title of Q{number}" for number in range(2, 15)]


def test_only_published_articles_cite(base: Base) -> None:
    base.configure(exclude_docs="drafts/\n")
    base.article("Q1", "See Q2 and Q3.\n")
    base.article("Q2", "See Q1.\n", folder="drafts")
    base.article("Q3", "See Q1.\n")
    base.write("000/Q4.md", "---\nid: [\n---\n\nSee Q1.\n")
    base.build()
    assert [title for title, _, _ in cited_by(base, "Q1")] == ["Title of Q3"]
    assert [link.text for link in base.shown("Q1").all("a.kb-link")] == ["Q3"]


def test_of_two_files_of_one_article_the_published_one_cites(base: Base) -> None:
    base.article("Q1")
    base.article("Q3", "Text.\n", folder="a")
    base.article("Q3", "See Q1.\n", folder="b")
    base.build()
    assert not base.shown("Q1").all(".kb-cited-by")


def test_old_addresses_lead_on(citing: Base) -> None:
    citing.build()
    moved, elsewhere = citing.page("kb/000/Q3/"), citing.page("kb/000/Q9/")
    assert moved.one("[http-equiv]")["content"] == "0; url=../../../kb/000/Q2/"
    assert moved.one("[rel=canonical]")["href"] == "https://kb.example.org/lamps/kb/000/Q2/"
    assert moved.one("a")["href"] == "../../../kb/000/Q2/"
    assert elsewhere.one("[http-equiv]")["content"] == "0; url=https://example.org/?a=1&b=2"
    assert elsewhere.one("a").text == "Lamps & Co"
    assert not (citing.site / "kb/000/Q8").exists()
    assert "Q3" not in (citing.site / "sitemap.xml").read_text()


def test_search_leads_on_too(citing: Base) -> None:
    citing.build()
    index = Index(citing.site / SITE_FOLDER)
    assert index.search("Q3")[0].id == "Q2"
    assert index.answer("Q3").absent == []
    elsewhere = index.search("q9")[0]
    assert (elsewhere.id, elsewhere.title, elsewhere.url) == ("Q9", "Lamps & Co", "kb/000/Q9/")
    assert index.answer("Q8").absent == ["8"]


def test_search_knows_the_synonyms_of_the_base(citing: Base) -> None:
    (citing.folder / "synonyms.txt").write_text("lantern, lamp\n")
    citing.build()
    assert "Q1" in {result.id for result in Index(citing.site / SITE_FOLDER).search("lantern")}
    (citing.folder / "synonyms.txt").write_text("lantern\n")
    with pytest.raises(UsageError, match=r"synonyms.txt:1: write words"):
        citing.build()


def test_an_article_keeps_its_address(citing: Base) -> None:
    (citing.folder / REDIRECTS).write_text('"Q1": "Q2"\n')
    (citing.folder / SUCCESSORS).write_text('"Q2": {url: "https://example.org/"}\n')
    citing.build()
    assert citing.shown("Q1").one("h1").text == "Title of Q1"
    assert citing.shown("Q2").one("h1").text == "Title of Q2"


def test_an_id_leads_to_the_same_on_pages_in_the_map_and_at_its_old_address(citing: Base) -> None:
    (citing.folder / REDIRECTS).write_text('"Q3": "Q2"\n"Q2": "Q404"\n"Q8": "Q9"\n')
    citing.build()
    leads = {link.text: link["href"] for link in citing.shown("Q1").one(".kb-body").all("a")}
    xref = json.loads((citing.site / "xref.json").read_bytes())
    assert leads["Q2"] == leads["Q3"] == "../../../kb/000/Q2/"
    assert [title for title, _, _ in cited_by(citing, "Q2")] == ["Title of Q1", "<b>Ten</b>"]
    assert xref["redirects"] == {"Q3": "Q2"}
    assert citing.page("kb/000/Q3/").one("a")["href"] == leads["Q3"]
    assert leads["Q8"] == xref["successors"]["Q8"]["url"] == "https://example.org/?a=1&b=2"
    assert citing.page("kb/000/Q8/").one("a")["href"] == leads["Q8"]


def test_the_map_is_published(citing: Base) -> None:
    citing.article("Q5", product="Lamps", revised="2001-02-03")
    citing.build()
    xref = json.loads((citing.site / "xref.json").read_bytes())
    assert xref["base"] == "https://kb.example.org/lamps/"
    assert xref["articles"]["Q5"] == {
        "address": "kb/000/Q5/",
        "title": "Title of Q5",
        "product": "Lamps",
        "revised": "2001-02-03",
    }
    assert xref["redirects"] == {"Q3": "Q2"}
    assert list(xref["successors"]) == ["Q9"]


def test_without_folders_the_map_names_files(base: Base) -> None:
    base.configure(use_directory_urls=False)
    base.article("Q1")
    base.build()
    assert json.loads((base.site / "xref.json").read_bytes())["articles"]["Q1"]["address"] == "kb/000/Q1/index.html"


def test_mkdocs_alone_makes_the_same_site_whatever_is_kept(citing: Base) -> None:
    citing.build()
    first = {path.relative_to(citing.site): path.read_bytes() for path in citing.site.rglob("*") if path.is_file()}
    mkdocs_build.build(load_config(str(citing.config_file)))
    second = {path.relative_to(citing.site): path.read_bytes() for path in citing.site.rglob("*") if path.is_file()}
    assert {path for path in first if path.suffix != ".gz"} == {path for path in second if path.suffix != ".gz"}
    assert all(first[path] == second[path] for path in first if path.suffix in (".html", ".json", ".xml"))


def test_a_script_is_no_address(citing: Base) -> None:
    (citing.folder / SUCCESSORS).write_text('"Q9": {url: "javascript:alert(1)"}\n')
    with pytest.raises(UsageError, match="the url of Q9"):
        citing.build()


def test_the_page_of_an_id_that_moved_escapes_what_it_shows(citing: Base) -> None:
    citing.article("Q2", title='<script>alert("1")</script>')
    citing.build()
    page = dom.read(citing.site / "kb/000/Q3/index.html")
    assert page.one("a").text == '<script>alert("1")</script>'
    assert not page.all("script")


def test_a_link_to_a_section_keeps_its_anchor_on_pages_of_every_kind(base: Base) -> None:
    base.article("Q1", "See [why](kb:Q2#cause).\n")
    base.article("Q2", "## CAUSE\n\nRust.\n")
    base.write("about.md", "# About\n\nSee [why](kb:Q2#cause).\n")
    base.build()
    assert base.shown("Q1").one("a.kb-link")["href"] == "../../../kb/000/Q2/#cause"
    assert base.page("about/").one("a.kb-link")["href"] == "../kb/000/Q2/#cause"
