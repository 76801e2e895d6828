"""A small word stands twice."""

import re
from collections.abc import Iterator
from itertools import compress, islice
from operator import eq

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_SMALL_WORDS = "the|a|an|and|or|of|to|in|is|are|be|for|from|with|by|on|this|it|you|your|can|will|not|as|at"
_WORDS = frozenset(_SMALL_WORDS.split("|"))
_DOUBLED = re.compile(rf"(?<![\w.-])({_SMALL_WORDS})\s+\1(?![\w-])", re.IGNORECASE)

_PARTICLES = ("In", "On")
"""Words that end the name of a command or a state, and can begin what follows."""
_OPENING = re.compile(r"(?:\A|[.!?:][\"')]*\s+)\Z")
"""Before the first word of a sentence, which ends no name."""
_LONGEST_OPENING = 8
_SURPLUS = re.compile(r" +(?= \S)")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if _WORDS.isdisjoint(compress(subject.words, map(eq, subject.words, islice(subject.words, 1, None)))):
        return
    for passage in subject.outline.passages:
        for found in _DOUBLED.finditer(passage.prose):
            if not found[0][1:].islower():
                continue  # names and labels: OR or
            before = passage.prose[max(0, found.start() - _LONGEST_OPENING) : found.start()]
            if found[1] in _PARTICLES and not _OPENING.search(before):
                continue  # Sign In in the morning
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            surplus = _SURPLUS.match(subject.text, place.end)
            change = Change(Place(place.start, surplus.end() if surplus else place.end), found[1])
            fix = (change,) if subject.text[place.start : place.end] == found[0] else ()
            yield Hit(
                place, f"'{found[1]}' stands here twice.", "Remove one of the two.", fix, f"Remove one '{found[1]}'"
            )


RULE = Rule(
    code=Code.WORD_DOUBLED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A small word stands twice.",
    symptoms="Readers stumble.",
    cause="The sentence was changed, or a line broken, between the two.",
    resolution="Remove one of the two.",
    bad=(
        Example("Pull the the rope.\n", mended="Pull the rope.\n"),
        Example("Which bell is it it?\n", mended="Which bell is it?\n"),
        Example(
            "In in the tower it is dark. (It is a  a   bell.) On on it!\n",
            mended="In the tower it is dark. (It is a bell.) On it!\n",
        ),
    ),
    good=(
        Example("Pull the rope. He said that that was it; `the the`.\n"),
        Example("Choose Log On on the menu, or Log\nIn in the tower.\n"),
    ),
    precision="48 of 50",
    check=_check,
)
