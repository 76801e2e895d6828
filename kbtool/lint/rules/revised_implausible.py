"""An article was revised on a day to come, or before there were any."""

from collections.abc import Iterator
from datetime import date
from time import strftime

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule


class _Options(Options, frozen=True):
    """When articles can have been revised."""

    earliest: date = date(1980, 1, 1)
    """The first day on which any can have been."""


def _check(entry: Entry, _catalogue: Catalogue, options: _Options) -> Iterator[Hit]:
    if not entry.revised:
        return
    place = Field("revised")
    if entry.revised > strftime("%Y-%m-%d"):
        yield Hit(place, f"the article was revised on {entry.revised}, a day to come.", "Correct the date.")
    elif entry.revised < options.earliest.isoformat():
        yield Hit(place, f"the article was revised on {entry.revised}, before {options.earliest}.", "Correct the date.")


RULE = Rule(
    code=Code.REVISED_IMPLAUSIBLE,
    severity=Severity.WARNING,
    since="0.1",
    options=_Options,
    summary="An article was revised on a day to come, or before there were any.",
    symptoms="The article stands at the wrong end of every list by date.",
    cause="The year or the month was mistyped, or a year of two digits was taken for the wrong century.",
    resolution="Correct the date.",
    bad=(
        Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nrevised: "2999-01-01"\n---\n\nText.\n'),
        Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nrevised: "1901-01-01"\n---\n\nText.\n'),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nrevised: "1999-01-01"\n---\n\nText.\n'),),
    check_in_base=_check,
)
