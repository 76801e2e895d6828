"""An article that is cited is not in the knowledge base."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry, State
from kbtool.findings import Code, Severity
from kbtool.lint.citations import citing_instead, number_place
from kbtool.lint.rule import Example, FixSafety, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in catalogue.references(entry):
        found = catalogue.resolve(reference, by=entry.id)
        if found.state is not State.MISSING or reference.id in catalogue.known.redirects:
            continue
        place = number_place(reference)
        message = f"{reference.id} is not in this knowledge base."
        if not found.suggestions:
            yield Hit(place, message, "Correct the id, or leave it if the article is lost.")
            continue
        meant = found.suggestions[0]
        advice = f"Did you mean {meant}, '{catalogue.by_id[meant].title}'?"
        yield Hit(place, message, advice, citing_instead(reference, meant), f"Cite {meant} instead")


RULE = Rule(
    code=Code.REFERENCE_UNKNOWN,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="An article that is cited is not in the knowledge base.",
    symptoms="The page shows the id as missing: it leads nowhere. Readers have no way to what the article promises.",
    cause="""The id was mistyped, or the article was never part of the archive, or it was removed. When the title by which it is
cited is borne by another article, and above all by one whose number differs by a single slip of the fingers, that one was meant.""",
    resolution="""Correct the id. If the article was renamed or merged, say so in `redirects.yml`; if it lives on elsewhere, in
`successors.yml`. If it is lost, leave the citation: its title is still of use to readers. An id that `redirects.yml` leads to no article
is found by KB312.""",
    bad=(
        Example(
            "See the article below:\n\n[Q100020](kb:Q100020) How to Ring the Bell\n",
            others={"Q100002": "How to Ring the Bell"},
            mended="See the article below:\n\n[Q100002](kb:Q100002) How to Ring the Bell\n",
        ),
        Example("See [Q100020](kb:Q100020).\n"),
        Example("## See [Q100020](kb:Q100020)\n\nText.\n"),
        Example(
            "See [the other bell](kb:q100002).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the other bell](kb:Q100002).\n",
        ),
        Example(
            "See [the other bell](KB:q100002#).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the other bell](kb:Q100002#).\n",
        ),
        Example(
            "See [the other bell](kb:100002).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the other bell](kb:Q100002).\n",
        ),
        Example(
            "See [the other bell](kb:KB100002#cause).\n",
            others={"Q100002": '---\nid: "Q100002"\ntitle: "The Other Bell"\n---\n\n## CAUSE\n\nRust.\n'},
            mended="See [the other bell](kb:Q100002#cause).\n",
        ),
        Example("See below:\n\n[Q100020](kb:Q100020) The Bell Does Not Ring\n"),
        Example(
            "See below:\n\n[Q100020](kb:Q100020) BELL98: How to Ring the Bell\n",
            others={"Q100002": "BELL95: How to Ring the Bell"},
        ),
    ),
    good=(
        Example(
            "See [its cause](kb:Q100002#text).\n",
            others={"Q100002": '---\nid: "Q100002"\ntitle: "Bells"\n---\n\n## Text\n\nText.\n'},
        ),
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "How to Ring the Bell"}),
        Example("Select the cells N5:Q7.\n"),
        Example("## Cells N5:Q7\n\nText.\n"),
        Example("See <https://learn.example.org/kb/100/Q100002/>.\n"),
        Example("See [Q100002](kb:Q100002).\n", files={"redirects.yml": '"Q100002": "Q100003"\n'}),
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "---\nid: Q100002\ntitle: [The Bell\n---\n"}),
    ),
    precision="50 of 50",
    check_in_base=_check,
)
