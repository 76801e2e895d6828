"""A title was shortened to fit, and articles that cite it have its full wording."""

from collections import Counter
from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry
from kbtool.catalogue.titles import agreement, unlabelled
from kbtool.findings import Code, Severity
from kbtool.lint.abbreviation import is_shortened
from kbtool.lint.citations import LONGEST_TITLE, is_fuller
from kbtool.lint.rule import Example, Field, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    whole = Counter(title for title in catalogue.cited_as(entry.id) if _is_whole(title, entry.title))
    if whole:
        title = max(whole, key=whole.__getitem__)
        message = f"the title is shortened: others cite the article as '{title}'."
        yield Hit(Field("title"), message, "Take over the full wording, if it is the better one.")


def _is_whole(title: str, borne: str) -> bool:
    return (
        len(borne) <= LONGEST_TITLE < len(title)
        and is_fuller(title, borne)
        and agreement(title, borne) is Agreement.REWORDED
        and is_shortened(unlabelled(borne), unlabelled(title))
    )


RULE = Rule(
    code=Code.TITLE_SHORTENED,
    severity=Severity.INFO,
    since="0.1",
    summary="A title was shortened to fit, and articles that cite it have its full wording.",
    symptoms="Readers see abbreviations, and do not find the article by the words that they stand for.",
    cause="The header of the archive had room for 64 characters of the title. Where the article is cited there was more.",
    resolution="Take over the full wording, if it is the better one.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "Err Msg Shown If the Bell in the Tower Is Rung w/o a Rope"\n---\n\nText.\n',
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n'
                "[Q100001](kb:Q100001) Error Message Is Shown If the Bell in the Tower Is Rung Without a Rope\n"
            },
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "How to Ring the Bell in the Tower"\n---\n\nText.\n',
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n'
                "[Q100001](kb:Q100001) The Bell in the Tower of the Old Town Hall, and How to Ring It at Noon\n"
            },
        ),
    ),
    precision="49 of 50",
    check_in_base=_check,
)
