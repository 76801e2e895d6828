"""A product is hardly ever named, but nearly one that is."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule
from kbtool.lint.vocabulary import THRESHOLDS, agreed, usual


class _Options(Options, frozen=True):
    """What is agreed on."""

    vocabulary: tuple[str, ...] = ()
    """The products that the articles are about."""


def _check(entry: Entry, catalogue: Catalogue, options: _Options) -> Iterator[Hit]:
    if entry.product in ("", *options.vocabulary):
        return
    if meant := agreed(entry.product, options.vocabulary):
        message = f"'{entry.product}' is none of the products agreed on, but nearly '{meant}'."
        yield Hit(Field("product"), message, f"Did you mean '{meant}'?")
    elif meant := usual(entry.product, catalogue.products):
        message = f"hardly any article is about '{entry.product}'; {catalogue.products[meant]:,} are about '{meant}'."
        yield Hit(Field("product"), message, f"Did you mean '{meant}'?")


RULE = Rule(
    code=Code.PRODUCT_UNUSUAL,
    severity=Severity.WARNING,
    since="0.1",
    summary="A product is hardly ever named, but nearly one that is.",
    symptoms="The article is missing in the list of its product, and stands in a list of its own.",
    cause="The name was mistyped, or written in another case.",
    resolution=f"""Write the name as the other articles do.

{THRESHOLDS}

A smaller base lists its products in the option `vocabulary`: a name that is nearly one of them is then found however often either is used.""",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nproduct: "Bell Towr"\n---\n\nText.\n',
            others={
                f"Q{number}": f'---\nid: "Q{number}"\ntitle: "Bell {number}"\nproduct: "Bell Tower"\n---\n\nText.\n'
                for number in range(100100, 100140)
            },
        ),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nproduct: "Bell Tower"\n---\n\nText.\n'),),
    check_in_base=_check,
    counts_all=True,
    options=_Options,
)
