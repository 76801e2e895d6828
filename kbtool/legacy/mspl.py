"""The MSPL page: the older programming-languages articles. A page like the others, but its body never went through the text form."""

from collections.abc import Sequence

from kbtool.legacy.envelope import Identity, Opened
from kbtool.legacy.page import (
    MSPL_PRODUCT,
    body_range,
    is_page,
    page_fields,
    page_identity,
    page_title,
    trailing_marker,
)
from kbtool.model import Span

_COLLECTIONS = {
    "mspl13_basic": "Microsoft Basic",
    "mspl13_c": "Microsoft C",
    "mspl13_masm": "Microsoft Macro Assembler",
}
_LEAKED_DIVIDER = "=" * 77


class MsplEnvelope:
    """Reads an MSPL page."""

    form = "mspl"
    precedence = 1

    def recognises(self, head: str) -> bool:
        """An archived page whose product is given as `See article`."""
        return is_page(head) and MSPL_PRODUCT in head

    def identify(self, lines: Sequence[str]) -> Identity:
        """Id and date stand in the fields above the body."""
        return page_identity(*page_fields(lines))

    def open(self, lines: Sequence[str]) -> Opened:
        """Take fields and body; four pages have their fields shifted by one, with the keywords as first body line."""
        fields, first = page_fields(lines)
        start, end = body_range(lines, first)
        version, system, keywords = (fields[name] for name in ("Version(s)", "Operating System(s)", "Keyword(s)"))
        body = [line.removeprefix("\t") for line in lines[start:end]]
        if not version and keywords.startswith("MS-DOS") and body:
            version, system, keywords = (
                system,
                keywords.rsplit(" | ", 1)[0],
                f"{body[0]} | {keywords.rsplit(' | ', 1)[-1]}",
            )
            start, body = start + 1, body[1:]
        body = body[: _before_leaked_divider(body)]
        collection = keywords.rsplit("|", 1)[-1].strip()
        return Opened(
            identity=page_identity(fields, first),
            title=page_title(lines, fields["Article"]),
            product=_COLLECTIONS.get(collection, ""),
            product_code=collection if collection in _COLLECTIONS else "",
            header={"PROD/VER": version, "OPER/SYS": system, "KEYWORDS": keywords.replace("|", " ")},
            header_span=Span(1, start),
            body=body,
            body_start=start + 1,
            closing_spans=trailing_marker(lines, start + len(body)),
            has_applies_block=False,
        )


def _before_leaked_divider(body: Sequence[str]) -> int:
    """The length of the body without the name of the next part of the source volume, which leaked into the end of ten pages."""
    if (
        len(body) < 4
        or body[-1].strip() != _LEAKED_DIVIDER
        or not body[-2].strip()
        or any(line.strip() for line in body[-4:-2])
    ):
        return len(body)
    return len(body) - 2
