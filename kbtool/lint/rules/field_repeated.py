"""A field stands twice in the front matter."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FIELD_REPEATED,
    severity=Severity.ERROR,
    since="0.1",
    summary="A field stands twice in the front matter.",
    symptoms="The file has no page: YAML readers would take one of the two in silence.",
    cause="The field was added without a look at what is there.",
    resolution="Keep one of the two.",
    bad=(Example('---\nid: "Q100001"\ntitle: "The Bell"\ntitle: "The Bell"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\n---\n\nText.\n'),),
)
