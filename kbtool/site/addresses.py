"""Where the pages of a site lie, and how one page links to another.

Addresses are relative to the root of the site and end in `/`; they depend on nothing but the thing addressed, so that a new article,
product or keyword never moves another one's page.
"""

import hashlib
import re
from urllib.parse import quote_plus

import msgspec

from kbtool import ids

PRODUCTS = "products/"
KEYWORDS = "keywords/"
SEARCH = "search/"

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_LONGEST = 60
_HASH_DIGITS = 12
_RESERVED = re.compile(r"con|nul|aux|prn|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for its devices: no folder there can bear them."""


def is_elsewhere(lead: str) -> bool:
    """Whether where an id leads is an address elsewhere, and not the id of an article here: no id holds a colon."""
    return ":" in lead


class Viewpoint(msgspec.Struct, frozen=True):
    """The address of a page, and from there the way to any other."""

    address: str
    directory_urls: bool = True
    """Whether the host answers `folder/` with its `index.html`; without it links name the file."""

    @property
    def root(self) -> str:
        """The way to the root of the site: `../../`, or nothing from the root itself."""
        return "../" * self.address.count("/")

    def to(self, address: str) -> str:
        """A relative link to an address below the root of the site."""
        return self.root + public(address, directory_urls=self.directory_urls) or "./"

    def to_lead(self, lead: str) -> str:
        """A link to where an id leads: the page of an article, or an address elsewhere."""
        return lead if is_elsewhere(lead) else self.to(article(lead))

    def to_search(self, words: str) -> str:
        """A relative link to the search for these words."""
        return f"{self.to(SEARCH)}?q={quote_plus(words)}"


def public(address: str, *, directory_urls: bool) -> str:
    """The address as the host answers it: with the name of the file where it knows no folders."""
    return address if directory_urls or not (not address or address.endswith("/")) else address + "index.html"


def article(article_id: str) -> str:
    """The address of an article, whatever folder its file lies in."""
    return ids.page_url(article_id)


def fold(name: str) -> str:
    """The form in which two spellings of a product or keyword are one: case and runs of spaces make no difference."""
    return " ".join(name.casefold().split())


def slug(name: str) -> str:
    """The last part of a listing's address, a function of the name alone.

    Names of letters a-z, digits and spaces keep their words (`windows-nt`). Any other name keeps what it can and takes a hash behind
    `_`, which the first kind never holds: `C++` and `C` do not collide, nor can a name leave its folder. So do the names of Windows'
    devices (`con`), which can be no folder there.
    """
    folded = fold(name)
    if _PLAIN.fullmatch(folded) and len(folded) <= _LONGEST and not _RESERVED.fullmatch(folded):
        return folded.replace(" ", "-")
    readable = "-".join(re.findall(r"[a-z0-9]+", folded))[:_LONGEST].rstrip("-") or "x"
    return f"{readable}_{hashlib.sha256(folded.encode()).hexdigest()[:_HASH_DIGITS]}"


def product(name: str) -> str:
    """The address of a product's listing."""
    return f"{PRODUCTS}{slug(name)}/"


def keyword(name: str) -> str:
    """The address of a keyword's listing."""
    return f"{KEYWORDS}{slug(name)}/"
