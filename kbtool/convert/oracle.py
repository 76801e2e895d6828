"""The oracle of conversion: every word of the text is on the page, in the same order, and none is invented.

The words of the fields are in the front matter.

It does not ask the writer, and blocks only for where the text begins and ends: it takes the lines of the body as they came out of the envelope, and the
article's file as it will be written. Nearly always the words of both are simply the same. Where they are not, it walks through both and
allows what a page may show in another way than the source wrote it:

* `<BR/>` and `<LINK ...>` tags, leaked by the export, and one half of `DownloadDownload`, need not be there;
* a bullet that is a letter (`o`) is a word on neither side, and `01.` is the number 1;
* the address below a link's words may be that of the link, and no text;
* within a row of a table, cells that went on below themselves have their words together.

Of the front matter it is less sure: it looks for the values of the fields among all words there, for those of the header without regard to
blanks, as they may be glued together; those that stand below the header may each have gone to a field of its own. In it, the sentence that
introduces the products and the names before the colon are the field names. Category lines of the text may be there too. A product with
a note to editors may stand there apart from the others, as it was written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from kbtool.content import frontmatter
from kbtool.content.dialect import FENCE
from kbtool.convert.words import Page, Words, read_page, rendered, shown_words, words, written_words
from kbtool.legacy.blocks.signs import CATEGORY
from kbtool.legacy.envelope import Opened
from kbtool.model import AppliesTo, Document, Frame, FrontMatter, Label, Source

_BODY_BEGINS = f"\n{FENCE}\n"
_INTRODUCTION = re.compile(r"\s*The information in this article applies to\b")
_YAML_ESCAPE = re.compile(r'\\[^"\\]')
_SIGNS = frozenset([b"o", b"br"])
"""Words that may be none: the bullet `o`, the leaked tag `<BR/>`."""
_NOTE_TO_EDITORS = re.compile(r"\*(?:EDITOR|DO_NOT_USE)\b")

Numbered = tuple[int, str]
"""A line with its number in the file."""


class Violation(msgspec.Struct, frozen=True):
    """Where the words of the article are not those of the source: the source's line, the word there and the article's.

    A word is "" where the text ends. `in_body` says that the article's body differs, not its front matter.
    """

    line: int
    source: str
    article: str
    in_body: bool


def violation(opened: Opened, document: Document, article: str) -> Violation | None:
    """The first difference of words between a source and the article's file; None when conversion told the truth."""
    front, body = parts(article)
    text, ends = text_and_ends(opened, document)
    return _body_violation(text, body) or _front_violation(opened, document, ends, front)


def is_literal(lines: Iterable[str], body: str) -> bool:
    """Whether the page of an article's body holds the words of the lines and no others, in their order."""
    return words("\n".join(lines)) == shown_words(rendered(body))


def parts(article: str) -> tuple[str, str]:
    """The front matter of an article's file with its fences, and the body."""
    front, fence, body = article.partition(_BODY_BEGINS)
    return front + fence, body


def text_and_ends(opened: Opened, document: Document) -> tuple[list[Numbered], list[tuple[Label, list[Numbered]]]]:
    """The numbered lines of the text, and those of each part around it."""
    numbered = list(enumerate(opened.body, opened.body_start))
    ends: list[tuple[Label, list[Numbered]]] = []
    text: list[Numbered] = []
    at = 0
    for block in document.blocks:
        if type(block) is not Frame:
            continue
        start, end = block.span.start - opened.body_start, block.span.end - opened.body_start + 1
        if start >= 0 and end <= len(numbered):
            ends.append((block.part, numbered[start:end]))
            text += numbered[at:start]
            at = end
    return text + numbered[at:], ends


# The body


def _body_violation(text: Sequence[Numbered], body: str) -> Violation | None:
    page = rendered(body)
    if words("\n".join([line for _, line in text])) == shown_words(page):
        return None
    source = written_words("\n".join([line for _, line in text]))
    shown = read_page(page)
    difference = _first_difference(source, shown)
    if difference is None:
        return None
    i, j = difference
    return Violation(_line_of(i, text), _word(source, i), _word(shown.words, j), in_body=True)


def _first_difference(source: Words, page: Page) -> tuple[int, int] | None:
    """The positions in both at which they go apart."""
    shown = page.words
    row_end = row_start = source_start = 0
    i = j = 0
    passed, link_end = 0, -1  # how many links that end there have had their addresses
    while i < len(source) or j < len(shown):
        if j in page.rows and j >= row_end:
            row_start, row_end, source_start = j, page.rows[j], i
        if j != link_end:
            passed, link_end = 0, j
        skipped = _address_behind(source, i, page, j) if passed < len(page.addresses.get(j, ())) else 0
        if skipped:
            i, passed = i + skipped, passed + 1
        elif i < len(source) and j < len(shown) and _is_same(source[i], shown[j]):
            i, j = i + 1, j + 1
        elif i < len(source) and source[i] in _SIGNS:
            i += 1
        elif j < len(shown) and shown[j] in _SIGNS:
            j += 1
        elif j < row_end and (length := _same_row(source[source_start:], shown[row_start:row_end])):
            i, j = source_start + length, row_end
        else:
            return i, j
    return None


