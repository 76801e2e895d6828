"""A character was lost in a conversion of the text."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    at = subject.text.find(_SIGN)
    while at >= 0:
        yield Hit(Place(at, at + 1), "a character was lost here.", "Write the one that was meant.")
        at = subject.text.find(_SIGN, at + 1)


_SIGN = "\N{REPLACEMENT CHARACTER}"


RULE = Rule(
    code=Code.CHARACTER_UNREADABLE,
    severity=Severity.WARNING,
    since="0.1",
    summary="A character was lost in a conversion of the text.",
    symptoms="Readers see a question mark in a diamond.",
    cause="The text was read in another encoding than it was written in.",
    resolution="Write the character that was meant.",
    bad=(Example("The bell\N{REPLACEMENT CHARACTER}s rope.\n"),),
    good=(Example("The bell's rope.\n"),),
    check=_check,
)
