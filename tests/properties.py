"""What holds for every file whatever that is taken for an article; the target of the fuzzers."""

from kbtool import legacy
from kbtool.content import markdown, parse, writer
from kbtool.convert import oracle, words
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import uncovered_lines
from tests.oracle import reader_text

IDS = IdForm()


def assert_converts(data: bytes) -> bool:
    """Whether the bytes are an article; if so, all that must hold of its conversion does."""
    found = legacy.understand(data, "a", IDS)
    if isinstance(found, Finding):
        return False
    document, opened = found.document, found.opened
    lines = characters.decode(data).split("\n")
    body = slice(opened.body_start - 1, opened.body_start - 1 + len(opened.body))
    lines[body] = opened.body  # a page's `<A0>` is a blank
    assert uncovered_lines(lines, document.blocks) == [], "every line is in exactly one block"
    article = writer.article_of(document)
    text = writer.dumps(article)
    again, _ = legacy.read(data, "a", IDS)
    assert again is not None
    assert writer.dumps(writer.article_of(again)) == text, "a second conversion changes no byte"
    read, faults = parse(text.encode(), "a")
    assert faults == [], "what is written can be read"
    assert read is not None
    assert (read.front, read.body) == (article.front, article.body)
    assert oracle.violation(opened, document, text) is None, "the words are those of the source"
    html = markdown.render(article.body, IDS, lambda cited: f"../{cited}/").html
    page = reader_text(html, with_addresses=False)
    assert words.words(page) == words.shown_words(words.rendered(article.body)), "two renderers show the same"
    return True
