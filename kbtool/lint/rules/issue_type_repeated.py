"""An issue type stands twice in the front matter."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.repeated import repeated
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    yield from repeated(subject, "issue_type", "issue type", subject.front.issue_type)


RULE = Rule(
    code=Code.ISSUE_TYPE_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="An issue type stands twice in the front matter.",
    symptoms="Readers see the kind of the article twice.",
    cause="The type was added without a look at what is there, or written over a second one that was meant.",
    resolution="Remove one of the two.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n- "kbbug"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n---\n\nText.\n',
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n- "kbfix"\n---\n\nText.\n'
        ),
    ),
    check=_check,
)
