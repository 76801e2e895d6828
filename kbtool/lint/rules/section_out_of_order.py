"""A section does not stand where readers look for it."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_ORDER = ("SYMPTOMS", "CAUSE", "RESOLUTION", "STATUS", "MORE INFORMATION", "REFERENCES")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    last = ""
    for heading in subject.sections:
        name = heading.text.strip().upper()
        if name not in _ORDER:
            continue
        if last and _ORDER.index(name) < _ORDER.index(last):
            message = f"{name} stands behind {last}."
            yield Hit(Place(heading.start, heading.end), message, f"The usual order is {', '.join(_ORDER)}.")
        else:
            last = name


RULE = Rule(
    code=Code.SECTION_OUT_OF_ORDER,
    severity=Severity.INFO,
    since="0.1",
    summary="A section does not stand where readers look for it.",
    symptoms="Readers who know the order of sections look for this one in vain above.",
    cause="The article was written in another order, or a section was added at its end.",
    resolution="Move the section, unless the order tells something.",
    bad=(Example("## RESOLUTION\n\nOil it.\n\n## CAUSE\n\nRust.\n"),),
    good=(Example("## CAUSE\n\nRust.\n\n## RESOLUTION\n\nOil it.\n"),),
    precision="49 of 50",
    check=_check,
)