def _address_behind(source: Words, i: int, page: Page, j: int) -> int:
    """How many words of the source are the address of a link that ends at `j`, and do not stand on the page."""
    for address in chain.from_iterable(page.addresses.get(j, ())):
        length = len(address)
        if not length or source[i : i + length] != address:
            continue
        is_own_label = page.words[max(j - length, 0) : j] == address
        if not is_own_label or _repeats(source, i, address) > _repeats(page.words, j, address):
            return length
    return 0


def _repeats(among: Words, position: int, wanted: Words) -> int:
    """How often the wanted words stand one after the other from a position on."""
    length = len(wanted)
    end = position
    while among[end : end + length] == wanted:
        end += length
    return (end - position) // length


def _same_row(source: Words, row: Words) -> int:
    """How many words of the source are those of a table's row in another order; 0 when they are others."""
    wanted = Counter(word for word in row if word not in _SIGNS)
    left = wanted.total()
    for length, word in enumerate(source, 1):
        if word not in _SIGNS:
            if not wanted[word]:
                return 0
            wanted[word] -= 1
            left -= 1
        if not left:
            return length
    return 0


def _is_same(a: bytes, b: bytes) -> bool:
    return a == b or (a.isdigit() and b.isdigit() and a.lstrip(b"0") == b.lstrip(b"0"))


def _line_of(position: int, text: Sequence[Numbered]) -> int:
    """The number of the line on which the word at a position stands; that of the last one for a position behind all."""
    before = 0
    last = 0
    for number, line in text:
        count = len(written_words(line))
        if count:
            last = number
        before += count
        if before > position:
            return number
    return last


def _word(among: Words, position: int) -> str:
    return among[position].decode() if position < len(among) else ""


# The front matter


def _front_violation(
    opened: Opened, document: Document, ends: Sequence[tuple[Label, Sequence[Numbered]]], front: str
) -> Violation | None:
    values = _readable(front)
    said = _joined(words(values))
    for part, lines in ends:
        at = 0
        for number, line in lines:
            wanted = _joined(words(_without_name(part, line)))
            if wanted:
                if "*" in line and _NOTE_TO_EDITORS.search(line) and wanted in said:
                    continue
                found = said.find(wanted, 0 if part is Label.HEADER else at)
                if found < 0:
                    return Violation(number, wanted.strip().decode(), "", in_body=False)
                at = found + len(wanted) - 1
    for value in (opened.title, opened.product, opened.product_code, *opened.footer.values()):
        if _joined(words(value)) not in said:
            return Violation(1, value, "", in_body=False)
    together = said.replace(b" ", b"")
    for value in opened.header.values():  # cut and glued, where the footer has the field
        if b"".join(words(value)) not in together:
            return Violation(1, value, "", in_body=False)
    return _invention(opened, document, ends, said)


def _readable(front: str) -> str:
    """The text of the front matter, in which its words can be found: YAML as it stands, unless it has other escapes than of quotes."""
    if not _YAML_ESCAPE.search(front.replace("\\\\", "")):
        return front
    read, _ = frontmatter.load(front.strip("-\n") + "\n", "")
    return "\n".join(_strings(msgspec.to_builtins(read)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
    else:
        yield str(value)


def _without_name(part: Label, line: str) -> str:
    if part is Label.APPLIES and _INTRODUCTION.match(line):
        return ""
    return line.partition(":")[2] if part is Label.QUERY and ":" in line else line


def _invention(
    opened: Opened, document: Document, ends: Sequence[tuple[Label, Sequence[Numbered]]], said: bytes
) -> Violation | None:
    written = [opened.title, opened.product, opened.product_code, *opened.header.values(), *opened.footer.values()]
    written += [line for _, lines in ends for _, line in lines]
    written += [line for line in opened.body if line and line[0] in "Kk" and CATEGORY.match(line)]
    revised = document.fields.revised.isoformat()
    allowed = words("\n".join([*written, document.id, document.form, revised]))
    invented = set(said.split()) - _FIELD_NAMES - set(allowed)
    if not invented:
        return None
    together = b"".join(allowed)
    word = next((word for word in sorted(invented) if word not in together), None)
    return None if word is None else Violation(1, "", word.decode(), in_body=False)


def _joined(found: Words) -> bytes:
    return b" %b " % b" ".join(found) if found else b""


_FIELD_NAMES = frozenset(
    word
    for kind in (FrontMatter, Source, AppliesTo)
    for field in msgspec.structs.fields(kind)
    for word in words(field.name)
) | frozenset(words("PROD/VER OPER/SYS KEYWORDS"))
