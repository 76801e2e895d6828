"""A note is of a kind that there is not."""

import difflib
from collections.abc import Iterator

from kbtool.content.dialect import ALERTS
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for quote in subject.outline.quotes:
        if quote.alert and quote.alert.upper() not in ALERTS:
            near = difflib.get_close_matches(quote.alert.upper(), ALERTS, n=1)
            advice = f"Did you mean {near[0]}?" if near else f"There are {', '.join(ALERTS)}."
            place = subject.lines.place(subject.lines.position(quote.start)[0])
            yield Hit(place, f"no note is called [!{quote.alert}].", advice)


RULE = Rule(
    code=Code.ALERT_UNKNOWN,
    severity=Severity.WARNING,
    since="0.1",
    summary="A note is of a kind that there is not.",
    symptoms="The note is shown as a quotation that begins with brackets.",
    cause="The kind is mistyped, or of another system.",
    resolution=f"Use {', '.join(ALERTS[:-1])} or {ALERTS[-1]}.",
    bad=(Example("> [!WARNIG]\n> Mind the step.\n"),),
    good=(Example("> [!WARNING]\n> Mind the step.\n"),),
    check=_check,
)
