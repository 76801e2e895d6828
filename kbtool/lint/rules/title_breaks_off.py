"""A title ends in the middle of a word."""

import re
from collections import Counter
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.citations import LONGEST_TITLE
from kbtool.lint.rule import Example, Hit, Options, Rule

_LAST_WORD = re.compile(r"[A-Za-z]{2,}\Z")
_ENDINGS = ("s", "es", "ed", "d", "r", "er", "ers", "ing", "ly", "y")
"""What may be left off, so that the rest is still a word."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    title = subject.front.title
    found = _LAST_WORD.search(title) if len(title) == LONGEST_TITLE else None
    whole = _whole(found[0], subject) if found else None
    if found and whole:
        message = f"the title breaks off at '{found[0]}'."
        yield Hit(subject.field("title"), message, f"Complete it: the text has '{whole}'.")


def _whole(word: str, subject: Subject) -> str | None:
    """The longer word of the text that this is most often the beginning of; None when the text has the word itself."""
    beginning = re.compile(rf"(?<![\w.]){re.escape(word)}[A-Za-z]*", re.IGNORECASE)
    words = Counter(found[0] for found in beginning.finditer(subject.text, subject.body))
    is_word = any(other.casefold()[len(word) :] in ("", *_ENDINGS) for other in words)
    return None if is_word else max(words, key=words.__getitem__, default=None)


RULE = Rule(
    code=Code.TITLE_BREAKS_OFF,
    severity=Severity.WARNING,
    since="0.1",
    summary="A title ends in the middle of a word.",
    symptoms="Readers see half a word at the end of the title, and do not find the article by the whole one.",
    cause="The header of the archive had room for 64 characters of the title.",
    resolution="Complete the title. The text tells how the word goes on.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell in the Tower of the Old Town Hall of Regensburg: Correc"\n---\n\nCorrections to the book.\n'
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell in the Tower of the Old Town Hall of Regensburg Belongs"\n---\n\nIt belongs to the town.\n'
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "The Bells in the Tower of the Old Town Hall of Regensburg Rotate"\n---\n\nThey rotated once.\n'
        ),
    ),
    precision="46 of 50",
    check=_check,
)
