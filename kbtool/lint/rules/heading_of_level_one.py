"""A heading in the text has the level of the title."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading in subject.outline.headings:
        if heading.level == 1:
            place = Place(heading.start, heading.end)
            fix = (Change(Place(heading.start, heading.start), "#"),) if subject.text[heading.start] == "#" else ()
            yield Hit(place, "level 1 is that of the title.", "Sections are of level 2.", fix, "Make it level 2")


RULE = Rule(
    code=Code.HEADING_OF_LEVEL_ONE,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A heading in the text has the level of the title.",
    symptoms="The page has two titles, for readers and for search engines.",
    cause="The section was written with one `#`.",
    resolution="Begin sections with `##`.",
    bad=(Example("# CAUSE\n\nRust.\n", mended="## CAUSE\n\nRust.\n"),),
    good=(Example("## CAUSE\n\nRust.\n"),),
    check=_check,
)
