"""What an article's Markdown consists of, each part with its place: what the linter, the catalogue and editors look at.

Places are offsets in code points into the text that was parsed. The parser is pulldown-cmark (CommonMark with tables, in Rust), which
gives the place of every part of a line and takes a twentieth of the time of the renderer; a test holds the two to the same structure.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import pyromark

from kbtool.content.dialect import DIRECTIVE
from kbtool.content.lines import Place

_PARSER = pyromark.Options.ENABLE_TABLES
_ALERT = re.compile(r"\s*\[!(\w+)\]")
_DIRECTIVE = re.compile(DIRECTIVE)
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the prose of a passage for each character that is none."""
OF_PROSE = ("text", "break")
"""The kinds of pieces that prose consists of."""


class Piece(NamedTuple):
    """A part of a passage: where its text begins in the passage (`at`) and in the source, and whether it is `text`, `code`, `address` (shown as it is), `html` or `break`."""

    at: int
    start: int
    end: int
    kind: str


class Link(msgspec.Struct):
    """A link or an image. `text` is what it shows, at `at` of its passage; an autolink shows its address.

    `words_start` and `words_end` are where the text stands in the source, both 0 where there is none. `address_at` is where the address
    stands behind the text, None where it stands elsewhere or is written with escapes.
    """

    start: int
    end: int
    address: str
    text: str
    at: int
    is_autolink: bool = False
    is_image: bool = False
    words_start: int = 0
    words_end: int = 0
    address_at: int | None = None

    @property
    def words(self) -> Place:
        """Where the text stands, with what is written within it: escapes, emphasis."""
        return Place(self.words_start, self.words_end)

    @property
    def target(self) -> Place | None:
        """Where the address stands behind the text, if it does."""
        return None if self.address_at is None else Place(self.address_at, self.address_at + len(self.address))


class Passage(msgspec.Struct):
    """Running text that stands together: of a `paragraph`, a `heading`, an `item` without paragraphs or a table's `cell`.

    `text` is what a reader reads, line breaks kept, and `prose` the same with everything that is no prose (code, addresses, markup)
    masked, position for position; `level` that of a heading, else 0; `depth` the lists it stands in.
    """

    kind: str
    start: int
    end: int
    text: str
    prose: str
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    level: int = 0
    depth: int = 0

    def source(self, position: int) -> int:
        """Where the character at `position` of the text stands in the source; the end of the text, where its last piece ends."""
        if position >= len(self.text):
            return self.pieces[-1].end if self.pieces else self.end
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.at) - 1]
        return min(piece.start + position - piece.at, piece.end)


class Code(msgspec.Struct):
    """A code block; `language` is "" where none is named."""

    start: int
    end: int
    text: str
    language: str
    is_fenced: bool


class Html(msgspec.Struct):
    """Markup that stands in the text; kbtool shows it as text."""

    start: int
    end: int
    text: str


class List(msgspec.Struct):
    """A list: the number it begins with (None for bullets), and where its items begin."""

    start: int
    end: int
    first: int | None
    items: tuple[int, ...]
    depth: int


class Table(msgspec.Struct):
    """A table and the number of its columns."""

    start: int
    end: int
    columns: int


class Quote(msgspec.Struct):
    """A quotation, or an alert of the kind `alert` (`NOTE`, as written)."""

    start: int
    end: int
    alert: str


class Outline(msgspec.Struct):
    """The parts of a text, each kind in order of its place. `headings` and `links` (images too) are those of the passages."""

    passages: list[Passage] = msgspec.field(default_factory=list)
    headings: list[Passage] = msgspec.field(default_factory=list)
    links: list[Link] = msgspec.field(default_factory=list)
    codes: list[Code] = msgspec.field(default_factory=list)
    html: list[Html] = msgspec.field(default_factory=list)
    lists: list[List] = msgspec.field(default_factory=list)
    tables: list[Table] = msgspec.field(default_factory=list)
    quotes: list[Quote] = msgspec.field(default_factory=list)
    breaks: list[int] = msgspec.field(default_factory=list)


def outline(text: str, first: int = 0) -> Outline:
    """The parts of Markdown from the offset `first` of `text` on (the end of its front matter); places are offsets into `text`."""
    return _Reader(text, first).read()


