"""Lines for the reader among what is set apart: a sentence between settings or parts of a program, which says what to do with them."""

import re
from collections.abc import Sequence

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import plain_part
from kbtool.legacy.blocks.signs import CODE, SAID
from kbtool.model import Block, Note, Paragraph, Quote, Table, Verbatim

_SHOWS = re.compile(
    rf"\b(?:{SAID}|outputs?|display(?:s|ed)?|appears?|logs?|records?|reports?|return(?:s|ed)?|results?|screen|shows?|reads?|says|states|reply"
    r"|events?|receives?)\b",
    re.IGNORECASE,
)
"""Says that what stands below is what a program shows: sentences in it are the program's."""

_LEADS_TO_CODE = re.compile(
    r"[A-Z](?!.*\b(?:not|cannot)\b).*\b(?:follow(?:ing|s)|code|statements?|syntax|examples?|registry|file|button)\b[^.:]*:\Z"
)
_TELLS_READER = re.compile(
    r"(?:Note|Now|For|Where|Add|Select|Make|Use|Enter|If|To|You|Choose|Click|Set|Then|All other|The (?:value|default|type)"
    r"|This (?:is|line|value|key|setting|entry|command|switch|code))\b"
)
_DATA = re.compile(rf"{CODE.pattern}|=|\\|--+>|<--+|\w\(|[\[\]<>{{}}|_]|/\w|\d\.\d|\.\.\.|  ")
"""Is found in lines of code, settings and names, between which a sentence is none of them."""

_LEAST_WORDS = 4
_MOSTLY = 2 / 3
_LAST_LINES = 2  # in which the last sentence stands


def with_asides(run: Sequence[Block], above: Block | None, lines: Sequence[str], first_line: int) -> Sequence[Block]:
    """The run of what is set apart, a line for the reader being prose that stands between code and settings, none of them further out.

    `above` is the block before the run, `lines` are those of the text from `first_line` on.
    """
    if above is not None and _may_show(above):
        return run
    asides = {n for n in range(len(run)) if _is_aside(run, n)}
    if not asides:
        return run
    columns = [text.indent_of(lines[block.span.start - first_line]) for block in run]
    return [
        lead_in(block)
        if n in asides
        and isinstance(block, Verbatim)
        and all(_is_data(run[other], side) or _leads_on(run[other]) for other, side in _beside(run, n))
        and all(columns[other] >= columns[n] for other, _ in _beside(run, n))
        else block
        for n, block in enumerate(run)
    ]


def lead_in(block: Verbatim | Quote) -> Paragraph:
    """What is set apart, as prose that speaks of what stands beside it."""
    return Paragraph(span=block.span, rule="lead-in", depth=block.depth, lines=tuple(map(str.strip, block.lines)))


def _may_show(above: Block) -> bool:
    """Whether what stands below the block may be what a program shows."""
    if isinstance(above, Table) or above.rule == "alternative":
        return True
    return isinstance(above, Paragraph | Note) and bool(_SHOWS.search(" ".join(above.lines[-_LAST_LINES:])))


def _is_aside(run: Sequence[Block], n: int) -> bool:
    block = run[n]
    if not isinstance(block, Verbatim) or len(block.lines) > 1:
        return False
    line = block.lines[0]
    tells_reader = line.endswith((".", ".)")) and bool(_TELLS_READER.match(line))
    speaks = tells_reader or (n + 1 < len(run) and _leads_on(block))
    return speaks and len(line.split()) >= _LEAST_WORDS and _is_worded(line)


def _is_worded(line: str) -> bool:
    return "  " not in line and not CODE.search(line) and plain_part([line]) >= _MOSTLY


def _beside(run: Sequence[Block], n: int) -> list[tuple[int, int]]:
    """The places of the neighbours of a member of the run, each with that of its nearest line."""
    return [(other, nearest) for other, nearest in ((n - 1, -1), (n + 1, 0)) if 0 <= other < len(run)]


def _leads_on(block: Block) -> bool:
    return isinstance(block, Verbatim) and len(block.lines) == 1 and bool(_LEADS_TO_CODE.match(block.lines[0]))


def _is_data(block: Block, nearest: int) -> bool:
    return isinstance(block, Verbatim) and bool(_DATA.search(block.lines[nearest]))
