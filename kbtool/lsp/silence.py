"""Where the comment goes that silences a finding: see `kbtool.lint.suppression` for the three forms."""

import re
from typing import NamedTuple

from kbtool.content.lines import Place
from kbtool.content.outline import Outline, outline
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding

_NEVER = (Code.SUPPRESSION_UNUSED, Code.INTERNAL_ERROR)
_LAST_BAR = re.compile(r" ?\|\s*\Z")


class Silencing(NamedTuple):
    """A comment to insert at an offset, and how much it silences: `line` or `file`."""

    offset: int
    text: str
    scope: str


def silencing(subject: Subject, finding: Finding) -> Silencing | None:
    """The comment that silences a finding, in its line where a comment can stand there; None where none can."""
    if finding.code in _NEVER:
        return None
    rule = finding.code.alias
    line = subject.lines.place(finding.line) if finding.line else None
    if line is None or line.start < subject.body:
        return _for_file(subject, rule)
    code = next((code for code in subject.outline.codes if code.start < line.end and line.start < code.end), None)
    if code:
        opens = code.is_fenced and line.start <= code.start
        return _for_next_line(subject, line, rule) if opens else _for_file(subject, rule)
    passages = [
        passage for passage in subject.outline.passages if passage.start <= line.end and line.start <= passage.end
    ]
    if not passages or any(passage.level for passage in passages):
        return _for_next_line(subject, line, rule)
    forms = (_in_line(subject, line, rule, is_cell=passages[0].kind == "cell"), _for_next_line(subject, line, rule))
    return next((form for form in forms if _is_read_as_before(subject, form)), _for_file(subject, rule))


def _in_line(subject: Subject, line: Place, rule: str, *, is_cell: bool) -> Silencing:
    """A comment at the end of the line."""
    text = subject.text[line.start : line.end]
    bar = _LAST_BAR.search(text) if is_cell else None
    at = bar.start() if bar else len(text.rstrip().removesuffix("\\"))  # what means a hard break stays at the end
    return Silencing(line.start + at, f" <!-- kbtool-ignore {rule} -->", "line")


def _is_read_as_before(subject: Subject, comment: Silencing) -> bool:
    """Whether the article reads the same with the comment: it does not where this stands in code, in an address or between the lines of a paragraph."""
    before, after = subject.text[: comment.offset], subject.text[comment.offset :]
    return _read(outline(before + comment.text + after, subject.body)) == _read(subject.outline)


def _read(parts: Outline) -> list[list[str]]:
    """What readers read, blanks aside, and where links lead."""
    words = [passage.text.split() for passage in parts.passages]
    return [*words, [code.text for code in parts.codes], [link.address for link in parts.links]]


def _for_next_line(subject: Subject, line: Place, rule: str) -> Silencing:
    """A comment in a line of its own, as far indented; where the line begins with a sign of a list or a quotation, one for the file."""
    text = subject.text[line.start : line.end]
    indent = text[: len(text) - len(text.lstrip(" "))]
    if text.lstrip(" ")[:1] in tuple("-*+>0123456789"):
        return _for_file(subject, rule)
    return Silencing(line.start, f"{indent}<!-- kbtool-ignore-next-line {rule} -->\n", "line")


def _for_file(subject: Subject, rule: str) -> Silencing:
    body = subject.text[subject.body :]
    at = subject.body + len(body) - len(body.lstrip("\n"))
    return Silencing(at, f"<!-- kbtool-ignore-file {rule} -->\n\n", "file")
