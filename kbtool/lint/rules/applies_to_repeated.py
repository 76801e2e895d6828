"""A product stands twice in the list of those that an article applies to."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    entries = subject.front.applies_to
    if len(set(entries)) == len(entries):
        return
    for number, entry in enumerate(entries):
        if entry in entries[:number]:
            name = entry if isinstance(entry, str) else entry.name
            yield Hit(
                subject.field("applies_to", number), f"'{name}' stands here a second time.", "Remove one of the two."
            )


RULE = Rule(
    code=Code.APPLIES_TO_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A product stands twice in the list of those that an article applies to.",
    symptoms="Readers see the product twice in the box above the article.",
    cause="Two lists were joined, or one was copied.",
    resolution="Remove one of the two.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\napplies_to:\n- "Bell Tower 1.0"\n- "Bell Tower 2.0"\n- "Bell Tower 1.0"\n---\n\nText.\n'
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\napplies_to:\n- "Bell Tower 1.0"\n- "Bell Tower 2.0"\n---\n\nText.\n'
        ),
    ),
    precision="23 of 23",
    check=_check,
)
