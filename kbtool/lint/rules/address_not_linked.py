"""An address stands in the text without being a link."""

import re
from collections.abc import Iterator

from kbtool.catalogue.addresses import id_in_old_address
from kbtool.content import escape
from kbtool.content.lines import Place, Stretches
from kbtool.content.outline import MASK
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_OF_DOMAIN = re.compile(r"\w+://[\w.-]+\.[a-z]{2,}(?![\w.-])", re.IGNORECASE)
"""Others are of one network, or made up."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "://" not in subject.text:
        return
    for passage in subject.outline.passages:
        inside = Stretches((link.at, link.at + len(link.text)) for link in passage.links)
        for start, end, address in escape.addresses(passage.prose.replace(MASK, " "), in_any_case=True):
            if start in inside or id_in_old_address(address, subject.ids):
                continue
            if not _OF_DOMAIN.match(address) or _has_lost_its_case(address):
                continue
            place = Place(passage.source(start), passage.source(end - 1) + 1)
            fix = _linked(place, address, subject)
            yield Hit(place, "the address is no link.", f"Write {escape.link(address)}.", fix, "Make it a link")


def _linked(place: Place, address: str, subject: Subject) -> tuple[Change, ...]:
    """Makes a link of an address; nothing where it is not written as it is read, or where the link would be a picture."""
    link = escape.link(address)
    is_picture = link.startswith("[") and subject.text[place.start - 1] == "!"
    is_plain = subject.text[place.start : place.end] == address
    return (Change(place, link),) if is_plain and not is_picture else ()


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
    resolution="""Put the address into angle brackets. They would show another character in the place of `%20`: an address with a `%` is
written as `[address](<address>)`. Old addresses of articles are references, which other rules look at (KB309).""",
    bad=(
        Example("See http://example.org/bells for more.\n", mended="See <http://example.org/bells> for more.\n"),
        Example("Connect to HTTP://WWW.EXAMPLE.ORG/.\n", mended="Connect to <HTTP://WWW.EXAMPLE.ORG/>.\n"),
        Example(
            "The tower (http://example.org:8080/wiki/Bell_(tower)), or http://example.org/a%20b/c.\n",
            mended="The tower (<http://example.org:8080/wiki/Bell_(tower)>), or [http://example.org/a%20b/c](<http://example.org/a%20b/c>).\n",
        ),
        Example(
            "See https://learn.example.org/kb/100/Q100002/ for more.\n",
            mended="See <https://learn.example.org/kb/100/Q100002/> for more.\n",
        ),
    ),
    good=(
        Example("See <http://example.org/bells> for more, and `http://example.org`.\n"),
        Example("Type HTTP://WWW.EXAMPLE.ORG/SCRIPTS/RING.CMD, where RING.CMD is your script.\n"),
        Example("The Bell (HTTP://SUPPORT.MICROSOFT.COM/SUPPORT/KB/ARTICLES/Q100/0/02.ASP)\n"),
    ),
    precision="2 of 2",
    check=_check,
)
