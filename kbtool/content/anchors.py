"""The anchors of headings, by which links lead to a section: `kb:Q160513#more-information`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kbtool.content.dialect import is_of_base
from kbtool.content.lines import Stretches
from kbtool.content.outline import Outline, Passage

_LEFT_OUT = re.compile(r"[^\w\- ]")
_SHOWN = ("text", "code", "address", "html")
"""The kinds of pieces of a heading of which its anchor is made."""


def anchors(headings: Iterable[str]) -> Iterator[str]:
    """An anchor of its own for each of the headings of a page: its words, and a number where others of these words came before."""
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    return (_free(_slug(heading), taken, numbers) for heading in headings)


def of_outline(parts: Outline) -> Iterator[str]:
    """The anchors of an article's headings."""
    return anchors(map(_words, parts.headings))


def _slug(heading: str) -> str:
    return _LEFT_OUT.sub("", heading.lower()).replace(" ", "-")


def _free(slug: str, taken: set[str], numbers: Counter[str]) -> str:
    """The first of `slug`, `slug-1`, `slug-2`... not taken; `numbers` remembers how far each slug has come."""
    anchor = slug
    while anchor in taken:
        numbers[slug] += 1
        anchor = f"{slug}-{numbers[slug]}"
    taken.add(anchor)
    return anchor


def _words(heading: Passage) -> str:
    """What a heading says, without pictures, the ends of lines, and what stands before a comment to the linter at one of these."""
    pictures = Stretches(
        (link.at, link.at + len(link.text)) for link in heading.links if link.is_image and not is_of_base(link.address)
    )
    words = ""
    for piece, following in pairwise([*heading.pieces, None]):
        if piece and piece.kind in _SHOWN and piece.at not in pictures:
            words += heading.text[piece.at : following.at if following else None]
        if following is None or following.kind == "break":
            words = words.rstrip()
    return words
