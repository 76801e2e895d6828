"""There is nothing below a heading."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    headings = subject.outline.headings
    if not headings:
        return
    ends = [*(heading.start for heading in headings[1:]), len(subject.text)]
    levels = [*(heading.level for heading in headings[1:]), 0]
    for heading, end, next_level in zip(headings, ends, levels, strict=True):
        if next_level <= heading.level and not subject.text[heading.end : end].strip():
            message = f"there is nothing below '{heading.text}'."
            yield Hit(Place(heading.start, heading.end), message, "Write what belongs there, or remove the heading.")


RULE = Rule(
    code=Code.SECTION_EMPTY,
    severity=Severity.WARNING,
    since="0.1",
    summary="There is nothing below a heading.",
    symptoms="Readers come to a heading that promises something, and the next one follows.",
    cause="The text was never written, or was moved; or a line was taken for a heading that is none.",
    resolution="Write what belongs there, or remove the heading.",
    bad=(Example("## CAUSE\n\n## STATUS\n\nOpen.\n"),),
    good=(Example("## CAUSE\n\n### Rust\n\nThe bell is old.\n"),),
    check=_check,
)
