"""Lists of names: lines set apart that are plain words, below a sentence that announces a list or several things of a kind."""

import re
from collections.abc import Sequence

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import plain_part
from kbtool.legacy.blocks.signs import CODE, QUERY, SAID
from kbtool.model import Block, Note, Paragraph, Verbatim

_WORD = re.compile(
    r"\(?(?:[A-Z]?[a-z]+(?:['/-](?:[A-Za-z]?[a-z]+|[A-Z]{2,5}))*|[A-Z]{1,5}|\d{1,4}|\d\.\d+)\)?[,:]?|&|-"
)
_WORD_OF_NAME = re.compile(r"\(?(?:[A-Za-z\d]+(?:['/+-][A-Za-z\d]*)*|[vV]?\.?\d+(?:\.\d+)+(?:-?\w+)?)\)?[,:]?|[/&-]")
"""A word, or what may stand in the name of a product: `QuickTime`, `8500N`, `Schedule+`."""
_GOES_ON = re.compile(r" (?:a|an|and|by|for|in|no|of|or|the|to|with)\Z")
_LEAST_WORDS = 4  # of a name that stands alone
_HALF = 1 / 2  # of its words are plain
_MOST_WORDS = 11
_LAST_LINES = 3  # in which the last sentence stands

_ANNOUNCED = re.compile(
    r"\b(?:(?:following|these|available)\b.{0,120}[a-z]s\b|(?:includ|requir)(?:es?|ed|ing)\b|lists?\b|(?:choices|options|names|items|types) (?:\w+ ){0,3}are\b)"
)
_SPEAKS_OF_LITERALS = re.compile(
    rf"\b(?:{SAID}|codes?|scripts?|declarations?|structures?|contents?|containing|following (?:name|settings(?=:))|shows?|example \w+s|statements?|commands?|lines?|entr(?:y|ies)|values?|strings?|keys?|files?|folders?|director(?:y|ies)|paths?"
    r"|parameters?|propert(?:y|ies)|functions?|methods?|events?|fields?|output|status|results?|returns?|display(?:s|ed)?(?! (?:adapter|driver)s?\b)|appears?|syntax|log"
    r"|types? (?:in|the|this|these)|enter)\b",
    re.IGNORECASE,
)


def with_names(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, literal text that is a list of names being marked as one."""
    found = list(blocks)
    for i in range(1, len(found)):
        block = found[i]
        if type(block) is Verbatim and not block.marker and _are_names(block.lines) and _leads_to_names(found, i):
            found[i] = msgspec.structs.replace(block, are_names=True)
    return found


def _leads_to_names(blocks: Sequence[Block], i: int) -> bool:
    """Whether what stands above block `i` announces names, or is the title of one more list of them below another."""
    above = blocks[i - 1]
    if _announces(above):
        return True
    if not isinstance(above, Paragraph) or above.marker or len(above.lines) != 1 or i < 2:
        return False
    title = above.lines[0]
    if not title.endswith(":") or _SPEAKS_OF_LITERALS.search(title):
        return False
    list_before = blocks[i - 2]
    return type(list_before) is Verbatim and list_before.are_names and list_before.depth == blocks[i].depth


def _announces(block: Block) -> bool:
    """Whether the block ends with a sentence that announces several things, and nothing that is written as it stands."""
    if not isinstance(block, Paragraph | Note) or not block.lines or not block.lines[-1].endswith(":"):
        return False
    sentence = text.last_sentence(block.lines[-_LAST_LINES:])
    return bool(_ANNOUNCED.search(sentence)) and not _SPEAKS_OF_LITERALS.search(sentence)


def _are_names(lines: Sequence[str]) -> bool:
    """Whether the lines are names, one of them at least being plain words or each of them half so, and hardly any a label with its value."""
    names = list(filter(None, lines))
    if sum(":" in name for name in names) * 3 > len(names):
        return False
    if not all(map(_is_name, names)):
        return False
    if len(names) == 1:
        return _is_worded(names[0])
    return any(map(_is_plain, names)) or all(map(_is_half_plain, names))


def _is_worded(name: str) -> bool:
    """Whether a name that stands alone is so many words that it is one and no value."""
    return len(name.split()) >= _LEAST_WORDS and plain_part([name]) > _HALF


def _is_name(line: str) -> bool:
    """Whether the line is a few words or parts of names, the first of them capitalised, that end no sentence and are whole."""
    words = line.split()
    if not line[0].isupper() or len(words) > _MOST_WORDS or CODE.search(line) or QUERY.match(line) or text.gaps(line):
        return False
    return all(map(_WORD_OF_NAME.fullmatch, words)) and not _GOES_ON.search(line)


def _is_plain(name: str) -> bool:
    """Whether the name is plain words, not all of them in capitals."""
    return all(map(_WORD.fullmatch, name.split())) and name.upper() != name


def _is_half_plain(name: str) -> bool:
    """Whether the name is several words, not all of them in capitals, half of which are plain."""
    words = name.split()
    return len(words) > 1 and name.upper() != name and sum(map(bool, map(_WORD.fullmatch, words))) * 2 >= len(words)
