"""An id does not have the form that ids have in this knowledge base."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not subject.ids.matches(subject.front.id):
        message = f"'{subject.front.id}' is no id of this knowledge base."
        advice = f"Ids have the form {subject.ids.pattern}; the setting id-pattern changes it."
        yield Hit(subject.field("id"), message, advice)


RULE = Rule(
    code=Code.ID_INVALID,
    severity=Severity.ERROR,
    since="0.1",
    summary="An id does not have the form that ids have in this knowledge base.",
    symptoms="The article has no page, and no citation leads to it.",
    cause="The id was mistyped, or the setting `id-pattern` does not know this form yet.",
    resolution="Give the article an id of that form, and its file the same name; or change the setting `id-pattern`.",
    bad=(Example("Text.\n", name="draft.md"),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell"\n---\n\nText.\n'),),
    check=_check,
)
