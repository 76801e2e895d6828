"""A link leads to a heading that the article does not have."""

from collections.abc import Iterator
from urllib.parse import unquote

from kbtool.catalogue import Catalogue, Entry, State
from kbtool.content.anchors import of_outline
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity, meant
from kbtool.lint.citations import number_place
from kbtool.lint.rule import Example, Hit, Options, Rule

_TO_TOP = ("#", "#top")
"""Browsers go to the top of the page, whatever its headings."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    links = [one for one in subject.outline.links if one.address.startswith("#") and not one.is_image]
    anchors = tuple(of_outline(subject.outline)) if links else ()
    for link in links:
        yield from _hits(Place(link.start, link.end), link.address, "the article", anchors)


def _check_in_base(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for reference in entry.references:
        if not reference.fragment:
            continue
        found = catalogue.resolve(reference, by=entry.id)
        if found.state in (State.HERE, State.MOVED):
            cited = catalogue.by_id[found.target]
            yield from _hits(number_place(reference), reference.fragment, cited.id, cited.anchors)


def _hits(place: Place, fragment: str, article: str, anchors: tuple[str, ...]) -> Iterator[Hit]:
    """A hit at a link, if it leads to none of the headings of an article."""
    anchor = unquote(fragment[1:])
    if fragment not in _TO_TOP and anchor not in anchors:
        yield Hit(place, f"{article} has no heading '#{anchor}'.", _advice(anchor, anchors))


def _advice(anchor: str, anchors: tuple[str, ...]) -> str:
    if near := meant(anchor, anchors):
        return f"Did you mean '#{near}'?"
    named = ", ".join(f"'#{one}'" for one in anchors[:_NAMED])
    return f"It has {named}." if named else "It has none at all."


_NAMED = 8
"""Headings that are named at most."""


def _article(body: str) -> str:
    return f'---\nid: "Q100002"\ntitle: "The Other Bell"\n---\n\n{body}'


RULE = Rule(
    code=Code.ANCHOR_UNKNOWN,
    severity=Severity.WARNING,
    since="0.1",
    summary="A link leads to a heading that the article does not have.",
    symptoms="Readers come to the top of the article and have to look for the section that was promised.",
    cause="The heading was renamed or removed, or its anchor was mistyped.",
    resolution="""Write the anchor of a heading that is there: its words in small letters, with `-` in the place of spaces and without other
        signs, and a number where several headings have the same words: `kb:Q100002#more-information`, and within an article
        `#more-information`.""",
    bad=(
        Example(
            "See [the cause](kb:Q100002#causes).\n", others={"Q100002": _article("## CAUSE\n\nRust.\n\n## CAUSE\n")}
        ),
        Example("See [Q100002](kb:Q100002#cause).\n", others={"Q100002": "The Other Bell"}),
        Example("See [the cause](kb:Q100001#cause).\n\n## SUMMARY\n\nText.\n"),
        Example(
            "See [the cause](kb:Q100003#cause).\n",
            others={"Q100002": "The Other Bell"},
            files={"redirects.yml": '"Q100003": "Q100002"\n'},
        ),
        Example("See [the cause](#causes), [the reason](#cause-1).\n\n## CAUSE\n\nRust.\n"),
    ),
    good=(
        Example(
            "See [why](kb:Q100002#the-cause-rust), [again](kb:Q100002#cause-1), [it](kb:Q100002#).\n",
            others={"Q100002": _article("## The *Cause*: `Rust`\n\nRust.\n\n## CAUSE\n\nRust.\n\n## CAUSE\n\nRust.\n")},
        ),
        Example("See [the cause](kb:Q100002#cause).\n"),
        Example("See [the cause](#cause), [the top](#top), [or here](#).\n\n## Cause\n\n![Rust](#rust)\n"),
        Example(
            "See [the cause](kb:Q100002#cause).\n",
            files={"successors.yml": '"Q100002":\n  url: "https://example.org/"\n'},
        ),
    ),
    check=_check,
    check_in_base=_check_in_base,
)
