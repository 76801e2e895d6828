"""A `Document` to an `Article`: front matter and Markdown.

Every block becomes its Markdown form; lists continue with the written number, and a list that would wrongly run on into the next
takes another marker. Prose keeps the lines of the source. Writing the same document again gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from kbtool.content import escape, frontmatter
from kbtool.content.dialect import ALERTS, FENCE
from kbtool.model import (
    Article,
    Block,
    Cells,
    Citations,
    ClosingField,
    Document,
    Frame,
    FrontMatter,
    Heading,
    Links,
    Marker,
    Note,
    Paragraph,
    Quote,
    SearchPhrase,
    Separator,
    Source,
    Table,
    Typed,
    Verbatim,
    follows,
)

_ADDRESS_ALONE = re.compile(
    r"(?P<address>(?:(?:https?|ftp)://|(?P<host>www\.(?=[a-z\d-]+\.)))[^\s<>]*[^\s<>.])(?P<stop>\.?)\Z", re.IGNORECASE
)
_REMARKED_PHRASE = re.compile(r'" *+(?P<words>[^"]*[^" ]) *" *(?P<remark>\([^()"]*\))\Z')
_QUOTES_PARTS = re.compile(r'[^"]*[^\s"]" ')  # `a" and "b`
_BROKEN_WORD = re.compile(r"(?:\A|[\s(\"'])(?!/)[^\s(\"']*\w-\Z")  # not the switch `/c-`
_REST_OF_WORD = re.compile(r"(?!(?:and|or|to|through)\b(?!-))[A-Za-z]")
_BROKEN_ADDRESS = re.compile(r"[(\"]?(?:https?|ftp)://\S*\w[/.]\Z")
_REST_OF_ADDRESS = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)*/")
_LONGEST_PATH = 260  # characters


def article_of(document: Document) -> Article:
    """The article that a legacy document becomes."""
    fields = document.fields
    front = FrontMatter(
        id=document.id,
        title=fields.title,
        revised=fields.revised,
        product=fields.product,
        product_code=fields.product_code,
        applies_to=fields.applies_to,
        version=fields.version,
        operating_system=fields.operating_system,
        keywords=fields.keywords,
        component=fields.component,
        technology=fields.technology,
        platform=fields.platform,
        hardware=fields.hardware,
        issue_type=fields.issue_type,
        solution_type=fields.solution_type,
        query_words=fields.query_words,
        source=Source(
            form=document.form,
            prologue=fields.prologue,
            closing=fields.closing,
            cleaned=fields.cleaned,
            superseded=fields.superseded,
        ),
    )
    return Article(front=front, body=markdown(document.blocks))


def dumps(article: Article) -> str:
    """The text of the article's file. `kbtool.content.parse` reads the same article back."""
    return f"{FENCE}\n{frontmatter.dump(article.front)}{FENCE}\n{article.body}"


class Written(msgspec.Struct, frozen=True):
    """Markdown, and for each block the number of lines that stand before those it became.

    The lines of a block end where those of the next begin. Of a block without lines of its own (an item that begins with a list)
    the sign stands on the first line of the next.
    """

    text: str
    starts: tuple[int, ...]


def markdown(blocks: Iterable[Block]) -> str:
    """The Markdown of an article's blocks; envelope parts are left out, their words are in the front matter."""
    return written(blocks).text


def written(blocks: Iterable[Block]) -> Written:
    """The Markdown of an article's blocks, and where in it each of them stands."""
    out = _Lines()
    starts = []
    for block in blocks:
        if type(block) is Frame:
            starts.append(out.count)
        else:
            starts.append(out.add(block))
    return Written(out.text(), tuple(starts))


class _Item(msgspec.Struct):
    """An open list item: what opened its list, the sign it was written with, and the width of sign and space."""

    marker: Marker
    sign: str
    width: int


