"""A code block never ends."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_FENCE = re.compile(r"(`{3,}|~{3,})")
_CLOSING = re.compile(r"\n[ \t>]*(`{3,}|~{3,})[ \t]*\n?\Z")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for code in subject.outline.codes:
        if not code.is_fenced:
            continue
        opening = _FENCE.match(subject.text, code.start)
        closing = _CLOSING.search(subject.text, code.start, code.end)
        if opening and not (closing and closing[1].startswith(opening[1])):
            place = subject.lines.place(subject.lines.position(code.start)[0])
            yield Hit(place, "the code block never ends.", f"Close it with a line {opening[1]}.")


RULE = Rule(
    code=Code.FENCE_UNCLOSED,
    severity=Severity.ERROR,
    since="0.1",
    summary="A code block never ends.",
    symptoms="Everything below it is shown as code.",
    cause="The closing fence is missing, or shorter than the opening one.",
    resolution="Close the block with as many signs as it was opened with.",
    bad=(Example("```\nring()\n\n## STATUS\n\nOpen.\n"),),
    good=(Example("```\nring()\n```\n\n- item\n\n  ````\n  ```\n  ````\n"),),
    check=_check,
)
