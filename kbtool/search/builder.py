"""From search documents to the files of an index.

Documents are numbered by product and id, terms are sorted, and both are packed into shards of a few kilobytes. The same documents give
the same bytes, in whatever order and through whatever executor they come.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from kbtool.files import write_atomic
from kbtool.parallel import map_batches
from kbtool.search import identifier, manifest, postings
from kbtool.search.common import COMMON
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.manifest import Manifest

MOST_POSTINGS = 4096
"""A term keeps no more postings than these, the ones of highest impact: who has a common word once is not found by it."""
TERM_SHARD_BYTES = 10_000
"""A shard of terms is closed before it grows beyond this; a longer entry has a shard of its own."""
DOCUMENTS_PER_SHARD = 40
_TERMS_PER_TASK = 4096  # shards never span two tasks, so this number is part of what makes the bytes the same

T = TypeVar("T")
R = TypeVar("R")

_Posting = int
"""The document's number and the impact in the lowest eight bits: one array of numbers a term takes least memory."""


class IndexStats(msgspec.Struct, frozen=True):
    """What was written: documents, terms, postings (after the cut), files and their bytes."""

    documents: int
    terms: int
    postings: int
    files: int
    size: int


class _TermShard(msgspec.Struct, frozen=True):
    first: str
    last: str
    postings: int
    terms: int
    data: bytes


def write_index(documents: Iterable[SearchDocument], directory: Path, executor: Executor | None = None) -> IndexStats:
    """Write the index of `documents` into `directory`, and remove what an earlier index left there.

    The manifest is written last but for the clean-up: whoever reads meanwhile sees the old index or the new one.

    Raises:
        OSError: the directory cannot be written or the disk is full.
    """
    ordered = sorted(documents, key=_order)
    inverted = _invert(ordered)
    spelled = sorted(inverted, key=postings.sort_key)
    tasks = (
        [(term, inverted.pop(term)) for term in spelled[at : at + _TERMS_PER_TASK]]
        for at in range(0, len(spelled), _TERMS_PER_TASK)
    )
    encode = partial(_term_shards, collection=len(ordered))
    term_shards = [shard for shards in _map(encode, tasks, executor) for shard in shards]
    document_shards = [_document_shard(chunk) for chunk in _chunked(ordered, DOCUMENTS_PER_SHARD)]
    written = Manifest(
        documents=len(ordered),
        documents_per_shard=DOCUMENTS_PER_SHARD,
        prefixes=identifier.prefixes_of(document.id for document in ordered),
        common=" ".join(sorted(COMMON)),
        term_folders=_folders([shard.data for shard in term_shards]),
        document_folders=_folders(document_shards),
        first_terms=list(_separators(term_shards)),
    )
    files = {
        **{manifest.term_shard(written, n): shard.data for n, shard in enumerate(term_shards)},
        **{manifest.document_shard(written, n): data for n, data in enumerate(document_shards)},
        manifest.FILE_NAME: manifest.encode(written),
    }
    for name, data in files.items():
        _write(directory / name, data)
    _remove_others(directory, files.keys())
    return IndexStats(
        documents=len(ordered),
        terms=len(spelled),
        postings=sum(shard.postings for shard in term_shards),
        files=len(files),
        size=sum(map(len, files.values())),
    )


def _order(document: SearchDocument) -> tuple[str, int, str]:
    return document.product, int(identifier.number_of(document.id) or 0), document.id


def _invert(documents: Sequence[SearchDocument]) -> dict[str, "array[_Posting]"]:
    """For each term its postings, by ascending document."""
    inverted: dict[str, array[_Posting]] = {}
    for number, document in enumerate(documents):
        base = number << 8
        for term, impact in zip(document.terms.split(), document.frequencies.translate(SATURATION), strict=True):
            found = inverted.get(term)
            if found is None:
                inverted[term] = array("I", (base | impact,))
            else:
                found.append(base | impact)
    for number, document in enumerate(documents):
        if digits := identifier.number_of(document.id):
            inverted.setdefault(identifier.MARK + digits, array("I")).append(number << 8 | 255)
    return inverted


def _term_shards(terms: Sequence[tuple[str, "array[_Posting]"]], collection: int) -> list[_TermShard]:
    """The shards of some neighbouring terms."""
    shards = []
    entries: list[bytes] = []
    first = before = ""
    size = kept = 0
    for term, found in terms:
        entry = _entry(term, found, collection)
        encoded = postings.encode(entry, before.encode())
        if entries and size + len(encoded) > TERM_SHARD_BYTES:
            shards.append(_TermShard(first, before, kept, len(entries), b"".join(entries)))
            entries, size, kept = [], 0, 0
            encoded = postings.encode(entry, b"")
        first = first if entries else term
        entries.append(encoded)
        before, size, kept = term, size + len(encoded), kept + len(entry.documents)
    return [*shards, _TermShard(first, before, kept, len(entries), b"".join(entries))]


def _entry(term: str, found: "array[_Posting]", collection: int) -> postings.Entry:
    rarity = postings.rarity(len(found), collection)
    best: Sequence[_Posting] = found
    if len(found) > MOST_POSTINGS:
        best = sorted(sorted(found, key=lambda posting: -(posting & 0xFF))[:MOST_POSTINGS])
    return postings.Entry(term, rarity, [posting >> 8 for posting in best], bytes([posting & 0xFF for posting in best]))


def _document_shard(documents: Sequence[SearchDocument]) -> bytes:
    """JSON, so that hosts compress it: for each document its id, title, address and excerpt."""
    return msgspec.json.encode([(d.id, d.title, d.url, d.excerpt) for d in documents])


def _separators(shards: Sequence[_TermShard]) -> Iterator[str]:
    """The shortest strings that tell neighbouring shards apart."""
    last = ""
    for number, shard in enumerate(shards):
        length = next((i for i, (a, b) in enumerate(zip(last, shard.first, strict=False)) if a != b), len(last))
        yield shard.first[: length + 1] if number else ""
        last = shard.last


def _folders(shards: Sequence[bytes]) -> list[str]:
    """The names of the folders of shards: the hash of what will lie in each."""
    names = []
    for chunk in _chunked(shards, manifest.SHARDS_PER_FOLDER):
        digest = sha256()
        for shard in chunk:
            digest.update(len(shard).to_bytes(8, "big") + shard)
        names.append(digest.hexdigest()[:12])
    return names


def _map(function: Callable[[T], R], items: Iterable[T], executor: Executor | None) -> Iterable[R]:
    return map(function, items) if executor is None else map_batches(function, items, executor, batch=1)


def _chunked(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _write(path: Path, data: bytes) -> None:
    """Write the file unless it is there already: its folder bears the hash of its contents."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    write_atomic(path, data)


_OURS = re.compile(rf"({manifest.TERMS_FOLDER}|{manifest.DOCUMENTS_FOLDER})/[0-9a-f]+/[0-9]+\.(bin|json)")


def _remove_others(directory: Path, kept: Iterable[str]) -> None:
    """Remove the shards of an earlier index, and the folders that are empty then; nothing that is not ours."""
    names = set(kept)
    for kind in (manifest.TERMS_FOLDER, manifest.DOCUMENTS_FOLDER):
        for path in (directory / kind).glob("*/*"):
            name = path.relative_to(directory).as_posix()
            if name not in names and _OURS.fullmatch(name):
                path.unlink(missing_ok=True)
        for folder in (directory / kind).glob("*"):
            with suppress(OSError):  # not empty
                folder.rmdir()
