"""The name of a section is nearly, but not quite, one that there is."""

import difflib
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.headings import renamed
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule
from kbtool.lint.vocabulary import is_slip
from kbtool.model import SECTION_NAMES

_ALIKE = 0.8
_OTHER_WORDS = ("CASE", "CLAUSE")
"""Words of their own, though a slip would make a section of them."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading in subject.sections:
        name = heading.text.strip().upper()
        if name not in SECTION_NAMES and not subject.is_quoted(heading) and (meant := _meant(name)):
            yield Hit(
                Place(heading.start, heading.end),
                f"no section is called '{heading.text}'.",
                f"Did you mean {meant}?",
                renamed(heading, meant),
                f"Call it {meant}",
            )


def _meant(name: str) -> str | None:
    """The section that a name is nearly that of, None where it is near none: it begins alike, or is written with one slip."""
    if name in _OTHER_WORDS:
        return None
    near = difflib.get_close_matches(name, SECTION_NAMES, n=1, cutoff=_ALIKE)
    if near and near[0][:3] == name[:3]:
        return near[0]
    return next((section for section in SECTION_NAMES if is_slip(name, section)), None)


RULE = Rule(
    code=Code.SECTION_MISSPELT,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The name of a section is nearly, but not quite, one that there is.",
    symptoms="Readers see it; searches that weigh symptoms and resolutions do not know the section.",
    cause="The name was mistyped, or written in the singular or plural.",
    resolution="Give the section its name. What is quoted stays as it is.",
    bad=(
        Example("## SYMPTON\n\nThe bell does not ring.\n", mended="## SYMPTOMS\n\nThe bell does not ring.\n"),
        Example(
            "## MORE INFORMATIONS\n\nThe bell does not ring.\n",
            mended="## MORE INFORMATION\n\nThe bell does not ring.\n",
        ),
        Example("## CUASE\n\nRust.\n", mended="## CAUSE\n\nRust.\n"),
    ),
    good=(
        Example("## SYMPTOMS\n\nThe bell does not ring.\n\n## Background\n\nIt is old.\n"),
        Example("## Case\n\nIt is of oak.\n\n## Clause\n\nIt is long.\n"),
        Example("The book says:\n\n> ## SYMPTON\n>\n> The bell does not ring.\n"),
    ),
    precision="39 of 39",
    check=_check,
)
