"""A title ends with a full stop."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.citations import LONGEST_TITLE
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_LAST_WORD = re.compile(r"(?<![.\w])(?<!\d,)([^\W\d_]{3,}|\d+(?:[.,]\d+)*)\.\Z")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    title = subject.front.title.strip()
    if title.endswith(".") and " " in title and _is_whole(title, subject):
        place = subject.field("title")
        yield Hit(
            place, "the title ends with a full stop.", "Remove it.", _without_stop(subject), "Remove the full stop"
        )


def _is_whole(title: str, subject: Subject) -> bool:
    """Whether the last word of the title is none that was shortened: the text has it too, or it is a number."""
    found = _LAST_WORD.search(title)
    if not found:
        return False
    if found[1][0].isdigit():
        return len(title) < LONGEST_TITLE  # else it may be the beginning of a version
    return bool(re.search(rf"(?<![\w.]){found[1]}(?![\w.])", subject.text[subject.body :], re.IGNORECASE))


def _without_stop(subject: Subject) -> tuple[Change, ...]:
    """The change, where the title is written on one line in quotes; spaces behind the stop go with it."""
    place = subject.field("title")
    words = subject.text[place.start : place.end].removesuffix('"').rstrip(" ")
    is_plain = words.startswith('"') and "\n" not in words and words.endswith(".")
    return (Change(place, f'{words[:-1]}"'),) if is_plain else ()


RULE = Rule(
    code=Code.TITLE_ENDS_IN_STOP,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A title ends with a full stop.",
    symptoms="In lists of articles this one looks like a sentence among titles.",
    cause="The title was written as a sentence.",
    resolution="""Remove the full stop. A title is left alone when the text has its last word nowhere without a stop behind it: in the
        archive two of three such words are short for another, as in `Err Msg.`""",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring."\n---\n\nIt should ring at noon.\n',
            mended='---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nIt should ring at noon.\n',
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "  The Bell Does Not Ring. "\n---\n\nIt should ring at noon.\n',
            mended='---\nid: "Q100001"\ntitle: "  The Bell Does Not Ring"\n---\n\nIt should ring at noon.\n',
        ),
    ),
    good=(
        Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nIt should ring at noon.\n'),
        Example('---\nid: "Q100001"\ntitle: "The Bell of the Town Hall Corp."\n---\n\nIt is owned by a corporation.\n'),
    ),
    precision="47 of 50",
    check=_check,
)
