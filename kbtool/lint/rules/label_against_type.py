"""The label of the title contradicts the issue type."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_TYPES = {"BUG": "kbbug", "FIX": "kbbug", "PRB": "kbprb", "INFO": "kbinfo", "HOWTO": "kbhowto", "HOW TO": "kbhowto"}


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    label, colon, _ = subject.front.title.partition(":")
    expected = _TYPES.get(label) if colon else None
    types = subject.front.issue_type
    if expected and types and expected not in types:
        message = f"the title says {label}:, the issue type is {', '.join(types)}."
        yield Hit(subject.field("issue_type", 0), message, f"It should be {expected}, or the label another.")


RULE = Rule(
    code=Code.LABEL_AGAINST_TYPE,
    severity=Severity.WARNING,
    since="0.1",
    summary="The label of the title contradicts the issue type.",
    symptoms="Readers who look for bugs alone miss the article, or find one that is none.",
    cause="The label or the type was changed, and the other was forgotten.",
    resolution="Decide what kind of article it is, and let both say so.",
    bad=(Example('---\nid: "Q100001"\ntitle: "BUG: The Bell Does Not Ring"\nissue_type:\n- "kbinfo"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "BUG: The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n---\n\nText.\n'),),
    precision="50 of 50",
    check=_check,
)
