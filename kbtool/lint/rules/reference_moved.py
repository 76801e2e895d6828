"""A cited article was renamed, or merged into another."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, Form, State
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_instead, number_place
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in entry.references:
        found = catalogue.resolve(reference)
        if found.state is State.MOVED and not catalogue.is_chance(reference):
            yield Hit(
                number_place(reference),
                f"{reference.id} is {found.target} now.",
                f"Cite {found.target}.",
                citing_instead(reference, found.target),
                f"Cite {found.target} instead",
                is_safe=reference.is_bare or reference.form is not Form.ADDRESS,
            )


RULE = Rule(
    code=Code.REFERENCE_MOVED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="A cited article was renamed, or merged into another.",
    symptoms="""The link leads to the new article all the same, but the text names an id that no article bears any more.""",
    cause="`redirects.yml` says that the article is found under another id now.",
    resolution="Cite the new id.",
    bad=(
        Example(
            "See [Q100003](kb:Q100003).\n",
            others={"Q100002": "How to Ring the Bell"},
            files={"redirects.yml": '"Q100003": "Q100002"\n'},
            mended="See [Q100002](kb:Q100002).\n",
        ),
        Example(
            "See [how the bell rings](kb:Q100003).\n",
            others={"Q100002": "How to Ring the Bell"},
            files={"redirects.yml": '"Q100003": "Q100002"\n'},
            mended="See [how the bell rings](kb:Q100002).\n",
        ),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "See <https://learn.example.org/kb/100/Q100003/>.\n",
            others={"Q100002": "How to Ring the Bell"},
            files={"redirects.yml": '"Q100003": "Q100002"\n'},
        ),
    ),
    check_in_base=_check,
)
