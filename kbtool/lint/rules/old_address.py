"""An article that is here is cited by an address that it had elsewhere once."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, Form
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_instead, number_place
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in entry.references:
        if reference.form is Form.ADDRESS and reference.id in catalogue.by_id:
            message = f"the address is an old one of {reference.id}, which is here."
            fix = citing_instead(reference, reference.id)
            yield Hit(number_place(reference), message, "Cite the article itself.", fix, f"Cite {reference.id}")


RULE = Rule(
    code=Code.OLD_ADDRESS,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="An article that is here is cited by an address that it had elsewhere once.",
    symptoms="The link leads readers to a site that does not have the article any more.",
    cause="The address was written down when the archive was published there.",
    resolution="Cite the article by its id.",
    bad=(
        Example(
            "See <http://support.microsoft.com/support/kb/articles/q100/0/02.asp>.\n",
            others={"Q100002": "The Other Bell"},
        ),
        Example(
            "[Does the other bell ring?](<http://support.microsoft.com/support/kb/articles/q100/0/02.asp>)\n",
            others={"Q100002": "The Other Bell"},
        ),
    ),
    good=(Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "The Other Bell"}),),
    precision="42 of 42",
    check_in_base=_check,
)
