"""The parts of an article's Markdown: the places are right, and the structure is the one that pages are rendered from."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from kbtool.content import markdown, writer
from kbtool.content.anchors import of_outline
from kbtool.content.outline import Outline, outline
from kbtool.ids import IdForm
from kbtool.legacy import blocks
from tests import cases
from tests.legacy.test_blocks import ALL

IDS = IdForm()
BODY = """# Bells

See [the *tower*](kb:Q100001) and <https://example.org/a%20b>, `x < y` & more.
Ünicode [Glöckner](kb:Q100002)\\
next line

- one
- two

  two again

  3. three
  4. four

| a | b |
| --- | --- |
| 1 | [cell](kb:Q100003) |

> [!NOTE]
> Mind the step.

```python
ring()
```

    indented

![picture](kb:Q100004) <b>bold</b>

---
"""


def parts(text: str) -> Outline:
    return outline(text)


def test_every_piece_stands_where_the_outline_says() -> None:
    for passage in parts(BODY).passages:
        ends = [*(piece.at for piece in passage.pieces[1:]), len(passage.text)]
        for piece, end in zip(passage.pieces, ends, strict=True):
            if piece.kind != "break":
                assert BODY[piece.start : piece.end] == passage.text[piece.at : end]


def test_links_have_their_text_their_address_and_their_place() -> None:
    found = [(link.text, link.address, BODY[link.start : link.end]) for link in parts(BODY).links]
    assert found == [
        ("the tower", "kb:Q100001", "[the *tower*](kb:Q100001)"),
        ("https://example.org/a%20b", "https://example.org/a%20b", "<https://example.org/a%20b>"),
        ("Glöckner", "kb:Q100002", "[Glöckner](kb:Q100002)"),
        ("cell", "kb:Q100003", "[cell](kb:Q100003)"),
        ("picture", "kb:Q100004", "![picture](kb:Q100004)"),
    ]
    assert [link.text for link in parts(BODY).links if link.is_autolink] == ["https://example.org/a%20b"]
    assert [link.text for link in parts(BODY).links if link.is_image] == ["picture"]


def test_a_link_says_where_it_stands_in_its_passage() -> None:
    for passage in parts(BODY).passages:
        for link in passage.links:
            assert passage.text[link.at : link.at + len(link.text)] == link.text


def test_prose_is_the_text_without_code_addresses_and_markup() -> None:
    first = parts(BODY).passages[1]
    assert first.text.startswith("See the tower and https://example.org/a%20b, x < y & more.\nÜnicode")
    assert first.prose.startswith("See the tower and \ufffc")
    assert "x < y" not in first.prose
    assert len(first.prose) == len(first.text)


def test_lists_say_their_first_number_and_where_their_items_begin() -> None:
    bullets, numbers = parts(BODY).lists
    assert (bullets.first, numbers.first) == (None, 3)
    assert [BODY[at : at + 5] for at in bullets.items] == ["- one", "- two"]
    assert [BODY[at : at + 8] for at in numbers.items] == ["3. three", "4. four\n"]
    assert (bullets.depth, numbers.depth) == (0, 1)


def test_codes_quotes_tables_markup_and_breaks() -> None:
    found = parts(BODY)
    assert [(code.text, code.language, code.is_fenced) for code in found.codes] == [
        ("ring()\n", "python", True),
        ("indented\n", "", False),
    ]
    assert [quote.alert for quote in found.quotes] == ["NOTE"]
    assert [table.columns for table in found.tables] == [2]
    assert [html.text for html in found.html] == ["<b>", "</b>"]
    assert [BODY[at : at + 3] for at in found.breaks] == ["---"]
    kinds = [(passage.kind, passage.depth) for passage in found.passages]
    assert kinds[:7] == [("heading", 0), *[("paragraph", 0)] * 1, *[("paragraph", 1)] * 3, ("item", 2), ("item", 2)]
    assert ("cell", 0) in kinds


def test_places_count_from_the_beginning_of_the_file() -> None:
    front = '---\nid: "Q1"\n---\n'
    (heading,) = outline(f"{front}## Tür\n", len(front)).headings
    assert f"{front}## Tür\n"[heading.start : heading.end] == "## Tür"
    assert heading.source(0) == len(front) + 3


def test_a_comment_to_the_linter_is_no_part_of_the_text() -> None:
    (passage,) = parts("Ring <!-- kbtool-ignore KB703 -->the <b>bell</b>\n").passages
    assert passage.text == "Ring the <b>bell</b>"
    assert passage.source(5) == 33


def test_a_comment_to_the_linter_is_no_markup() -> None:
    assert outline("a <!-- kbtool-ignore KB301 -->\n\n<!-- kbtool-ignore-file KB302: why -->\n").html == []
    assert len(outline("a <!-- something else -->\n").html) == 1


def rendered(tokens: list[Token]) -> Iterator[object]:
    """What the renderer makes of a text, as far as an outline says it too."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            yield "heading", int(token.tag[1]), token.attrs["id"]
        elif token.type in ("fence", "code_block"):
            yield "code", token.content
        elif token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
            yield token.type.removesuffix("_open").rpartition("_")[2]
        elif token.type in ("blockquote_open", "alert_open"):
            yield "quote"
        elif token.type == "inline" and tokens[at - 1].type != "heading_open":
            for child in token.children or []:
                if child.type == "link_open" and child.markup != "mention":
                    yield "link", str(child.attrs["href"])


def outlined(found: Outline) -> Iterator[object]:
    for heading, anchor in zip(found.headings, of_outline(found), strict=True):
        yield "heading", heading.level, anchor
    for passage in found.passages:
        if not passage.level:
            yield from (("link", link.address) for link in passage.links)
    yield from (("code", code.text) for code in found.codes)
    yield from ["list"] * len(found.lists) + ["table"] * len(found.tables) + ["quote"] * len(found.quotes)


def assert_seen_alike(body: str) -> None:
    seen = sorted(map(repr, rendered(markdown.parse(body, IDS))))
    assert sorted(map(repr, outlined(outline(body)))) == seen


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_the_outline_of_a_converted_case_is_what_the_page_shows(case: cases.Case) -> None:
    assert_seen_alike(writer.markdown(blocks.parse(case.lines, 1)))


PIECES = st.sampled_from(
    [
        "word",
        "Q100001",
        "[a](kb:Q1)",
        "`x`",
        "\n",
        "\n\n",
        "# h\n",
        "- i\n",
        "1. n\n",
        "   ",
        "> q\n",
        "```\nc\n```\n",
        "é",
    ]
)


@pytest.mark.parametrize(
    "heading",
    [
        "The *Cause*: `ring_2.exe` & <b>rust</b>",
        "![a picture](bell.png) of the bell",
        "![an article](kb:Q100001) of bells",
        "See <https://example.org/A>, [Q100001](kb:Q100001) and Q100002 &amp; \\*more\\* <!-- kbtool-ignore KB301 -->",
        "Größe  of\ttwo",
    ],
)
@pytest.mark.parametrize("form", ["## {}\n", "- # {}\n\n> # {}\n", "{}\nAnd More\n===\n\n# And More\n"])
def test_a_heading_has_the_anchor_that_it_has_on_the_page(heading: str, form: str) -> None:
    assert_seen_alike(form.replace("{}", heading))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_has_an_outline_whose_places_are_in_it(text: str) -> None:
    found = outline(text)
    for passage in found.passages:
        assert 0 <= passage.start <= passage.end <= len(text)
        assert all(0 <= passage.source(at) <= len(text) for at in range(len(passage.text) + 1))
