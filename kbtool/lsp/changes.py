"""What to change in a text, as edits that leave all else, and the cursor, where it is."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from lsprotocol.types import TextEdit

from kbtool.content.lines import Lines
from kbtool.findings import Edit
from kbtool.lsp.positions import Positions


def edits(changes: Iterable[Edit], lines: Lines, positions: Positions) -> list[TextEdit]:
    """The edits of a fix."""
    return [
        TextEdit(
            positions.range(lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column)),
            edit.text,
        )
        for edit in changes
    ]


def insertion(offset: int, text: str, positions: Positions) -> TextEdit:
    """Text to insert."""
    return TextEdit(positions.range(offset, offset), text)


def differences(before: str, after: str, positions: Positions) -> Iterator[TextEdit]:
    """The edits, line by line, that make one text of the other; `positions` are those of the first."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, first, last, first_new, last_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield TextEdit(positions.range(starts[first], starts[last]), "".join(new[first_new:last_new]))
