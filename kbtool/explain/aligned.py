"""An article in rows: the legacy lines of some blocks, and the elements of the page that these became.

The page is rendered once and as a whole, in the way the site does it; its elements are then told apart by the lines of Markdown they
come from, and these by the block that became them. All that is added to the page are attributes.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise

import msgspec
from markdown_it.token import Token

from kbtool import content
from kbtool.content import markdown, writer
from kbtool.explain.reading import Article
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import Block, Document, Frame, FrontMatter, Label, line_label
from kbtool.site import body

DOUBTFUL_BELOW = 0.8
"""A block of less confidence deserves an editor's eye."""

_OPENING = frozenset([Label.HEADER, Label.APPLIES])


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A block as the page shows it; `number` is its place among the blocks of its article."""

    number: int
    label: Label
    rule: str
    confidence: float
    doubts: tuple[str, ...]
    start: int
    lines: tuple[str, ...]
    is_doubtful: bool
    target: str
    """The id of the first element it became; empty for a part of the envelope."""
    findings: tuple[Finding, ...]
    """What there is to say about its lines."""


class Row(msgspec.Struct, frozen=True):
    """Blocks, and the HTML of the elements they became; `part` says what faces them: text, or the fields above or below it."""

    pieces: tuple[Piece, ...]
    html: str = ""
    part: str = "text"


class Tally(msgspec.Struct, frozen=True):
    """What there is of a label: blocks, and how sure their readers were on average."""

    label: Label
    count: int
    confidence: float


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """An article, explained. `key` is its name among those on one page."""

    key: str
    path: str
    id: str
    form: str = ""
    front: FrontMatter | None = None
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def pieces(self) -> list[Piece]:
        """All blocks, in order."""
        return [piece for row in self.rows for piece in row.pieces]

    @property
    def remarks(self) -> list[tuple[Finding, Piece | None]]:
        """Every finding, with the block on whose lines it is."""
        places = {finding: piece for piece in self.pieces for finding in piece.findings}
        return [(finding, places.get(finding)) for finding in self.findings]

    @property
    def doubtful(self) -> list[Piece]:
        """The blocks that deserve an editor's eye."""
        return [piece for piece in self.pieces if piece.is_doubtful]

    @property
    def tallies(self) -> list[Tally]:
        """How many blocks of each label there are, in the order of the labels."""
        counts = Counter(piece.label for piece in self.pieces)
        sums: Counter[Label] = Counter()
        for piece in self.pieces:
            sums[piece.label] += piece.confidence  # type: ignore[assignment]
        return [Tally(label, counts[label], sums[label] / counts[label]) for label in Label if counts[label]]


def is_doubtful(block: Block) -> bool:
    """Whether the block deserves an editor's eye."""
    return bool(block.doubts) or block.confidence < DOUBTFUL_BELOW


def explain(
    article: Article,
    ids: IdForm,
    link: markdown.Linker,
    search: markdown.SearchLinker = markdown.no_search,
    key: str = "a1",
) -> Explained:
    """Explain an article; when it could not be read only the findings are left to show."""
    document = article.document
    converted, _ = content.parse(article.text.encode(), article.path) if document else (None, [])
    if document is None or converted is None:
        return Explained(key=key, path=article.path, id="", findings=article.findings)
    lines = characters.visible(article.data).split("\n")
    owners = _Owners(document.blocks, _starts(document, converted.body))
    tokens = markdown.parse(converted.body, ids)
    for token in tokens:
        if token.type == "heading_open" and (anchor := token.attrs.get("id")):
            token.attrs["id"] = f"{key}-{anchor}"
    body.add_permalinks(tokens)
    targets = _mark(tokens, owners, document.blocks, key)
    pieces = [_piece(n, block, lines, targets.get(n, ""), article.findings) for n, block in enumerate(document.blocks)]
    groups = list(_groups(tokens, partial(markdown.render_tokens, ids=ids, link=link, search=search)))
    return Explained(
        key=key,
        path=article.path,
        id=document.id,
        form=document.form,
        front=converted.front,
        rows=tuple(_rows(document.blocks, pieces, owners, groups)),
        findings=article.findings,
    )


def _starts(document: Document, text: str) -> tuple[int, ...]:
    """For each block the number of lines before it in the text; 0 for all when conversion had to write another text than theirs."""
    written = writer.written(document.blocks)
    return written.starts if written.text == text else (0,) * len(document.blocks)


def _piece(number: int, block: Block, lines: Sequence[str], target: str, findings: Sequence[Finding]) -> Piece:
    return Piece(
        number=number,
        label=line_label(block),
        rule=block.rule,
        confidence=block.confidence,
        doubts=block.doubts,
        start=block.span.start,
        lines=tuple(lines[block.span.start - 1 : block.span.end]),
        is_doubtful=is_doubtful(block),
        target=target,
        findings=tuple(finding for finding in findings if block.span.start <= finding.line <= block.span.end),
    )


class _Group(msgspec.Struct, frozen=True):
    """A top-level element of the page: the line of Markdown on which it begins, and its HTML."""

    line: int
    html: str


