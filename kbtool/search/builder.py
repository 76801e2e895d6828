"""From search documents to the files of an index.

Documents are numbered by product and topic, terms are sorted, and both are packed into shards of a few kilobytes. The same documents give
the same bytes, in whatever order and through whatever executor they come.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from kbtool.files import write_atomic
from kbtool.parallel import map_batches
from kbtool.search import (
    compounds,
    facets,
    identifier,
    manifest,
    packed,
    phrases,
    postings,
    shards,
    thesaurus,
    topics,
    vocabulary,
    widening,
)
from kbtool.search.common import COMMON
from kbtool.search.document import SearchDocument
from kbtool.search.evidence import SATURATION
from kbtool.search.facets import Facet
from kbtool.search.manifest import Manifest
from kbtool.search.packed import NONE, Packed

MOST_POSTINGS = 3072
"""A term keeps no more postings than these, the ones of highest impact: who has a common word once is not found by it."""
TERM_SHARD_BYTES = 12_300
"""A shard of terms is closed before its entries grow beyond this; a longer entry has a shard of its own. Before compression."""
DOCUMENTS_PER_SHARD = 37
PAIRS_PER_SHARD = 70_000
"""A shard of phrases holds about as many pairs, each counted in every article that has it.

With these three an index of 50,000 articles has somewhat fewer than 3,000 files, and what a query reads stays below 100 kB in the median.
"""
_DOCUMENTS_PER_TASK = 4096
_KEY_BYTES = 4
_TERMS_PER_TASK = 4096  # shards never span two tasks, so this number is part of what makes the bytes the same

T = TypeVar("T")
R = TypeVar("R")


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
    data: bytes


def write_index(
    documents: Iterable[SearchDocument],
    directory: Path,
    executor: Executor | None = None,
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
    inverted = _invert(ordered, moved or {})
    words = vocabulary.kept(Counter(chain.from_iterable(document.words.split() for document in ordered)), len(ordered))
    related = thesaurus.related((*thesaurus.usual(), *synonyms))
    held = _entries(inverted, _widened(inverted, words, ordered, related))
    tasks = shards.chunked(held, _TERMS_PER_TASK)
    term_shards = list(chain.from_iterable(_map(partial(_term_shards, collection=len(ordered)), tasks, executor)))
    phrase_shards = _map(_phrase_shard, _phrases(ordered, inverted, held, executor), executor)
    shown = [(document.id, document.title, document.url, document.lead) for document in ordered]
    beginnings, endings = vocabulary.encode(words)
    contents = {
        manifest.TERMS: [shard.data for shard in term_shards],
        manifest.DOCUMENTS: list(_map(_document_shard, shards.chunked(shown, DOCUMENTS_PER_SHARD), executor)),
        manifest.WORDS: [shards.deflate(shard.data) for shard in (*beginnings, *endings)],
        manifest.PHRASES: list(phrase_shards),
        manifest.FACETS: [shards.deflate(facets.encode([d.values for d in ordered], facet)) for facet in Facet],
    }
    written = Manifest(
        documents=len(ordered),
        documents_per_shard=DOCUMENTS_PER_SHARD,
        prefixes=identifier.prefixes_of(document.id for document in ordered),
        common=" ".join(sorted(COMMON)),
        phrase_shards=len(contents[manifest.PHRASES]),
        folders={kind: _folders(data) for kind, data in contents.items()},
        first_terms=_firsts(term_shards),
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
        postings=sum(shard.postings for shard in term_shards),
        files=len(files),
        size=sum(map(len, files.values())),
    )


def _invert(documents: Sequence[SearchDocument], moved: Mapping[str, str]) -> dict[str, Packed]:
    """For each term its postings, by ascending document; the ids that `moved` are terms too."""
    inverted: dict[str, array[int]] = {}
    for number, document in enumerate(documents):
        base = packed.packed(number, 0)  # and so each posting, without calling it millions of times
        for term, impact in zip(document.terms.split(), document.frequencies.translate(SATURATION), strict=True):
            found = inverted.get(term)
            if found is None:
                inverted[term] = array("I", (base | impact,))
            else:
                found.append(base | impact)
    borne: dict[str, list[str]] = {}
    for old, new in moved.items():
        borne.setdefault(new, []).append(old)
    for number, document in enumerate(documents):
        for digits in {identifier.number_of(name) for name in (document.id, *borne.get(document.id, ()))} - {""}:
            term = identifier.term(digits)
            inverted.setdefault(term, array("I")).append(packed.packed(number, postings.MOST_IMPACT))
    return inverted


def _widened(
    inverted: Mapping[str, Packed],
    words: Mapping[str, int],
    documents: Iterable[SearchDocument],
    related: thesaurus.Thesaurus,
) -> dict[str, Packed]:
    """The terms by which more articles are to be found than hold them."""
    pairs = [document.pairs for document in documents]
    return widening.widened(
        inverted,
        chain(thesaurus.additions(inverted, related), compounds.additions(inverted, words.keys(), pairs, related)),
    )


class _Holding(NamedTuple):
    """A term, in how many documents it is, and its postings: those of what widens it too."""

    term: str
    documents: int
    postings: Packed
    """By ascending document."""
    is_widened: bool

    @property
    def is_exact(self) -> bool:
        """Whether the entry will name the documents that hold the term, and no others."""
        return not self.is_widened and len(self.postings) <= MOST_POSTINGS


def _entries(inverted: Mapping[str, Packed], widened: Mapping[str, Packed]) -> list[_Holding]:
    """What the index holds of each term, in the order of terms."""
    entries = []
    for term in sorted(inverted.keys() | widened.keys(), key=shards.sort_key):
        own = inverted.get(term, NONE)
        found = widened.get(term, own)
        entries.append(_Holding(term, len(own) or len(found), found, len(found) > len(own)))
    return entries


def _term_shards(terms: Sequence[_Holding], collection: int) -> list[_TermShard]:
    """The shards of some neighbouring terms."""
    done = []
    entries: list[postings.Encoded] = []
    first = before = ""
    size = kept = 0

    def close() -> None:
        done.append(_TermShard(first, before, kept, shards.deflate(*postings.parts(entries))))

    for holding in terms:
        entry = _entry(holding, collection)
        encoded = postings.encode(entry, before.encode())
        if entries and size + encoded.size > TERM_SHARD_BYTES:
            close()
            entries, size, kept = [], 0, 0
            encoded = postings.encode(entry, b"")
        first = first if entries else entry.term
        entries.append(encoded)
        before, size, kept = entry.term, size + encoded.size, kept + len(entry.documents)
    close()
    return done


def _entry(holding: _Holding, collection: int) -> postings.Entry:
    rarity = postings.rarity(holding.documents, collection)
    best: Sequence[int] = holding.postings
    if len(best) > MOST_POSTINGS:
        best = sorted(sorted(best, key=lambda posting: -packed.impact_of(posting))[:MOST_POSTINGS])
    return postings.Entry(
        term=holding.term,
        rarity=rarity,
        documents=[packed.document_of(posting) for posting in best],
        impacts=bytes(map(packed.impact_of, best)),
        is_exact=holding.is_exact,
    )


def _phrases(
    documents: Sequence[SearchDocument],
    inverted: Mapping[str, Packed],
    holdings: Iterable[_Holding],
    executor: Executor | None,
) -> list[bytes]:
    """For each shard of phrases what it holds, unsorted: `phrases.Held` of 64 bits."""
    pairs = [document.pairs for document in documents]
    count = max(1, sum(map(len, pairs)) // _KEY_BYTES // PAIRS_PER_SHARD)
    tasks = ((first, pairs[first : first + _DOCUMENTS_PER_TASK]) for first in range(0, len(pairs), _DOCUMENTS_PER_TASK))
    found = [array("Q") for _ in range(count)]
    for term in (holding.term for holding in holdings if not holding.is_exact):
        key = phrases.key_of(phrases.MARK + term)
        base = phrases.held(key, 0)
        found[phrases.shard_of(key, count)].extend(
            [base | packed.document_of(posting) for posting in inverted.get(term, ())]
        )
    parts = zip((one.tobytes() for one in found), *_map(partial(_pairs, count=count), tasks, executor), strict=True)
    return [b"".join(part) for part in parts]


def _pairs(task: tuple[int, Sequence[bytes]], count: int) -> list[bytes]:
    """For each shard of phrases what some neighbouring documents have for it, given the number of the first and the keys of each."""
    first, pairs = task
    found = [array("Q") for _ in range(count)]
    for number, keys in enumerate(pairs, first):
        for key in array("I", keys):
            # `phrases.shard_of` and `phrases.held`, without calling them millions of times
            found[key * count >> phrases.KEY_BITS].append(key << phrases.KEY_BITS | number)
    return [one.tobytes() for one in found]


def _phrase_shard(held: bytes) -> bytes:
    return shards.deflate(phrases.encode(sorted(array("Q", held))))


def _document_shard(shown: Sequence[tuple[str, str, str, str]]) -> bytes:
    """JSON: for each document its id, title, address and lead."""
    return shards.deflate(msgspec.json.encode(shown))


def _firsts(found: Sequence[_TermShard] | Sequence[vocabulary.Shard]) -> list[str]:
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


def _map(function: Callable[[T], R], items: Iterable[T], executor: Executor | None) -> Iterable[R]:
    return map(function, items) if executor is None else map_batches(function, items, executor, batch=1)


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
