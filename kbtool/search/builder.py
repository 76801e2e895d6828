"""From search documents to the files of an index.

Documents are numbered by product and topic, terms are sorted, and both are packed into shards of a few kilobytes. The same documents give
the same bytes, in whatever order they come.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Self

import msgspec

from kbtool.files import write_atomic
from kbtool.parallel import worker_count
from kbtool.search import (
    compounds,
    facets,
    identifier,
    manifest,
    shards,
    shown,
    thesaurus,
    topics,
    vocabulary,
    widening,
)
from kbtool.search.collected import collected
from kbtool.search.common import COMMON
from kbtool.search.document import SearchDocument
from kbtool.search.facets import Facet
from kbtool.search.holdings import Holdings, holdings
from kbtool.search.inverted import Inverted, ids_of, invert
from kbtool.search.manifest import Manifest
from kbtool.search.packed import NONE, documents_of
from kbtool.search.pairs import Pairs, pairs_of, pairs_of_terms, phrase_shards
from kbtool.search.shown import Document
from kbtool.search.termshards import TermShard, term_shards

TERM_SHARD_BYTES = 12_300
"""A shard of terms is closed before its entries grow beyond this; a longer entry has a shard of its own. Before compression."""
DOCUMENTS_PER_SHARD = 37
PAIRS_PER_SHARD = 70_000
"""A shard of phrases holds about as many pairs, each counted in every article that has it.

With these three an index of 50,000 articles has somewhat fewer than 3,000 files, and what a query reads stays below 100 kB in the median.
"""


class IndexStats(msgspec.Struct, frozen=True):
    """What was written: documents, terms, postings (after the cut), files and their bytes."""

    documents: int
    terms: int
    postings: int
    files: int
    size: int


def write_index(
    documents: Iterable[SearchDocument],
    directory: Path,
    *,
    moved: Mapping[str, str] | None = None,
    synonyms: Sequence[thesaurus.Line] = (),
) -> IndexStats:
    """Write the index of `documents` into `directory`, and remove what an earlier index left there.

    `moved` leads from ids that articles bore before to those that they bear now; `synonyms` are those of the base, besides the usual ones.

    The manifest is written last but for the clean-up: whoever reads meanwhile sees the old index or the new one.

    Raises:
        OSError: the directory cannot be written or the disk is full.
    """
    ordered, inverted = _inverted(list(documents), moved or {})
    terms = len(inverted)
    words = vocabulary.kept(Counter(chain.from_iterable(document.words.split() for document in ordered)), len(ordered))
    beginnings, endings = vocabulary.encode(words)
    pairs = pairs_of([document.pairs for document in ordered])
    related = thesaurus.related((*thesaurus.usual(), *synonyms))
    added = chain(thesaurus.additions(inverted, related), compounds.additions(inverted, words.keys(), pairs, related))
    held = holdings(inverted, widening.widened(inverted, added))
    results = [Document(document.id, document.title, document.url, document.lead) for document in ordered]
    page_name = shown.page_name(results)
    with _Packing() as packing:
        packing.begin(manifest.PHRASES, zip(_phrases(pairs, inverted, held)))
        del pairs, inverted  # the largest arrays
        shards_of_terms = list(term_shards(held, len(ordered), TERM_SHARD_BYTES))
        packing.begin(manifest.TERMS, (shard.parts for shard in shards_of_terms))
        packing.begin(
            manifest.DOCUMENTS,
            (shown.encode(some, page_name) for some in shards.chunked(results, DOCUMENTS_PER_SHARD)),
        )
        packing.begin(manifest.WORDS, ((shard.data,) for shard in (*beginnings, *endings)))
        values = [document.values for document in ordered]
        packing.begin(manifest.FACETS, ((facets.encode(values, facet),) for facet in Facet))
        contents = packing.contents()
    written = Manifest(
        documents=len(ordered),
        documents_per_shard=DOCUMENTS_PER_SHARD,
        page_name=page_name,
        prefixes=identifier.prefixes_of(document.id for document in ordered),
        common=" ".join(sorted(COMMON)),
        phrase_shards=len(contents[manifest.PHRASES]),
        folders={kind: _folders(data) for kind, data in contents.items()},
        first_terms=_firsts(shards_of_terms),
        first_words=_firsts(beginnings),
        first_endings=_firsts(endings),
    )
    files = {manifest.shard(written, kind, n): data for kind, found in contents.items() for n, data in enumerate(found)}
    files[manifest.FILE_NAME] = manifest.encode(written)
    for name, data in files.items():
        _write(directory / name, data)
    _remove_others(directory, files.keys())
    return IndexStats(
        documents=len(ordered),
        terms=terms,
        postings=sum(shard.postings for shard in shards_of_terms),
        files=len(files),
        size=sum(map(len, files.values())),
    )


def _inverted(documents: Sequence[SearchDocument], moved: Mapping[str, str]) -> tuple[list[SearchDocument], Inverted]:
    """The documents in their order, and their terms."""
    found = collected(documents)
    order = topics.order(documents, found)
    ordered = [documents[place] for place in order]
    return ordered, invert(found, order, ids_of(ordered, moved))


def _phrases(pairs: Pairs, inverted: Inverted, held: Holdings) -> Iterator[bytes]:
    count = max(1, len(pairs) // PAIRS_PER_SHARD)
    terms = pairs_of_terms((term, documents_of(inverted.get(term, NONE))) for term in held.inexact)
    return phrase_shards((pairs, terms), count)


class _Packing:
    """Compresses shards in threads, which do not hold the interpreter meanwhile, so that the next are made beside it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(worker_count())
        self._begun: dict[str, Iterator[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)

    def begin(self, kind: str, each: Iterable[tuple[bytes, ...]]) -> None:
        """Compress the shards of a kind, each given in parts."""
        self._begun[kind] = self._threads.map(lambda parts: shards.deflate(*parts), each)

    def contents(self) -> dict[str, list[bytes]]:
        """The bytes of all shards as they lie on the host, by kind, once they are compressed."""
        return {kind: list(self._begun[kind]) for kind in manifest.KINDS}


def _firsts(found: Sequence[TermShard] | Sequence[vocabulary.Shard]) -> list[str]:
    return list(shards.separators((shard.first, shard.last) for shard in found))


def _folders(contents: Sequence[bytes]) -> list[str]:
    """The names of the folders of shards: the hash of what will lie in each."""
    names = []
    for chunk in shards.chunked(contents, manifest.SHARDS_PER_FOLDER):
        digest = sha256()
        for shard in chunk:
            digest.update(len(shard).to_bytes(8, "big") + shard)
        names.append(digest.hexdigest()[:12])
    return names


def _write(path: Path, data: bytes) -> None:
    """Write the file unless it is there already: its folder bears the hash of its contents."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    write_atomic(path, data)


_OURS = re.compile(rf"({'|'.join(manifest.KINDS)})/[0-9a-f]+/[0-9]+\.(bin|json)")


def _remove_others(directory: Path, kept: Iterable[str]) -> None:
    """Remove the shards of an earlier index, and the folders that are empty then; nothing that is not ours."""
    names = set(kept)
    for kind in manifest.KINDS:
        for path in (directory / kind).glob("*/*"):
            name = path.relative_to(directory).as_posix()
            if name not in names and _OURS.fullmatch(name):
                path.unlink(missing_ok=True)
        for folder in (directory / kind).glob("*"):
            with suppress(OSError):  # not empty
                folder.rmdir()
