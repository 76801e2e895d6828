"""An address stands in the text without being a link."""

import re
from collections.abc import Iterator

from kbtool.catalogue.addresses import id_in_old_address
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_ADDRESS = re.compile(r"(?<![\w/@.-])(?:https?|ftp)://[\w.-]+\.[a-z]{2,}(?:[/?#][^\s<>\"\ufffc]*)?", re.IGNORECASE)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "://" not in subject.text:
        return
    for passage in subject.outline.passages:
        inside = [range(link.at, link.at + len(link.text)) for link in passage.links]
        for found in _ADDRESS.finditer(passage.prose):
            address = found[0].rstrip(".,;:!?'\")]}")
            place = Place(passage.source(found.start()), passage.source(found.start() + len(address) - 1) + 1)
            if any(found.start() in link for link in inside) or id_in_old_address(address, subject.ids):
                continue
            if _has_lost_its_case(address):
                continue
            fix = (Change(place, f"<{address}>"),) if subject.text[place.start : place.end] == address else ()
            yield Hit(place, "the address is no link.", "Put it into angle brackets.", fix, "Make it a link")


def _has_lost_its_case(address: str) -> bool:
    """Whether an address with a path is written in capitals throughout, as in a heading: what it leads to cannot be told from it."""
    return address.isupper() and "/" in address.partition("://")[2].rstrip("/")


RULE = Rule(
    code=Code.ADDRESS_NOT_LINKED,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.SAFE,
    summary="An address stands in the text without being a link.",
    symptoms="Readers have to copy it.",
    cause="Markdown makes no links of bare addresses.",
    resolution="Put the address into angle brackets. Old addresses of articles are references, which other rules look at (KB309).",
    bad=(
        Example("See http://example.org/bells for more.\n"),
        Example("Connect to HTTP://WWW.EXAMPLE.ORG/.\n"),
        Example("See https://learn.example.org/kb/100/Q100002/ for more.\n"),
    ),
    good=(
        Example("See <http://example.org/bells> for more, and `http://example.org`.\n"),
        Example("Type HTTP://WWW.EXAMPLE.ORG/SCRIPTS/RING.CMD, where RING.CMD is your script.\n"),
        Example("The Bell (HTTP://SUPPORT.MICROSOFT.COM/SUPPORT/KB/ARTICLES/Q100/0/02.ASP)\n"),
    ),
    precision="2 of 2",
    check=_check,
)
