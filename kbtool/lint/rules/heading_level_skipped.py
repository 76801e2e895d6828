"""A heading is more than one level below the one above it."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    above, level = "the title of the article", 1
    for heading in subject.outline.headings:
        if heading.level > level + 1:
            message = f"the heading is of level {heading.level}, {above} of level {level}."
            yield Hit(Place(heading.start, heading.end), message, f"Make it level {level + 1}.")
        above, level = "the one above", heading.level


RULE = Rule(
    code=Code.HEADING_LEVEL_SKIPPED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A heading is more than one level below the one above it.",
    symptoms="Readers who use a screen reader look for the level between and do not find it.",
    cause="The level was chosen by its looks, or the heading between was removed.",
    resolution="Make it one level below the heading that it belongs to. The title of the article is of level 1.",
    bad=(
        Example("## CAUSE\n\nRust.\n\n#### Frost\n\nText.\n"),
        Example("# Rust\n\n### Frost\n\nText.\n"),
        Example("#### Frost\n\nText.\n"),
    ),
    good=(Example("## CAUSE\n\nRust.\n\n### Frost\n\nText.\n\n## STATUS\n\nOpen.\n"),),
    check=_check,
)
