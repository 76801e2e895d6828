"""The solution type contradicts what the section STATUS says."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.lint.status import Claim, claim

_CONTRADICTED = {Claim.CORRECTED: ("kbpending", "kbnofix"), Claim.RESEARCHED: ("kbfix", "kbnofix")}
"""The solution types that what STATUS says cannot be true beside."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    types = subject.front.solution_type
    said = claim(subject) if types else None
    if not said:
        return
    what, _ = said
    if all(name in _CONTRADICTED.get(what, ()) for name in types):
        message = f"the solution type is {', '.join(types)}, but STATUS says that {what}."
        yield Hit(subject.field("solution_type", 0), message, "Find out which is true, and correct the other.")


RULE = Rule(
    code=Code.SOLUTION_AGAINST_STATUS,
    severity=Severity.WARNING,
    since="0.1",
    summary="The solution type contradicts what the section STATUS says.",
    symptoms="Lists and searches by solution leave the article out, or promise a correction that the text does not know of.",
    cause="The problem was corrected, or given up, later, and only one of the two was changed.",
    resolution="Find out which is true, and correct the other.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nsolution_type:\n- "kbpending"\n---\n\n'
            "## STATUS\n\nThis problem was corrected in Bell Tower 2.0.\n"
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nsolution_type:\n- "kbfix"\n---\n\n'
            "## STATUS\n\nThis problem was corrected in Bell Tower 2.0.\n"
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nsolution_type:\n- "kbpending"\n---\n\n'
            "## STATUS\n\nThis problem was not corrected in Bell Tower 2.0.\n"
        ),
    ),
    precision="50 of 50",
    check=_check,
)
