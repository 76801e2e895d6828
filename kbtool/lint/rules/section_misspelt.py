"""The name of a section is nearly, but not quite, one that there is."""

import difflib
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.model import SECTION_NAMES

_ALIKE = 0.8


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for heading in subject.sections:
        name = heading.text.strip().upper()
        if name in SECTION_NAMES:
            continue
        near = difflib.get_close_matches(name, SECTION_NAMES, n=1, cutoff=_ALIKE)
        if near and near[0][:3] == name[:3]:
            place = Place(heading.start, heading.end)
            change = Change(place, f"## {near[0]}")
            yield Hit(
                place,
                f"no section is called '{heading.text}'.",
                f"Did you mean {near[0]}?",
                (change,),
                f"Call it {near[0]}",
            )


RULE = Rule(
    code=Code.SECTION_MISSPELT,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The name of a section is nearly, but not quite, one that there is.",
    symptoms="Readers see it; searches that weigh symptoms and resolutions do not know the section.",
    cause="The name was mistyped, or written in the singular or plural.",
    resolution="Give the section its name.",
    bad=(
        Example("## SYMPTON\n\nThe bell does not ring.\n"),
        Example("## MORE INFORMATIONS\n\nThe bell does not ring.\n"),
    ),
    good=(Example("## SYMPTOMS\n\nThe bell does not ring.\n\n## Background\n\nIt is old.\n"),),
    precision="39 of 39",
    check=_check,
)
