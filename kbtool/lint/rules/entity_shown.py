"""Readers see the code of a character in the place of the character."""

import html
import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|copy|reg|#\d{2,5}|#x[0-9A-Fa-f]{2,4});")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "&" not in subject.text or "html" in subject.lowered:
        return  # an article about HTML means what it writes
    for passage in subject.outline.passages:
        for found in _ENTITY.finditer(passage.prose):
            meant = html.unescape(found[0])
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            yield Hit(place, f"readers see '{found[0]}'.", f"Write '{meant}', unless the code itself is meant.")


RULE = Rule(
    code=Code.ENTITY_SHOWN,
    severity=Severity.INFO,
    since="0.1",
    summary="Readers see the code of a character in the place of the character.",
    symptoms="Readers see `&amp;lt;` where a `<` was meant.",
    cause="The text was escaped twice when it came from HTML.",
    resolution="Write the character. Put the code into backticks where it is meant itself.",
    bad=(Example("Press \\&lt;ENTER\\&gt;.\n"),),
    good=(Example("Write `&lt;` for the sign.\n"),),
    precision="22 of 22",
    check=_check,
)
