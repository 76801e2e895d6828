"""A keyword is hardly ever used, but nearly one that is."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule
from kbtool.lint.vocabulary import THRESHOLDS, agreed, usual


class _Options(Options, frozen=True):
    """What is agreed on."""

    vocabulary: tuple[str, ...] = ()
    """The keywords that editors have agreed on."""


def _check(entry: Entry, catalogue: Catalogue, options: _Options) -> Iterator[Hit]:
    for number, keyword in enumerate(entry.keywords):
        if keyword in options.vocabulary:
            continue
        if meant := agreed(keyword, options.vocabulary):
            message = f"'{keyword}' is none of the keywords agreed on, but nearly '{meant}'."
            yield Hit(Field("keywords", number), message, f"Did you mean '{meant}'?")
        elif meant := usual(keyword, catalogue.keywords):
            message = f"hardly any article has the keyword '{keyword}'; {catalogue.keywords[meant]:,} have '{meant}'."
            yield Hit(Field("keywords", number), message, f"Did you mean '{meant}'?")


RULE = Rule(
    code=Code.KEYWORD_UNUSUAL,
    severity=Severity.WARNING,
    since="0.1",
    summary="A keyword is hardly ever used, but nearly one that is.",
    symptoms="The article is missing in the list of the keyword that was meant, and stands in a list of its own.",
    cause="The keyword was mistyped, or glued to a full stop or to another one.",
    resolution=f"""Write the keyword as the other articles do.

{THRESHOLDS}

A smaller base, or one whose keywords are shorter, lists its keywords in the option `vocabulary`: one that is nearly one of them is then found however
often either is used.""",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbeltower"\n---\n\nText.\n',
            others={
                f"Q{number}": f'---\nid: "Q{number}"\ntitle: "Bell {number}"\nkeywords:\n- "kbbelltower"\n---\n\nText.\n'
                for number in range(100100, 100140)
            },
        ),
    ),
    good=(Example('---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nkeywords:\n- "kbbelltower"\n---\n\nText.\n'),),
    precision="16 of 16",
    check_in_base=_check,
    counts_all=True,
    options=_Options,
)
