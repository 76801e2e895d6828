"""What conversion wrote, remembered beside the articles.

For each article: digest, date and form of the source, and digest of the file written. By it a later run knows which sources have not
changed, and which files editors have changed since, so that no one's work is ever overwritten unasked.
"""

import hashlib
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import msgspec

from kbtool.files import write_atomic

FILE_NAME = ".kbtool-conversion.json"


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article: its source (`digest`, `revised`, `form`) and what was written from it (`written`).

    `whole` says whether every source of the article could be read, `converter` is the fingerprint of what wrote it.
    """

    digest: str
    revised: date
    form: str
    written: str
    converter: str = ""
    whole: bool = True


class Record(msgspec.Struct):
    """All articles of a folder."""

    articles: dict[str, Entry] = msgspec.field(default_factory=dict)


def load(folder: Path) -> Record:
    """The folder's record; an empty one where there is none or it cannot be understood, which only costs time and caution."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return Record()


def save(folder: Path, record: Record) -> None:
    """Write the record, one article a line in order of id. Raises OSError."""
    lines = [
        f"{msgspec.json.encode(name).decode()}:{msgspec.json.encode(record.articles[name]).decode()}"
        for name in sorted(record.articles)
    ]
    articles = ",\n".join(lines)
    write_atomic(folder / FILE_NAME, f'{{"articles":{{\n{articles}\n}}}}\n'.encode())


def digest(data: bytes) -> str:
    """A short digest of bytes: equal digests mean equal bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@cache
def converter_fingerprint() -> str:
    """Changes whenever the code that decides the bytes of an article changes, that of envelopes from outside by its version."""
    sources = hashlib.blake2b(digest_size=8)
    for package in (
        "kbtool",
        "kbtool.legacy",
        "kbtool.legacy.blocks",
        "kbtool.legacy.remarks",
        "kbtool.content",
        "kbtool.convert",
    ):
        for module in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if module.name.endswith(".py"):
                sources.update(module.read_bytes())
    for envelope in entry_points(group="kbtool.envelopes"):
        sources.update(f"{envelope.value} {envelope.dist.version if envelope.dist else ''}".encode())
    return sources.hexdigest()
