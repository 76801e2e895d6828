"""A cited article was renamed or merged into one that is not there."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, State
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Code, Severity
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, RedirectHit, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in catalogue.references(entry):
        if reference.id in catalogue.known.redirects and catalogue.resolve(reference).state is State.MISSING:
            target = catalogue.known.redirects[reference.id]
            message = f"{REDIRECTS} leads from {reference.id} to {target}, and from there to no article."
            yield Hit(number_place(reference), message, f"Correct {REDIRECTS}.")


def _check_redirects(catalogue: Catalogue, _options: Options) -> Iterator[RedirectHit]:
    known = catalogue.known
    for article_id, target in known.redirects.items():
        if circle := known.circle(article_id):
            message = f"the redirects lead in a circle: {', '.join(circle)}."
        elif catalogue.resolve_id(article_id).state is State.MISSING:
            message = f"the redirect of {article_id} leads to {target}, and from there to no article."
        else:
            continue
        source = f'"{article_id}": "{target}"'
        yield RedirectHit(known.lines[article_id], source, message, "Correct the new id, or remove the line.")


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
    check_redirects=_check_redirects,
)
