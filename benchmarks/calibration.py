"""Whether blocks are as sure as they say, on articles labelled by hand: calibration.py --corpus DIR --gold FILE...

A gold file holds one JSON object a line: `{"id": ..., "labels": [[first line, last line, label], ...]}`. Prints how many of the lines
are right in each band of confidence, and under each doubt how many are wrong, which is what the doubt's weight says.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from measure import table

from kbtool import legacy
from kbtool.ids import IdForm
from kbtool.legacy.blocks.doubts import DOUBTS
from kbtool.model import Block, Frame, line_label

BANDS = ((1.0, 1.01), (0.95, 1.0), (0.8, 0.95), (0.5, 0.8), (0.0, 0.5))


class Judged(NamedTuple):
    """A block, how many lines it has, and how many of them the labels agree with."""

    block: Block
    lines: int
    right: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="a folder with the labelled articles (Q*.TXT) at any depth"
    )
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="files of labels")
    arguments = parser.parse_args()
    where = {path.stem: path for path in arguments.corpus.rglob("*.TXT")}
    judged = [found for path in arguments.gold for found in _judged(path, where)]
    print(table(["confidence", "blocks", "lines", "mean confidence", "lines right"], list(_bands(judged))))
    print()
    print(table(["kind", "doubt", "weight", "blocks", "lines", "lines wrong"], list(_doubts(judged))))


def _judged(gold: Path, where: dict[str, Path]) -> Iterator[Judged]:
    for line in gold.read_text().splitlines():
        article = json.loads(line)
        if article["id"] in where:
            labels = {number: label for start, end, label in article["labels"] for number in range(start, end + 1)}
            yield from _article(where[article["id"]], labels)


def _article(path: Path, labels: dict[int, str]) -> Iterator[Judged]:
    data = path.read_bytes()
    document, _ = legacy.read(data, str(path), IdForm())
    written = legacy.characters.decode(data).split("\n")
    for block in document.blocks if document else ():
        if not isinstance(block, Frame):
            numbers = [n for n in range(block.span.start, block.span.end + 1) if written[n - 1].strip()]
            yield Judged(block, len(numbers), sum(labels.get(n) == str(line_label(block)) for n in numbers))


def _bands(judged: list[Judged]) -> Iterator[list[str]]:
    for low, high in BANDS:
        within = [found for found in judged if low <= found.block.confidence < high]
        lines = sum(found.lines for found in within)
        if lines:
            mean = sum(found.block.confidence * found.lines for found in within) / lines
            right = sum(found.right for found in within) / lines
            name = "1" if low == 1 else f"{low:.2f} to {high:.2f}"
            yield [name, f"{len(within):,}", f"{lines:,}", f"{mean:.3f}", f"{right:.3f}"]


def _doubts(judged: list[Judged]) -> Iterator[list[str]]:
    under: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for found in judged:
        for reason in found.block.doubts:
            under[type(found.block).__name__, reason].append(found)
    for kind, doubts in DOUBTS.items():
        for doubt in doubts:
            within = under[kind.__name__, doubt.reason]
            lines = sum(found.lines for found in within)
            wrong = f"{1 - sum(found.right for found in within) / lines:.2f}" if lines else "-"
            yield [kind.__name__, doubt.reason, f"{doubt.weight:.2f}", f"{len(within):,}", f"{lines:,}", wrong]


if __name__ == "__main__":
    main()
