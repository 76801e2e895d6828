"""A title has more spaces than it needs."""

import re
from collections.abc import Iterator

from kbtool.content.quoted import quoted
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_DOUBLED = re.compile(r"(?<=\S)\s{2,}(?=\S)|^\s+|\s+$")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if _DOUBLED.search(subject.front.title):
        yield Hit(
            subject.field("title"),
            "the title has more spaces than it needs.",
            "Leave one between words.",
            _with_single_spaces(subject),
            "Leave one space between words",
        )


def _with_single_spaces(subject: Subject) -> tuple[Change, ...]:
    """The change, where the title is written on one line in quotes and of signs that can stand there as they are."""
    place = subject.field("title")
    written = subject.text[place.start : place.end]
    meant = " ".join(subject.front.title.split())
    is_quoted = written[:1] == written[-1:] == '"' and "\n" not in written
    return (Change(place, quoted(meant)),) if is_quoted and meant.isprintable() else ()


RULE = Rule(
    code=Code.TITLE_SPACING,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A title has more spaces than it needs.",
    symptoms="Readers see nothing of it, but who searches for the title as it is written does not find it.",
    cause="The title was joined from two lines, or aligned by hand.",
    resolution="Leave one space between words.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell  Does Not Ring"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nText.\n',
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The \\"Bell\\" \\t Rings"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The \\"Bell\\" Rings"\n---\n\nText.\n',
        ),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nText.\n'),),
    precision="50 of 50",
    check=_check,
)
