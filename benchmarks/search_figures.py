"""The figures of searching: how they come from answers and visits, and how they are shown."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import mean, median

import msgspec
from measure import table
from queries import Query
from search_bases import Base
from search_browser import Answer, Visit
from search_engines import Indexed

ALL = "all"


class Quality(msgspec.Struct, frozen=True):
    """How well an engine answers the queries of one type (or `ALL`) of a set.

    `mrr` is the mean reciprocal rank among ten results; `first` and `ten` are the shares of queries whose article comes first and among
    ten, `empty` that of queries without any result.
    """

    articles: int
    engine: str
    set: str
    type: str
    queries: int
    mrr: float
    first: float
    ten: float
    empty: float


class Spread(msgspec.Struct, frozen=True):
    """The middle of several values, and the one that 95 of 100 do not exceed."""

    median: float
    p95: float


class Cost(msgspec.Struct, frozen=True):
    """What an engine takes for a base: seconds to `build` the site and to `index`, `peak` of memory and `size` of the index in MB, `files`.

    `answer` are the milliseconds of one query of many in a row. The others are of visits (`search_browser.Visit`), in kB and milliseconds.
    """

    articles: int
    engine: str
    build: float
    index: float
    peak: float
    size: float
    files: int
    answer: Spread | None
    first_bytes: Spread | None
    first: Spread | None
    following: Spread | None
    key: Spread | None


class Figures(msgspec.Struct):
    """All that was measured, and on what."""

    machine: str
    quality: list[Quality]
    costs: list[Cost]


def quality(articles: int, engine: str, name: str, answered: Sequence[tuple[Query, Answer]]) -> Iterator[Quality]:
    """The quality of the answers to a set of queries: for each type, where there are several, and for all."""
    kinds = sorted({query.type for query, _ in answered})
    for kind in [*(kinds if len(kinds) > 1 else ()), ALL]:
        of_kind = [(query.id, answer.ids) for query, answer in answered if kind in (query.type, ALL)]
        ranks = [1 / (1 + ids.index(wanted)) if wanted in ids else 0.0 for wanted, ids in of_kind]
        yield Quality(
            articles=articles,
            engine=engine,
            set=name,
            type=kind,
            queries=len(ranks),
            mrr=mean(ranks),
            first=mean(rank == 1 for rank in ranks),
            ten=mean(rank > 0 for rank in ranks),
            empty=mean(not ids for _, ids in of_kind),
        )


def cost(base: Base, engine: str, indexed: Indexed, answers: Sequence[Answer], visits: Sequence[Visit]) -> Cost:
    """What an engine took for a base."""
    sizes = [path.stat().st_size for path in indexed.folder.rglob("*") if path.is_file()]
    return Cost(
        articles=base.articles,
        engine=engine,
        build=base.built.seconds,
        index=indexed.measured.seconds,
        peak=indexed.measured.megabytes,
        size=sum(sizes) / 1e6,
        files=len(sizes),
        answer=_spread(1e3 * answer.seconds for answer in answers),
        first_bytes=_spread(visit.size / 1e3 for visit in visits),
        first=_spread(1e3 * visit.first for visit in visits),
        following=_spread(1e3 * visit.following for visit in visits),
        key=_spread(1e3 * seconds for visit in visits for seconds in visit.keys),
    )


def quality_table(rows: Iterable[Quality]) -> str:
    """A Markdown table."""
    heads = ["articles", "set", "type", "queries", "engine", "MRR@10", "success@1", "success@10", "empty"]
    ordered = sorted(rows, key=lambda row: (row.articles, row.set, row.type == ALL, row.type))
    return table(
        heads,
        [
            [f"{row.articles:,}", row.set, row.type, str(row.queries), row.engine]
            + [f"{value:.3f}" for value in (row.mrr, row.first, row.ten, row.empty)]
            for row in ordered
        ],
    )


def cost_table(rows: Iterable[Cost]) -> str:
    """A Markdown table; of spreads the median and, behind a stroke, what 95 of 100 do not exceed."""
    heads = ["articles", "engine", "build s", "index s", "peak MB", "MB", "files", "ms in a row"]
    heads += ["first kB", "first ms", "next ms", "key ms"]
    return table(
        heads,
        [
            [
                f"{row.articles:,}",
                row.engine,
                f"{row.build:.1f}",
                f"{row.index:.1f}",
                f"{row.peak:,.0f}",
                f"{row.size:.1f}",
                f"{row.files:,}",
            ]
            + [_shown(one) for one in (row.answer, row.first_bytes, row.first, row.following, row.key)]
            for row in rows
        ],
    )


def _spread(values: Iterable[float]) -> Spread | None:
    ordered = sorted(values)
    return Spread(median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]) if ordered else None


def _shown(found: Spread | None) -> str:
    if not found:
        return "-"
    return " / ".join(f"{value:,.0f}" if value >= 10 else f"{value:.1f}" for value in (found.median, found.p95))
