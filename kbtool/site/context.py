"""What a page may depend on besides its own content: one small value that every process can hold."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from kbtool import __version__
from kbtool.ids import IdForm
from kbtool.site.addresses import Viewpoint, public

FRAGMENTS = "kbtool"
"""The folder, in each folder of templates, of those that kbtool renders itself."""


class SiteContext(msgspec.Struct, frozen=True, kw_only=True):
    """The site, as far as its pages know it. Two equal contexts make the same page of the same article."""

    ids: IdForm
    site_name: str
    site_url: str = ""
    template_folders: tuple[str, ...]
    """Where templates are looked for, those of the user first."""
    templates_version: str = ""
    """Changes when a template does, see `templates_version`."""
    directory_urls: bool = True
    embedded: bool = False
    """Whether another theme than kbtool's surrounds the pages."""
    old_before: date = date.min
    """Articles last revised before this day bear a notice that says so."""

    def view(self, address: str) -> Viewpoint:
        """The page at `address`, for links from it."""
        return Viewpoint(address, self.directory_urls)

    def public(self, address: str) -> str:
        """The address as the host answers it."""
        return public(address, directory_urls=self.directory_urls)

    def canonical(self, address: str) -> str:
        """The full URL of an address; empty when the site does not know its own."""
        return self.site_url and self.site_url.rstrip("/") + "/" + self.public(address)

    @property
    def fingerprint(self) -> bytes:
        """Changes with everything in the context, and with kbtool itself."""
        return hashlib.blake2b(msgspec.json.encode((__version__, self)), digest_size=16).digest()


def templates_version(folders: Sequence[str]) -> str:
    """A digest of every template that kbtool renders itself."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in sorted((Path(folder) / FRAGMENTS).glob("*.html")):
            digest.update(f"{path}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
