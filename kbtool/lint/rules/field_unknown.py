"""The front matter has a field that there is not."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FIELD_UNKNOWN,
    severity=Severity.ERROR,
    since="0.1",
    summary="The front matter has a field that there is not.",
    symptoms="The file has no page, so that a mistyped field cannot hide.",
    cause="The name is mistyped, or of another system.",
    resolution="Correct the name; `kbtool schema` lists the fields.",
    bad=(Example('---\nid: "Q100001"\ntitle: "The Bell"\nkeyword: "kbbell"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\nkeywords:\n- "kbbell"\n---\n\nText.\n'),),
)
