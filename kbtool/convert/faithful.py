"""The article of a document, in a form that says what the source says, whatever becomes of its structure.

What the writer makes is checked by the oracle. Where words differ, the blocks concerned are written as literal text instead; if that
does not help, the whole text is; and if the front matter is at fault or nothing else holds, all lines of the source. Each of these
forms is checked in turn.
"""

from collections.abc import Sequence

import msgspec

from kbtool.content import escape, writer
from kbtool.convert import oracle
from kbtool.convert.oracle import Violation
from kbtool.findings import Code, Finding, Severity
from kbtool.legacy import characters
from kbtool.legacy.blocks.scene import dedent
from kbtool.legacy.envelope import Opened
from kbtool.model import Block, Document, Frame, Span, Verbatim


class WordsLostError(Exception):
    """No form was found in which the article keeps its words, so it must not be written."""


_MOST_BLOCKS = 5  # written as literal text, before the whole text is
_Form = tuple[str, str, Document]
"""The text of an article, what of it became literal, and the document that was written."""


class Kept(msgspec.Struct, frozen=True):
    """An article that keeps its words: the text of its file, the document as it was written, and a finding where that is not as read.

    Where the whole text became literal, the document is the one read: no block of it has lines of its own in the text.
    """

    text: str
    document: Document
    findings: tuple[Finding, ...] = ()


def keep(document: Document, opened: Opened, data: bytes, path: str) -> Kept:
    """The article of a document that was read from `data`.

    Raises:
        WordsLostError: no form keeps the words.
    """
    text = writer.dumps(writer.article_of(document))
    violation = oracle.violation(opened, document, text)
    if violation is None:
        return Kept(text, document)
    text, form, document = (
        _with_literal_blocks(document, opened, violation)
        or _with_literal_text(document, opened)
        or _with_all_lines(document, text, characters.decode(data))
    )
    return Kept(text, document, (_finding(violation, form, path),))


def _finding(violation: Violation, form: str, path: str) -> Finding:
    source = f"'{violation.source}'" if violation.source else "nothing"
    article = f"'{violation.article}'" if violation.article else "nothing"
    message = f"the words would not stay as they are (the source has {source} here, the article {article}); {form} became literal text."
    advice = "Give the article its structure by hand, and please report it with the file."
    return Finding(path, violation.line, 0, Code.WORDS_DIFFER, Severity.WARNING, message, advice)


def _with_literal_blocks(document: Document, opened: Opened, violation: Violation) -> _Form | None:
    """The article with those blocks as literal text on whose lines words differ."""
    changed: list[Span] = []
    found: Violation | None = violation
    while found is not None and found.in_body and len(changed) < _MOST_BLOCKS:
        block = _block_at(document.blocks, found.line)
        if block is None or block.span in changed:
            return None
        changed.append(block.span)
        literal = _literal(block.span, opened)
        document = msgspec.structs.replace(
            document, blocks=tuple(literal if other is block else other for other in document.blocks)
        )
        text = writer.dumps(writer.article_of(document))
        found = oracle.violation(opened, document, text)
        if found is None:
            return text, ", ".join(_lines_of(span) for span in sorted(changed)), document
    return None


def _block_at(blocks: Sequence[Block], line: int) -> Block | None:
    return next(
        (block for block in blocks if block.span.start <= line <= block.span.end and not isinstance(block, Frame)), None
    )


def _literal(span: Span, opened: Opened) -> Verbatim:
    start = span.start - opened.body_start
    written = opened.body[start : start + span.end - span.start + 1]
    return Verbatim(span=span, rule="words-differ", lines=_clean(written))


def _clean(lines: Sequence[str]) -> tuple[str, ...]:
    return dedent([line.expandtabs(characters.TAB_WIDTH).rstrip() for line in lines])


def _lines_of(span: Span) -> str:
    return f"lines {span.start} to {span.end}" if span.end > span.start else f"line {span.start}"


def _with_literal_text(document: Document, opened: Opened) -> _Form | None:
    """The article with its whole text as literal text."""
    frames = tuple(block for block in document.blocks if isinstance(block, Frame))
    front, _ = oracle.parts(writer.dumps(writer.article_of(msgspec.structs.replace(document, blocks=frames))))
    lines, _ = oracle.text_and_ends(opened, document)
    text = front + _fenced([line for _, line in lines])
    return (text, "the whole text", document) if oracle.violation(opened, document, text) is None else None


def _with_all_lines(document: Document, text: str, source: str) -> _Form:
    """The article with the front matter that it would have had and all lines of its source as literal text."""
    front, _ = oracle.parts(text)
    lines = source.split("\n")
    body = _fenced(lines)
    if not oracle.is_literal(lines, body):
        raise WordsLostError("its words would be lost even as literal text")
    return front + body, "the whole source", document


def _fenced(lines: Sequence[str]) -> str:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    written = _clean(lines[filled[0] : filled[-1] + 1]) if filled else ()
    fence = escape.fence(written)
    return "\n".join(["", fence, *written, fence, ""])
