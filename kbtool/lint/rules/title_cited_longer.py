"""A title was cut, and articles that cite it still know the whole."""

from collections import Counter
from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.titles import key, unlabelled
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule

_LIMIT = range(58, 65)
"""Characters of a title that the archive may have cut: a field of its header had room for 64."""


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    if len(entry.title) not in _LIMIT:
        return
    borne = key(unlabelled(entry.title))
    longer = Counter(title for title in catalogue.cited_as(entry.id) if _is_longer(key(unlabelled(title)), borne))
    if longer:
        title = max(longer, key=longer.__getitem__)
        message = f"the title is cut: others cite the article as '{title}'."
        yield Hit(Field("title"), message, "Take over the whole title, if it is the one.")


def _is_longer(cited: str, borne: str) -> bool:
    return len(cited) > len(borne) and cited.startswith(borne)


RULE = Rule(
    code=Code.TITLE_CITED_LONGER,
    severity=Severity.WARNING,
    since="0.1",
    summary="A title was cut, and articles that cite it still know the whole.",
    symptoms="Readers see a title that ends in the middle of something.",
    cause="The header of the archive had room for 64 characters of the title. Who cited the article knew more.",
    resolution="Take over the whole title.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell in the Tower of the Old Town Hall Does Not Ring on Sun"\n---\n\nText.\n',
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n'
                "[Q100001](kb:Q100001) The Bell in the Tower of the Old Town Hall Does Not Ring on Sundays\n"
            },
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell in the Tower of the Old Town Hall Does Not Ring on Sun"\n---\n\nText.\n',
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n'
                "[Q100003](kb:Q100003) The Bell in the Tower of the Old Town Hall Does Not Ring on Sundays\n"
            },
            files={"redirects.yml": '"Q100003": "Q100001"\n'},
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\n---\n\nText.\n',
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n[Q100001](kb:Q100001) The Bell Does Not Ring on Sundays\n'
            },
        ),
    ),
    precision="46 of 50",
    check_in_base=_check,
)
