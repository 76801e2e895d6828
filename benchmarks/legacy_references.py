"""References counted straight from legacy texts, by lines and patterns alone: a second opinion on what kbtool's catalogue says.

Nothing of kbtool is used here, on purpose. A reference is a number of the archive in the body of a text, in any of the forms that
the archive has; its title is what follows it where it opens a line or a row. Titles are compared by their letters and digits.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MISSING, NO_TITLE, SAME, LABEL, CUT, REWORDED, WRONG_NUMBER, OTHER = CLASSES = (
    "missing",
    "no title",
    "same",
    "label",
    "cut",
    "reworded",
    "wrong number",
    "other",
)

_HEADER_LINES = 8
_FOOTER = re.compile(r"\n={70}\n(?=Keywords *:|\n)")
_END = "\n" + "=" * 77 + "\n"
_QUERY_WORDS = re.compile(r"\n *Additional (?:query|reference) words?:[^\n]*(?:\n *[^ \n][^\n]*)*\s*\Z", re.IGNORECASE)

_NUMBER = re.compile(
    r"/kb/articles/q(?P<a>\d{1,3})/(?P<b>\d)/(?P<c>\d\d)\.(?:asp|htm)"
    r"|(?:scid|id)=kb;[a-z-]*;q?(?P<d>\d{5,6})\b"
    r"|(?<![\w/=.-])(?P<tag><LINK TYPE=\"ARTICLE\" VALUE=\"Q\d+\">)?"
    r"Q(?P<e>\d{5,6})(?:(?![\w]|-\w|\.[A-Za-z]{2})|(?P<glued>(?=(?-i:[A-Z])[\w./-]*:? )))",  # a title right behind its number
    re.IGNORECASE,
)
_OPENING = re.compile(r" *(?:\| *|[-*o] +)?(?:ARTICLE[- ]ID *: *)?(?:<LINK [^>]*>)?", re.IGNORECASE)
_AFTER = re.compile(r"(?:</LINK>)?[\s:,.-]*")
_CELL = re.compile(r" *\| *([^|]*?) *(?:\||$)")
_TITLE_LINE = re.compile(r" *TITLE *: *(.*)", re.IGNORECASE)
_NEXT_CITATION = re.compile(r" *(?:[-*o] +)?(?:ARTICLE[- ]ID *:|Q\d{5,6}\b|\(?(?:https?|ftp)://)", re.IGNORECASE)
_ADDRESS_BEHIND = re.compile(r" *\(?(?:https?|ftp)://.*", re.IGNORECASE)

_LABEL_BEFORE = re.compile(r"^ *\(?[A-Z][A-Z0-9/&.+_ -]{0,14}(?:\([^)]*\))?\)?: +")
_FEWEST = 12  # letters by which a title is known
_ALIKE = 0.5
_SMALL_WORDS = frozenset(["a", "an", "and", "are", "by", "can", "cannot", "for", "from", "how", "in", "is", "it", "not"]) | {
    "of", "on", "or", "the", "to", "using", "when", "with",
}  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """A reference: the article and the line of its file, the id, whether it stands in an address, the title ("" if there is none), the text of the line."""

    article: str
    line: int
    target: str
    in_address: bool
    title: str
    text: str


@dataclass
class Archive:
    """Legacy texts: the titles of all articles by their ids, and all references."""

    titles: dict[str, str] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)


def read(texts: Path) -> Archive:
    """Everything below a folder of texts."""
    archive = Archive()
    for path in sorted(texts.rglob("*.TXT")):
        text = path.read_bytes().decode("cp1252", errors="replace").replace("\r\n", "\n")
        archive.titles[path.stem] = text.split("\n")[1].partition(":")[2]
        archive.cited += references(path.stem, text)
    return archive


def references(article: str, text: str) -> Iterator[Cited]:
    """The references in the body of one text."""
    start, end = _body(text)
    lines = text[:end].split("\n")
    for number in range(text.count("\n", 0, start), len(lines)):
        line = lines[number]
        for found in _NUMBER.finditer(line):
            digits = found["d"] or found["e"] or found["a"] + found["b"] + found["c"]
            in_address = not found["e"]
            opens = not in_address and _OPENING.fullmatch(line[: found.start()])
            if found["glued"] is not None and not opens:
                continue
            title = _title(lines, number, found.end()) if opens else ""
            yield Cited(article, number + 1, f"Q{int(digits)}", in_address, title, line)


def _body(text: str) -> tuple[int, int]:
    """Where the text begins and ends between the fields above and below it."""
    start = 0
    for _ in range(_HEADER_LINES):
        start = text.index("\n", start) + 1
    end = text.rfind(_END)
    end = end if end >= 0 else len(text)
    footers = [found.start() for found in _FOOTER.finditer(text, start, end + 1)]
    end = footers[-1] if footers else end
    words = _QUERY_WORDS.search(text, start, end)
    return start, words.start() if words else end


def _title(lines: list[str], number: int, end: int) -> str:
    """What follows a number that opens a line: the next cell, the rest of the line and of its paragraph, or the title field below."""
    line = lines[number]
    if cell := _CELL.match(line, end):
        return cell[1]
    after = _AFTER.match(line, end)
    rest = line[after.end() if after else end :].strip()
    below = number + 1
    if not rest:
        title = _TITLE_LINE.fullmatch(lines[below]) if below < len(lines) else None
        if not title:
            return ""
        rest, below = title[1].strip(), below + 1
    elif title := _TITLE_LINE.fullmatch(rest):
        rest = title[1].strip()
    if not any(map(str.isalpha, rest)):
        return ""
    if _ADDRESS_BEHIND.search(rest):
        return _ADDRESS_BEHIND.sub("", rest)
    words = [rest]
    while below < len(lines) and lines[below].strip() and not _NEXT_CITATION.match(lines[below]):
        words.append(lines[below].strip())
        below += 1
    return " ".join(words)


def letters(title: str) -> str:
    """The letters and digits of a title, small."""
    return "".join(character for character in title.lower() if character.isalnum())


def bearers(titles: Mapping[str, str]) -> dict[str, str]:
    """Articles by the letters of their titles without labels."""
    return {letters(_without_label(title)): article for article, title in titles.items()}


def title_class(cited: Cited, titles: Mapping[str, str], bearing: Mapping[str, str]) -> str:
    """The class of a reference; `bearing` is what `bearers` says."""
    if cited.target not in titles:
        return MISSING
    if not cited.title:
        return NO_TITLE
    borne = titles[cited.target]
    if found := _fit(cited.title, borne):
        return found
    if likeness(cited.title, borne) >= _ALIKE:
        return REWORDED
    plain = letters(_without_label(cited.title))
    return WRONG_NUMBER if len(plain) >= _FEWEST and plain in bearing else OTHER


def _fit(one: str, other: str) -> str | None:
    if letters(one) == letters(other):
        return SAME
    shorter, longer = sorted((letters(_without_label(one)), letters(_without_label(other))), key=len)
    if shorter == longer:
        return LABEL
    return CUT if len(shorter) >= _FEWEST and longer.startswith(shorter) else None


def _without_label(title: str) -> str:
    while found := _LABEL_BEFORE.match(title):
        title = title[found.end() :]
    return title


def likeness(one: str, other: str) -> float:
    """The share of the words of the shorter title that the other has too; or of their runs of three letters, if that is more."""
    a, b = _words(one), _words(other)
    c, d = _runs(one), _runs(other)
    return max(len(a & b) / max(1, min(len(a), len(b))), 2 * len(c & d) / max(1, len(c) + len(d)))


def _words(title: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", _without_label(title).lower())) - _SMALL_WORDS


def _runs(title: str) -> set[str]:
    small = letters(_without_label(title))
    return {small[at : at + 3] for at in range(len(small) - 2)}
