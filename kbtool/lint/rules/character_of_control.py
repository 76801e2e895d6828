"""The text holds a control character."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for found in _CONTROL.finditer(subject.text):
        place = Place(found.start(), found.end())
        yield Hit(
            place,
            f"U+{ord(found[0]):04X} is a control character.",
            "Remove it.",
            (Change(place, ""),),
            "Remove the character",
        )


RULE = Rule(
    code=Code.CHARACTER_OF_CONTROL,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The text holds a control character.",
    symptoms="Readers see nothing, or a box; who copies the text copies the character too.",
    cause="The text was pasted from a terminal or a word processor, or its encoding was mistaken.",
    resolution="Remove the character, or write what was meant.",
    bad=(Example("The bell\x07 rings.\n", mended="The bell rings.\n"),),
    good=(Example("The bell rings.\n"),),
    check=_check,
)
