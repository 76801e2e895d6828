"""A word is misspelt."""

import re
from collections.abc import Iterator

import msgspec

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.misspellings import MISSPELLINGS
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule


class _Options(Options, frozen=True):
    """Which words."""

    words: dict[str, str] = msgspec.field(default_factory=dict)
    """Further misspellings, in small letters, and how they are written."""


_WORD = re.compile(r"(?<![\w./\\@:&%$#-])[A-Za-z][a-z]+(?![\w\\@]|[.:/-]\w)")
"""No parts of names of files, folders, addresses and commands."""


def _check(subject: Subject, options: _Options) -> Iterator[Hit]:
    known = MISSPELLINGS | options.words if options.words else MISSPELLINGS
    if known.keys().isdisjoint(subject.vocabulary):
        return
    for passage in subject.outline.passages:
        for found in _WORD.finditer(passage.prose):
            if not (right := known.get(found[0].lower())):
                continue
            meant = right if found[0].islower() else right[0].upper() + right[1:]
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            fix = (Change(place, meant),) if subject.text[place.start : place.end] == found[0] else ()
            yield Hit(place, f"'{found[0]}' is misspelt.", f"Write {meant}.", fix, f"Write {meant}")


RULE = Rule(
    code=Code.WORD_MISSPELT,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    options=_Options,
    summary="A word is misspelt.",
    symptoms="Readers stumble, and who searches for the word does not find the article.",
    cause="The word is one that is misspelt again and again.",
    resolution="Correct it. Where the mistake itself is quoted, show it as code.",
    bad=(Example("An error occured in teh tower.\n", mended="An error occurred in the tower.\n"),),
    good=(Example("An error occurred; run Adress.exe, or `teh`.\n"),),
    precision="50 of 50",
    check=_check,
)
