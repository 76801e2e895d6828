"""A section stands twice in an article."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.model import SECTION_NAMES


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    seen: set[str] = set()
    for heading in subject.sections:
        name = heading.text.strip().upper()
        if name in seen and name in SECTION_NAMES:
            message = f"there is a section {name} already."
            yield Hit(Place(heading.start, heading.end), message, "Join the two, or give this one another name.")
        seen.add(name)


RULE = Rule(
    code=Code.SECTION_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A section stands twice in an article.",
    symptoms="Readers who look for the resolution find one of the two.",
    cause="Two articles were joined, or the article treats two problems one after the other.",
    resolution="Join the sections, or make one article of each problem.",
    bad=(Example("## CAUSE\n\nRust.\n\n## STATUS\n\nOpen.\n\n## CAUSE\n\nFrost.\n"),),
    good=(Example("## CAUSE\n\nRust.\n\n## STATUS\n\nOpen.\n"),),
    precision="10 of 10",
    check=_check,
)
