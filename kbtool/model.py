"""The values everything speaks in.

A legacy file becomes a `Document`: its fields and a flat sequence of blocks, in the order of the lines. Blocks are flat as lines
are: `depth` says in how many list items a block stands, `marker` opens a new item there. Together the spans of the blocks cover
every non-blank line of the file exactly once (`uncovered_lines` checks it), so that nothing can be dropped unseen.

An `Article` is what editors keep from then on: front matter and Markdown.

All values are frozen and can be pickled; they hold no reference to files, settings or each other.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """Lines `start` to `end` of a file: 1-based, both included."""

    start: int
    end: int


class Label(StrEnum):
    """What a reader would call a line of a legacy article; the vocabulary of `kbtool explain`."""

    HEADER = "header"
    APPLIES = "applies"
    HEADING = "heading"
    PARA = "para"
    ITEM = "item"
    LITERAL = "literal"
    TABLE = "table"
    QUOTE = "quote"
    NOTE = "note"
    XREF = "xref"
    QUERY = "query"
    FOOTER = "footer"
    LEGAL = "legal"


SECTION_NAMES = frozenset(
    ["SYMPTOMS", "MORE INFORMATION", "CAUSE", "RESOLUTION", "STATUS", "SUMMARY", "WORKAROUND", "REFERENCES"]
)
"""The names under which an article is divided. They say nothing about what one article is about."""


class Marker(msgspec.Struct, frozen=True):
    """The sign that opens a list item: `- `, `3. `, `b. `."""

    kind: Literal["bullet", "number", "letter"]
    text: str = ""  # the number or letter as written, without its full stop

    @property
    def number(self) -> int:
        """The written number; 0 for bullets and letters."""
        return int(self.text) if self.kind == "number" else 0


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def roman_number(sign: str) -> int:
    """The number that a small Roman numeral stands for; 0 for any other sign, and for numerals above fifteen."""
    return _ROMAN.index(sign.lower()) + 1 if sign.lower() in _ROMAN else 0


def predecessors(sign: str) -> tuple[str, ...]:
    """The letters or small Roman numerals after which `sign` may come in a list; `i` follows both `h` and nothing."""
    letter = (chr(ord(sign) - 1),) if len(sign) == 1 and sign not in "aA" else ()
    number = roman_number(sign)
    numeral = _ROMAN[number - 2] if number > 1 else ""
    return (*letter, numeral if sign.islower() else numeral.upper()) if numeral else letter


def opens_list(sign: str) -> bool:
    """Whether an item marked `sign` may be the first of its list: the first number, letter or numeral, or a bullet."""
    return sign in ("", "1", "a", "A", "i")


def follows(sign: str, other: str) -> bool:
    """Whether an item marked `other` may come after one marked `sign`: the next number, letter or numeral, or another bullet."""
    if sign.isdecimal() and other.isdecimal():
        return int(other) == int(sign) + 1
    return (not sign and not other) or (bool(other) and not other.isdecimal() and sign in predecessors(other))


class Block(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A run of lines that belong together; `rule` names the classifier that decided.

    No kind of block is derived from another: `type(block) is Note` says what `isinstance` would. What looks at every block of every
    article asks so, for it takes a fifth of the time where the answer is no.

    `confidence` says how sure it was, from 0 to 1; `doubts` are the reasons, in words for an editor, why it is less than 1.
    """

    label: ClassVar[Label]

    span: Span
    rule: str
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    depth: int = 0
    marker: Marker | None = None


class Frame(Block, frozen=True, kw_only=True):
    """A part of the envelope: its words are in the document's fields, not in the body."""

    part: Label


class Heading(Block, frozen=True, kw_only=True):
    """A heading; level 1 is a section of the article (SYMPTOMS) or stands before any, deeper levels stand inside one."""

    label = Label.HEADING
    level: int
    text: str


class Paragraph(Block, frozen=True, kw_only=True):
    """Running prose, one string a source line, indentation removed.

    `keeps_breaks` says that each line stands for itself; then one that had been wrapped is one string.
    """

    label = Label.PARA
    lines: tuple[str, ...]
    keeps_breaks: bool = False


