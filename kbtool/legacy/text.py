"""The text form: `DOCUMENT:` header, rules of `=`, footer, legal text."""

import re
from collections.abc import Sequence

from kbtool.findings import Code
from kbtool.legacy.envelope import EnvelopeError, Identity, Opened, legacy_date
from kbtool.model import Label, Span

HEADER_RULE = "=" * 70
FOOTER_RULE = "=" * 70
CLOSING_RULE = "=" * 77
LEGAL_OPENING = "THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS"

_FIRST_LINE = re.compile(r"DOCUMENT:\s*(\S+)\s+(\S+)(?:\s+\[([^\]]*)\])?\s*\Z")
_FIELD = re.compile(r"([A-Z][A-Za-z/ ]*):(.*)\Z")
_HEADER_NAMES = ("DOCUMENT", "TITLE", "PRODUCT", "PROD/VER", "OPER/SYS", "KEYWORDS")
FOOTER_NAMES = (
    "Keywords",
    "Component",
    "Technology",
    "Version",
    "Platform",
    "Hardware",
    "Issue type",
    "Solution Type",
)


class TextEnvelope:
    """Reads the text form."""

    form = "text"
    precedence = 2

    def recognises(self, head: str) -> bool:
        """The file begins with the field DOCUMENT."""
        return head.startswith("DOCUMENT:")

    def identify(self, lines: Sequence[str]) -> Identity:
        """Id and date stand in the first line."""
        return _identify(lines[0])[0]

    def open(self, lines: Sequence[str]) -> Opened:
        """Split the file at its rules."""
        identity, code = _identify(lines[0])
        header, end = _header(lines)
        legal_start, body_end = _legal(lines)
        footer, footer_start = footer_fields(lines, end, body_end)
        if not any(line.strip("=- ") for line in lines[end:body_end]):
            raise EnvelopeError(
                Code.BODY_MISSING,
                end,
                "the article ends after its header.",
                "Restore the file from its source, or remove it.",
            )
        closing = []
        if footer_start < legal_start:
            closing.append((Label.FOOTER, Span(footer_start + 1, legal_start)))
        if legal_start < len(lines):
            closing.append((Label.LEGAL, Span(legal_start + 1, len(lines))))
        body_start = end + (end < len(lines) and lines[end] == HEADER_RULE)
        return Opened(
            identity=identity,
            title=header["TITLE"].strip(),
            product=header.get("PRODUCT", "").strip(),
            product_code=code,
            header={name: header[name].strip() for name in ("PROD/VER", "OPER/SYS", "KEYWORDS") if name in header},
            header_span=Span(1, body_start),
            body=lines[body_start:footer_start],
            body_start=body_start + 1,
            footer=footer,
            closing_spans=tuple(closing),
            has_end=bool(closing),
        )


def _identify(first_line: str) -> tuple[Identity, str]:
    parts = _FIRST_LINE.match(first_line)
    if not parts:
        raise EnvelopeError(
            Code.HEADER_BROKEN,
            1,
            "the first line does not hold id and date.",
            "It reads 'DOCUMENT:Q123456  DD-MON-YYYY  [product]' in a sound file.",
        )
    return Identity(parts[1], legacy_date(parts[2], 1)), parts[3] or ""


def _header(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The header's fields and the 0-based line after it and the blank lines that follow it."""
    fields: dict[str, str] = {}
    end = 0
    while end < len(lines) and lines[end].strip():
        field = _field(lines[end])
        if not field or field[0] not in _HEADER_NAMES:
            raise EnvelopeError(
                Code.HEADER_BROKEN,
                end + 1,
                f"this is no field of the header: '{lines[end][:40]}'.",
                f"The header holds {', '.join(_HEADER_NAMES)}, one a line, and ends with a blank line.",
            )
        if field[0] in fields:
            raise EnvelopeError(
                Code.HEADER_BROKEN,
                end + 1,
                f"the field '{field[0]}' stands here again.",
                "Find out which of the two is right, and remove the other.",
            )
        fields[field[0]] = field[1]
        end += 1
    if not fields.get("TITLE", "").strip():
        raise EnvelopeError(
            Code.HEADER_BROKEN,
            end,
            "the header ends without a title.",
            "Restore the file, or add the line 'TITLE   :'.",
        )
    while end < len(lines) and not lines[end].strip():
        end += 1
    return fields, end


def _field(line: str) -> tuple[str, str] | None:
    """Name and value of a field line; None for any other line."""
    field = _FIELD.match(line)
    return (field[1].rstrip(), field[2]) if field else None


def _legal(lines: Sequence[str]) -> tuple[int, int]:
    """0-based first line of the legal text, and of the closing rule before it (both the end of the file where there is none)."""
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].startswith(LEGAL_OPENING):
            end = i
            while end > 0 and not lines[end - 1].strip():
                end -= 1
            return i, end - 1 if end and lines[end - 1] == CLOSING_RULE else end
    return len(lines), len(lines)


def footer_fields(lines: Sequence[str], start: int, end: int) -> tuple[dict[str, str], int]:
    """The footer's fields and the 0-based line on which it begins; the footer reaches to `end`, where the closing rule stands.

    Where there is no footer, the fields are empty and the line is that of the closing rule.
    """
    for i in range(end - 1, start - 1, -1):
        if not lines[i].strip():
            continue
        field = _field(lines[i])
        if field and field[0] in FOOTER_NAMES:
            continue
        if lines[i].strip() != FOOTER_RULE:
            return {}, end
        found = (_field(line) for line in lines[i + 1 : end])
        return {name: value.strip() for name, value in filter(None, found)}, i
    return {}, end
