"""A legacy file as conversion understands it."""

import msgspec

from kbtool import legacy
from kbtool.convert import faithful
from kbtool.convert.inventory import internal_error
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.model import Document


class Article(msgspec.Struct, frozen=True):
    """A legacy file: its bytes, what they were understood to be, the article that conversion writes, and what there is to say.

    Of a file that is no article there is neither document nor text.
    """

    path: str
    data: bytes = b""
    document: Document | None = None
    text: str = ""
    findings: tuple[Finding, ...] = ()


def read(data: bytes, path: str, ids: IdForm) -> Article:
    """Understand the bytes of a legacy file. Never raises: whatever goes wrong is in the findings."""
    try:
        found = legacy.understand(data, path, ids)
        if isinstance(found, Finding):
            return Article(path, data, findings=(found,))
        kept = faithful.keep(found.document, found.opened, data, path)
        return Article(path, data, kept.document, kept.text, (*found.remarks, *kept.findings))
    except Exception as error:  # noqa: BLE001 - an article that shows a fault of kbtool must not take the others with it
        return Article(path, data, findings=(internal_error(path, error),))