class _Owners:
    """Knows which blocks a line of Markdown comes from."""

    def __init__(self, blocks: Sequence[Block], starts: Sequence[int]) -> None:
        self._numbers = [n for n, block in enumerate(blocks) if not isinstance(block, Frame)]
        self._starts = [starts[n] for n in self._numbers]

    def of(self, line: int) -> list[int]:
        """The numbers of the blocks that became the 0-based line: more than one where items begin on the line of another."""
        end = bisect_right(self._starts, line)
        begin = end
        while begin and self._starts[begin - 1] == self._starts[end - 1]:
            begin -= 1
        return self._numbers[begin:end]

    def first_lines(self) -> Iterator[tuple[int, int]]:
        """Each block's number and the line before which nothing of it stands."""
        return zip(self._numbers, self._starts, strict=True)


def _groups(tokens: Sequence[Token], render: Callable[[list[Token]], markdown.Rendered]) -> Iterator[_Group]:
    for first, last in _top_level(tokens):
        begins = tokens[first].map
        html = render(list(tokens[first : last + 1])).html
        yield _Group(begins[0] if begins else 0, body.make_scrollable(html))


def _top_level(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First and last index of the tokens of each top-level element."""
    first = 0
    for i, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            first = i
        elif token.level == 0 and token.nesting == 0 and token.block and token.type != "inline":
            yield i, i
        elif token.level == 0 and token.nesting == -1:
            yield first, i


def _mark(tokens: Sequence[Token], owners: _Owners, blocks: Sequence[Block], key: str) -> dict[int, str]:
    """Name on every element that holds text of its own the blocks it comes from; gives for each block the id of its first."""
    targets: dict[int, str] = {}
    inside = 0
    around: list[int] = []
    for i, token in enumerate(tokens):
        if token.level < inside:
            inside, around = 0, []
        carrier = _carrier(tokens, i)
        if carrier is None or not token.map:
            continue
        numbers = owners.of(token.map[0])
        if not numbers or (inside and numbers == around):
            continue
        if token.nesting == 1 and token.type != "list_item_open" and not inside:
            inside, around = token.level + 1, numbers
        carrier.attrs["data-block"] = " ".join(f"{key}-{number}" for number in numbers)
        carrier.attrs["data-label"] = str(line_label(blocks[numbers[-1]]))
        target = str(carrier.attrs.setdefault("id", f"{key}-r{i}"))
        for number in numbers:
            targets.setdefault(number, target)
    return targets


def _carrier(tokens: Sequence[Token], i: int) -> Token | None:
    """The token whose element bears the marks, when tokens[i] opens an element with text of its own."""
    token = tokens[i]
    if token.type in {"paragraph_open", "heading_open", "blockquote_open", "alert_open"}:
        return None if token.hidden else token
    if token.type in {"fence", "code_block", "hr"}:
        return token
    if token.type == "table_open":
        return tokens[i + 1]  # its head: the site puts a frame around plain <table> only
    if token.type == "list_item_open":
        content = tokens[i + 1]
        return token if content.hidden or content.type == "list_item_close" else None
    return None


def _rows(blocks: Sequence[Block], pieces: Sequence[Piece], owners: _Owners, groups: Sequence[_Group]) -> Iterator[Row]:
    """Rows as low as they can be: a block that became several elements and an element of several blocks keep together."""
    homes = _homes(pieces, owners, groups)
    yielded = 0
    text = [n for n, block in enumerate(blocks) if not isinstance(block, Frame)]
    first, last = (text[0], text[-1]) if text else (len(blocks), -1)

    def place(piece: Piece) -> tuple[int, str]:
        home = homes[piece.number]
        return home, "text" if home >= 0 else _facing(piece, first, last)

    tail: tuple[Piece, ...] = ()
    for (_, part), members in groupby(pieces, key=place):
        row = tuple(members)
        if part == "tail":
            tail += row
        elif part != "text":
            yield Row(row, part=part)
        else:
            following = next((h for h in homes[row[-1].number + 1 :] if h >= 0), len(groups))
            yield Row(row, "".join(group.html for group in groups[yielded:following]))
            yielded = following
    yield Row(tail, part="tail")


def _homes(pieces: Sequence[Piece], owners: _Owners, groups: Sequence[_Group]) -> list[int]:
    """For each block the index of the top-level element it begins in; -1 for a part of the envelope that lies between elements."""
    homes = [-1] * len(pieces)
    lines = [group.line for group in groups]
    for number, before in owners.first_lines():
        # The line at `before` is blank, so an element that begins right below it is the block's own.
        homes[number] = max(0, bisect_right(lines, before + 1) - 1)
    known = [(number, home) for number, home in enumerate(homes) if home >= 0]
    for (number, home), (later, next_home) in pairwise(known):
        if home == next_home:
            homes[number:later] = [home] * (later - number)
    return homes


def _facing(piece: Piece, first: int, last: int) -> str:
    """What faces a part of the envelope when the text goes from block `first` to block `last`."""
    if piece.number < first and piece.label in _OPENING:
        return "top"
    return "tail" if piece.number > last else "fields"
