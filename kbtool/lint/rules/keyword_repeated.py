"""A keyword stands twice in the front matter."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.repeated import repeated
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    yield from repeated(subject, "keywords", "keyword", subject.front.keywords)


RULE = Rule(
    code=Code.KEYWORD_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A keyword stands twice in the front matter.",
    symptoms="Readers see the keyword twice below the article.",
    cause="Two lists of keywords were joined, or the keyword was added without a look at what is there.",
    resolution="Remove one of the two. Where they differ in capitals, see which one other articles have; the second need not be the wrong one.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n- "kbbell"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n---\n\nText.\n',
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n- "kbBell"\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n---\n\nText.\n',
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords: ["kbbell", "kbtower", "kbbell"]\n---\n\nText.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords: ["kbbell", "kbtower"]\n---\n\nText.\n',
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbbell" # the old one\n---\n\nText.\n'
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n---\n\nText.\n'
        ),
    ),
    precision="16 of 16",
    check=_check,
)
