"""Words, as the check of conversion counts them: of a source's text, and of the page that a reader sees of Markdown.

The page is rendered by pulldown-cmark (a CommonMark implementation of its own, in Rust), not by the parser that kbtool shows its
pages with: two implementations that agree are the better witness, and it takes a hundredth of the time.
"""

import html
import re
from urllib.parse import unquote

import msgspec
import pyromark

from kbtool.content.dialect import DEEPEST_LIST

_SIGNS = bytes(code if chr(code).isalnum() else 32 for code in range(128))
_FOLDED = _SIGNS.lower() + bytes([32] * 128)
_WORD = re.compile(r"[^\W_]+")
_RENDERER = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)
_WITHIN_WORDS = re.compile(r"</?(?:a|code|em|strong)\b[^>]*>")
_LIST_TAG = re.compile(r"<(/?)(ol|ul|li)\b(?: start=\"(\d+)\")?[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"(<[^>]*>)")
_ADDRESS = re.compile(r"<a href=\"([^\"]*)\"")
_NESTING = re.compile(r"<(/?)(ul|ol|blockquote)\b")
_LEAKED_LINK = re.compile(r"</?LINK\b[^<>]*>", re.IGNORECASE)
_LEAKED_TWICE = re.compile(r"Download(?:Download)+")

Words = list[bytes]
"""Letters and digits, folded, in order."""


def words(text: str) -> Words:
    """The words of a text."""
    if text.isascii():
        return text.encode().translate(_FOLDED).split()
    return [word.encode() for word in _WORD.findall(text.casefold())]


def written_words(text: str) -> Words:
    """The words of a text that its author wrote: the links and captions that the export leaked are left out, as they may be on a page."""
    return words(_LEAKED_TWICE.sub("Download", _LEAKED_LINK.sub("", text)))


class Page(msgspec.Struct):
    """What a page shows. Positions count the words before them.

    `addresses` are those behind the links that end at a position, as words, as written and decoded, but for links that end within a word; `rows` the rows of tables, from where to where.
    """

    words: Words
    addresses: dict[int, list[tuple[Words, Words]]]
    rows: dict[int, int]


def rendered(markdown: str) -> str:
    """The HTML of an article's Markdown, the numbers of its list items in the text; what is nested too deep to be shown is left out."""
    page = _RENDERER.html(markdown)
    if page.count("<ul") + page.count("<ol") + page.count("<blockquote") > DEEPEST_LIST:
        page = _as_deep_as_shown(page)
    return _numbered(page) if "<ol" in page else page


def shown_words(page: str) -> Words:
    """The words that a reader sees of a rendered page."""
    text = _TAG.sub(" ", _WITHIN_WORDS.sub("", page))
    return words(html.unescape(text) if "&" in text else text)


def read_page(page: str) -> Page:
    """A rendered page with its links and the rows of its tables."""
    read = Page([], {}, {})
    text: list[str] = []
    address = ""
    row = 0

    def end_text() -> int:
        read.words += written_words(html.unescape("".join(text)))
        text.clear()
        return len(read.words)

    parts = _PARTS.split(page)
    for n, part in enumerate(parts, 1):
        if not part.startswith("<"):
            text.append(part)
        elif found := _ADDRESS.match(part):
            address = html.unescape(found[1])
        elif part == "</a>":
            if not parts[n][:1].isalnum():  # else the word goes on behind its link
                read.addresses.setdefault(end_text(), []).append((words(address), words(unquote(address))))
        elif part.startswith("<tr"):
            row = end_text()
        elif part == "</tr>":
            read.rows[row] = end_text()
        elif not _WITHIN_WORDS.fullmatch(part):
            text.append(" ")
    end_text()
    return read


def _as_deep_as_shown(page: str) -> str:
    """The page without what stands in more lists than kbtool's own parser goes down into; a quote counts as half a list."""
    shown: list[str] = []
    depth = 0.0
    for part in _PARTS.split(page):
        if step := _NESTING.match(part):
            depth += (-1 if step[1] else 1) * (0.5 if step[2] == "blockquote" else 1)
        if depth <= DEEPEST_LIST or part.startswith("<"):
            shown.append(part)
    return "".join(shown)


def _numbered(page: str) -> str:
    counters: list[int | None] = []

    def number(tag: re.Match[str]) -> str:
        if tag[2] == "li":
            if tag[1] or not counters or (counter := counters[-1]) is None:
                return " "
            counters[-1] = counter + 1
            return f" {counter} "
        if not tag[1]:
            counters.append(int(tag[3] or "1") if tag[2] == "ol" else None)
        elif counters:
            counters.pop()
        return " "

    return _LIST_TAG.sub(number, page)
