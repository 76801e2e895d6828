"""An article is cited by a title that is neither its own nor that of another."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.citations import LONGEST_TITLE, is_fuller, title_place, titled
from kbtool.lint.english import is_foreign
from kbtool.lint.rule import Example, Hit, Options, Rule

_FEWEST_WORDS = 2


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference, found in titled(entry, catalogue, Agreement.OTHER):
        borne = catalogue.by_id[found.target].title
        if reference.is_cell and not _is_table_of_titles(entry, catalogue):
            continue
        if is_foreign(reference.title) is not is_foreign(borne):
            continue  # a translation
        if found.suggestions or not _is_title(reference.title):
            continue
        if len(reference.title) > LONGEST_TITLE and is_fuller(reference.title, borne):
            continue  # it is the article that bears a shortened title
        yield Hit(
            title_place(reference),
            f"{found.target} is called '{borne}', which says something else.",
            "See whether it is the one that was meant; then take over its title.",
        )


def _is_table_of_titles(entry: Entry, catalogue: Catalogue) -> bool:
    """Whether what stands beside ids in the tables of an article are titles, as other rows show, and no remarks of another kind."""
    return any(
        reference.is_cell
        and reference.title
        and catalogue.resolve(reference, by=entry.id).agreement not in (None, Agreement.OTHER)
        for reference in entry.references
    )


def _is_title(words: str) -> bool:
    """Whether words that stand behind an id can be a title: the number of a fault, the name of a file, the rest of a sentence are none."""
    return (
        words[0] not in "=#"
        and not words[0].islower()
        and sum(word.isalpha() for word in words.split()) >= _FEWEST_WORDS
    )


RULE = Rule(
    code=Code.CITED_TITLE_DIFFERS,
    severity=Severity.WARNING,
    since="0.1",
    summary="An article is cited by a title that is neither its own nor that of another.",
    symptoms="Readers follow a title and come to an article about something else, as it seems.",
    cause="The number is that of another article, or the article was given a wholly different title since.",
    resolution="""Look at the article. If it is the one that was meant, take over its title; otherwise find the one that is. Where another
article bears the title, KB307 says which. What stands beside an id in a table is taken for a title where that of another row is one; a title
in another language is taken for a translation.""",
    bad=(
        Example(
            "[Q100002](kb:Q100002) How to Ring the Old Bell Twice\n", others={"Q100002": "Fog Signals of the Harbour"}
        ),
        Example(
            "| id | title |\n| --- | --- |\n| Q100002 | How to Ring the Old Bell |\n| Q100003 | How to Mend the Old Rope |\n",
            others={"Q100002": "Fog Signals of the Harbour", "Q100003": "How to Mend a Rope"},
        ),
    ),
    good=(
        Example("[Q100002](kb:Q100002) How to Ring the Bell\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "| id | remark |\n| --- | --- |\n| Q100002 | Read It Twice |\n",
            others={"Q100002": "Fog Signals of the Harbour"},
        ),
        Example("[Q100002](kb:Q100002) Das Läuten der alten Glocke\n", others={"Q100002": "How to Ring the Old Bell"}),
        Example("[Q100002](kb:Q100002) How to Ring the Old Bell\n", others={"Q100002": "Das Läuten der alten Glocke"}),
        Example("[Q100002](kb:Q100002) BUG# 2816 (1.01.2920)\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "- [Q100002](kb:Q100002) describes the fog and its signals\n", others={"Q100002": "How to Ring the Bell"}
        ),
        Example("- [Q100002](kb:Q100002) has been superseded\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "[Q100002](kb:Q100002) Ringing the Old Bell\n",
            others={"Q100002": "Fog Signals of the Harbour", "Q100003": "Ringing the Old Bell"},
        ),
    ),
    precision="50 of 50",
    check_in_base=_check,
)
