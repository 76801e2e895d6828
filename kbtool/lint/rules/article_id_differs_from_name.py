"""The id of an article is not the name of its file."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.ARTICLE_ID_DIFFERS_FROM_NAME,
    severity=Severity.ERROR,
    since="0.1",
    summary="The id of an article is not the name of its file.",
    symptoms="The file has no page: links go by the id, and files are found by their names.",
    cause="The article was copied or renamed, and one of the two forgotten.",
    resolution="Give both the same name.",
    bad=(Example('---\nid: "Q100009"\ntitle: "The Bell"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\n---\n\nText.\n'),),
)
