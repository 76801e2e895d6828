"""The text holds a character that cannot be seen."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_INVISIBLE = re.compile(r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if subject.text.isascii():
        return
    for found in _INVISIBLE.finditer(subject.text):
        place = Place(found.start(), found.end())
        message = f"U+{ord(found[0]):04X} cannot be seen, and can change how the text around it reads."
        yield Hit(place, message, "Remove it.", (Change(place, ""),), "Remove the character")


RULE = Rule(
    code=Code.CHARACTER_INVISIBLE,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The text holds a character that cannot be seen.",
    symptoms="""Text may be shown in another order than it stands in, and who copies a command copies the character too.""",
    cause="The text was pasted from a web page or a word processor; or somebody hides something.",
    resolution="Remove the character.",
    bad=(Example("Run ring\u200b.exe.\n", mended="Run ring.exe.\n"),),
    good=(Example("Run ring.exe.\n"),),
    check=_check,
)
