"""A field that every article needs is missing."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FIELD_MISSING,
    severity=Severity.ERROR,
    since="0.1",
    summary="A field that every article needs is missing.",
    symptoms="The file has no page.",
    cause="Every article needs an id and a title.",
    resolution="Add the field.",
    bad=(Example('---\nid: "Q100001"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\n---\n\nText.\n'),),
)
