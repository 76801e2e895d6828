"""Statements of a program at the margin, where nothing else sets them apart from prose."""

import re

from kbtool.legacy.blocks.running import plain_part
from kbtool.legacy.blocks.scene import Read, Scene
from kbtool.legacy.blocks.signs import QUERY
from kbtool.model import Verbatim

_ALONE = re.compile(
    r"'[^']*\Z|REM\b|DECLARE (?:SUB|FUNCTION) \w+|END (?:SUB|FUNCTION|IF|TYPE|SELECT)\Z|(?:SUB|FUNCTION) \w+[$#!%&]? *(?:\(|STATIC)"
    r"|ON \w+(?:\(\w+\))? +GOSUB\b|COMMON (?:SHARED )?/|[a-z_].*\{\Z|\S.*[,(]_\Z|'\s*\w+\.(?:BAS|ASM|BI|C|FOR)\b|#(?:include|define|if|ifdef|ifndef|endif|pragma|else)\b|[{}];?\Z|/\*.*\*/\Z|\.(?:MODEL|STACK|DATA|CODE|386|286)\b"
    r"|\w+ +(?:PROC|ENDP|SEGMENT|ENDS)\b|[A-Za-z][\w$#!%&.]*(?:\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\))? ?= ?\S+(?: [-+*/(] ?\S+)*\Z"
    r"|[a-z_][\w*]*[ (*].*;\Z|\w+\.(?:exe|obj|dll|lib|res): *\S"
)
"""Surely a statement, even alone."""

_BESIDE_OTHERS = re.compile(
    r"(?:CLS|END|LOOP|WEND|NEXT|RETURN|STOP|SYSTEM|CLOSE)\Z|'\s*\S"
    r"|(?:PRINT|INPUT|LOCATE|DIM|SCREEN|OPEN|LPRINT|CALL|DEFINT|DECLARE|GOSUB|GOTO|COLOR|WIDTH|POKE|READ|DATA|LINE) +[^a-z\s]*[\"#$%!(),;=\d]"
    r"|(?:PRINT|INPUT|GOSUB|GOTO|NEXT|CALL|DEFINT|CLOSE|DIM) +#?\w+[$#!%&]?(?:\(.*\))?(?:\s+'.*)?\Z"
    r"|(?:FOR +\w+[$#!%&]? *=|DO +WHILE|DO +UNTIL|WHILE|IF) .*(?:TO|[<>=]|THEN)"
    r"|(?:END +(?:IF|SUB|FUNCTION|TYPE|SELECT)|SUB +\w+|LOOP +(?:WHILE|UNTIL) .*)"
)
"""A statement where others stand above or below it."""


_SENTENCE_END = (".", ":", "?")
_LEAST_WORDS = 6  # of a sentence
_MOSTLY = 2 / 3  # of its words are plain
_COMMENT_ALONE = re.compile(r";\s*\S")
_COMMENT = re.compile(r"(?<=\s\s)'.*\Z|\A'.*")


def statements(scene: Scene) -> Read | None:
    """Lines that are all statements, or stand indented below one."""
    if scene.indent or scene.items:
        return None
    if QUERY.match(scene.line) and (scene.follows_blank or scene.line[0].isupper()):
        return _query(scene)
    if not (scene.follows_blank or isinstance(scene.before, Verbatim)):
        return None
    if _ends_sentence(scene.lines[scene.end - 1]):
        return None
    lines = scene.lines[scene.at : scene.end]
    at_margin = [line for line in lines if not line.startswith(" ")]
    alone = len(at_margin) == 1
    if not all(_is_statement(line, alone=alone) for line in at_margin):
        return None
    block = Verbatim(span=scene.span(scene.end), rule="statements", depth=scene.depth, lines=tuple(lines))
    return Read(block, scene.end)


def _ends_sentence(line: str) -> bool:
    """Whether a line at the margin, without a comment, ends a sentence: the last line of most texts does."""
    return line.endswith(_SENTENCE_END) and line[0] not in " ;" and "'" not in line


def _query(scene: Scene) -> Read | None:
    """A query to a database, up to the next blank line, where no sentence ends there."""
    lines = scene.lines[scene.at : scene.end]
    if lines[-1].endswith((".", ":", "?", ",")):
        return None
    return Read(Verbatim(span=scene.span(scene.end), rule="statements", lines=tuple(lines)), scene.end)


def _is_statement(line: str, *, alone: bool) -> bool:
    if _COMMENT_ALONE.match(line):
        return True
    code = _COMMENT.sub("", line) if "'" in line else line
    if code.endswith(_SENTENCE_END) or _is_worded(code):
        return False
    return bool(_ALONE.match(line) or (not alone and _BESIDE_OTHERS.match(line)))


def _is_worded(code: str) -> bool:
    """Whether a line is so many words that it is part of a sentence, though it may end with a semicolon."""
    return code.endswith(";") and len(code.split()) >= _LEAST_WORDS and plain_part([code]) >= _MOSTLY
