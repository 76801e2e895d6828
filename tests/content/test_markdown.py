"""Markdown to HTML: what the linter reads is what the reader sees."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.content import anchors, markdown
from kbtool.content.markdown import Rendered, TocEntry
from kbtool.ids import IdForm
from kbtool.legacy.languages import LANGUAGES
from tests import cases
from tests.conftest import Expect

IDS = IdForm()
FILE = Path(__file__).with_name("markdown.cases")


def link(cited: str) -> str | None:
    return f"../{cited}/" if re.fullmatch("Q10000[1-9]", cited) else None


def search(words: str) -> str:
    return f"../search/?q={words}"


def render(body: str) -> Rendered:
    return markdown.render(body, IDS, link, search)


@pytest.mark.parametrize("case", cases.params(FILE))
def test_html(case: cases.Case, expect: Expect) -> None:
    expect(case, render(case.input).html)


def test_cited_ids_come_once_each_in_order() -> None:
    body = "Q100002 [x](kb:Q999999) Q100001 Q100002 [y](kb:Q100001) Q888888 `Q100003`"
    assert render(body).cited == ("Q100002", "Q999999", "Q100001")


def test_words_to_search_for_are_no_citation_and_only_words_where_nothing_can_be_searched() -> None:
    rendered = markdown.render("See [the *lamp* list](kb:?q=lamplist).", IDS, link)
    assert rendered.html == "<p>See the <em>lamp</em> list.</p>\n"
    assert rendered.cited == ()


def test_headings_are_listed_with_their_anchors_as_on_the_page() -> None:
    rendered = render("## A *b* `c`\n\n### See Q100001\n\n## A b c\n\n# Top\n")
    assert rendered.toc == (
        TocEntry(2, "a-b-c", "A b c"),
        TocEntry(3, "see-q100001", "See Q100001"),
        TocEntry(2, "a-b-c-1", "A b c"),
        TocEntry(1, "top", "Top"),
    )
    assert re.findall('id="([^"]*)"', rendered.html) == [entry.anchor for entry in rendered.toc]


@pytest.mark.parametrize("heading", ["!!!", "&", "\u65e5\u672c", "-"])
def test_a_heading_without_a_letter_has_an_anchor_of_its_own(heading: str) -> None:
    found = [entry.anchor for entry in render(f"## {heading}\n\n## {heading}\n").toc]
    assert len(set(found)) == 2


def test_an_anchor_is_free_even_where_a_heading_bears_its_name() -> None:
    rendered = render("# x-1\n\n# x\n\n# x\n\n# x\n\n# x-1\n\n# x-1-1\n")
    assert [entry.anchor for entry in rendered.toc] == ["x-1", "x", "x-2", "x-3", "x-1-1", "x-1-1-1"]


def test_an_anchor_is_looked_for_once_where_many_headings_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(Counter[str]):
        steps = 0

        def __setitem__(self, slug: str, number: int) -> None:
            Counting.steps += 1
            super().__setitem__(slug, number)

    monkeypatch.setattr(anchors, "Counter", Counting)
    found = [entry.anchor for entry in render("# x\n" * 500).toc]
    assert found == ["x", *(f"x-{number}" for number in range(1, 500))]
    assert Counting.steps == 499


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"{'  ' * depth}- word{depth}\n" for depth in range(49)),
        "".join(f"{'> ' * depth}word{depth}\n{'> ' * depth}\n" for depth in range(49)),
    ],
    ids=["lists", "quotes"],
)
def test_what_is_nested_deep_is_there(body: str) -> None:
    html = render(body).html
    assert re.findall(r"word\d+", html) == re.findall(r"word\d+", body)


@pytest.mark.parametrize("sign", ["- ", "> ", "> - ", "1. ", "* a. ", "[", "![", "[![", "**"])
def test_no_nesting_is_too_deep_to_render(sign: str) -> None:
    closing = {"[": "](a)", "![": "](a)", "[![": "](a)](a)", "**": "**"}.get(sign, "")
    assert render(sign * 1000 + "x" + closing * 1000).html


def test_an_image_of_an_article_cites_it() -> None:
    assert render("![x](kb:Q100001) ![y](kb:Q999999) ![z](kb.png)").cited == ("Q100001", "Q999999")


def test_rendering_again_gives_the_same() -> None:
    body = "## Q100001\n\n* a. x\n\n> [!NOTE]\n> y\n"
    assert render(body) == render(body)


def test_one_base_does_not_see_the_ids_of_another() -> None:
    body = "Q100001 KB-1"
    assert "kb-link" in render(body).html
    other = markdown.render(body, IdForm("KB-[0-9]+"), lambda cited: cited)
    assert other.cited == ("KB-1",)


SIGNS = st.sampled_from(
    [
        *"\\`*_[](){}<>#+-.!|~&:=\"' ab1\n",
        "[Q100001](kb:Q100001)",
        "Q100001",
        "Q999999",
        "[x](kb:",
        "> [!NOTE]\n",
        "> ",
        "* a. ",
        "* b. ",
        "- ",
        "1. ",
        "```\n",
        "## ",
        "<script>",
        "javascript:",
        "](",
        "![",
        "![x](kb:Q100001)",
        "\n\n",
        "    ",
        "| a | b |\n|---|---|\n",
        "<http://a.example>",
        "&lt;",
        "é",
    ]
)
ALLOWED = frozenset(
    [
        "p",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "div",
        "span",
        "strong",
        "em",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "img",
    ]
)


@given(st.lists(SIGNS, max_size=25).map("".join))
def test_any_markdown_is_rendered_and_nothing_of_it_runs(body: str) -> None:
    html = render(body).html
    tags = re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)>", html)
    assert {name for _, name, _ in tags} <= ALLOWED
    assert not re.search(r"""(?:href|src)="\s*(?:javascript|vbscript|data):""", html)
    assert not re.search(r'(?:href|src)="kb:', html)
    open_tags: list[str] = []
    for closing, name, _ in tags:
        if name in ("br", "hr", "img"):
            continue
        if closing:
            assert open_tags.pop() == name, html
        else:
            open_tags.append(name)
    assert open_tags == []


NAMED = sorted({*(language.name for language in LANGUAGES), "cpp", "fortranfixed", "python"})
CODE = st.text(
    st.one_of(
        st.sampled_from("abcEND019 \t'\"<>&%$#@!;:{}()[]*/\\-+=.,_\n"), st.characters(exclude_categories=["Cs", "Cc"])
    )
)


@pytest.mark.parametrize("language", NAMED)
@given(code=CODE)
def test_highlighting_keeps_every_character(language: str, code: str) -> None:
    fence = "~" * (code.count("~") + 3)
    plain, coloured = (render(f"{fence}{name}\n{code}\n{fence}\n").html for name in ("", language))
    assert shown(coloured) == shown(plain)


@pytest.mark.parametrize("code", ["\n\nint x;\n\n", "\ufeffint x;", "  int x;  ", ""])
def test_highlighting_keeps_what_stands_at_the_ends(code: str) -> None:
    assert shown(render(f"```c\n{code}\n```\n").html) == f"{code}\n\n"


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_a_listing_is_coloured_and_an_unknown_language_leaves_it_plain() -> None:
    assert '<span class="k">' in render("```vbnet\nEnd Sub\n```\n").html
    assert '<span class="nb">bp</span>' in render("```asm\npush bp\n```\n").html, (
        "the dialect of Intel, not that of GNU"
    )
    assert '<span class="err">' not in render("```vbnet\nPrint a; b\n```\n").html, "an older dialect is no error"
    assert "<span" not in render("```klingon\nEnd Sub\n```\n").html
