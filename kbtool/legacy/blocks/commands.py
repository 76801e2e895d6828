"""What the reader is to type: words in quotation marks with the remark that these are not part of them, and wrapped commands."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import Read, Scene, line_before
from kbtool.model import Note, Paragraph, Typed

_REMARK = re.compile(
    r"(?P<words>.*\")\s*(?P<remark>\((?:without|do not type|omit)\b[^()]*\b(?:quot\w+|marks)\)\.?)\Z", re.DOTALL
)
_REMARK_WITHIN = re.compile(r"\(without\b")
_MOST_LINES = 12
_LEAD_IN = 200  # characters; time to look grows with their square
_TYPED = re.compile(
    r"\b(?:[Tt]yp(?:e|ing)|[Ee]nter(?:ing)?|[Rr]un(?:ning)?|[Uu]s(?:e|ing)|command(?: line)?|line|syntax)\b[^.]*\Z"
)
_PROGRAM = re.compile(
    r"[a-z][a-z\d_]{1,11}(?:\.(?:exe|com|bat|cmd))?\Z|[A-Z\d_]{2,8}(?:\.(?:EXE|COM|BAT|CMD))?\Z|\w+\.(?:exe|com|bat)\Z"
)
_OPEN_PATH = re.compile(r"\w\\\Z")
_REST_OF_PATH = re.compile(r"\s*\w(?!:\\)")
_ARGUMENT = re.compile(r"[/-][\w?]|<[^<>]+>|\S*[\\*|]|[a-zA-Z]:|\S*[^.]\.[a-z_\d]{1,3}\Z|\S+=\S")


def quoted_phrase(scene: Scene) -> Read | None:
    """Words in quotation marks, set apart, that the reader types without them, as the remark behind them says."""
    if not scene.follows_blank or scene.end - scene.at > _MOST_LINES:
        return None
    if not scene.indent and not line_before(scene.lines, scene.at).endswith(":"):
        return None
    run = scene.lines[scene.at : scene.end]
    if not run[-1].endswith((")", ").")):
        return None
    found = _REMARK.match("\n".join(_unwrapped(run)))
    if not found or not _first_word(found["words"]) or _REMARK_WITHIN.search(found["words"]):
        return None
    block = Typed(
        span=scene.span(scene.end),
        rule="quoted-phrase",
        depth=scene.depth,
        lines=tuple(found["words"].split("\n")),
        remark=" ".join(found["remark"].split()),
    )
    return Read(block, scene.end)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines without indentation, those that were wrapped whole again; another command of the same program is a line of its own."""
    whole = [lines[0].strip()]
    program = _first_word(whole[0])
    for line, following in pairwise(lines):
        if text.is_soft_break(line, following) and _first_word(following) != program:
            is_in_path = _OPEN_PATH.search(line) and _REST_OF_PATH.match(following)
            whole[-1] += following.strip() if is_in_path else f" {following.strip()}"
        else:
            whole.append(following.strip())
    return whole


def _first_word(line: str) -> str:
    words = line.replace('"', " ").split(maxsplit=1)
    return words[0] if words else ""


def wrapped_command(scene: Scene) -> Read | None:
    """A command on one line, or on several because it was too long, below the sentence that tells to type it."""
    if not scene.indent or scene.indent < scene.base or not scene.follows_blank:
        return None
    run = scene.lines[scene.at : scene.end]
    if len(run) > _MOST_LINES or not _is_command(run[0]) or not _is_announced(scene):
        return None
    whole = _unwrapped(run)
    are_several = len(whole) == len(run) > 1 and len(set(map(_first_word, whole))) == 1
    if (len(whole) > 1 and not are_several) or (len(run) == 1 and not whole[0].endswith(".")):
        return None
    block = Typed(span=scene.span(scene.end), rule="wrapped-command", depth=scene.depth, lines=tuple(whole))
    return Read(block, scene.end)


def _is_announced(scene: Scene) -> bool:
    before = scene.before
    if not isinstance(before, Paragraph | Note) or not before.lines:
        return False
    return before.rule == "alternative" or bool(_TYPED.search(" ".join(before.lines[-2:])[-_LEAD_IN:]))


def _is_command(line: str) -> bool:
    """Whether the line is the name of a program and what it is given, and no sentence."""
    program, *arguments = line.replace("< ", "<").split()
    if not _PROGRAM.match(program):
        return False
    given = [argument for argument in arguments if _ARGUMENT.match(argument)]
    return len(given) * 2 >= len(arguments) > 0
