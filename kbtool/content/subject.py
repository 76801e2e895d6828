"""One article as those see it who look for something in it: its text, its fields and its parts, and the places of all of them."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from kbtool.content.dialect import FENCE, FRONT_LINE
from kbtool.content.lines import Lines, Place, Stretches
from kbtool.content.outline import OF_PROSE, Outline, Passage, Piece, outline
from kbtool.ids import IdForm
from kbtool.model import Article, FrontMatter

if TYPE_CHECKING:
    import yaml


class Subject:
    r"""One article that could be read. `text` is that of the whole file with `\n` at the ends of lines; all offsets are into it."""

    def __init__(self, article: Article, text: str, ids: IdForm) -> None:
        self.article = article
        self.text = text
        self.ids = ids
        self.body = len(text) - len(article.body)
        """Where the Markdown begins."""
        self.lines = Lines(text)

    @property
    def front(self) -> FrontMatter:
        """The front matter."""
        return self.article.front

    @cached_property
    def outline(self) -> Outline:
        """The parts of the Markdown."""
        return outline(self.text, self.body)

    @cached_property
    def lowered(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def words(self) -> list[str]:
        """Every run of letters of the Latin alphabet in the text, in small letters: what a rule looks for by word occurs here, or nowhere."""
        return self.text.encode("ascii", "replace").translate(_SMALL_LETTERS).decode("ascii").split()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def sections(self) -> list[Passage]:
        """The headings of the highest level that an article uses below its title: level 2."""
        return [heading for heading in self.outline.headings if heading.level == SECTION_LEVEL]

    def is_quoted(self, passage: Passage) -> bool:
        """Whether a passage stands in a quotation, as messages do, which stay as they are; a note is none."""
        return passage.start in self._quotations

    @cached_property
    def _quotations(self) -> Stretches:
        return Stretches((quote.start, quote.end) for quote in self.outline.quotes if not quote.alert)

    def is_text(self, place: Place) -> bool:
        """Whether nothing but text of one passage stands at a place: no code, no markup, nothing of a link."""
        at = bisect_right(self.outline.passages, place.start, key=_start) - 1
        if at < 0 or self._links.touch(place):
            return False
        passage = self.outline.passages[at]
        first = bisect_right(passage.pieces, place.start, key=_end)
        pieces = passage.pieces[first : bisect_left(passage.pieces, place.end, key=_start)]
        return (
            bool(pieces)
            and pieces[0].start <= place.start
            and place.end <= pieces[-1].end
            and all(piece.kind in OF_PROSE for piece in pieces)
            and all(_IS_TEXT.fullmatch(self.text, one.end, other.start) for one, other in pairwise(pieces))
        )

    @cached_property
    def _links(self) -> Stretches:
        return Stretches((link.start, link.end) for link in self.outline.links)

    def field(self, name: str, *path: int) -> Place:
        """Where the value of a field stands, or with a path an entry of it; the whole front matter where it has none of that name."""
        node = self._nodes.get(name)
        for step in path:
            if node and node.tag == _SEQUENCE and step < len(node.value):
                node = node.value[step]
        if node is None:
            return Place(0, len(FENCE))
        start, end = (
            self.lines.offset(mark.line + FRONT_LINE, mark.column + 1) for mark in (node.start_mark, node.end_mark)
        )
        return Place(start, start + len(self.text[start:end].rstrip()))

    @cached_property
    def _nodes(self) -> "dict[str, yaml.Node]":
        first, fence = len(FENCE) + 1, self.text.rfind(FENCE, 0, self.body)
        from kbtool.content import frontmatter  # noqa: PLC0415 - YAML takes long to load, and most articles do without

        return frontmatter.nodes(self.text[first:fence])


_SEQUENCE = "tag:yaml.org,2002:seq"
_SMALL_LETTERS = bytes(ord(chr(sign).lower()) if chr(sign).isalpha() else ord(" ") for sign in range(128)) + bytes(128)
_IS_TEXT = re.compile(r"[\s>]*\\?")
"""What stands between pieces of text and is no markup: an escape, and what a line of a quotation or an item begins with."""


def _start(part: Passage | Piece) -> int:
    return part.start


def _end(piece: Piece) -> int:
    return piece.end


SECTION_LEVEL = 2
"""Of the headings that divide an article (SYMPTOMS)."""
