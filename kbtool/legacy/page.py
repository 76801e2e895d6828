r"""The archived page: the text form as a Jekyll page, every body line behind a tab and one leading space poorer.

Two revisions exist. The later one wraps the text in `{% raw %}` and `{% endraw %}` and begins its permalink with a slash.
Undoing the page gives the columns of the text form back, but for one ambiguity: a line at column 0 may have stood at column 1.
Bullets and the heads of directories are moved back there, where nearly all of them stood.
"""

import html
import re
from collections.abc import Sequence

from kbtool.findings import Code
from kbtool.legacy import characters
from kbtool.legacy.envelope import EnvelopeError, Identity, Opened, legacy_date
from kbtool.legacy.products import code_of
from kbtool.legacy.text import CLOSING_RULE, footer_fields
from kbtool.model import Label, Span

_ARTICLE = re.compile(r"^\tArticle: ", re.MULTILINE)
_FIELD = re.compile(r"\t([A-Z][A-Za-z()]*(?: [A-Z][A-Za-z()]*)*): ?(.*)\Z")
FIELD_NAMES = ("Article", "Product(s)", "Version(s)", "Operating System(s)", "Keyword(s)", "Last Modified")
# <F1> to <F9> are keys, unless they stand within a word.
_HEX = re.compile(r"<(7F|[A-E][0-9A-F]|F[0A-F])>|(?<=[a-z])<(F[1-9])>|<(F[1-9])>(?=[a-z])")
_DIRECTORY_HEAD = re.compile(r"Volume in drive [A-Z] |Volume Serial Number is |Directory of [A-Z]:\\")
_TITLE_HEX = re.compile(r"<([0-9A-F]{2})>")
RAW_MARKERS = ("{% raw %}", "{% endraw %}")
MSPL_PRODUCT = "\tProduct(s): See article"


def is_page(head: str) -> bool:
    """Whether the file begins as an archived page of either kind."""
    return head.startswith("---\n") and bool(_ARTICLE.search(head))


class PageEnvelope:
    """Reads an archived page of an article of the text form."""

    form = "page"
    precedence = 1

    def recognises(self, head: str) -> bool:
        """A Jekyll page with the fields of an article."""
        return is_page(head)

    def identify(self, lines: Sequence[str]) -> Identity:
        """Id and date stand in the fields above the body."""
        return page_identity(*page_fields(lines))

    def open(self, lines: Sequence[str]) -> Opened:
        """Undo the page."""
        fields, first = page_fields(lines)
        start, end = body_range(lines, first)
        body = [_undo(line) for line in lines[start:end]]
        rule = next((i for i in range(len(body) - 1, -1, -1) if body[i].strip() == CLOSING_RULE), len(body))
        footer, footer_start = footer_fields(body, 0, rule)
        closing = ((Label.FOOTER, Span(start + footer_start + 1, len(lines))),) if footer_start < len(body) else ()
        return Opened(
            identity=page_identity(fields, first),
            title=page_title(lines, fields["Article"]),
            product=fields["Product(s)"],
            product_code=code_of(fields["Product(s)"]),
            header={
                "PROD/VER": fields["Version(s)"],
                "OPER/SYS": fields["Operating System(s)"],
                "KEYWORDS": fields["Keyword(s)"],
            },
            header_span=Span(1, start),
            body=body[:footer_start],
            body_start=start + 1,
            footer=footer,
            closing_spans=closing or trailing_marker(lines, end),
        )


def trailing_marker(lines: Sequence[str], end: int) -> tuple[tuple[str, Span], ...]:
    """The page's own closing lines, if any of them holds something."""
    return ((Label.FOOTER, Span(end + 1, len(lines))),) if any(line.strip() for line in lines[end:]) else ()


def page_fields(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields above the body and the 0-based line of the first of them. Raises EnvelopeError when one is missing."""
    first = next((i for i, line in enumerate(lines) if line.startswith("\tArticle: ")), None)
    if first is None:
        raise EnvelopeError(
            Code.HEADER_BROKEN, 1, "the page has no line 'Article:'.", "Restore the page from its source."
        )
    fields: dict[str, str] = {}
    for number, name in enumerate(FIELD_NAMES, first):
        field = _FIELD.match(lines[number]) if number < len(lines) else None
        if not field or field[1] != name:
            raise EnvelopeError(
                Code.HEADER_BROKEN,
                min(number + 1, len(lines)),
                f"the field '{name}' should stand here.",
                f"The page's fields are {', '.join(FIELD_NAMES)}, one a line.",
            )
        fields[name] = field[2].strip()
    return fields, first


def page_identity(fields: dict[str, str], first: int) -> Identity:
    """Id and date from the page's fields."""
    return Identity(fields["Article"], legacy_date(fields["Last Modified"], first + len(FIELD_NAMES)))


def page_title(lines: Sequence[str], article_id: str) -> str:
    """The title from the page's heading, its escapes undone. Raises EnvelopeError when there is none."""
    heading = next((line for line in lines if line.startswith(f"## {article_id}: ")), "")
    if not heading:
        raise EnvelopeError(
            Code.HEADER_BROKEN,
            1,
            f"the page has no heading '## {article_id}: ...', so the article has no title.",
            "Restore the page from its source, or add the heading.",
        )
    title = html.unescape(heading.removeprefix(f"## {article_id}: ")).replace("{ {", "{{").replace("} }", "}}")
    return _TITLE_HEX.sub(lambda code: characters.decode(bytes.fromhex(code[1])), title).strip()


def body_range(lines: Sequence[str], first: int) -> tuple[int, int]:
    """0-based first line of the body, and the line after its last; Raises EnvelopeError when there is none."""
    start = first + len(FIELD_NAMES)
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = len(lines)
    while end > start and (not lines[end - 1].strip() or lines[end - 1] in RAW_MARKERS):
        end -= 1
    if start == end:
        raise EnvelopeError(
            Code.BODY_MISSING,
            start,
            "the page ends after its fields.",
            "Restore the page from its source, or remove it.",
        )
    return start, end


def unescaped(line: str) -> str:
    """A body line with its bytes written as `<A0>` turned back into characters."""
    return _HEX.sub(lambda code: characters.decode(bytes.fromhex(code[code.lastindex or 1])), line)


def _undo(line: str) -> str:
    line = unescaped(line.removeprefix("\t")) if "<" in line else line.removeprefix("\t")
    stood_in = line.startswith((" ", "- ")) or line == "-" or _DIRECTORY_HEAD.match(line)
    return " " + line if stood_in else line
