"""An article stands twice in a list of citations."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, Form, Reference
from kbtool.catalogue.titles import key
from kbtool.findings import Code, Severity
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, Rule

_NEXT = 2
"""Lines between one citation of a list and the next, at most."""


def _check(entry: Entry, _catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    listed: set[tuple[str, str, str]] = set()
    last: Reference | None = None
    for reference in entry.references:
        if reference.form is not Form.LINK or not reference.title:
            continue
        if last is None or reference.line - last.line > _NEXT:
            listed.clear()
        cited = reference.id, reference.fragment, key(reference.title)
        if cited in listed:
            yield Hit(number_place(reference), f"{reference.id} stands in this list already.", "Remove one of the two.")
        listed.add(cited)
        last = reference


RULE = Rule(
    code=Code.REFERENCE_REPEATED,
    severity=Severity.WARNING,
    since="0.1",
    summary="An article stands twice in a list of citations.",
    symptoms="Readers see the same title twice, and wonder which other one was meant.",
    cause="Two lists were joined, or a line was copied and only the title of one of them changed.",
    resolution="Remove one of the two, or cite the article that was meant.",
    bad=(
        Example(
            "[Q100002](kb:Q100002) The Bell\n\n[Q100003](kb:Q100003) The Rope\n\n[Q100002](kb:Q100002) The Bell\n",
            others={"Q100002": "The Bell", "Q100003": "The Rope"},
        ),
    ),
    good=(
        Example(
            "[Q100002](kb:Q100002) The Bell\n\n[Q100003](kb:Q100003) The Rope\n\n## REFERENCES\n\n[Q100002](kb:Q100002) The Bell\n",
            others={"Q100002": "The Bell", "Q100003": "The Rope"},
        ),
        Example(
            "[Q100002](kb:Q100002#summary) The Bell\n\n[Q100002](kb:Q100002#cause) The Bell\n",
            others={
                "Q100002": '---\nid: "Q100002"\ntitle: "The Bell"\n---\n\n## SUMMARY\n\nText.\n\n## CAUSE\n\nRust.\n'
            },
        ),
    ),
    precision="16 of 16",
    check_in_base=_check,
)
