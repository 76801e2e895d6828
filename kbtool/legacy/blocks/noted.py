"""What belongs to a note: what it announces, its example, and the rest of its sentence after that."""

import re
from collections.abc import Sequence

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.signs import SAID
from kbtool.model import (
    Block,
    Citations,
    Links,
    Marker,
    Note,
    Paragraph,
    Quote,
    SearchPhrase,
    Table,
    Typed,
    Verbatim,
    follows,
    opens_list,
)

_SENTENCE_END = (".", "!", "?")
_EXAMPLE = re.compile(r"For (?:example|instance)\b")
_SHOWS = re.compile(r"(?:\A|[.!?] )The following (?:is|are) [^.]*(?:\.\S[^.]*)*\.\Z")
_MESSAGE = re.compile(rf"\b(?i:the following) (?:\w+ )?(?:{SAID})\b")
_STEPS = re.compile(r"\b(?:follow|use|perform) (?:these|the following) (?:steps|instructions)\.\Z", re.IGNORECASE)
_PROCEDURE = re.compile(r"(?:Follow|Use|Perform) (?:this procedure|these steps)\b")
_LAST_LINES = 4


def with_whole_notes(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, each note bearing the last line of what belongs to it; `lines` are those of the text from `first_line` on."""
    whole = list(blocks)
    markers: list[Marker] = []  # of the items that are open, outermost first
    note: _OpenNote | None = None
    at = 0  # the place of the note
    for i, block in enumerate(blocks):
        before = markers[block.depth] if block.depth < len(markers) else None
        del markers[block.depth :]
        if block.marker:
            markers.append(block.marker)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        is_out = note is not None and _is_dedented(note.note, block, lines, first_line)
        if note and not is_out and note.takes(block, before, following):
            whole[at] = msgspec.structs.replace(note.note, through=block.span.end)
        elif type(block) is Note:
            note, at = _OpenNote(block, blocks[i - 1] if i else None), i
        else:
            note = None
    return whole


def _is_dedented(note: Note, block: Block, lines: Sequence[str], first_line: int) -> bool:
    """Whether the block is text at the margin below a note that is set in."""
    if not isinstance(block, Paragraph) or text.indent_of(lines[block.span.start - first_line]):
        return False
    return text.indent_of(lines[note.span.start - first_line]) > 0


class _OpenNote:
    """A note that may go on. It is asked for each block after it, in order, until one does not belong to it."""

    def __init__(self, note: Note, before: Block | None) -> None:
        """The note below the block `before`."""
        self.note = note
        self._leads_in: Note | Paragraph = note
        self._last: Block = note
        self._stands_before_list = bool(note.lines) and isinstance(before, Paragraph) and _leads_to_list(before)
        self._labels_several = not note.lines and note.word.upper().endswith("S")

    def takes(self, block: Block, before: Marker | None, following: Block | None) -> bool:
        """Whether the block belongs to the note; `before` is the marker of the item that is open where it stands."""
        if block.depth < self.note.depth or not self._belongs(block, before, following):
            return False
        if isinstance(block, Paragraph) and not block.marker and block.depth == self.note.depth:
            self._leads_in = block
        self._last = block
        return True

    def _belongs(self, block: Block, before: Marker | None, following: Block | None) -> bool:
        is_right_below = self._last is self._leads_in
        if block.depth > self.note.depth:
            return self._last is not self.note
        if block.marker and is_right_below:
            return self._opens_list(block.marker)
        if block.marker:
            return before is not None and follows(before.text, block.marker.text)
        if self._labels_several and self._last is self.note:
            return False  # nothing shows where texts end that are no list
        if isinstance(block, Paragraph):
            return self._is_rest(block) or (
                self._opens_text(block, following) if is_right_below else self._goes_on_with(block)
            )
        return self._shows(is_right_below=is_right_below) and isinstance(
            block, Citations | SearchPhrase | Verbatim | Typed | Quote | Table | Links
        )

    def _shows(self, *, is_right_below: bool) -> bool:
        """Whether the text speaks of something displayed below it: it ends no sentence, or says that a message follows."""
        if _is_unfinished(self._leads_in) or _SHOWS.search(_end_of(self._leads_in)):
            return True
        return is_right_below and bool(_MESSAGE.search(" ".join(self._leads_in.lines)))

    def _opens_text(self, block: Paragraph, following: Block | None) -> bool:
        """Whether a paragraph is an example, or what the note announces, be it a message in the middle of a sentence.

        An example that shows what to write, not a message, is one of the text that the note interrupts.
        """
        announced = _announces(self._leads_in) and not self._stands_before_list
        is_message = _is_unfinished(self._leads_in) and bool(_MESSAGE.search(_end_of(self._leads_in)))
        if announced or is_message or not _EXAMPLE.match(block.lines[0]):
            return announced or is_message
        return type(following) is not Verbatim or bool(_MESSAGE.search(_end_of(block)))

    def _goes_on_with(self, block: Paragraph) -> bool:
        """Whether a paragraph announces something more as one before did."""
        return isinstance(self._leads_in, Paragraph) and _announces(self._leads_in) and _announces(block)

    def _is_rest(self, block: Paragraph) -> bool:
        """Whether a paragraph is the rest of the note's sentence."""
        return _is_unfinished(self.note) and block.lines[0][:1].islower()

    def _opens_list(self, marker: Marker) -> bool:
        """Whether an item is the first of a list that the note announces, not the text above the note."""
        above = self._leads_in
        announced = _announces(above) or bool(_STEPS.search(_end_of(above)))
        return announced and opens_list(marker.text) and not self._stands_before_list


def _end_of(block: Note | Paragraph) -> str:
    """The last lines, in which the last sentence stands."""
    return " ".join(block.lines[-_LAST_LINES:])


def _announces(block: Note | Paragraph) -> bool:
    """Whether the block ends with a colon, as the word of a note does that has no others."""
    return block.lines[-1].endswith(":") if block.lines else isinstance(block, Note)


def _leads_to_list(block: Paragraph) -> bool:
    """Whether the text announces what stands below it, or speaks of steps that have not been told yet."""
    return _announces(block) or any(map(_PROCEDURE.match, block.lines[:1]))


def _is_unfinished(block: Note | Paragraph) -> bool:
    """Whether the last line ends no sentence."""
    return not block.lines or not block.lines[-1].rstrip("\"')").endswith(_SENTENCE_END)