class _Reader:
    """Follows the events of the parser."""

    def __init__(self, text: str, first: int) -> None:
        self._body = text[first:]
        self._text = text
        self._places = _places(self._body, first)
        self._parts = Outline()
        self._open: list[tuple[str, int, Any]] = []  # blocks and links: kind, start, what is known of them
        self._passage: tuple[str, int, int] | None = None  # kind, start, level
        self._words: list[str] = []
        self._prose: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._links: list[Link] = []
        self._depth = 0
        self._code: list[str] | None = None

    def read(self) -> Outline:
        event: Any
        places = self._places
        for event, span in pyromark.events_with_range(self._body, options=_PARSER):
            start, end = places[span["start"]], places[span["end"]]
            if isinstance(event, str):
                self._sign(event, start, end)
                continue
            ((kind, value),) = event.items()
            if kind == "Start":
                self._begin(value, start, end)
            elif kind == "End":
                self._finish(value if isinstance(value, str) else next(iter(value)), end)
            else:
                self._content(kind, value, start, end)
        self._parts.lists.sort(key=_start)
        return self._parts

    def _content(self, kind: str, text: str, start: int, end: int) -> None:
        if kind == "Text" and self._code is not None:
            self._code.append(text)
        elif kind == "Text":
            self._add(text, start, end, "address" if self._is_within_autolink() else "text")
        elif kind == "Code":
            sign = (end - start - len(text)) // 2
            self._add(text, start + sign, end - sign, "code")
        elif not _DIRECTIVE.fullmatch(text.strip()):  # readers never see a comment to the linter
            self._parts.html.append(Html(start, end, text))
            if kind == "InlineHtml":
                self._add(text, start, end, "html")

    def _sign(self, event: str, start: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            self._add("\n", start, end, "break")
        elif event == "Rule":
            self._parts.breaks.append(start)

    def _is_within_autolink(self) -> bool:
        return bool(self._open) and self._open[-1][0] == "Autolink"

    def _add(self, words: str, start: int, end: int, kind: str) -> None:
        if self._passage is None:
            self._passage = ("item", start, 0)
        self._pieces.append(Piece(self._length, start, end, kind))
        self._words.append(words)
        self._prose.append(words if kind in OF_PROSE else MASK * len(words))
        self._length += len(words)

    def _begin(self, value: Any, start: int, end: int) -> None:
        kind: str
        about: Any
        kind, about = (value, None) if isinstance(value, str) else next(iter(value.items()))
        match kind:
            case "Paragraph" | "TableCell":
                self._close(start)
                self._passage = ("cell" if kind == "TableCell" else "paragraph", start, 0)
            case "Heading":
                self._close(start)
                self._passage = ("heading", start, int(about["level"][1]))
            case "Link" | "Image":
                if self._passage is None:
                    self._passage = ("item", start, 0)
                is_autolink = about["link_type"] in ("Autolink", "Email")
                known = about["dest_url"], about["link_type"] == "Inline", self._length, len(self._words)
                self._open.append(("Autolink" if is_autolink else kind, start, known))
            case "List":
                self._close(start)
                self._depth += 1
                self._open.append(("List", start, (about, [])))
            case "Item":
                self._close(start)
                self._open[-1][2][1].append(start)
            case "CodeBlock":
                self._close(start)
                self._code = []
                self._open.append((kind, start, about))
            case "Table":
                self._close(start)
                self._parts.tables.append(Table(start, end, len(about)))
            case "BlockQuote":
                self._close(start)
                found = _ALERT.match(self._text, start + 1)
                self._parts.quotes.append(Quote(start, end, found[1] if found else ""))
            case _:
                pass

    def _finish(self, kind: str, end: int) -> None:
        match kind:
            case "Paragraph" | "TableCell" | "Heading":
                self._close(end)
            case "Item":
                self._close(end)
            case "Link" | "Image":
                shape, start, (address, is_inline, at, words) = self._open.pop()
                text, pieces = "".join(self._words[words:]), self._pieces[words:]
                words_start, words_end = (pieces[0].start, pieces[-1].end) if text else (0, 0)
                address_at = self._text.find(address, words_end or start, end) if is_inline else -1
                self._links.append(
                    Link(
                        start,
                        end,
                        address,
                        text,
                        at,
                        is_autolink=shape == "Autolink",
                        is_image=shape == "Image",
                        words_start=words_start,
                        words_end=words_end,
                        address_at=address_at if address_at >= 0 else None,
                    )
                )
            case "List":
                self._close(end)
                _, start, (first, items) = self._open.pop()
                self._depth -= 1
                self._parts.lists.append(List(start, end, first, tuple(items), self._depth))
            case "CodeBlock":
                _, start, about = self._open.pop()
                text, self._code = "".join(self._code or ()), None
                is_fenced = isinstance(about, dict)
                self._parts.codes.append(Code(start, end, text, about["Fenced"] if is_fenced else "", is_fenced))
            case _:
                pass

    def _close(self, end: int) -> None:
        """End the running passage, if there is one."""
        if self._passage is None:
            return
        kind, start, level = self._passage
        last = self._pieces[-1].end if kind == "item" and self._pieces else end
        while last > start and self._text[last - 1] == "\n":
            last -= 1
        links = tuple(sorted(self._links, key=_start))
        text, prose = "".join(self._words), "".join(self._prose)
        passage = Passage(kind, start, last, text, prose, tuple(self._pieces), links, level, self._depth)
        self._parts.passages.append(passage)
        self._parts.links += links
        if level:
            self._parts.headings.append(passage)
        self._passage, self._length = None, 0
        self._words, self._prose, self._pieces, self._links = [], [], [], []


def _start(part: List | Link) -> int:
    return part.start


def _places(body: str, first: int) -> Sequence[int]:
    """For each offset in bytes of UTF-8 into `body` the one in code points into the whole text."""
    end = first + len(body)
    if body.isascii():
        return range(first, end + 1)
    return [*(place for place, sign in enumerate(body, first) for _ in sign.encode()), end]