class Note(Block, frozen=True, kw_only=True):
    """A paragraph that begins with NOTE:, WARNING: and the like; `word` is that word as written. `keeps_breaks` as in a paragraph.

    Blocks after it that begin on line `through` or before belong to it; 0 where none does.
    """

    label = Label.NOTE
    word: str
    lines: tuple[str, ...]
    keeps_breaks: bool = False
    through: int = 0


RUNNING_TEXT = (Paragraph, Note)
"""The kinds of running text in which the author speaks."""


class Quote(Block, frozen=True, kw_only=True):
    """Indented running prose: a message or a passage from elsewhere; an empty line parts its paragraphs.

    `apart` are the indices of those paragraphs whose lines stand each for itself.
    """

    label = Label.QUOTE
    lines: tuple[str, ...]
    apart: tuple[int, ...] = ()


class Typed(Block, frozen=True, kw_only=True):
    """What the reader types, each line whole again where it had been wrapped; and the remark behind it on its quotation marks."""

    label = Label.LITERAL
    lines: tuple[str, ...]
    remark: str = ""


class Verbatim(Block, frozen=True, kw_only=True):
    """Text whose line breaks and spacing matter; common indentation removed, tabs expanded, inner blank lines kept.

    `language` is that of a listing, by a name that Pygments knows (`cpp`, `foxpro`); "" where it is no listing or not certain.
    `are_names` says that the lines are names in plain words, titles or an address: only their breaks matter. `is_record` says so of what a
    program wrote in words, its sentences being whole again that were wrapped.
    """

    label = Label.LITERAL
    lines: tuple[str, ...]
    language: str = ""
    are_names: bool = False
    is_record: bool = False


class Cells(msgspec.Struct, frozen=True):
    """A table with certain columns: the cells of its head and rows, and for each column whether it holds numbers.

    The cells of the head are empty where the table has none.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


class Table(Block, frozen=True, kw_only=True):
    """Aligned columns, kept as their lines, and as cells where the columns are certain."""

    label = Label.TABLE
    lines: tuple[str, ...]
    cells: Cells | None = None


class CitedTitle(msgspec.Struct, frozen=True):
    """An article cited by its id and by a title, which need not be the one it bears. `is_glued` says that no blank parts the two."""

    id: str
    title: str
    is_glued: bool = False


class Citations(Block, frozen=True, kw_only=True):
    """Citation lines that stand on their own.

    `field_names` are the words before id and title where they are written as fields (`ARTICLE-ID: ...`, `TITLE: ...`).
    """

    label = Label.XREF
    cited: tuple[CitedTitle, ...]
    field_names: tuple[str, str] | None = None


class Link(msgspec.Struct, frozen=True):
    """Words that lead to a web address; they may be the address itself."""

    text: str
    address: str


class Links(Block, frozen=True, kw_only=True):
    """Links that stand on their own, one below the other."""

    label = Label.LITERAL
    links: tuple[Link, ...]


class SearchPhrase(Block, frozen=True, kw_only=True):
    """Words to search the knowledge base for, as they are written, and the query that they mean."""

    label = Label.LITERAL
    lines: tuple[str, ...]
    query: str


class ClosingField(Block, frozen=True, kw_only=True):
    """A line of classification that older articles carry at the end of their text (`KBCategory: ...`)."""

    label = Label.FOOTER
    text: str


class Separator(Block, frozen=True, kw_only=True):
    """A rule that underlines nothing: a thematic break."""

    label = Label.LITERAL


class AppliesTo(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A product of the applies-to list that has further ones below it."""

    name: str
    includes: tuple["str | AppliesTo", ...]


