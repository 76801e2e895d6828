"""A link runs a script, or leads to the disk of the reader."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_DANGEROUS = re.compile(r"\s*(javascript|vbscript|data|file|[a-z])\s*:", re.IGNORECASE)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        found = _DANGEROUS.match(link.address)
        if found:
            scheme = found[1].lower()
            kind = (
                f"leads to drive {scheme.upper()}: of"
                if len(scheme) == 1
                else f"is of the scheme {scheme}:, which can harm"
            )
            advice = "Remove the link; show the address as code if it is needed."
            yield Hit(Place(link.start, link.end), f"the link {kind} the reader's machine.", advice)


RULE = Rule(
    code=Code.LINK_DANGEROUS,
    severity=Severity.ERROR,
    since="0.1",
    summary="A link runs a script, or leads to the disk of the reader.",
    symptoms="A click does what nobody expects of a link.",
    cause="The link was copied from elsewhere, or made to do harm.",
    resolution="Remove the link. Show the address as code if readers need it.",
    bad=(Example("[Ring](javascript:ring())\n"), Example("[How to ring](C:/bells/ring.doc)\n")),
    good=(Example("[Ring](https://example.org/) or `javascript:ring()`.\n"),),
    check=_check,
)
