"""The front matter cannot be read as YAML."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.FRONT_MATTER_BROKEN,
    severity=Severity.ERROR,
    since="0.1",
    summary="The front matter cannot be read as YAML.",
    symptoms="The file has no page.",
    cause="""A value with a colon, a quote or a bracket in it is not in quotes; a quotation mark, or the colon behind the name of a field,
        was lost; or the block has no end.""",
    resolution="""Put the value in double quotes, and close the block with `---`. Where one sign was lost without which nothing can be read, the
        finding is where it belongs, and not below, where YAML stops.""",
    bad=(
        Example('---\nid: "Q100001"\ntitle: "The "Bell"\n---\n\nText.\n'),
        Example('---\nid: "Q100001"\ntitle: "The Bell\nproduct: "Tower"\n---\n\nText.\n'),
        Example('---\nid: "Q100001"\ntitle "The Bell"\nproduct: "Tower"\n---\n\nText.\n'),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The \\"Bell\\""\n---\n\nText.\n'),),
)
