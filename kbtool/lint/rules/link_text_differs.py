"""A link shows one id and leads to another."""

from collections.abc import Iterator

from kbtool.content.dialect import cited, is_of_base, searched_words
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.citations import leading_to
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if not is_of_base(link.address) or searched_words(link.address) is not None:
            continue
        leads, shown = cited(link.address), link.text.strip()
        if leads.id and shown != leads.id and subject.ids.matches(shown):
            place = Place(link.start, link.end)
            fix = leading_to(shown + leads.fragment, place, link.words, link.target, is_bare=link.target is None)
            message = f"the link says {shown} and leads to {leads.id}."
            yield Hit(place, message, "Give it one id.", fix, f"Let it lead to {shown}")


RULE = Rule(
    code=Code.LINK_TEXT_DIFFERS,
    severity=Severity.ERROR,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A link shows one id and leads to another.",
    symptoms="Readers are led to another article than the link says.",
    cause="One of the two ids was corrected and the other forgotten.",
    resolution="Give both the same id.",
    bad=(
        Example("See [Q100002](kb:Q100003).\n", mended="See [Q100002](kb:Q100002).\n"),
        Example("See [Q100002](kb:Q100003#cause).\n", mended="See [Q100002](kb:Q100002#cause).\n"),
    ),
    good=(
        Example("See [Q100002](kb:Q100002) and [the other](kb:Q100003).\n"),
        Example("See [Q100002](kb:Q100002#cause).\n"),
    ),
    check=_check,
)
