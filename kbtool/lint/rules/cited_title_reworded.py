"""An article is cited by a title that is worded otherwise."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.citations import LONGEST_TITLE, citing_as, is_fuller, title_place, titled
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference, found in titled(entry, catalogue, Agreement.REWORDED):
        borne = catalogue.by_id[found.target].title
        if len(reference.title) > LONGEST_TITLE and is_fuller(reference.title, borne):
            continue  # it is the article that bears a shortened title
        yield Hit(
            title_place(reference),
            f"{found.target} is called '{borne}'.",
            "Take over the title.",
            citing_as(reference, borne),
            "Take over the title of the article",
        )


RULE = Rule(
    code=Code.CITED_TITLE_REWORDED,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="An article is cited by a title that is worded otherwise.",
    symptoms="Readers follow a title and find another one on the page.",
    cause="The article was given another title since, or the editor put it into words of their own.",
    resolution="""Take over the title that the article bears, unless the words are meant. A cited title that is longer than the archive
had room for is not found here: it is the article that bears a shortened one (KB421).""",
    bad=(
        Example(
            "[Q100002](kb:Q100002) How to Ring the Old Bell Twice\n",
            others={"Q100002": "How to Ring the Bell of the Tower Twice"},
            mended="[Q100002](kb:Q100002) How to Ring the Bell of the Tower Twice\n",
        ),
    ),
    good=(
        Example("[Q100002](kb:Q100002) How to Ring the Bell\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "[Q100002](kb:Q100002) How to Ring the Bell of the Old Town Hall of Regensburg Twice a Day\n",
            others={"Q100002": "How to Ring the Bell of the Town Hall Twice a Day"},
        ),
    ),
    precision="49 of 50",
    check_in_base=_check,
)
