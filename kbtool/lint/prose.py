"""Where in the prose of an article the words are its editor's own."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Stretches
from kbtool.content.outline import Passage
from kbtool.content.subject import Subject

_QUOTATION = re.compile(r'"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»')


def own_passages(subject: Subject) -> Iterator[Passage]:
    """The passages that are no quotation, as messages are, which stay as they are."""
    return (passage for passage in subject.outline.passages if not subject.is_quoted(passage))


def matches(pattern: re.Pattern[str], passage: Passage) -> Iterator[re.Match[str]]:
    """What a pattern finds in the prose of a passage, but for what stands within quotation marks."""
    found = list(pattern.finditer(passage.prose))
    if not found:
        return iter(())
    quoted = Stretches((quotation.start() + 1, quotation.end()) for quotation in _QUOTATION.finditer(passage.text))
    return (one for one in found if one.start() not in quoted)
