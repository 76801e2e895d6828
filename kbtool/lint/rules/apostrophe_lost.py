"""A question mark stands in the place of an apostrophe."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_HINT = re.compile(r"\?(?:t|re|ve|ll)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:don|doesn|didn|isn|aren|wasn|won|can|couldn|hasn|haven|shouldn|wouldn)\?t\b|\b(?:you|we|they)\?(?:re|ve|ll)\b",
    re.IGNORECASE,
)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not _HINT.search(subject.text):
        return
    for passage in subject.outline.passages:
        for found in _LOST.finditer(passage.prose):
            at = passage.source(found.start() + found[0].index("?"))
            meant = found[0].replace("?", "'")
            fix = (Change(Place(at, at + 1), "'"),) if subject.text[at] == "?" else ()
            yield Hit(
                Place(at, at + 1),
                f"an apostrophe was lost in '{found[0]}'.",
                f"Write {meant}.",
                fix,
                f"Write {meant}",
            )


RULE = Rule(
    code=Code.APOSTROPHE_LOST,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A question mark stands in the place of an apostrophe.",
    symptoms="Readers see `don?t`.",
    cause="The apostrophe was one of a word processor, and an encoding without it came in between.",
    resolution="Write the apostrophe.",
    bad=(
        Example("The bell doesn?t ring.\n", mended="The bell doesn't ring.\n"),
        Example("DON?T ring.\n", mended="DON'T ring.\n"),
    ),
    good=(Example("Why doesn't the bell ring?\n"),),
    precision="25 of 25",
    check=_check,
)
