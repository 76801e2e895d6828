"""There is nothing below a heading."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import SECTION_LEVEL, Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_TO_FILL_IN = (":", "?")
"""With these ends a line of a form."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    headings = subject.outline.headings
    if not headings:
        return
    ends = [*(heading.start for heading in headings[1:]), len(subject.text)]
    levels = [*(heading.level for heading in headings[1:]), 0]
    for heading, end, next_level in zip(headings, ends, levels, strict=True):
        if not _is_section(heading) or next_level > heading.level:
            continue
        if not subject.text[heading.end : end].strip():
            message = f"there is nothing below '{heading.text}'."
            yield Hit(Place(heading.start, heading.end), message, "Write what belongs there, or remove the heading.")


def _is_section(heading: Passage) -> bool:
    """Whether the heading promises text. One of a deeper level may say all itself (a step, a part of a list), and so may a line of a form.

    One without words promises nothing; it is found by KB521.
    """
    words = heading.text.rstrip()
    return heading.level == SECTION_LEVEL and bool(words) and not words.endswith(_TO_FILL_IN)


RULE = Rule(
    code=Code.SECTION_EMPTY,
    severity=Severity.WARNING,
    since="0.1",
    summary="There is nothing in a section.",
    symptoms="Readers come to a heading that promises something, and the next one follows.",
    cause="The text was never written, or was moved, and the name of the section stayed.",
    resolution="""Write what belongs there, or remove the heading. Headings of deeper levels, and those that are lines of a form as a colon or
        a question mark at their end tells, may say all themselves.""",
    bad=(
        Example("## CAUSE\n\n## STATUS\n\nOpen.\n"),
        Example("## The Bell\n\n## MORE INFORMATION\n\nIt rings.\n"),
        Example("## SUMMARY\n\nIt rings.\n\n## The Bell\n"),
    ),
    good=(
        Example("## CAUSE\n\n### Rust\n\nThe bell is old.\n"),
        Example("## Name of your bell:\n\n## Does it ring?\n"),
        Example("## \n\n## STATUS\n\nOpen.\n"),
        Example("## SUMMARY\n\nTell us:\n\n### Name of your bell:\n\n### Its year:\n"),
    ),
    precision="50 of 50",
    check=_check,
)
