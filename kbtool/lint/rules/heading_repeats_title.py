"""The first heading repeats the title of the article."""

from collections.abc import Iterator

from kbtool.catalogue.titles import key
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    headings = subject.outline.headings
    if headings and headings[0].level <= LEVEL and key(headings[0].text) == key(subject.front.title):
        yield Hit(
            Place(headings[0].start, headings[0].end),
            "the heading repeats the title.",
            "Remove it; the page shows the title.",
        )


LEVEL = 2
"""Of headings that could be a title."""


RULE = Rule(
    code=Code.HEADING_REPEATS_TITLE,
    severity=Severity.WARNING,
    since="0.1",
    summary="The first heading repeats the title of the article.",
    symptoms="Readers see the title twice.",
    cause="The text was brought over from a system in which the title is part of the text.",
    resolution="Remove the heading; the page shows the title from the front matter.",
    bad=(Example("# The Bell Does Not Ring\n\nIt is old.\n"),),
    good=(Example("## SYMPTOMS\n\nThe bell does not ring.\n"),),
    precision="1 of 1",
    check=_check,
)
