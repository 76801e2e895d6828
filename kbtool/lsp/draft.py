"""An article as it stands in an editor, which need not be whole yet."""

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kbtool.catalogue import Reference
from kbtool.catalogue.references import references
from kbtool.content.dialect import FENCE
from kbtool.content.lines import Lines
from kbtool.content.outline import Outline, outline
from kbtool.content.reader import body_start
from kbtool.content.subject import Subject
from kbtool.ids import IdForm
from kbtool.lint.engine import read_subject

_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
_OWN_NAME = re.compile(r"(?:id|title):.*")
_OWN_ID = re.compile(r"^id: *[\"']?([\w-]+)", re.MULTILINE)

_HALF_PAIR = re.compile("[\ud800-\udfff]")  # of a character: an editor may send it, the parser cannot take it


class Target(NamedTuple):
    """An id that something in the text stands for: a reference, or without one the name of the article itself."""

    id: str
    start: int
    end: int
    reference: Reference | None = None


class Draft:
    r"""The text of the file at `path`, with `\n` at the ends of lines; all offsets are into it. What is broken in it is passed over."""

    def __init__(self, text: str, path: Path, ids: IdForm) -> None:
        self.text = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
        self.path = path
        self.ids = ids
        self.lines = Lines(self.text)

    @property
    def data(self) -> bytes:
        """What the file would hold; half a surrogate pair is no UTF-8, and stays so for the linter to find."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def subject(self) -> Subject | None:
        """The article, None as long as the text cannot be read as one."""
        return read_subject(self.data, self.ids)

    @cached_property
    def body(self) -> int:
        """Where the Markdown begins: behind the front matter, which ends at the first blank line as long as its end is missing."""
        return body_start(self.text)

    @cached_property
    def outline(self) -> Outline:
        """The parts of the Markdown."""
        return outline(_HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", self.text), self.body)

    @cached_property
    def references(self) -> list[Reference]:
        """The references to other articles."""
        return list(references(self.outline, self.ids, self.lines.position))

    @property
    def is_article(self) -> bool:
        """Whether the file is one that the linter looks at in a folder: it bears the name of an article, or says that it is one."""
        return self.has_name_of_article or self._own_id is not None

    @property
    def has_name_of_article(self) -> bool:
        """Whether the file bears the name of an article."""
        return self.ids.matches(self.path.stem)

    @property
    def id(self) -> str:
        """The id that the text says, or else that of the file."""
        return self._own_id or self.path.stem

    @property
    def _own_id(self) -> str | None:
        found = _OWN_ID.search(self.text, 0, self.body)
        return found[1] if found else None

    def is_front(self, offset: int) -> bool:
        """Whether the offset lies in the front matter; as long as it is not closed, the end of the text does."""
        is_open = self.body and not self.text.endswith(f"\n{FENCE}\n", 0, self.body)
        return offset < self.body or bool(is_open and offset == self.body == len(self.text))

    def is_code(self, offset: int) -> bool:
        """Whether the offset lies in a code block."""
        return any(code.start <= offset < code.end for code in self.outline.codes)

    def target(self, offset: int) -> Target | None:
        """The id that the text at an offset stands for: that of a reference or its title, or in the front matter the article's own."""
        if self.is_front(offset):
            line, _ = self.lines.position(offset)
            place = self.lines.place(line)
            return Target(self.id, *place) if _OWN_NAME.match(self.text, *place) else None
        for reference in self.references:
            if reference.start <= offset <= reference.end or reference.title_start <= offset < reference.title_end:
                return Target(reference.id, reference.start, reference.end, reference)
        return None
