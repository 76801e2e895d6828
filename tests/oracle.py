"""The oracle of conversion: the words of the source are the words that a reader of the page sees, no more, no fewer, in the same order.

It knows nothing of blocks or of the writer. The source is split by the few fixed lines of its form; the page is read as a browser
shows it, the numbers and letters of its lists included. What counts on neither side: bullets (`o` is one), rules, leaked `<BR/>` and `<LINK>`
tags, one half of the caption `DownloadDownload`, and an address that stands once more in parentheses behind or below itself. The words of a table
may stand in another order: cells that went on below themselves are together again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import NamedTuple

import msgspec

from kbtool.content import markdown
from kbtool.ids import IdForm
from kbtool.model import Article

WORD = re.compile(r"[^\W_]+")
LEAK = re.compile(r"</?(?:BR|LINK)\b[^<>\n]*>", re.IGNORECASE)
ECHO = re.compile(
    r"(?P<address>(?:https?|ftp)://\S+?)/? *(?:\r?\n)? *\((?P=address)/?\)\.? *$", re.MULTILINE | re.IGNORECASE
)
APPLIES = re.compile(r"^\s*The information in this article applies to.*$")
RULE = re.compile(r"-{60,}\s*$")
QUERY = re.compile(r"(?:Additional \w+ words?|Reference words|query word)\s*:(.*)", re.IGNORECASE)
CATEGORY = re.compile(r"KB(?:Sub)?Category:", re.IGNORECASE)
FOOTER_FIELD = re.compile(
    r"(?:Keywords|Component|Technology|Version|Platform|Hardware|Issue type|Solution Type) *:(.*)"
)
HEX = re.compile(r"<([A-F][0-9A-F])>")
TABLE_MARK = "\f"  # stands in no source and on no page
LEGAL = "THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS"


class Words(NamedTuple):
    """Words of a legacy file: of its text in order, of its fields, and such as may be in either."""

    text: list[str]
    fields: set[str]
    either: set[str]


def words(text: str) -> list[str]:
    text = ECHO.sub(r"\g<address>\n", text)
    text = LEAK.sub(" ", text).replace("DownloadDownload", "Download")
    found = (word.casefold() for word in WORD.findall(text))
    return [(word.lstrip("0") or "0") if word.isascii() and word.isdecimal() else word for word in found if word != "o"]


def _label(kind: str, number: int) -> str:
    """What a browser shows before the item of that number in a list of that type."""
    if kind == "1":
        return str(number)
    if kind in "iI":
        numeral = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][number - 1]
        return numeral if kind == "i" else numeral.upper()
    return chr(ord(kind) + number - 1)


class _Reader(HTMLParser):
    """What a reader sees of HTML: its text, each block on lines of its own, list items behind their numbers or letters."""

    BLOCKS = frozenset(
        [
            "p",
            "li",
            "ol",
            "ul",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "div",
            "blockquote",
            "table",
            "tr",
            "td",
            "th",
            "hr",
            "br",
            "dl",
            "dt",
            "dd",
        ]
    )

    def __init__(self, *, with_addresses: bool) -> None:
        super().__init__()
        self.with_addresses = with_addresses
        self.parts: list[str] = []
        self.lists: list[tuple[str, int] | None] = []
        self.link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in self.BLOCKS:
            self.parts.append(TABLE_MARK if tag == "table" else "\n")
        href = values.get("href") or ""
        if tag == "a" and self.with_addresses and re.match(r"https?:|ftp:|mailto:", href):
            self.link = (href, len(self.parts))
        if tag == "ol":
            self.lists.append((values.get("type") or "1", int(values.get("start") or "1")))
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "li" and self.lists and (counter := self.lists[-1]):
            kind, number = counter
            self.parts.append(f"{_label(kind, number)}. ")
            self.lists[-1] = (kind, number + 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.parts.append(TABLE_MARK if tag == "table" else "\n")
        if tag in ("ol", "ul"):
            self.lists.pop()
        if tag == "a" and self.link:
            href, start = self.link
            self.link = None
            if words(href) != words("".join(self.parts[start:])):
                self.parts.append(f" ({href})")  # the address that words lead to is written behind them in the source

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def reader_text(html: str, *, with_addresses: bool = True) -> str:
    """What a reader sees, form feeds around tables; behind the words of a link its address, where it is another."""
    reader = _Reader(with_addresses=with_addresses)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class PageWords(NamedTuple):
    """The words that a page shows, in order, and the positions of those that stand in tables."""

    text: list[str]
    in_tables: set[int]


def page_words(body: str, ids: IdForm) -> PageWords:
    """The words that the page of an article shows of its Markdown."""
    shown = reader_text(markdown.render(body, ids, lambda cited: f"../{cited}/").html)
    page = PageWords([], set())
    for i, part in enumerate(shown.split(TABLE_MARK)):
        start = len(page.text)
        page.text.extend(words(part))
        if i % 2:
            page.in_tables.update(range(start, len(page.text)))
    return page


def front_words(article: Article) -> set[str]:
    return set(words(" \n".join(_strings(msgspec.to_builtins(article.front)))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)


def source_words(text: str) -> Words:
    """The words of a decoded text article or archived page."""
    lines = text.split("\n")
    is_mspl = "\tProduct(s): See article" in text
    if lines[0].startswith("DOCUMENT:"):
        blank = lines.index("")
        fields = [line.split(":", 1)[1] for line in lines[1:blank]]
        rest = lines[blank:]
        # Where the footer has keywords and versions, the header's are its beginning, cut at 87 characters and sometimes glued.
        values, rest = _without_tail(rest, LEGAL)
        fields = [fields[0], *values, *([] if values else fields[1:])]
    else:
        first = next(i for i, line in enumerate(lines) if line.startswith("\tArticle: "))
        fields = [line.split(":", 1)[1] for line in lines[first : first + 2]]
        if "## " in text:
            fields = fields[:1]  # titles are escaped there
        rest = [line.removeprefix("\t") for line in lines[first + 6 :] if line not in ("{% raw %}", "{% endraw %}")]
        rest = [HEX.sub(lambda code: bytes.fromhex(code[1]).decode("cp1252"), line) for line in rest]
        values, rest = _without_tail(rest, "=" * 77) if not is_mspl else ([], rest)
        fields += values
    if (
        is_mspl and "\tVersion(s): \n" in text
    ):  # four pages have their fields shifted: the keywords are the first line of the body
        first = next(i for i, line in enumerate(rest) if line.strip())
        fields.append(rest.pop(first))
    return _body_words(rest, fields, is_mspl=is_mspl)


def _without_tail(lines: list[str], mark: str) -> tuple[list[str], list[str]]:
    """The values of the footer, and the lines above it."""
    end = max((i for i, line in enumerate(lines) if line.startswith(mark)), default=len(lines))
    values = []
    while end and (
        not lines[end - 1].strip() or FOOTER_FIELD.match(lines[end - 1]) or set(lines[end - 1].strip()) == {"="}
    ):
        end -= 1
        if field := FOOTER_FIELD.match(lines[end]):
            values.append(field[1])
    return values, lines[:end]


def _body_words(lines: list[str], fields: Iterable[str], *, is_mspl: bool) -> Words:
    if is_mspl:
        return Words(words("\n".join(_without_leaked_divider(lines))), set(words("\n".join(fields))), set())
    lines = list(lines)
    shown = [*fields]
    while lines and (not lines[-1].strip() or CATEGORY.match(lines[-1])):
        shown.append(lines.pop())
    query = next((i for i in range(len(lines) - 1, max(len(lines) - 6, -1), -1) if QUERY.match(lines[i])), None)
    if query is not None:
        found = QUERY.match(lines[query])
        shown += [found[1] if found else "", *lines[query + 1 :]]
        lines = lines[:query]
        filled = [i for i, line in enumerate(lines) if line.strip()]
        if filled and (more := QUERY.match(lines[filled[-1]])):
            shown.append(more[1])
            lines = lines[: filled[-1]]
    above: list[str] = []
    intro = next((i for i, line in enumerate(lines[:30]) if APPLIES.match(line)), None)
    if intro is not None:
        above = lines[:intro]
    while intro is not None:
        closing = next(i for i in range(intro, len(lines)) if RULE.match(lines[i]))
        products, lines = lines[intro + 1 : closing], lines[closing + 1 :]
        shown += products
        is_empty = not any(line.strip() for line in products)
        intro = next((i for i, line in enumerate(lines[:5]) if is_empty and APPLIES.match(line)), None)
    return Words(words("\n".join(lines)), set(words("\n".join(shown))), set(words("\n".join(above))))


def _without_leaked_divider(lines: list[str]) -> list[str]:
    """Ten pages end with the name of the next part of the volume they were in, over a rule."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return lines[: filled[-2]] if lines[filled[-1]] == "=" * 77 else lines


def differences(source: Words, page: PageWords, front: set[str]) -> list[str]:
    """What is lost, what is invented and what stands elsewhere; empty when conversion told the truth."""
    text, shown = Counter(source.text), Counter(page.text)
    lost = text - shown
    invented = {word: count for word, count in (shown - text).items() if word not in source.either}
    found = [
        *(f"lost from the text: {word} ({count})" for word, count in lost.items()),
        *(f"invented: {word} ({count})" for word, count in invented.items()),
        *(f"lost from the fields: {word}" for word in sorted(source.fields - front - set(page.text))),
        *(f"lost above the products: {word}" for word in sorted(source.either - front - set(page.text))),
    ]
    return found or list(_misplaced(source, page))


def _misplaced(source: Words, page: PageWords) -> Iterator[str]:
    """The words of the page that do not stand where they stand in the source, those of tables and above the products left out."""
    if source.text == page.text:
        return
    for kind, _, _, start, end in SequenceMatcher(None, source.text, page.text, autojunk=False).get_opcodes():
        for i in range(start, end) if kind != "equal" else ():
            if i not in page.in_tables and page.text[i] not in source.either:
                yield f"stands elsewhere: {page.text[i]}"