class _Lines:
    """Collects Markdown lines; knows which list items are open, and which of them have been marked but not begun (`_pending`).

    What belongs to a note stands in its quote: `_note` is the note written last, `_quoted` the number of open items around the quote
    while something is written in it.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._items: list[_Item] = []
        self._pending = 0
        self._last: Block | None = None
        self._note: Note | None = None
        self._quoted: int | None = None

    @property
    def count(self) -> int:
        return len(self._lines)

    def add(self, block: Block) -> int:
        """Add what the block becomes; gives the number of lines before it."""
        before = self._items[block.depth] if block.depth < len(self._items) else None
        is_in_note = self._note is not None and block.span.start <= self._note.through
        if not is_in_note and self._quoted == block.depth:
            before = None
        self._close_to(block.depth)
        self._quoted = self._note.depth if self._note and is_in_note else None
        start = self.count
        if block.marker is not None:
            self._open(block.marker, before)
        lines = list(_markdown_lines(block))
        if lines:
            self._write(lines, is_prose=type(block) is Paragraph, tight=self._is_tight(block, before))
        if not is_in_note:
            self._note = block if type(block) is Note else None
        self._last = block
        return start

    def _is_tight(self, block: Block, before: _Item | None) -> bool:
        """Whether the block is an item right below another in the source, and may be so here: nothing but an item parts the two."""
        last = self._last
        if not (block.marker and last and last.marker and last.span.end + 1 == block.span.start):
            return False
        if not (isinstance(block, Paragraph) and isinstance(last, Paragraph) and last.lines and self._pending == 1):
            return False
        if before is None:
            return block.depth == last.depth + 1 and (block.marker.kind != "number" or block.marker.number == 1)
        return before.sign[-1] == self._items[-1].sign[-1] and before.marker.kind == block.marker.kind

    def text(self) -> str:
        self._close_to(0)
        return "\n".join([*self._lines, ""])

    def _open(self, marker: Marker, before: _Item | None) -> None:
        """Open an item where the item `before` stood, if one did."""
        self._begin_lettered()
        sign = _sign(marker, before)
        self._items.append(_Item(marker, sign, len(sign) + 1))
        self._pending += 1

    def _close_to(self, depth: int) -> None:
        if self._pending and depth < len(self._items):
            self._write([""], is_prose=True)
        del self._items[depth:]

    def _write(self, lines: list[str], *, is_prose: bool, tight: bool = False) -> None:
        if not is_prose:
            self._begin_lettered()
        blank = "" if self._quoted is None else self._margin(self._quoted).rstrip()
        if not tight:
            self._lines.append(blank)
        first, *rest = lines
        self._lines.append(f"{self._first_indent()}{first}".rstrip())
        if rest:
            indent = self._margin(len(self._items))
            self._lines += [indent + line if line else blank for line in rest]

    def _margin(self, items: int) -> str:
        """What stands before a line in the outermost open `items`: their indentation, and the sign of the quote among them."""
        if not items and self._quoted is None:
            return ""
        widths = [" " * item.width for item in self._items[:items]]
        if self._quoted is not None:
            widths.insert(self._quoted, "> ")
        return "".join(widths)

    def _first_indent(self) -> str:
        """What stands before the first line of a block: the indentation of begun items, the signs of those that begin with it."""
        if not self._pending:
            return self._margin(len(self._items))
        begun = len(self._items) - self._pending
        signs = (f"{_written_sign(item)} " for item in self._items[begun:])
        self._pending = 0
        return self._margin(begun) + "".join(signs)

    def _begin_lettered(self) -> None:
        """A letter is text of its item, so nothing but prose can follow it on its line."""
        if self._pending and self._items[-1].marker.kind == "letter":
            self._write([""], is_prose=True)


def _written_sign(item: _Item) -> str:
    return f"{item.sign} {item.marker.text}." if item.marker.kind == "letter" else item.sign


def _sign(marker: Marker, before: _Item | None) -> str:
    """How the item is marked: as the item before it where it goes on with the same list, else so that a new list begins."""
    if marker.kind == "bullet":
        return _other("-", "*", before if before and before.marker.kind != "bullet" else None)
    if marker.kind == "letter":
        goes_on = before and before.marker.kind == "letter" and follows(before.marker.text, marker.text)
        return before.sign if before and goes_on else _other("*", "-", before)
    goes_on = before and before.marker.kind == "number" and before.marker.number + 1 == marker.number
    ending = before.sign[-1] if before and goes_on else _other(".", ")", before)
    return f"{marker.number}{ending}"


def _other(usual: str, other: str, before: _Item | None) -> str:
    return other if before and before.sign.endswith(usual) else usual


def _markdown_lines(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of block
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escape.heading(block.text)}"
        case Paragraph(keeps_breaks=True):
            yield from _lines_apart(block.lines)
        case Paragraph():
            yield from _prose(block.lines)
        case Verbatim(are_names=True):
            yield from _lines_apart(tuple(filter(None, block.lines)))
        case Verbatim(is_record=True):
            yield from _quoted_lines(block.lines)
        case Verbatim():
            yield from _literal(block.lines, block.language)
        case Note():
            yield from _note(block)
        case Typed(lines=(line,), remark=remark) if remark:
            yield f"{_typed(line)} {escape.line(remark)}"
        case Typed():
            yield from _literal(block.lines)
            if block.remark:
                yield from ("", escape.line(block.remark))
        case Quote():
            yield from _quote(block)
        case Citations():
            yield from _citations(block)
        case Links():
            yield from _links(block)
        case SearchPhrase():
            yield _search_phrase(" ".join(block.lines), block.query)
        case Table(cells=Cells() as cells):
            yield from _table(cells)
        case Table():
            yield from _literal(block.lines)
        case ClosingField():
            yield escape.line(block.text)
        case Separator():
            yield "---"


def _prose(lines: Iterable[str]) -> Iterator[str]:
    """Escaped lines of a paragraph; a word broken at its hyphen, a path at a backslash and an address at a slash are one again."""
    held = ""
    for line in lines:
        if held and (held[-1] in "-\\/." or line[:1] == "\\") and _is_broken(held, line):
            held += line
            continue
        if held:
            yield escape.line(held)
        held = line
    if held:
        yield escape.line(held)


def _is_broken(line: str, following: str) -> bool:
    """Whether a word, an address, a path or a registry key was broken between the lines; below that of a folder another word may stand."""
    if line[-1] == "-":
        return bool(_BROKEN_WORD.search(line[-_LONGEST_PATH:]) and _REST_OF_WORD.match(following))
    if line[-1] in "/.":
        begun = line[-_LONGEST_PATH:].rsplit(maxsplit=1)[-1]
        return bool(_BROKEN_ADDRESS.match(begun) and _REST_OF_ADDRESS.match(following))
    begun, rest = line[-_LONGEST_PATH:].rsplit(maxsplit=1)[-1], following.split(maxsplit=1)[0]
    if following[0] == "\\":
        return rest[1:2] not in ("", "\\") and "\\" in begun and begun[-1].isalnum()
    return "\\" in begun[:-1] and ("\\" in rest or (begun.startswith("HKEY_") and rest[:1].isupper()))


def _lines_apart(lines: Sequence[str]) -> Iterator[str]:
    """Escaped lines of a paragraph, with a hard break after each but the last."""
    yield from (f"{escape.line(line)}\\" for line in lines[:-1])
    yield escape.line(lines[-1])


def _quote(block: Quote) -> Iterator[str]:
    paragraphs = [tuple(group) for is_text, group in groupby(block.lines, key=bool) if is_text]
    for n, paragraph in enumerate(paragraphs):
        if n:
            yield ">"
        yield from (f"> {line}" for line in (_lines_apart if n in block.apart else _prose)(paragraph))


def _quoted_lines(lines: Sequence[str]) -> Iterator[str]:
    """Escaped lines in a quotation, with a hard break after each but the last of a paragraph."""
    for is_text, paragraph in groupby(lines, key=bool):
        yield from (f"> {line}" for line in _lines_apart(tuple(paragraph))) if is_text else (">",)


def _note(block: Note) -> Iterator[str]:
    if block.word.upper() in ALERTS:
        yield f"> [!{block.word.upper()}]"
        yield from (f"> {line}" for line in _note_lines(block))
    elif not block.word:
        yield from (f"> {line}" for line in _note_lines(block))
    else:
        first, *rest = block.lines or ("",)
        yield f"> **{escape.inline(block.word)}:** {escape.inline(first)}".rstrip()
        yield from (f"> {line}" for line in _prose(rest))


def _note_lines(block: Note) -> Iterator[str]:
    return _lines_apart(block.lines) if block.keeps_breaks and block.lines else _prose(block.lines)


def _citations(block: Citations) -> Iterator[str]:
    for i, cited in enumerate(block.cited):
        if i:
            yield ""
        if block.field_names:
            id_name, title_name = block.field_names
            yield f"{id_name}: [{cited.id}](kb:{cited.id})\\"
            yield f"{title_name}: {escape.inline(cited.title)}"
            continue
        gap = "" if cited.is_glued else " "
        yield f"[{cited.id}](kb:{cited.id}){gap}{escape.inline(cited.title)}".rstrip()


def _links(block: Links) -> Iterator[str]:
    *others, last = (escape.labelled_link(link.text, link.address) for link in block.links)
    yield from (f"{link}\\" for link in others)
    yield last


def _typed(line: str) -> str:
    """What is typed as a code span; the quotation marks around all of it, which are not typed, stand around the span."""
    within = line[1:-1].strip()
    is_quoted = line[0] == line[-1] == '"' and bool(within) and line.count('"') % 2 == 0
    return f'"{escape.code(within)}"' if is_quoted and not _QUOTES_PARTS.match(within) else escape.code(line)


def _search_phrase(phrase: str, query: str) -> str:
    """The link to a search; quotation marks around all of its words, and the remark behind that they are not meant, are no part of it."""
    remarked = _REMARKED_PHRASE.match(phrase)
    if not remarked:
        return escape.search_link(phrase, query)
    return f'"{escape.search_link(remarked["words"], query)}" {escape.inline(remarked["remark"])}'


def _table(cells: Cells) -> Iterator[str]:
    """A pipe table whose columns are as wide as their widest cell, so that it reads well as text too."""
    rows = [tuple(escape.cell(cell) for cell in row) for row in (cells.head, *cells.rows)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    head, *body = (
        [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, cells.numeric, strict=True)
        ]
        for row in rows
    )
    rule = [
        "-" * (width - 1) + ":" if right else "-" * width for width, right in zip(widths, cells.numeric, strict=True)
    ]
    yield from (f"| {' | '.join(row)} |" for row in (head, rule, *body))


def _literal(lines: tuple[str, ...], language: str = "") -> Iterator[str]:
    if len(lines) == 1 and (found := _ADDRESS_ALONE.match(lines[0])):
        address = found["address"]
        link = escape.labelled_link(address, f"http://{address}") if found["host"] else escape.link(address)
        yield f"{link}{found['stop']}"
        return
    fence = escape.fence(lines)
    yield f"{fence}{language}"
    yield from lines
    yield fence
