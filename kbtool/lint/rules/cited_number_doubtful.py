"""An article is cited by the title of another one: the number is probably wrong."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_instead, number_place, titled
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference, found in titled(entry, catalogue, Agreement.OTHER):
        if not found.suggestions:
            continue
        meant = found.suggestions[0]
        borne = catalogue.by_id[found.target].title
        message = f"{reference.id} is called '{borne}'; the title cited here is that of {meant}."
        fix = citing_instead(reference, meant)
        yield Hit(number_place(reference), message, f"Did you mean {meant}?", fix, f"Cite {meant} instead")


RULE = Rule(
    code=Code.CITED_NUMBER_DOUBTFUL,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="An article is cited by the title of another one: the number is probably wrong.",
    symptoms="The link leads readers to an article about something else.",
    cause="The number was mistyped, or taken from the line above when the citation was copied.",
    resolution="Cite the article that bears the title, if it is the one that was meant.",
    bad=(
        Example(
            "[Q100002](kb:Q100002) How to Oil the Hinges of a Door\n",
            others={"Q100002": "The Bell Does Not Ring", "Q100003": "How to Oil the Hinges of a Door"},
            mended="[Q100003](kb:Q100003) How to Oil the Hinges of a Door\n",
        ),
    ),
    good=(
        Example(
            "[Q100003](kb:Q100003) How to Oil the Hinges of a Door\n",
            others={"Q100003": "How to Oil the Hinges of a Door"},
        ),
        Example(
            "[Q100002](kb:Q100002) The Bell Does Not Ring\n", others={"Q100002": "How to Oil the Hinges of a Door"}
        ),
    ),
    precision="19 of 19",
    check_in_base=_check,
)
