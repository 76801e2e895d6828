"""An article is cited by its title, but with another label."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_as, title_place, titled
from kbtool.lint.labels import mistyped
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference, found in titled(entry, catalogue, Agreement.LABEL):
        borne = catalogue.by_id[found.target].title
        if mistyped(borne):
            continue  # it is the article whose label is wrong
        yield Hit(
            title_place(reference),
            f"{found.target} is called '{borne}' now: the label differs.",
            "Take over the title.",
            citing_as(reference, borne),
            "Take over the title of the article",
        )


RULE = Rule(
    code=Code.CITED_LABEL_DIFFERS,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="An article is cited by its title, but with another label.",
    symptoms="Readers see `BUG:` before a title that bears `FIX:` by now, or a label that the article has lost.",
    cause="""The label of an article changes with its state, when a bug is fixed for example; citations of it stay as they were.""",
    resolution="Take over the title that the article bears. Where the label of the article itself is mistyped (KB418), mend that first.",
    bad=(
        Example(
            "[Q100002](kb:Q100002) BUG: The Bell Does Not Ring\n",
            others={"Q100002": "FIX: The Bell Does Not Ring"},
            mended="[Q100002](kb:Q100002) FIX: The Bell Does Not Ring\n",
        ),
    ),
    good=(
        Example(
            "[Q100002](kb:Q100002) FIX: The Bell Does Not Ring\n", others={"Q100002": "FIX: The Bell Does Not Ring"}
        ),
        Example(
            "[Q100002](kb:Q100002) PRB: The Bell Does Not Ring\n", others={"Q100002": "PBR: The Bell Does Not Ring"}
        ),
    ),
    precision="50 of 50",
    check_in_base=_check,
)
