"""An article that is here is cited by an address that it had elsewhere once."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, Form
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_instead, number_place
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule

_NEAR = range(-2, 3)
"""Lines from an address to a citation by its id that stands beside it, above or below."""


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    addresses = [one for one in entry.references if one.form is Form.ADDRESS and one.id in catalogue.by_id]
    cited = {(one.id, one.line) for one in entry.references if one.form is not Form.ADDRESS} if addresses else set()
    for reference in addresses:
        place = number_place(reference)
        if reference.id == entry.id:
            message = f"the address is an old one of {reference.id}, which is this article."
            yield Hit(place, message, "Cite the one that was meant, or remove the address.")
            continue
        message = f"the address is an old one of {reference.id}, which is here."
        if any((reference.id, reference.line + lines) in cited for lines in _NEAR):
            yield Hit(place, message, "The article is cited beside it: remove the address.")
        else:
            fix = citing_instead(reference, reference.id)
            yield Hit(place, message, "Cite the article itself.", fix, f"Cite {reference.id}")


RULE = Rule(
    code=Code.OLD_ADDRESS,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="An article that is here is cited by an address that it had elsewhere once.",
    symptoms="The link leads readers to a site that does not have the article any more.",
    cause="The address was written down when the archive was published there. Pages of other sites are no old addresses.",
    resolution="Cite the article by its id. Where it is cited beside the address already, remove the address.",
    bad=(
        Example(
            "See <http://support.microsoft.com/support/kb/articles/q100/0/02.asp>.\n",
            others={"Q100002": "The Other Bell"},
            mended="See [Q100002](kb:Q100002).\n",
        ),
        Example(
            "[Does the other bell ring?](<http://support.microsoft.com/support/kb/articles/q100/0/02.asp>)\n",
            others={"Q100002": "The Other Bell"},
            mended="[Does the other bell ring?](<kb:Q100002>)\n",
        ),
        Example(
            "[Q100002](kb:Q100002) The Other Bell\n(<http://support.microsoft.com/support/kb/articles/q100/0/02.asp>)\n",
            others={"Q100002": "The Other Bell"},
        ),
        Example(
            "<http://support.microsoft.com/support/kb/articles/q100/0/02.asp>\n\n[Q100002](kb:Q100002) The Other Bell\n",
            others={"Q100002": "The Other Bell"},
        ),
        Example("See <http://support.microsoft.com/support/kb/articles/q100/0/01.asp>.\n"),
        Example(
            "See <http://support.microsoft.com/support/kb/articles/q100/0/02.asp>, or\n[it](http://support.microsoft.com/?kbid=100002).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [Q100002](kb:Q100002), or\n[it](kb:Q100002).\n",
        ),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "The Other Bell"}),
        Example("See <https://learn.example.org/kb/100/Q100002/>.\n", others={"Q100002": "The Other Bell"}),
    ),
    precision="75 of 78",
    check_in_base=_check,
)
