"""Rows of a table stand in the text, because the line below its head is missing or does not fit."""

import re
from collections.abc import Iterator
from itertools import groupby

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.lint.tables import cells

_ROW = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_DELIMITER = re.compile(r"[ \t>]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_FEWEST_ROWS = 2


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for passage in subject.outline.passages:
        if passage.kind != "cell" and "|\n" in passage.text:
            yield from _in_text(passage, subject)


def _in_text(passage: Passage, subject: Subject) -> Iterator[Hit]:
    """The tables that a passage holds as text: rows right below each other."""
    first, last = (subject.lines.position(offset)[0] for offset in (passage.start, passage.end))
    lines = range(first, last + 1)
    for is_row, group in groupby(lines, lambda line: bool(_ROW.fullmatch(subject.lines.line(line)))):
        rows = list(group)
        if is_row and len(rows) >= _FEWEST_ROWS:
            yield _hit(subject, rows[0], subject.lines.line(rows[0]), subject.lines.line(rows[1]))


def _hit(subject: Subject, line: int, head: str, below: str) -> Hit:
    place = subject.lines.place(line)
    columns = cells(head)
    if _DELIMITER.fullmatch(below):
        message = f"this is no table: the head has {columns} cells, the line of dashes below it {cells(below)}."
        return Hit(place, message, "Give both the same number.")
    before, dashes = head[: head.index("|")], f"|{' --- |' * columns}"
    change = Change(Place(place.end, place.end), f"\n{before}{dashes}")
    message = "this is no table: below its head a line of dashes is missing."
    return Hit(place, message, f"Write {dashes} there.", (change,), "Put a line of dashes below the head")


RULE = Rule(
    code=Code.TABLE_WITHOUT_DELIMITER,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="Rows of a table stand in the text, because the line below its head is missing or does not fit.",
    symptoms="Readers see bars and words in one paragraph instead of a table.",
    cause="The line of dashes below the head was forgotten, or a column was added to one of the two only.",
    resolution="""Write the line of dashes below the head, with as many cells: `| --- | --- |`. A table without a head has a first line of
        empty cells. Show bars that are no table as code.""",
    bad=(
        Example(
            "| bell | note |\n| old | c |\n| new | d |\n",
            mended="| bell | note |\n| --- | --- |\n| old | c |\n| new | d |\n",
        ),
        Example(
            "> The bells:\n> | bell | note |\n> | old \\| worn | c |\n",
            mended="> The bells:\n> | bell | note |\n> | --- | --- |\n> | old \\| worn | c |\n",
        ),
        Example("| bell | note |\n| --- |\n| old | c |\n"),
    ),
    good=(
        Example("| bell | note |\n| --- | --- |\n| old | c |\n"),
        Example("| one line |\n\n|-bells\n|-ropes\n\n```\n| old | c |\n| new | d |\n```\n"),
    ),
    check=_check,
)
