"""The section STATUS promises news that never came."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.lint.status import Claim, claims


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    place = claims(subject).get(Claim.RESEARCHED)
    if place:
        revised = f" since {subject.front.revised}" if subject.front.revised else ""
        yield Hit(place, f"STATUS promises news, and the article has stood as it is{revised}.", "Say what came of it.")


RULE = Rule(
    code=Code.STATUS_PROMISES_NEWS,
    severity=Severity.INFO,
    since="0.1",
    is_on=False,
    summary="The section STATUS promises news that never came.",
    symptoms="Readers are told that a problem is being looked into, which nobody has done for years.",
    cause="The article was written while the problem was being looked into, and not again.",
    resolution="Say what came of it; or that nothing did.",
    bad=(Example("## STATUS\n\nWe are researching this problem.\n"),),
    good=(Example("## STATUS\n\nThis problem was corrected in Bell Tower 2.0.\n"),),
    precision="50 of 50",
    check=_check,
)
