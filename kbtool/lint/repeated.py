"""Entries of a list in the front matter that stand there a second time."""

from collections.abc import Iterator, Sequence

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.lint.rule import Change, Hit


def repeated(subject: Subject, field: str, what: str, entries: Sequence[str]) -> Iterator[Hit]:
    """A hit for each entry of a field that stands there before, in whatever case; `what` says what an entry is.

    Where both are not written alike, it is not certain which one is to go: the fix is unsafe.
    """
    folded = [entry.casefold() for entry in entries]
    if len(set(folded)) == len(folded):
        return
    for number, entry in enumerate(entries):
        if folded[number] in folded[:number]:
            yield Hit(
                subject.field(field, number),
                f"the {what} '{entry}' stands here a second time.",
                "Remove one of the two.",
                _removal(subject, field, number),
                f"Remove the second '{entry}'",
                is_safe=entry in entries[:number],
            )


def _removal(subject: Subject, field: str, number: int) -> tuple[Change, ...]:
    """Takes an entry away that stands on a line of its own, or behind a comma; none where something else belongs to it, as a comment does."""
    before, own = subject.field(field, number - 1), subject.field(field, number)
    line = subject.lines.place(subject.lines.position(own.start)[0])
    if subject.text[line.start : own.start].strip() == "-" and own.end == line.end:
        return (Change(Place(line.start, line.end + 1), ""),)
    is_behind_comma = subject.text[before.end : own.start].strip() == ","
    return (Change(Place(before.end, own.end), ""),) if is_behind_comma else ()
