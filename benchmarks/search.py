"""Searching, against Pagefind, SQLite FTS5 and bm25s on the same articles: search.py CONTENT --queries FILE... --to DIR [--sizes N ...].

A file of queries has a JSON object a line: `{"id": ..., "type": ..., "query": ...}`, the id that of the one right article. Those that
`queries.py` makes of what articles say of each other and of their query words are asked of a base that does not say it.

kbtool and Pagefind search the same built site in Chromium: all queries in a row in one page for what they find, and a number of visits
with an empty cache for the bytes and the waiting. Pagefind has a page of its own without any style, less to load than a real site has.
FTS5 and bm25s are libraries that need a server, so there are no bytes, and their times are without the network.

Seconds of indexing are, for kbtool, those at the end of the build in which it writes the index, and after it the sitemap, the xref map
and the pages of ids that moved; it takes the words of each article while it makes the page, so the whole build stands beside them, and
its peak of memory is that of the build. The others read finished pages or plain text, and their figures are those of the process that
does it.

Prints tables, and writes `search.json` and `search.png` into DIR.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import search_bases
from measure import machine
from queries import HELD_OUT, Query, load
from search_bases import Base
from search_engines import ENGINES, plot
from search_figures import Figures, cost, cost_table, quality, quality_table

Sets = dict[str, list[Query]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path, help="a folder of converted articles")
    parser.add_argument("--queries", type=Path, nargs="+", required=True, help="files of queries, each a set")
    parser.add_argument("--to", type=Path, required=True, help="the folder for figures and plot")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1000, 5000, 20_000, 50_000], help="numbers of articles"
    )
    parser.add_argument("--only", choices=ENGINES, nargs="+", default=list(ENGINES), help="engines")
    parser.add_argument("--visits", type=int, default=100, help="visits with an empty cache [100]")
    arguments = parser.parse_args()
    sets = {path.stem: load([path]) for path in arguments.queries}
    arguments.to.mkdir(parents=True, exist_ok=True)
    written = arguments.to / "search.json"
    figures = Figures(machine(), [], [])
    for size in arguments.sizes:
        for engine in _measure(figures, arguments.content, size, sets, arguments.only, arguments.visits):
            written.write_bytes(msgspec.json.format(msgspec.json.encode(figures)))
            print(f"{size:,} articles: {engine} is measured", file=sys.stderr, flush=True)
    print(f"{figures.machine}\n\n{quality_table(figures.quality)}\n\n{cost_table(figures.costs)}")
    plot(written, written.with_suffix(".png"))


def _measure(  # noqa: PLR0913, PLR0917 - what the command line asks for
    figures: Figures, folder: Path, size: int, sets: Sets, engines: Sequence[str], visits: int
) -> Iterator[str]:
    """Measure engines on a base of a size as it is, and only what they find on the same base with something held out.

    Yields the name of each that is measured.
    """
    articles = search_bases.choose(folder, size, {query.id for queries in sets.values() for query in queries})
    here = {path.stem for path in articles}
    for holds_out in (False, True):
        asked = {
            name: [query for query in queries if query.id in here and (query.type in HELD_OUT) == holds_out]
            for name, queries in sets.items()
        }
        if not any(asked.values()):
            continue
        with tempfile.TemporaryDirectory(prefix="kbtool-benchmark-") as scratch:
            base = search_bases.make(Path(scratch, "base"), folder, articles, _cited(asked) if holds_out else None)
            for engine in engines:
                _measure_engine(figures, engine, base, asked, None if holds_out else visits)
                yield engine


def _cited(sets: Sets) -> list[tuple[str, str]]:
    return [(query.id, query.query) for queries in sets.values() for query in queries if query.type == "citing"]


def _measure_engine(figures: Figures, name: str, base: Base, asked: Sets, visits: int | None) -> None:
    """What an engine finds; with a number of visits also what it takes."""
    engine = ENGINES[name]
    indexed = engine.index(base)
    texts = [query.query for queries in asked.values() for query in queries]
    answers = list(engine.answers(base, texts))
    rest = iter(answers)
    for set_name, queries in asked.items():
        answered = list(zip(queries, islice(rest, len(queries)), strict=True))
        figures.quality += quality(base.articles, name, set_name, answered) if answered else ()
    if visits is not None:
        figures.costs.append(cost(base, name, indexed, answers, list(engine.visits(base, texts[:visits]))))


if __name__ == "__main__":
    main()
