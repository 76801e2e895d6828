"""A file has no front matter."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FRONT_MATTER_MISSING,
    severity=Severity.ERROR,
    since="0.1",
    summary="A file has no front matter.",
    symptoms="The file has no page: kbtool cannot tell what article it is.",
    cause="The first line is not `---`, or there is something before it.",
    resolution="Begin the file with `---`, id, title and `---`.",
    bad=(Example("Text without front matter.\n", is_whole=True),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\n---\n\nText.\n'),),
)
