"""Letters are garbled: their encoding was mistaken."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_GARBLED = re.compile(r"[\xc2-\xc3][\x80-\xbf]|\xe2\u20ac[\u0080-\u2122]")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if subject.text.isascii():
        return
    for found in _GARBLED.finditer(subject.text):
        meant = _meant(found[0])
        if meant:
            place = Place(found.start(), found.end())
            message = f"'{found[0]}' is '{meant}' in another encoding."
            yield Hit(place, message, f"Write '{meant}'.", (Change(place, meant),), f"Write '{meant}'")


def _meant(garbled: str) -> str:
    """The character whose UTF-8 was taken for Windows-1252."""
    try:
        return garbled.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


RULE = Rule(
    code=Code.ENCODING_GARBLED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="Letters are garbled: their encoding was mistaken.",
    symptoms="Readers see two or three strange letters in the place of one.",
    cause="UTF-8 was read as Windows-1252.",
    resolution="Write the letter that was meant.",
    bad=(Example("The clock of Gr\u00c3\u00bcnau.\n", mended="The clock of Grünau.\n"),),
    good=(Example("The clock of Gr\u00fcnau.\n"),),
    check=_check,
)
