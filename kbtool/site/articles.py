"""All articles of a site: from their files, through `prepare` in many processes, to what the site is made of.

Files are read here, at the edge, and nothing else is done to an article outside `prepare`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import msgspec

from kbtool.files import read_file, reason
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.parallel import BATCH, map_batches
from kbtool.site.cache import Cache
from kbtool.site.citations import Citations
from kbtool.site.context import SiteContext
from kbtool.site.prepare import Job, Prepared, named_ids, prepare

T = TypeVar("T")
R = TypeVar("R")

Pool = Callable[[int], AbstractContextManager[Executor]]
"""An executor that fits a number of items, as `parallel.executor_for`."""

_FEW = 4 * BATCH


class Source(msgspec.Struct, frozen=True):
    """The file of an article: where it is, how findings name it, and the id in its name."""

    file: Path
    path: str
    id: str


def first_of_each_id(sources: Iterable[Source]) -> tuple[list[Source], list[Finding]]:
    """The first source by path of every id; each other one is a finding that names both files."""
    chosen: dict[str, Source] = {}
    findings = []
    for source in sorted(sources, key=lambda source: source.file.as_posix()):
        first = chosen.setdefault(source.id, source)
        if first is not source:
            message = f"the id '{source.id}' is that of {first.path} too; that file is published, this one is not."
            advice = "Delete one of the two, or give it an id of its own."
            findings.append(Finding(source.path, 0, 0, Code.ARTICLE_ID_REPEATED, Severity.ERROR, message, advice))
    return list(chosen.values()), findings


def map_anywhere(function: Callable[[T], R], items: Iterable[T], pool: Pool) -> Iterator[R]:
    """`function` over `items`, whose number is not known, in order: where the pool says for the first few of them."""
    source = iter(items)
    few = list(islice(source, _FEW))
    with pool(len(few)) as executor:
        yield from map_batches(function, chain(few, source), executor)


class Preparation:
    """Prepares the articles of one build."""

    def __init__(
        self, context: SiteContext, cache: Cache, pool: Pool, *, advance: Callable[[], None] = lambda: None
    ) -> None:
        """Prepare in this context. `advance` is called for each article that had to be made anew."""
        self._context = context
        self._cache = cache
        self._pool = pool
        self._advance = advance

    def run(self, sources: Sequence[Source], citations: Citations) -> tuple[list[Prepared], list[Finding]]:
        """Prepare every article that can be read, in the order of `sources`; and what is wrong with the others.

        A citation of an article that cannot be read is marked as missing, like that of one that does not exist. That is known before,
        but for an article on which kbtool fails: then the others are prepared again where they know of it.
        """
        done = self._prepare(sources, citations)
        failed = frozenset(prepared.id for prepared in done if not prepared.row).intersection(citations.leads)
        if failed:
            rest = citations.without(failed)
            again = [i for i, prepared in enumerate(done) if _knows_of(failed, prepared, citations)]
            for i, prepared in zip(again, self._prepare([sources[i] for i in again], rest), strict=True):
                done[i] = prepared
        self._cache.end_build()
        return [prepared for prepared in done if prepared.row], [f for prepared in done for f in prepared.findings]

    def _prepare(self, sources: Sequence[Source], citations: Citations) -> list[Prepared]:
        results: dict[int, Prepared] = {}
        waiting: list[tuple[int, bytes]] = []
        fingerprint = self._context.fingerprint

        def jobs() -> Iterator[Job]:
            for i, source in enumerate(sources):
                job = job_of(source, self._context.ids, citations)
                if isinstance(job, Prepared):
                    results[i] = job
                elif (prepared := self._cache.get(key := job.key(fingerprint))) is not None:
                    results[i] = prepared
                else:
                    waiting.append((i, key))
                    yield job

        for n, prepared in enumerate(map_anywhere(partial(prepare, self._context), jobs(), self._pool)):
            i, key = waiting[n]
            results[i] = prepared
            self._cache.put(key, prepared)
            self._advance()
        return [results[i] for i in range(len(sources))]


def _knows_of(articles: frozenset[str], prepared: Prepared, citations: Citations) -> bool:
    """Whether the page of an article leads to one of these, or says that one of them cites it."""
    named = {citations.leads.get(name) for name in prepared.cited}
    named.update(backlink.id for backlink in citations.backlinks.get(prepared.id, ()))
    return not articles.isdisjoint(named)


def unreadable(path: str, error: OSError) -> Finding:
    """What there is to say of a file that cannot be read."""
    message, advice = f"cannot be read: {reason(error)}.", "Make it a file that can be read, and run again."
    return Finding(path, 0, 0, Code.UNREADABLE, Severity.ERROR, message, advice)


def job_of(source: Source, form: IdForm, citations: Citations) -> Job | Prepared:
    """What there is to do for the article, or, when its file cannot be read, the result that says so."""
    try:
        data = read_file(source.file)
    except OSError as error:
        return Prepared(source.path, source.id, findings=(unreadable(source.path, error),))
    leads = named_ids(data, form, citations.leads)
    return Job(source.path, source.id, data, leads, citations.backlinks.get(source.id, ()))
