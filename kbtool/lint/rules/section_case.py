"""The name of a section is not written in capitals."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.headings import renamed
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule
from kbtool.model import SECTION_NAMES


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading in subject.sections:
        name = heading.text.strip()
        if name not in SECTION_NAMES and name.upper() in SECTION_NAMES and not subject.is_quoted(heading):
            yield Hit(
                Place(heading.start, heading.end),
                f"the section is called {name.upper()} elsewhere.",
                "Write it in capitals.",
                renamed(heading, name.upper()),
                "Write it in capitals",
            )


RULE = Rule(
    code=Code.SECTION_CASE,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="The name of a section is not written in capitals.",
    symptoms="The headings of this article look unlike those of the others.",
    cause="The article was written elsewhere.",
    resolution="Write the names of sections in capitals, as the archive does. What is quoted stays as it is.",
    bad=(Example("## Symptoms\n\nThe bell does not ring.\n", mended="## SYMPTOMS\n\nThe bell does not ring.\n"),),
    good=(
        Example("## SYMPTOMS\n\nThe bell does not ring.\n"),
        Example("The book says:\n\n> ## Symptoms\n>\n> The bell does not ring.\n"),
    ),
    precision="14 of 14",
    check=_check,
)
