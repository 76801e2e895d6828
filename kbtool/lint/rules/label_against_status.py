"""The label of the title contradicts what the section STATUS says."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.lint.status import Claim, claim

_MEANT = {
    ("BUG", Claim.CORRECTED): "FIX",
    ("FIX", Claim.RESEARCHED): "BUG",
    ("FIX", Claim.BY_DESIGN): "PRB",
    ("BUG", Claim.BY_DESIGN): "PRB",
}
"""The label that a title should have in the place of one, after what STATUS says."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    label, colon, _ = subject.front.title.partition(":")
    if not colon or label not in ("BUG", "FIX"):
        return
    said = claim(subject)
    meant = _MEANT.get((label, said[0])) if said else None
    if said and meant:
        message = f"the title says {label}:, but STATUS says that {said[0]}."
        yield Hit(subject.field("title"), message, f"Label it {meant}:, if STATUS is right.")


RULE = Rule(
    code=Code.LABEL_AGAINST_STATUS,
    severity=Severity.WARNING,
    since="0.1",
    summary="The label of the title contradicts what the section STATUS says.",
    symptoms="Readers of a list take a problem for open that was corrected long ago, or for corrected that never was.",
    cause="The problem was corrected later, and only the text says so; or the article was copied from one about another state.",
    resolution="Give the title the label that the text calls for, and those who cite it the new title (KB304 finds them).",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "BUG: The Bell Does Not Ring"\n---\n\n## STATUS\n\nThis bug was corrected in Bell Tower 2.0.\n'
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "FIX: The Bell Does Not Ring"\n---\n\n## STATUS\n\nThis bug was corrected in Bell Tower 2.0.\n'
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "BUG: Bells Do Not Ring"\n---\n\n'
            "## STATUS\n\nThe first problem was corrected in Bell Tower 2.0. We are researching this second problem.\n"
        ),
    ),
    precision="48 of 50",
    check=_check,
)
