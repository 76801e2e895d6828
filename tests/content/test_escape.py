"""Legacy text is data: what Markdown shows of it is exactly it, and nothing of it becomes markup, link or script."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbtool.content import escape

PLAIN = MarkdownIt("commonmark").enable("table")


class Shown(HTMLParser):
    """The text of HTML as a browser shows it, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            (href,) = [value or "" for name, value in attrs if name == "href"]
            assert href.startswith(("http://", "https://", "ftp://")), href


def normalised(text: str) -> str:
    return " ".join(text.split())


def assert_shows(markdown: str, text: str, tags: list[str]) -> None:
    shown = Shown(PLAIN.render(markdown))
    assert normalised("".join(shown.text)) == normalised(text)
    assert [tag for tag in shown.tags if tag != "a"] == tags


# What CommonMark, tables or HTML could act on, and what stands around it.
SIGNS = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|~<>&:=\"'$%^@/;,?0123456789 aAbBxX",
        "**",
        "__",
        "```",
        "~~",
        "&amp;",
        "&#60;",
        "&lt",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<?",
        "]]>",
        "![",
        "](",
        "]:",
        "[x]",
        "[!NOTE]",
        "# ",
        "## ",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "1) ",
        "---",
        "===",
        "***",
        "-- -",
        " | ",
        "| - |",
        "|---|",
        ":-:",
        "    ",
        "\t",
        "Q123456",
        "kb:Q1",
        "javascript:",
        "mailto:a@b.c",
        "www.a.b",
        "<a@b.c>",
        "<x:y>",
        "word",
        "é",
        "—",
        "ß",
        "中",
        "\u200b",
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
TEXT = (
    (st.lists(SIGNS, min_size=1, max_size=12).map("".join) | ANY)
    .map(str.strip)
    .filter(lambda text: text and "://" not in text)
)

HOSTILE = [
    "# no heading",
    "#",
    "- no item",
    "+ no item",
    "* no item",
    "-",
    "1. no item",
    "42) no item",
    "1.",
    "> no quote",
    "---",
    "- - -",
    "-- -",
    "---- --",
    "***",
    "* * *",
    "___",
    "_ _ _",
    "===",
    "=",
    "== =",
    "--",
    "| a | b |",
    "|---|---|",
    ":--|--:",
    "--- | ---",
    "-|-",
    "| - |",
    "|",
    "- |",
    ": -",
    "=|=",
    "```",
    "~~~ text",
    "*emphasis* and **strong** and _both_ and __so__ on",
    "a*b*c 2*3*4 *.* *",
    "snake_case_word __init__ _private trailing_",
    "`code` and ``more`` and `",
    "[text](http:x) [text][ref] [ref]: x [x]",
    "[ref]: /address 'title'",
    "![image](x.png)",
    "<b>bold</b> <script>alert(1)</script> <!-- no comment --> <?php ?> <![CDATA[x]]> <!DOCTYPE x>",
    "<a@b.example> <mailto:a@b.example> <javascript:alert(1)> <x:y>",
    "&amp; &lt; &#65; &#x41; &copy; &nosuch; AT&T; a&b",
    "C:\\TEMP\\*.* \\\\server\\share \\n \\",
    "ends with a backslash\\",
    "back\\`tick \\*star\\* \\[x\\]",
    "~~struck~~ ~ ~~~",
    "[!NOTE]",
    "[!WARNING] run",
    "[x] not a task, [ ] neither",
    "a line  with   blanks inside",
    "{{ template }} {% tag %} ${x} $x$",
    "x^2^ H~2~O ==mark== ++ins++ :smile: (c) (tm) -- ... 'quoted' \"too\"",
    "[^1] [^1]: note",
    "*[HTML]: abbreviation",
    "Term\n: definition".replace("\n", " "),
    " <",
    ">",
    "a < b > c <= d >> e",
    "if (a<b && c>d) { x = y[i](z); }",
    "\u00a0padded\u00a0",
]

EACH_HOSTILE = pytest.mark.parametrize("text", HOSTILE)


@EACH_HOSTILE
def test_hostile_text_as_a_paragraph(text: str) -> None:
    assert_shows(escape.line(text), text, ["p"])


@EACH_HOSTILE
def test_hostile_text_as_a_wrapped_line(text: str) -> None:
    assert_shows(f"word\n{escape.line(text)}\nend", f"word {text} end", ["p"])


@EACH_HOSTILE
def test_hostile_text_as_a_heading(text: str) -> None:
    assert_shows(f"## {escape.heading(text)}", text, ["h2"])


@EACH_HOSTILE
def test_hostile_text_as_an_item(text: str) -> None:
    assert_shows(f"- word\n  {escape.line(text)}", f"word {text}", ["ul", "li"])
    assert_shows(f"1. {escape.line(text)}\n   end", f"{text} end", ["ol", "li"])


@EACH_HOSTILE
def test_hostile_text_as_a_note_or_a_quotation(text: str) -> None:
    assert_shows(f"> word\n> {escape.line(text)}\n> end", f"word {text} end", ["blockquote", "p"])
    assert_shows(f"> {escape.line(text)}", text, ["blockquote", "p"])


@EACH_HOSTILE
@pytest.mark.parametrize("above", ["word", "a | b", "| a | b |", "a | b | c"])
def test_hostile_text_below_what_could_be_the_head_of_a_table(above: str, text: str) -> None:
    assert_shows(f"{escape.line(above)}\n{escape.line(text)}\nc | d", f"{above} {text} c | d", ["p"])


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_blanks_need_no_escape(text: str) -> None:
    assert escape.line(text) == text


