"""A picture has no text in its place."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if link.is_image and not link.text.strip():
            yield Hit(Place(link.start, link.end), "the picture has no text in its place.", "Say what it shows.")


RULE = Rule(
    code=Code.IMAGE_WITHOUT_TEXT,
    severity=Severity.WARNING,
    since="0.1",
    summary="A picture has no text in its place.",
    symptoms="Readers who cannot see the picture, and search, learn nothing of it.",
    cause="The brackets before the address of the picture are empty.",
    resolution="Say in the brackets what the picture shows.",
    bad=(Example("![](bell.png)\n"),),
    good=(Example("![The bell from below](bell.png)\n"),),
    check=_check,
)
