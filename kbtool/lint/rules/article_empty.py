"""An article has no text."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    parts = subject.outline
    if not parts.codes and all(passage.level or not passage.text.strip() for passage in parts.passages):
        yield Hit(Place(0, 3), "the article has no text.", "Write it, or remove the article.")


RULE = Rule(
    code=Code.ARTICLE_EMPTY,
    severity=Severity.WARNING,
    since="0.1",
    summary="An article has no text.",
    symptoms="Readers find the article and nothing in it.",
    cause="The text was lost, or never written.",
    resolution="Write it, or restore it from its source; or remove the article.",
    bad=(Example("## SUMMARY\n"),),
    good=(Example("## SUMMARY\n\nText.\n"),),
    precision="4 of 4",
    check=_check,
)
