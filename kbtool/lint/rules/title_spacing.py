"""A title has more spaces than it needs."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_DOUBLED = re.compile(r"(?<=\S)\s{2,}(?=\S)|^\s+|\s+$")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if _DOUBLED.search(subject.front.title):
        place = subject.field("title")
        written = subject.text[place.start : place.end]
        mended = '"' + " ".join(written[1:-1].split()) + '"'
        fix = (Change(place, mended),) if written[:1] == written[-1:] == '"' and "\n" not in written else ()
        yield Hit(
            place,
            "the title has more spaces than it needs.",
            "Leave one between words.",
            fix,
            "Leave one space between words",
        )


RULE = Rule(
    code=Code.TITLE_SPACING,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A title has more spaces than it needs.",
    symptoms="Readers see nothing of it, but who searches for the title as it is written does not find it.",
    cause="The title was joined from two lines, or aligned by hand.",
    resolution="Leave one space between words.",
    bad=(Example('---\nid: "Q100001"\ntitle: "The Bell  Does Not Ring"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nText.\n'),),
    precision="50 of 50",
    check=_check,
)
