"""A field holds what it cannot hold."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FIELD_INVALID,
    severity=Severity.ERROR,
    since="0.1",
    summary="A field holds what it cannot hold.",
    symptoms="The file has no page.",
    cause="A number, a date or a word like `no` is written without quotes, or a list is expected; or the value lost its first quotation mark.",
    resolution="Mostly: put the value in double quotes.",
    bad=(
        Example('---\nid: "Q100001"\ntitle: 4\n---\n\nText.\n'),
        Example('---\nid: "Q100001"\ntitle: The Bell"\n---\n\nText.\n'),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "4"\n---\n\nText.\n'),),
)
