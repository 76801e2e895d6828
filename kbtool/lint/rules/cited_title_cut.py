"""An article is cited by the beginning of its title only."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_as, is_fuller, title_place, titled
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference, found in titled(entry, catalogue, Agreement.CUT):
        borne = catalogue.by_id[found.target].title
        if is_fuller(reference.title, borne):
            continue  # it is the article that lost the end of its title
        yield Hit(
            title_place(reference),
            f"{found.target} is called '{borne}': the title is cut.",
            "Take over the whole title.",
            citing_as(reference, borne),
            "Take over the whole title",
        )


RULE = Rule(
    code=Code.CITED_TITLE_CUT,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="An article is cited by the beginning of its title only.",
    symptoms="Readers see a title that ends in the middle of something.",
    cause="Lines of the archive had 80 columns; longer titles were cut, in the article or where it is cited.",
    resolution="Take over the title that the article bears.",
    bad=(
        Example(
            "[Q100002](kb:Q100002) The Bell Does Not Ring\n",
            others={"Q100002": "The Bell Does Not Ring on Sundays"},
            mended="[Q100002](kb:Q100002) The Bell Does Not Ring on Sundays\n",
        ),
    ),
    good=(
        Example(
            "[Q100002](kb:Q100002) The Bell Does Not Ring on Sundays\n",
            others={"Q100002": "The Bell Does Not Ring on Sundays"},
        ),
        Example(
            "[Q100002](kb:Q100002) The Bell in the Tower Does Not Ring on Sundays\n",
            others={"Q100002": "PRB: The Bell in the Tower Does Not Ring on Sun"},
        ),
    ),
    precision="49 of 50",
    check_in_base=_check,
)
