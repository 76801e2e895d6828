"""Articles are prepared by a pure function: neither their number, nor their order, nor the process changes a byte."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import msgspec
import pytest

from kbtool.catalogue import Known, entry_at
from kbtool.executors import SerialExecutor
from kbtool.ids import IdForm
from kbtool.site import kept
from kbtool.site.articles import Preparation, Source
from kbtool.site.cache import MemoryCache, NoCache
from kbtool.site.citations import Backlink, Citations
from kbtool.site.context import SiteContext
from kbtool.site.prepare import Job, Prepared, named_ids, prepare
from kbtool.site.theme import templates_folder
from tests.site.bases import Base

CONTEXT = SiteContext(ids=IdForm(), site_name="Lamp Room", template_folders=(str(templates_folder()),))


@contextmanager
def here(_items: int) -> Iterator[Executor]:
    yield SerialExecutor()


@contextmanager
def elsewhere(_items: int) -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def sources(base: Base) -> list[Source]:
    return [
        Source(path, f"content/{path.name}", path.stem)
        for n in range(150)
        for path in [base.article(f"Q{n}", f"See Q{n + 1}, [Q{n + 1}](kb:Q{n + 1}) and Q9999.\n")]
    ]


def citations(sources: list[Source]) -> Citations:
    entries = [
        entry_at(source.file.parents[1], source.file.relative_to(source.file.parents[1]).as_posix(), IdForm())
        for source in sources
    ]
    return Citations([entry for entry in entries if entry], Known())


def test_processes_change_nothing(sources: list[Source]) -> None:
    known = citations(sources)
    alone = Preparation(CONTEXT, NoCache(), here).run(sources, known)
    assert alone == Preparation(CONTEXT, NoCache(), elsewhere).run(sources, known)


def test_order_changes_nothing(sources: list[Source]) -> None:
    forwards, _ = Preparation(CONTEXT, NoCache(), here).run(sources, citations(sources))
    backwards, _ = Preparation(CONTEXT, NoCache(), here).run(sources[::-1], citations(sources[::-1]))
    assert forwards == backwards[::-1]


def test_what_was_prepared_survives_a_journey_to_another_machine(sources: list[Source]) -> None:
    prepared, _ = Preparation(CONTEXT, NoCache(), here).run(sources[:3], citations(sources))
    for one in prepared:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Prepared) == one


def test_a_second_run_makes_only_what_has_changed(base: Base, sources: list[Source]) -> None:
    made: list[None] = []
    work = Preparation(CONTEXT, MemoryCache(), here, advance=lambda: made.append(None))
    known = citations(sources)
    first, _ = work.run(sources, known)
    assert len(made) == len(sources)
    assert work.run(sources, known)[0] == first
    assert len(made) == len(sources)
    base.article("Q7", "Rewritten.")
    assert "Rewritten." in kept.text(work.run(sources, known)[0][7].html)
    assert len(made) == len(sources) + 1


def test_an_article_is_made_anew_when_one_it_cites_comes_or_goes(base: Base, sources: list[Source]) -> None:
    work = Preparation(CONTEXT, MemoryCache(), here)
    before = work.run(sources, citations(sources))[0][-1]
    assert "kb-missing" in kept.text(before.html)
    path = base.article("Q150")
    more = [*sources, Source(path, "content/Q150.md", "Q150")]
    after = work.run(more, citations(more))[0][-2]
    assert after.id == before.id
    assert "kb-missing" not in kept.text(after.html)


@pytest.mark.parametrize(
    "change",
    [
        {"site_name": "Other"},
        {"templates_version": "2"},
        {"ids": IdForm("[KQ][0-9]+")},
        {"directory_urls": False},
    ],
)
def test_whatever_a_page_depends_on_changes_its_key(change: dict[str, object]) -> None:
    job = Job("content/Q1.md", "Q1", b"text", (), ())
    other = msgspec.structs.replace(CONTEXT, **change)
    assert job.key(CONTEXT.fingerprint) != job.key(other.fingerprint)


@pytest.mark.parametrize(
    "change",
    [
        {"data": b"other"},
        {"leads": (("Q2", "Q2"),)},
        {"cited_by": (Backlink("Q2", "Two"),)},
        {"id": "Q2"},
        {"path": "content/b/Q1.md"},
    ],
)
def test_every_part_of_a_job_is_in_its_key(change: dict[str, object]) -> None:
    job = Job("content/Q1.md", "Q1", b"text", (), ())
    other = msgspec.structs.replace(job, **change)
    assert job.key(CONTEXT.fingerprint) != other.key(CONTEXT.fingerprint)


@pytest.mark.parametrize(
    "text",
    ["see Q2.", "_Q2_", "(Q2)", "[a](kb:Q2)", "Q2-", "**Q2**", "[Q2](kb:Q2)", "\\_Q2", "_Q2_-x", "Q2--", "*Q2*x"],
)
def test_every_id_that_may_become_a_link_is_found_beforehand(text: str) -> None:
    named = named_ids(text.encode(), IdForm(), {"Q2": "Q2"})
    front = b'---\nid: "Q1"\ntitle: "a"\n---\n'
    page = prepare(CONTEXT, Job("Q1.md", "Q1", front + text.encode(), (("Q2", "Q2"),), ()))
    assert named == (("Q2", "Q2"),) or "kb-link" not in kept.text(page.html)
    assert page == prepare(CONTEXT, Job("Q1.md", "Q1", front + text.encode(), named, ()))
