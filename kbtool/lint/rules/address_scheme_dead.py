"""A link has a scheme that no browser opens any more."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_DEAD = ("gopher:", "wais:", "mk:@")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if link.address.lower().startswith(_DEAD):
            message = f"nothing opens {link.address.partition(':')[0]}: addresses any more."
            yield Hit(Place(link.start, link.end), message, "Link to where it is found now, or leave the words alone.")


RULE = Rule(
    code=Code.ADDRESS_SCHEME_DEAD,
    severity=Severity.WARNING,
    since="0.1",
    summary="A link has a scheme that no browser opens any more.",
    symptoms="Readers click, and nothing happens.",
    cause="The article is older than the scheme's end.",
    resolution="Link to where it is found now, or leave the words without a link.",
    bad=(Example("See [the list](gopher://example.org/1).\n"),),
    good=(Example("See [the list](https://example.org/).\n"),),
    check=_check,
)
