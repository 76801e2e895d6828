"""Draws what `search.py` has measured, over the numbers of articles: search_plot.py FIGURES IMAGE. Needs matplotlib."""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

Series = dict[str, list[tuple[int, float]]]
COLOURS = {"kbtool": "C0", "Pagefind": "C1", "FTS5": "C2", "bm25s": "C3"}
"""What is drawn; the command line of kbtool has the index of the browser."""
COSTS = {
    "first results from an empty cache, kB": "first_bytes",
    "first results from an empty cache, ms": "first",
    "next query in the same page, ms": "following",
    "each letter while typing, ms": "key",
    "writing the index, s": "index",
    "peak of memory while indexing, MB": "peak",
    "size of the index, MB": "size",
    "files of the index": "files",
}
COLUMNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("image", type=Path)
    arguments = parser.parse_args()
    figures = json.loads(arguments.figures.read_text(encoding="utf-8"))
    panels = {
        **dict(_qualities(figures["quality"])),
        **{title: _costs(figures["costs"], name) for title, name in COSTS.items()},
    }
    rows = -(-len(panels) // COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(5 * COLUMNS, 3.4 * rows), layout="constrained", squeeze=False)
    for axis in axes.flat[len(panels) :]:
        axis.axis("off")
    for axis, (title, series) in zip(axes.flat, panels.items(), strict=False):
        _draw(axis, title, series)
    figure.suptitle(f"Searching; {figures['machine']}; medians")
    figure.savefig(arguments.image, dpi=110)


def _qualities(rows: list[dict[str, Any]]) -> list[tuple[str, Series]]:
    sets: dict[str, Series] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["type"] == "all":
            sets[f"MRR@10, {row['set']}"][row["engine"]].append((row["articles"], row["mrr"]))
    return list(sets.items())


def _costs(rows: list[dict[str, Any]], name: str) -> Series:
    series: Series = defaultdict(list)
    for row in rows:
        value = row[name]
        if value is not None:
            series[row["engine"]].append((row["articles"], value["median"] if isinstance(value, dict) else value))
    return series


def _draw(axis: Any, title: str, series: Series) -> None:
    for engine, colour in COLOURS.items():
        if engine in series:
            axis.plot(*zip(*series[engine], strict=True), marker="o", color=colour, label=engine)
    axis.set_title(title, fontsize="medium")
    axis.set_ylim(bottom=0)
    axis.set_xlim(left=0)
    axis.set_xticks(sorted({articles for points in series.values() for articles, _ in points}))
    axis.tick_params(axis="x", labelrotation=45)
    axis.grid(alpha=0.3)
    axis.legend(fontsize="small")


if __name__ == "__main__":
    main()
