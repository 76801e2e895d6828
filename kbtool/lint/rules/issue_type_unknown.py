"""An issue type is none of those that there are."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


class _Options(Options, frozen=True):
    """The issue types there are."""

    known: tuple[str, ...] = ("kbbug", "kbprb", "kbinfo", "kbhowto")
    """Their names."""


def _check(subject: Subject, options: _Options) -> Iterator[Hit]:
    for number, name in enumerate(subject.front.issue_type):
        if name not in options.known:
            message = f"there is no issue type '{name}'."
            yield Hit(subject.field("issue_type", number), message, f"There are {', '.join(options.known)}.")


RULE = Rule(
    code=Code.ISSUE_TYPE_UNKNOWN,
    severity=Severity.WARNING,
    since="0.1",
    options=_Options,
    summary="An issue type is none of those that there are.",
    symptoms="Readers who choose a kind of article in the search do not find this one.",
    cause="A keyword or a word of prose was written into the field, or the type is mistyped.",
    resolution="Choose one of the issue types; the option `known` lists them.",
    bad=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbugs"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n---\n\nText.\n'),),
    precision="8 of 8",
    check=_check,
)
