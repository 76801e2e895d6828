"""A cited article is not here, but lives on elsewhere."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, State
from kbtool.findings import Code, Severity
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in entry.references:
        found = catalogue.resolve(reference)
        if found.state is State.ELSEWHERE and found.successor and not catalogue.is_chance(reference):
            message = f"{reference.id} is not in this knowledge base; it lives on at {found.successor.url}."
            yield Hit(number_place(reference), message)


RULE = Rule(
    code=Code.REFERENCE_ELSEWHERE,
    severity=Severity.INFO,
    since="0.1",
    summary="A cited article is not here, but lives on elsewhere.",
    symptoms="The citation leads out of this knowledge base.",
    cause="`successors.yml` says where the article is found now.",
    resolution="Nothing, if the other place is where readers should go.",
    bad=(
        Example(
            "See [Q100003](kb:Q100003).\n",
            files={"successors.yml": '"Q100003": {url: "https://example.org/bells"}\n'},
        ),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "How to Ring the Bell"}),
        Example(
            "See <https://example.org/kb/100/Q100003/>.\n",
            files={"successors.yml": '"Q100003": {url: "https://example.org/kb/100/Q100003/"}\n'},
        ),
    ),
    check_in_base=_check,
)
