"""The code of a character stands in the place of the character."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_CODE = re.compile(r"\[ASCII\s?(\d{3})\]", re.IGNORECASE)
_SIGNS = {
    133: "...",
    145: "'",
    146: "'",
    147: '"',
    148: '"',
    150: "\N{EN DASH}",
    151: "\N{EM DASH}",
    153: "\N{TRADE MARK SIGN}",
    169: "\N{COPYRIGHT SIGN}",
    174: "\N{REGISTERED SIGN}",
}
"""Those of Windows that are no letters; letters may have been meant in another code page."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "[ascii" not in subject.lowered:
        return
    for passage in subject.outline.passages:
        for found in _CODE.finditer(passage.prose):
            sign = _SIGNS.get(int(found[1]), "")
            start, end = passage.source(found.start()), passage.source(found.end() - 1) + 1
            place = Place(start - _is_escaped(subject.text, start), end)
            is_plain = subject.text[start:end].replace("\\", "") == found[0]
            fix = (Change(place, sign),) if sign and is_plain else ()
            advice = f"Write {sign} there." if sign else "Write the character that was meant."
            yield Hit(place, f"readers see '{found[0]}' in the place of a character.", advice, fix, f"Write {sign}")


def _is_escaped(text: str, at: int) -> bool:
    """Whether a backslash before the character is there for its sake: of a pair of them, one is text."""
    first = at
    while text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


RULE = Rule(
    code=Code.CHARACTER_CODE_SHOWN,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="The code of a character stands in the place of the character.",
    symptoms="Readers see `bell[ASCII 146]s`.",
    cause="The character was one of a word processor, and the archive had none like it.",
    resolution="Write the character. For quotation marks, apostrophes and dashes it is certain which one was meant.",
    bad=(Example("The bell[ASCII 146]s rope, and [ASCII 228].\n", mended="The bell's rope, and [ASCII 228].\n"),),
    good=(Example("The bell's rope; type `[ASCII 146]`.\n"),),
    precision="49 of 50",
    check=_check,
)
