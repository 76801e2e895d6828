"""What the catalogue knows of one article."""

import re
from collections.abc import Iterator

import msgspec

from kbtool.catalogue.fingerprint import fingerprint
from kbtool.catalogue.references import Reference, references
from kbtool.content.anchors import of_outline
from kbtool.content.subject import Subject


class FileLink(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link or a picture whose address is a path; it stands from `start` to `end`.

    The address stands from `target_start` to `target_end`, both 0 where it does not stand behind the text as it is.
    """

    address: str
    start: int
    end: int
    target_start: int
    target_end: int
    is_image: bool


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One article: what others need to know of it, and what it says of others. `path` is below the content folder."""

    id: str
    path: str
    title: str
    product: str
    keywords: tuple[str, ...]
    issue_type: tuple[str, ...]
    revised: str
    """ISO 8601, "" where the article does not say."""
    references: tuple[Reference, ...]
    fingerprint: bytes
    """Of its text; see `kbtool.catalogue.fingerprint`."""
    anchors: tuple[str, ...] = ()
    """Of its headings; see `kbtool.content.anchors`."""
    files: tuple[FileLink, ...] = ()
    """What it links to by paths, be they right or wrong."""


def entry_of(subject: Subject, path: str) -> Entry:
    """What the catalogue knows of the article, which lies at `path` below the content folder."""
    front = subject.front
    words = [passage.text for passage in subject.outline.passages] + [code.text for code in subject.outline.codes]
    return Entry(
        id=front.id,
        path=path,
        title=front.title,
        product=front.product,
        keywords=front.keywords,
        issue_type=front.issue_type,
        revised=front.revised.isoformat() if front.revised else "",
        references=tuple(references(subject.outline, subject.ids, subject.lines.position)),
        fingerprint=fingerprint("\n".join(words)),
        anchors=tuple(of_outline(subject.outline)),
        files=tuple(_files(subject)),
    )


_NO_PATH = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]|\Z", re.IGNORECASE)
"""Begins an address that is no path, or one from the root of the host."""


def _files(subject: Subject) -> Iterator[FileLink]:
    for link in subject.outline.links:
        if not _NO_PATH.match(link.address):
            yield FileLink(link.address, link.start, link.end, *(link.target or (0, 0)), link.is_image)
