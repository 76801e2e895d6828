"""Two articles have nearly the same text."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule


class _Options(Options, frozen=True):
    """How alike texts may be."""

    share: float = 0.9
    """The share of their runs of four words from which on they count as the same."""


def _check(entry: Entry, catalogue: Catalogue, options: _Options) -> Iterator[Hit]:
    alike = [other for other, share in catalogue.resembling(entry) if share >= options.share]
    if alike:
        titles = ", ".join(f"{other.id} ('{other.title}')" for other in alike[:3])
        yield Hit(
            Field("title"),
            f"the text is nearly that of {titles}.",
            "Make one article of them and redirect the other id, or keep what they share in one of them.",
        )


_TEXT = " ".join(f"The rope of bell {number} is pulled at {number} o'clock." for number in range(1, 13))

RULE = Rule(
    code=Code.TEXT_NOT_UNIQUE,
    severity=Severity.INFO,
    since="0.1",
    options=_Options,
    summary="Two articles have nearly the same text.",
    symptoms="Readers find the same twice; what is corrected in one stays wrong in the other.",
    cause="The article was copied for another version of a product.",
    resolution="""Make one article of them, and redirect the other id. Where each has its own subject (two disks, two connectors) and
only the wording is the same, leave both, or keep what they share in one of them and cite it.""",
    bad=(Example(f"{_TEXT}\n", others={"Q100002": '---\nid: "Q100002"\ntitle: "The Other Bell"\n---\n\n' + _TEXT}),),
    good=(Example("Text.\n", others={"Q100002": "The Other Bell"}),),
    precision="44 of 50",
    check_in_base=_check,
)
