"""A cited article was renamed or merged into one that is not there."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, State
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Code, Severity
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in catalogue.references(entry):
        if reference.id in catalogue.known.redirects and catalogue.resolve(reference).state is State.MISSING:
            target = catalogue.known.redirects[reference.id]
            message = f"{REDIRECTS} leads from {reference.id} to {target}, and from there to no article."
            yield Hit(number_place(reference), message, f"Correct {REDIRECTS}.")


RULE = Rule(
    code=Code.REDIRECT_BROKEN,
    severity=Severity.ERROR,
    since="0.1",
    summary="A redirect leads to an article that is not there, or in a circle.",
    symptoms="""Readers are told that the article is missing, though somebody knew where it went. Where the redirect is cited the
        finding stands there; when all articles are checked, it stands in `redirects.yml` too.""",
    cause="The new id in `redirects.yml` is mistyped, the article was removed later, or the redirects lead in a circle.",
    resolution="Correct `redirects.yml`: name the id under which the article is found now.",
    bad=(
        Example("See [Q100002](kb:Q100002).\n", files={"redirects.yml": '"Q100002": "Q100003"\n'}),
        Example(
            "See [Q100002](kb:Q100002).\n", files={"redirects.yml": '"Q100002": "Q100003"\n"Q100003": "Q100002"\n'}
        ),
    ),
    good=(
        Example(
            "See [Q100002](kb:Q100002).\n",
            others={"Q100003": "The Bell"},
            files={"redirects.yml": '"Q100002": "Q100003"\n'},
        ),
        Example(
            "See [Q100002](kb:Q100002).\n",
            others={"Q100003": "---\nid: Q100003\ntitle: [The Bell\n---\n"},
            files={"redirects.yml": '"Q100002": "Q100003"\n'},
        ),
    ),
    check_in_base=_check,
)
