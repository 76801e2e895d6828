"""The number of an item is not the one that readers see."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_NUMBER = re.compile(r"(\d{1,9})[.)]")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for block in subject.outline.lists:
        if block.first is None or len(block.items) < _FEWEST:
            continue
        written = [int(found[1]) for at in block.items if (found := _NUMBER.match(subject.text, at))]
        shown = range(block.first, block.first + len(written))
        if len(set(written)) == 1:
            continue  # 1. 1. 1. is a way to let Markdown count
        wrong = next((n for n, (one, other) in enumerate(zip(written, shown, strict=True)) if one != other), None)
        if wrong is not None:
            place = subject.lines.place(subject.lines.position(block.items[wrong])[0])
            message = f"the item is written {written[wrong]}, readers see {shown[wrong]}."
            yield Hit(place, message, "Correct the number, or part the list.")


_FEWEST = 2


RULE = Rule(
    code=Code.LIST_NUMBER_WRONG,
    severity=Severity.WARNING,
    since="0.1",
    summary="The number of an item is not the one that readers see.",
    symptoms="""Readers see other numbers than the text means when it says "repeat step 4".""",
    cause="""An item was added or removed; Markdown counts from the first number of a list and ignores the others.""",
    resolution="Correct the numbers, or part the list in two.",
    bad=(Example("1. Open it.\n2. Oil it.\n4. Close it.\n"),),
    good=(Example("3. Open it.\n4. Oil it.\n\nText.\n\n1. One.\n1. Two.\n"),),
    check=_check,
)
