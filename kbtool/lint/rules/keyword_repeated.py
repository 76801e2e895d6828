"""A keyword stands twice in the front matter."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    keywords = [keyword.casefold() for keyword in subject.front.keywords]
    if len(set(keywords)) == len(keywords):
        return
    for number, keyword in enumerate(keywords):
        if keyword in keywords[:number]:
            message = f"the keyword '{subject.front.keywords[number]}' stands here a second time."
            yield Hit(subject.field("keywords", number), message, "Remove one of the two.")


RULE = Rule(
    code=Code.KEYWORD_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A keyword stands twice in the front matter.",
    symptoms="Readers see the keyword twice below the article.",
    cause="Two lists of keywords were joined, or the keyword was added without a look at what is there.",
    resolution="Remove one of the two.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbell"\n- "kbtower"\n- "kbBell"\n---\n\nText.\n'
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
