"""A title ends with a full stop."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_ABBREVIATED = re.compile(
    r"(?:\.\.|\.\w\.|\W\.|\b(?:\w|app|apps|approx|char|chars|co|comm|conf|config|conn|corp|del|dept|dir|doc|docs|env|environ|err|etc|ext|fig|govt|inc|info|init|inst|intl|lang|ltd|max"
    r"|migr|min|misc|msg|msgs|no|obj|param|params|pg|prog|prop|props|ref|sec|stmt|stmts|svr|sys|temp|ver|vol|vs)\.)$",
    re.IGNORECASE,
)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    title = subject.front.title
    if title.endswith(".") and " " in title and not _ABBREVIATED.search(title):
        place = subject.field("title")
        yield Hit(
            place, "the title ends with a full stop.", "Remove it.", _without_stop(subject), "Remove the full stop"
        )


def _without_stop(subject: Subject) -> tuple[Change, ...]:
    """The change, where the title is written on one line in quotes."""
    place = subject.field("title")
    written = subject.text[place.start : place.end]
    return (Change(place, f'{written[:-2]}"'),) if written.endswith('."') else ()


RULE = Rule(
    code=Code.TITLE_ENDS_IN_STOP,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A title ends with a full stop.",
    symptoms="In lists of articles this one looks like a sentence among titles.",
    cause="The title was written as a sentence.",
    resolution="Remove the full stop.",
    bad=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring."\n---\n\nText.\n'),),
    good=(Example("Text.\n"),),
    check=_check,
)