AppliesEntry = str | AppliesTo


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """Every field of a legacy article, header and footer reconciled; "" or () where the article has none."""

    title: str
    revised: date
    product: str = ""
    product_code: str = ""
    applies_to: tuple[AppliesEntry, ...] = ()
    cleaned: tuple[str, ...] = ()
    version: str = ""
    operating_system: str = ""
    keywords: tuple[str, ...] = ()
    component: str = ""
    technology: tuple[str, ...] = ()
    platform: str = ""
    hardware: tuple[str, ...] = ()
    issue_type: tuple[str, ...] = ()
    solution_type: tuple[str, ...] = ()
    query_words: str = ""
    prologue: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    superseded: dict[str, str] = msgspec.field(default_factory=dict)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A legacy article, understood: `form` names the envelope it came in."""

    id: str
    form: str
    fields: Fields
    blocks: tuple[Block, ...]


def line_label(block: Block) -> Label:
    """The label a reader would give the block's lines: prose inside a list item is part of the item."""
    if isinstance(block, Frame):
        return block.part
    if block.label is Label.PARA and (block.depth or block.marker):
        return Label.ITEM
    if isinstance(block, SearchPhrase) and len(block.lines) > 1:
        return Label.QUOTE
    return block.label


def uncovered_lines(lines: Sequence[str], blocks: Iterable[Block]) -> list[int]:
    """The 1-based numbers of non-blank lines that lie in no block or in more than one; empty when the blocks are sound."""
    seen = [0] * (len(lines) + 1)
    for block in blocks:
        for number in range(block.span.start, block.span.end + 1):
            seen[number] += 1
    return [n for n, line in enumerate(lines, 1) if seen[n] > 1 or (line.strip() and not seen[n])]


def _about(text: str) -> msgspec.Meta:
    return msgspec.Meta(description=text)


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where a converted article came from, and what its source said that no other field holds."""

    form: Annotated[
        str, _about("The envelope the article was converted from: text, page, mspl, or one added from outside")
    ]
    prologue: Annotated[tuple[str, ...], _about("Lines that stood between the header and the applies-to block")] = ()
    closing: Annotated[tuple[str, ...], _about("Classification lines that stood below the query words")] = ()
    cleaned: Annotated[
        tuple[str, ...], _about("Products as they were written, where applies_to leaves out a note to editors")
    ] = ()
    superseded: Annotated[
        dict[str, str],
        _about("Header values that another field corrects, under their legacy name, as they were written"),
    ] = msgspec.field(default_factory=dict)


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The front matter of an article, in the order in which it is written. `kbtool schema` publishes it as JSON Schema."""

    id: Annotated[str, _about("The id of the article, unique in the knowledge base; the file bears its name")]
    title: Annotated[
        str, msgspec.Meta(min_length=1, description="One line that names the symptom, question or subject")
    ]
    revised: Annotated[date | None, _about("When the content was last revised (ISO 8601)")] = None
    product: Annotated[str, _about("The product family under which the article is listed")] = ""
    product_code: Annotated[str, _about("The archive's short code of the product")] = ""
    applies_to: Annotated[
        tuple[AppliesEntry, ...], _about("Products and versions the article is about; an entry may include others")
    ] = ()
    version: Annotated[
        str, _about("Platforms and versions in the archive's syntax: platform:version,version;platform:...")
    ] = ""
    operating_system: Annotated[str, _about("Operating systems in the archive's syntax")] = ""
    keywords: Annotated[tuple[str, ...], _about("Keywords by which articles are listed together")] = ()
    component: Annotated[str, _about("The component of the product")] = ""
    technology: Annotated[tuple[str, ...], _about("Technology codes of the archive")] = ()
    platform: Annotated[str, _about("The platform of the archive's footer")] = ""
    hardware: Annotated[tuple[str, ...], _about("Processor families")] = ()
    issue_type: Annotated[tuple[str, ...], _about("What kind of article this is: kbbug, kbprb, kbinfo, kbhowto")] = ()
    solution_type: Annotated[tuple[str, ...], _about("How the issue was settled: kbfix, kbpending, kbnofix")] = ()
    query_words: Annotated[str, _about("Further words by which readers should find the article")] = ""
    source: Annotated[Source | None, _about("Set by conversion only")] = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article as editors keep it.

    `body` is Markdown that begins on line `body_line` (1-based) of the file `path` (as it was given, for findings).
    """

    front: FrontMatter
    body: str
    path: str = ""
    body_line: int = 1
