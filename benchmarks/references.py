"""Counts references twice, from legacy texts and from kbtool's catalogue of the converted articles: references.py TEXTS BASE.

BASE is a knowledge base (with the folder content) into which TEXTS were converted; articles without a text there are only cited.
Every reference is compared with its other count; kbtool discards none, not even what it takes for no id in this base. Prints how many agree, and the differences by their reasons; `--show REASON` lists
those of a reason. Exit code 1 when more of all references than `--most` differ, or any for no known reason.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import legacy_references as legacy
from measure import table

from kbtool.catalogue import Agreement, Catalogue, Reference, Resolution, State

_CLASSES = {
    Agreement.SAME: legacy.SAME,
    Agreement.LABEL: legacy.LABEL,
    Agreement.CUT: legacy.CUT,
    Agreement.REWORDED: legacy.REWORDED,
}
_NEAR = (0.35, 0.75)
"""Of the counter's measure of likeness: between these two ways to measure may come to either side."""
_FENCE = re.compile(r"[\s>*-]*(?:\d+\. *)?(`{3,}|~{3,})")
_UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Pair:
    """A reference in both counts; None where a count does not have it. With the classes that they give it."""

    article: str
    kbtool: Reference | None
    legacy: legacy.Cited | None
    kbtool_class: str = ""
    legacy_class: str = ""

    @property
    def agrees(self) -> bool:
        """Whether both counts have it, in the same class."""
        return self.kbtool_class == self.legacy_class


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="a folder of legacy texts")
    parser.add_argument("base", type=Path, help="the knowledge base into which they were converted")
    parser.add_argument("--most", type=float, default=0.03, help="the share of references that may differ [0.03]")
    parser.add_argument(
        "--show", metavar="REASON", action="append", default=[], help="list the differences of a reason"
    )
    arguments = parser.parse_args()
    catalogue = Catalogue.of_base(arguments.base, use_cache=(arguments.base / ".kbtool-cache").exists())
    archive = legacy.read(arguments.texts)
    pairs = list(_pairs(archive, catalogue))
    _print_classes(pairs)
    differing = [(_reason(pair, archive, catalogue, arguments.base), pair) for pair in pairs if not pair.agrees]
    _print_reasons(differing)
    for reason, pair in differing:
        if reason in arguments.show or reason == _UNKNOWN:
            print(_described(reason, pair))
    agree = len(pairs) - len(differing)
    print(f"\n{agree:,} of {len(pairs):,} references agree ({agree / max(1, len(pairs)):.2%}).")
    return int(len(differing) > arguments.most * len(pairs) or any(reason == _UNKNOWN for reason, _ in differing))


def _pairs(archive: legacy.Archive, catalogue: Catalogue) -> Iterator[Pair]:
    """Every reference of either count. Those of an article to one id belong together by their titles, then by their order."""
    titles = {entry.id: entry.title for entry in catalogue.entries if entry.id not in archive.titles} | archive.titles
    bearing = legacy.bearers(titles)
    ours: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
    theirs: defaultdict[tuple[str, str], list[legacy.Cited]] = defaultdict(list)
    for entry in catalogue.entries:
        if entry.id in archive.titles:
            for reference in entry.references:
                ours[entry.id, reference.id].append(reference)
    for cited in archive.cited:
        theirs[cited.article, cited.target].append(cited)
    for key in sorted(ours.keys() | theirs.keys()):
        for one, other in _matched(ours[key], theirs[key]):
            yield Pair(
                key[0],
                one,
                other,
                _class_of(one, catalogue.resolve(one)) if one else "-",
                legacy.title_class(other, titles, bearing) if other else "-",
            )


def _matched(
    ours: Iterable[Reference], theirs: Iterable[legacy.Cited]
) -> Iterator[tuple[Reference | None, legacy.Cited | None]]:
    left, right = list(ours), list(theirs)
    for is_match in (_have_same_title, _have_same_words, _have_same_form, lambda _one, _other: True):
        for one in list(left):
            other = next((other for other in right if is_match(one, other)), None)
            if other:
                left.remove(one)
                right.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in right)


def _have_same_title(one: Reference, other: legacy.Cited) -> bool:
    return bool(other.title) and legacy.letters(one.title) == legacy.letters(other.title)


def _have_same_words(one: Reference, other: legacy.Cited) -> bool:
    sentence, line = legacy.letters(one.sentence), legacy.letters(other.text)
    return not other.title and (line in sentence or sentence in line)


def _have_same_form(one: Reference, other: legacy.Cited) -> bool:
    return (one.form == "address") == other.in_address and bool(one.title) == bool(other.title)


def _class_of(reference: Reference, found: Resolution) -> str:
    if found.state is State.MISSING:
        return legacy.MISSING
    if not reference.title or found.agreement is None:
        return legacy.NO_TITLE
    return _CLASSES.get(found.agreement, legacy.WRONG_NUMBER if found.suggestions else legacy.OTHER)


