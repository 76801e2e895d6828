"""Addresses that the export wrote below the words that led to them: the words are the link again."""

import re

from kbtool.legacy.blocks.scene import Read, Scene, line_before
from kbtool.model import Link, Links

_ECHO = re.compile(
    r" *\((?P<address>(?:https?|ftp)://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*|mailto:[^\s<>()]+)\)\.?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(r" *(?P<address>(?:https?|ftp)://[^\s<>]+)\Z", re.IGNORECASE)
_FILE_SIGN = re.compile(r"~ +")  # stood before the name of a file to download
_FILE_LINE = re.compile(rf" *{_FILE_SIGN.pattern}(?P<text>\S+){_ECHO.pattern}", re.IGNORECASE)
_ADDRESS_LINE = re.compile(rf" *(?P<text>(?:https?|ftp)://\S+|www\.\S+){_ECHO.pattern}", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.\w{2,4}\Z")
_LONGEST_TEXT = 100


def echoed_addresses(scene: Scene) -> Read | None:
    """Lines in pairs: the words of a link, and below them its address in parentheses; an address may stand beside itself."""
    links: list[Link] = []
    end = scene.at
    while end < scene.end and (found := _link(scene, end)):
        link, end = found
        links.append(link)
    if not links:
        return None
    block = Links(span=scene.span(end), rule="echoed-addresses", depth=scene.depth, links=tuple(links))
    return Read(block, end)


def _link(scene: Scene, at: int) -> tuple[Link, int] | None:
    """The link that begins on line `at`, and the line after it."""
    line = scene.lines[at]
    if line.endswith(")") and (in_one := _FILE_LINE.match(line) or _ADDRESS_LINE.match(line)):
        return Link(in_one["text"], in_one["address"]), at + 1
    bare = _ADDRESS.match(scene.lines[at + 1]) if at + 2 == scene.end and at == scene.at else None
    if bare and _is_set_apart(scene) and _names_link(line):
        return Link(line.strip(), bare["address"]), at + 2
    if at + 1 == scene.end:
        return None
    words, below = _parted(line, scene.lines[at + 1])
    if not is_echoed(words, below, set_apart=scene.indent > scene.base):
        return None
    echo = _ECHO.match(below)
    return (Link(_FILE_SIGN.sub("", words.strip(), count=1), echo["address"]), at + 2) if echo else None


def _is_set_apart(scene: Scene) -> bool:
    """Whether the line stands further in than what surrounds it, or below a line of its item that announces it."""
    return scene.indent > scene.base or (scene.depth > 0 and line_before(scene.lines, scene.at).endswith(":"))


def _parted(line: str, below: str) -> tuple[str, str]:
    """The words and the address in parentheses, of which the first may have been left at the end of the words."""
    return (line[:-1].rstrip(), f"({below.lstrip()}") if line.endswith(" (") else (line, below)


def _names_link(line: str) -> bool:
    """Whether the line is a word or words, no file name, and no sentence that announces the address below it."""
    text = line.strip()
    is_named = (text[-1].isalnum() or text[-1] == ")") and text[0].isupper() and not _FILE_NAME.match(text)
    return is_named and "://" not in text and len(text) <= _LONGEST_TEXT


def is_echoed(line: str, following: str, *, set_apart: bool) -> bool:
    """Whether `following` is the address of the link whose words are `line`; words not set apart must look like a link's."""
    echo = _ECHO.match(following) if following.endswith((")", ").")) else None
    text = line.strip()
    if not echo or not text or text.endswith((":", ",")):
        return False
    is_address = text.rstrip("/").lower() == echo["address"].rstrip("/").lower()
    if len(text) > _LONGEST_TEXT and not is_address:
        return False
    return set_apart or is_address or bool(_FILE_NAME.match(_FILE_SIGN.sub("", text, count=1))) or "Download " in text
