"""The label of a title is mistyped."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.labels import mistyped
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if label := mistyped(subject.front.title):
        written_label, meant = label
        place = subject.field("title")
        written = subject.text[place.start : place.end]
        fix = (Change(place, written.replace(written_label, meant, 1)),)
        yield Hit(
            place, f"no title has the label '{written_label}:'.", f"Did you mean {meant}:?", fix, f"Write {meant}:"
        )


RULE = Rule(
    code=Code.TITLE_LABEL_UNUSUAL,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The label of a title is mistyped.",
    symptoms="Readers who know the labels do not know this one, and lists by label miss the article.",
    cause="Letters of the label changed places.",
    resolution="Write the label as the other articles do.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "PBR: The Bell Does Not Ring"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "PRB: The Bell Does Not Ring"\n---\n\nText.\n',
        ),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "PRB: The Bell Does Not Ring"\n---\n\nText.\n'),),
    check=_check,
)
