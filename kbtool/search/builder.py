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
from kbtool.search.common import COMMON
from kbtool.search.document import SearchDocument
from kbtool.search.facets import Facet
from kbtool.search.inverted import Inverted, invert
from kbtool.search.manifest import Manifest
from kbtool.search.packed import NONE, Packed, documents_of
from kbtool.search.pairs import Pairs, pairs_of, phrase_shards, with_terms
from kbtool.search.shown import Document
from kbtool.search.termshards import Holding, TermShard, term_shards
from kbtool.search.widening import Term

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
    ordered = topics.ordered(documents)
    inverted = invert(ordered, moved or {})
    words = vocabulary.kept(Counter(chain.from_iterable(document.words.split() for document in ordered)), len(ordered))
    pairs = pairs_of([document.pairs for document in ordered])
    related = thesaurus.related((*thesaurus.usual(), *synonyms))
    added = chain(thesaurus.additions(inverted, related), compounds.additions(inverted, words.keys(), pairs, related))
    holdings = _holdings(inverted, widening.widened(inverted, added))
    shards_of_terms = list(term_shards(holdings, len(ordered), TERM_SHARD_BYTES))
    beginnings, endings = vocabulary.encode(words)
    results = [Document(document.id, document.title, document.url, document.lead) for document in ordered]
    page_name = shown.page_name(results)
    contents = _deflated(
        {
            manifest.TERMS: [shard.parts for shard in shards_of_terms],
            manifest.DOCUMENTS: (
                shown.encode(some, page_name) for some in shards.chunked(results, DOCUMENTS_PER_SHARD)
            ),
            manifest.WORDS: [(shard.data,) for shard in (*beginnings, *endings)],
            manifest.PHRASES: zip(_phrases(pairs, inverted, holdings)),
            manifest.FACETS: [(facets.encode([document.values for document in ordered], facet),) for facet in Facet],
        }
    )
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
        terms=len(inverted),
        postings=sum(shard.postings for shard in shards_of_terms),
        files=len(files),
        size=sum(map(len, files.values())),
    )


def _holdings(inverted: Inverted, widened: Mapping[Term, Packed]) -> list[Holding]:
    """What the index holds of each term, in the order of terms."""
    holdings = []
    for term in sorted((*inverted, *(widened.keys() - inverted.keys())), key=shards.sort_key):
        own = inverted.get(term, NONE)
        found = widened.get(term, own)
        holdings.append(Holding(term, len(own) or len(found), found, len(found) > len(own)))
    return holdings


def _phrases(pairs: Pairs, inverted: Inverted, holdings: Iterable[Holding]) -> Iterator[bytes]:
    count = max(1, len(pairs.keys) // PAIRS_PER_SHARD)
    terms = (
        (holding.term, documents_of(inverted.get(holding.term, NONE))) for holding in holdings if not holding.is_exact
    )
    return phrase_shards(with_terms(pairs, terms), count)


def _deflated(contents: Mapping[str, Iterable[tuple[bytes, ...]]]) -> dict[str, list[bytes]]:
    """The bytes of shards as they lie on the host, given by kind and in parts. Threads will do: compressing does not hold the interpreter."""
    with ThreadPoolExecutor(worker_count()) as threads:
        return {kind: list(threads.map(lambda parts: shards.deflate(*parts), each)) for kind, each in contents.items()}


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
