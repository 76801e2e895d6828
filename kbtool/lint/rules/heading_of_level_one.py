"""A heading in the text has the level of the title."""

from collections.abc import Iterator
from itertools import pairwise

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import SECTION_LEVEL, Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading, following in pairwise([*subject.outline.headings, None]):
        if heading and heading.level == 1:
            place = Place(heading.start, heading.end)
            is_fixable = subject.text[heading.start] == "#" and not _would_be_empty(heading, following, subject.text)
            fix = (Change(Place(heading.start, heading.start), "#"),) if is_fixable else ()
            yield Hit(place, "level 1 is that of the title.", "Sections are of level 2.", fix, "Make it level 2")


def _would_be_empty(heading: Passage, following: Passage | None, text: str) -> bool:
    """Whether nothing but sections stands below a heading, which as one of them would be empty."""
    if following is None or following.level > SECTION_LEVEL:
        return False
    return not text[heading.end : following.start].strip()


RULE = Rule(
    code=Code.HEADING_OF_LEVEL_ONE,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A heading in the text has the level of the title.",
    symptoms="The page has two titles, for readers and for search engines.",
    cause="The section was written with one `#`.",
    resolution="Begin sections with `##`. Where nothing but sections stands below the heading, remove it.",
    bad=(
        Example("# CAUSE\n\nRust.\n", mended="## CAUSE\n\nRust.\n"),
        Example("# The Bell\n\n## SUMMARY\n\nIt rings.\n"),
    ),
    good=(Example("## CAUSE\n\nRust.\n"),),
    check=_check,
)
