"""An article cites itself."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, Form
from kbtool.findings import Code, Severity
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(entry: Entry, _catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in entry.references:
        if reference.id == entry.id and reference.form is Form.LINK and not reference.fragment:
            yield Hit(
                number_place(reference),
                "the article cites itself.",
                "Cite the one that was meant, or remove the citation.",
            )


RULE = Rule(
    code=Code.REFERENCE_TO_ITSELF,
    severity=Severity.WARNING,
    since="0.1",
    summary="An article cites itself.",
    symptoms="Readers follow the link and are where they were.",
    cause="""The number of this article was written instead of that of the other one, or a list of related articles was copied into each of them.""",
    resolution="Cite the article that was meant, or remove the citation.",
    bad=(Example("See [Q100001](kb:Q100001).\n"),),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "The Other Bell"}),
        Example("See [the cause](kb:Q100001#cause).\n\n## CAUSE\n\nRust.\n"),
    ),
    precision="27 of 29",
    check_in_base=_check,
)
