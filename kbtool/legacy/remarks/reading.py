"""What a check may look at."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate

import msgspec

from kbtool.findings import Code, Finding, Severity
from kbtool.legacy.envelope import Opened
from kbtool.model import Document, Heading, Note, Paragraph, Quote

_PROSE = (Paragraph, Note, Quote)


class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An article that was read: the file's bytes, its text and lines, its opened envelope, and the document it became.

    `headings` and `prose` are blocks of the document.
    """

    path: str
    data: bytes
    text: str
    lines: Sequence[str]
    opened: Opened
    document: Document
    headings: Sequence[Heading]
    prose: Sequence[Paragraph | Note | Quote]

    def info(self, code: Code, line: int, message: str, advice: str, column: int = 0) -> Finding:
        """Something an editor may look at."""
        return Finding(self.path, line, column, code, Severity.INFO, message, advice)

    def warning(self, code: Code, line: int, message: str, advice: str, column: int = 0) -> Finding:
        """Something that is probably wrong."""
        return Finding(self.path, line, column, code, Severity.WARNING, message, advice)

    def field_line(self, *openings: str) -> int:
        """The line of the envelope that begins with one of `openings`; the first line where there is none."""
        spans = [self.opened.header_span, *(span for _, span in self.opened.closing_spans)]
        numbers = (number for span in spans for number in range(span.start, span.end + 1))
        return next((number for number in numbers if self.lines[number - 1].startswith(openings)), 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        """The offsets at which the lines begin; most articles are sound, and no place in them is asked for."""
        return list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))


Check = Callable[[Reading], Iterable[Finding]]


def reading(path: str, data: bytes, text: str, opened: Opened, document: Document) -> Reading:
    """The reading of a file."""
    return Reading(
        path=path,
        data=data,
        text=text,
        lines=text.split("\n"),
        opened=opened,
        document=document,
        headings=[block for block in document.blocks if type(block) is Heading],
        prose=[block for block in document.blocks if isinstance(block, _PROSE)],
    )
