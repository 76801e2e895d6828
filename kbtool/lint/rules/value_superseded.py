"""Conversion chose between two values of a field, and nobody has looked at the choice yet."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    source = subject.front.source
    for name, value in (source.superseded if source else {}).items():
        message = f"the header of the source said {name}: {value!r}, and its footer something else, which was taken."
        yield Hit(subject.field("source"), message, "See that the right one won, and remove it from source.superseded.")


RULE = Rule(
    code=Code.VALUE_SUPERSEDED,
    severity=Severity.INFO,
    since="0.1",
    summary="Conversion chose between two values of a field, and nobody has looked at the choice yet.",
    symptoms="Readers may see the wrong one of two versions or products.",
    cause="The header and the footer of the legacy article disagreed. The footer won; the other value is in `source.superseded`.",
    resolution="Keep the right value in its field, and remove the other from `source.superseded`.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nversion: "tower:2.0"\n'
            'source:\n  form: "text"\n  superseded:\n    "VERSION": "1.0"\n---\n\nText.\n'
        ),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nsource:\n  form: "text"\n---\n\nText.\n'),),
    check=_check,
)