@given(TEXT)
@example("\\")
@example("a\\ b")
def test_a_line_is_shown_as_it_is(text: str) -> None:
    assert_shows(escape.line(text), text, ["p"])


@given(TEXT, TEXT)
def test_two_lines_are_one_paragraph(first: str, second: str) -> None:
    assert_shows(f"{escape.line(first)}\n{escape.line(second)}", f"{first} {second}", ["p"])


@given(TEXT)
def test_a_heading_is_shown_as_it_is(text: str) -> None:
    assert_shows(f"## {escape.heading(text)}", text, ["h2"])


@given(TEXT)
def test_a_line_of_a_quotation_is_shown_as_it_is(text: str) -> None:
    assert_shows(f"> {escape.line(text)}", text, ["blockquote", "p"])


@given(TEXT)
def test_a_line_of_an_item_is_shown_as_it_is(text: str) -> None:
    tags = ["li"] if PLAIN.render(f"- {escape.line(text)}").find("<p>") < 0 else ["li", "p"]
    assert_shows(f"- {escape.line(text)}", text, ["ul", *tags])
    assert_shows(f"12. {escape.line(text)}", text, ["ol", *tags])


@given(TEXT)
def test_running_text_behind_a_citation_is_shown_as_it_is(text: str) -> None:
    html = PLAIN.render(f"[Q123456](kb:Q123456) {escape.inline(text)}")
    assert html.startswith('<p><a href="kb:Q123456">Q123456</a>')
    assert_shows(f"x {escape.inline(text)}", f"x {text}", ["p"])


@given(TEXT)
def test_what_needs_no_escape_gets_none(text: str) -> None:
    plain = re.sub(r"[^A-Za-z0-9 ]", "", text).strip()
    assert escape.inline(plain) == plain


@pytest.mark.parametrize(
    "text",
    ["my_file.txt", "C:\\TEMP\\file.txt", "a - b", "x = y", "AT&T", "5 < 6", "(see below)", "50%", "Why?", "a [1] b"],
)
def test_text_stays_readable(text: str) -> None:
    assert escape.line(text) == text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See http://www.example.com/a_b/c.htm.", "http://www.example.com/a_b/c.htm"),
        ("(https://example.com/x)", "https://example.com/x"),
        ("at ftp://ftp.example.com/*.zip, or", "ftp://ftp.example.com/*.zip"),
        ("<http://example.com/a>", "http://example.com/a"),
        ("http://example.com/a_(b)", "http://example.com/a_(b)"),
        ('"http://example.com/q?a=1&b=2"', "http://example.com/q?a=1&b=2"),
        ("http://example.com/a;b=c#d!", "http://example.com/a;b=c#d"),
        ("HTTP is not http://, but http://a.example is", "http://a.example"),
    ],
)
def test_addresses_become_links_without_the_punctuation_behind_them(text: str, address: str) -> None:
    html = PLAIN.render(escape.line(text))
    (found,) = re.findall(r'href="([^"]*)"', html)
    assert found.replace("&amp;", "&") == address
    shown = text if not text.startswith("<") else address
    assert_shows(escape.line(text), shown, ["p"])


@given(st.lists(st.sampled_from([*"abc/.?&=#()[]*_'\"<>\\`, ;~!%"]), max_size=15).map("".join), TEXT)
def test_nothing_around_an_address_becomes_markup(tail: str, text: str) -> None:
    assume("%" not in tail or not set(tail) & set("[]!"))  # the two tests below
    shown = Shown(PLAIN.render(escape.line(f"{text} http://a.example/{tail} {text}")))
    assert set(shown.tags) <= {"p", "a"}


def test_an_exclamation_mark_before_an_address_makes_no_image_of_it() -> None:
    text = "Look!http://a.example/%20"
    assert_shows(escape.line(text), text, ["p"])


@pytest.mark.parametrize("text", ["http://a.example/%20[b", "http://a.example/%![", "http://a.example/[%20]x[y"])
def test_brackets_in_an_address_with_a_percent_sign_are_shown(text: str) -> None:
    assert_shows(escape.line(text), text, ["p"])


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+", text)


ADDRESSES = ["http://a.example/", "https://b/c", " <", "> ", "(", ")", " ", ".", "x", "_", "*", "ftp://", "http://"]


@given(st.lists(st.sampled_from(ADDRESSES), min_size=1).map("".join).map(str.strip).filter(bool))
def test_the_words_around_and_in_addresses_are_all_shown(text: str) -> None:
    shown = Shown(PLAIN.render(escape.line(text)))
    assert words("".join(shown.text)) == words(text)


@pytest.mark.parametrize(
    "text",
    ["de<http://a.example/>ep", "a<http://a.example>", "<http://a.example>a", "<http://a.example><http://b.example>"],
)
def test_brackets_that_part_an_address_from_a_word_are_shown(text: str) -> None:
    shown = "".join(Shown(PLAIN.render(escape.line(text))).text)
    assert words(shown) == words(text)


def test_an_address_inside_a_bracketed_address_is_shown_once() -> None:
    text = "<http://archive.example/http://a.example/>"
    assert words("".join(Shown(PLAIN.render(escape.line(text))).text)) == words(text)


@given(st.lists(st.text(st.sampled_from("`a "), max_size=8), min_size=1, max_size=6))
def test_a_fence_is_longer_than_any_run_of_ticks_within(lines: list[str]) -> None:
    fence = escape.fence(tuple(lines))
    html = PLAIN.render("\n".join([fence, *lines, fence]))
    body = "".join(line + "\n" for line in lines)
    assert html == f"<pre><code>{body}</code></pre>\n"
