"""A heading has no words."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading in subject.outline.headings:
        if not heading.text.strip() and not heading.links:
            yield Hit(Place(heading.start, heading.end), "the heading has no words.", "Write them, or remove the line.")


RULE = Rule(
    code=Code.HEADING_EMPTY,
    severity=Severity.WARNING,
    since="0.1",
    summary="A heading has no words.",
    symptoms="Readers see a gap, the list of contents has a line that says nothing, and no link leads to the section.",
    cause="The words were to be written later, or were removed and the number signs stayed.",
    resolution="Write what the section is about, or remove the line.",
    bad=(
        Example("## \n\nRust.\n"),
        Example("## SUMMARY\n\nIt rings.\n\n### <!-- kbtool-ignore KB504 -->\n\nRust.\n\n##\n"),
    ),
    good=(Example("## CAUSE\n\nRust.\n"), Example("## ![](../../../100/bell.png)\n\nIt rings. \\##\n")),
    check=_check,
)