def _reason(pair: Pair, archive: legacy.Archive, catalogue: Catalogue, base: Path) -> str:
    if pair.kbtool is None and pair.legacy:
        return _reason_of_legacy_alone(pair.legacy, catalogue, base)
    if pair.legacy is None and pair.kbtool:
        return _reason_of_kbtool_alone(pair.kbtool)
    assert pair.kbtool  # noqa: S101 - one of the two is there
    assert pair.legacy  # noqa: S101
    return _reason_of_class(pair, pair.kbtool, pair.legacy, archive)


def _reason_of_kbtool_alone(reference: Reference) -> str:
    if len(reference.id) < len("Q12345"):
        return "a number of few digits: a question (Q1), a cell, a command"
    return _UNKNOWN


def _reason_of_legacy_alone(cited: legacy.Cited, catalogue: Catalogue, base: Path) -> str:
    for reason, pattern in _OF_THE_LINE.items():
        if re.search(pattern.format(number=cited.target.removeprefix("Q")), cited.text):
            return reason
    if cited.in_address and re.fullmatch(r"\s*\(http[^()]*\)\s*", cited.text):
        return "an address that stands twice, below itself in parentheses, is one link"
    if cited.in_address and "http" not in cited.text.lower():
        return "the end of an address that is broken over two lines"
    path = base / "content" / catalogue.by_id[cited.article].path
    places = {place for place, line in _placed(path.read_text(encoding="utf-8")) if _names(line, cited)}
    return next((reason for place, reason in _OF_THE_PLACE.items() if place in places), _UNKNOWN)


_OF_THE_LINE = {
    "the number is written with a small q": r"(?<![\w/;])q{number}",
    "the number is part of a longer word": r"Q{number}-|-Q{number}",
    "the number is within the words of a link": r"Download.*Q{number}",
}
_OF_THE_PLACE = {
    "code": "the article keeps it as literal text",
    "heading": "the number stands in a heading",
}


def _names(line: str, cited: legacy.Cited) -> bool:
    number = cited.target.removeprefix("Q")
    spread = rf"q{number[:-3]}/{number[-3]}/{number[-2:]}"
    return bool(re.search(rf"q?{number}|{spread}", line, re.IGNORECASE))


def _placed(text: str) -> Iterator[tuple[str, str]]:
    """The lines of Markdown, each with whether it is code, a heading or text."""
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        else:
            yield "code" if fence else "heading" if line.startswith("#") else "text", line


def _reason_of_class(pair: Pair, reference: Reference, cited: legacy.Cited, archive: legacy.Archive) -> str:
    classes = {pair.kbtool_class, pair.legacy_class}
    if legacy.letters(reference.title) == legacy.letters(cited.title):
        likeness = legacy.likeness(cited.title, archive.titles.get(cited.target, ""))
        if classes <= {legacy.REWORDED, legacy.OTHER, legacy.WRONG_NUMBER} and _NEAR[0] <= likeness <= _NEAR[1]:
            return "the same title; how like the other it is, is a matter of measure"
        return _UNKNOWN
    if not reference.title:
        return "kbtool sees no title: the number opens a line of prose"
    if not cited.title:
        return "the counter sees no title: the number does not open its line there"
    shorter, longer = sorted((legacy.letters(reference.title), legacy.letters(cited.title)), key=len)
    if longer.startswith(shorter):
        return f"the title ends elsewhere: {'kbtool' if legacy.letters(reference.title) == longer else 'the counter'} takes more"
    return _UNKNOWN


def _print_classes(pairs: list[Pair]) -> None:
    rows = []
    for name in legacy.CLASSES:
        ours = sum(pair.kbtool_class == name for pair in pairs)
        theirs = sum(pair.legacy_class == name for pair in pairs)
        both = sum(pair.kbtool_class == pair.legacy_class == name for pair in pairs)
        rows.append([name, f"{theirs:,}", f"{ours:,}", f"{both:,}"])
    totals = [
        sum(bool(one) for one in column)
        for column in zip(*((p.legacy, p.kbtool, p.agrees) for p in pairs), strict=True)
    ]
    rows.append(["all", *(f"{total:,}" for total in totals)])
    print(table(["class", "texts", "kbtool", "agree"], rows))


def _print_reasons(differing: list[tuple[str, Pair]]) -> None:
    counts = Counter(reason for reason, _ in differing)
    print("\n" + table(["why they differ", "references"], [[reason, f"{n:,}"] for reason, n in counts.most_common()]))


def _described(reason: str, pair: Pair) -> str:
    target = pair.kbtool.id if pair.kbtool else pair.legacy.target if pair.legacy else ""
    ours = f"{pair.kbtool_class} {pair.kbtool.line} '{pair.kbtool.title}'" if pair.kbtool else "-"
    theirs = f"{pair.legacy_class} {pair.legacy.line} '{pair.legacy.title or pair.legacy.text}'" if pair.legacy else "-"
    return f"{reason}: {pair.article} -> {target}\n    kbtool {ours}\n    texts  {theirs}"


if __name__ == "__main__":
    sys.exit(main())
