"""What the rules about the names of sections share."""

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.lint.rule import Change
from kbtool.model import SECTION_NAMES

ANY_NAME = f"(?:{'|'.join(sorted(SECTION_NAMES))})"
"""A regular expression for the name of any section."""


def renamed(heading: Passage, name: str) -> tuple[Change, ...]:
    """The change that gives a heading another name, if the one that it has is text alone; what stands around it stays."""
    end = len(heading.text.rstrip())
    start = len(heading.text) - len(heading.text.lstrip())
    return (Change(Place(heading.source(start), heading.source(end - 1) + 1), name, of_text=True),)
