"""A question mark stands in the place of an apostrophe."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.prose import matches
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_HINT = re.compile(r"\?(?:t|re|ve|ll|d|s|m)\b", re.IGNORECASE)
_OF_PATTERN = r"(?<![\w.\\/=&?*%-])", r"(?![\w=*?]|\.\w)"
"""What a word is not next to: what may be so is part of an address, or a pattern for names."""
_NEGATED = "ai|are|ca|could|dare|did|do|does|had|has|have|is|might|must|need|ought|sha|should|was|were|wo|would"
"""Before `n't`; with any other word it may be a pattern for names: `column?t`."""
_LOST = re.compile(
    rf"""{_OF_PATTERN[0]}(?:
        (?P<certain>(?:{_NEGATED})n\?t | i\?m | (?:i|you|we|they|he|she|it|that|who|there)\?(?:re|ve|ll|d)
            | (?:it|he|she|that|there|here|what|where|who|how|let)\?s)
        | [a-z]{{2,}}\?s
    ){_OF_PATTERN[1]}""",
    re.IGNORECASE | re.VERBOSE,
)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not _HINT.search(subject.text):
        return
    for passage in subject.outline.passages:
        outside_quotations = {found.start() for found in matches(_LOST, passage)}
        for found in _LOST.finditer(passage.prose):
            is_certain = bool(found["certain"])
            if is_certain or found.start() in outside_quotations:
                yield _hit(found, passage, subject, is_safe=is_certain)


def _hit(found: re.Match[str], passage: Passage, subject: Subject, *, is_safe: bool) -> Hit:
    at = passage.source(found.start() + found[0].index("?"))
    meant = found[0].replace("?", "'")
    return Hit(
        Place(at, at + 1),
        f"an apostrophe was lost in '{found[0]}'.",
        f"Write {meant}.",
        (Change(Place(at, at + 1), "'"),) if subject.text[at] == "?" else (),
        f"Write {meant}",
        is_safe=is_safe,
    )


RULE = Rule(
    code=Code.APOSTROPHE_LOST,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A question mark stands in the place of an apostrophe.",
    symptoms="Readers see `don?t`.",
    cause="The apostrophe was one of a word processor, and an encoding without it came in between.",
    resolution="""Write the apostrophe. Where the word before it is any, as in `server?s`, it may be a pattern for names: that fix is for
        `--unsafe-fixes`, and what stands within quotation marks is left alone. So are addresses and code.""",
    bad=(
        Example("The bell doesn?t ring.\n", mended="The bell doesn't ring.\n"),
        Example("DON?T ring.\n", mended="DON'T ring.\n"),
        Example(
            "It?s late, I?m here: let?s ring, or you?d ring, that?ll do.\n",
            mended="It's late, I'm here: let's ring, or you'd ring, that'll do.\n",
        ),
        Example("Contoso?s bell, the ringer?s rope.\n", mended="Contoso's bell, the ringer's rope.\n"),
        Example('It says "It?s late".\n', mended='It says "It\'s late".\n'),
    ),
    good=(
        Example("Why doesn't the bell ring? It's late. Is it late?So it is.\n"),
        Example("See http://example.org/bells?s=1, bell.asp?t=2, bells?m.exe, 40bell?s and `bell?s`.\n"),
        Example('Type "bell?s", or bel?s?, or bell?s*, or column?t.\n'),
    ),
    precision="82 of 82",
    check=_check,
)
