"""Two articles about one product have the same title."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.titles import key
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    name = key(entry.title)
    others = [other for other in catalogue.titles.bearers(entry.title) if other != entry.id]
    same = [
        other
        for other in others
        if key(catalogue.by_id[other].title) == name and catalogue.by_id[other].product == entry.product
    ]
    if same:
        message = f"{_named(same)} the same title."
        yield Hit(Field("title"), message, "Say in the title what tells them apart, or make one article of them.")


def _named(ids: list[str]) -> str:
    return f"{ids[0]} has" if len(ids) == 1 else f"{ids[0]} and {len(ids) - 1} more have"


RULE = Rule(
    code=Code.TITLE_NOT_UNIQUE,
    severity=Severity.INFO,
    since="0.1",
    summary="Two articles about one product have the same title.",
    symptoms="Readers see the title twice in a list and cannot tell which one they need.",
    cause="The same was written twice, or for two versions.",
    resolution="Say in the title what tells them apart, or make one article of them and redirect the other id.",
    bad=(Example("Text.\n", others={"Q100002": "The Bell Does Not Ring"}),),
    good=(Example("Text.\n", others={"Q100002": "The Other Bell Does Not Ring"}),),
    precision="50 of 50",
    check_in_base=_check,
)
