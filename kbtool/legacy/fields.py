"""One set of fields from an article's header and footer.

Precedence: the footer is complete where it has the field; the header's values are cut at 87 characters and sometimes glued together,
and serve only where the footer is silent. A header value that is a beginning of the footer's says nothing of its own; any other
that loses is kept under its legacy name in `superseded`. Where the header's fields are empty, their values may stand displaced
below it; the category lines of older articles hold further keywords.
"""

import re
from collections.abc import Sequence

from kbtool.legacy.blocks.signs import CATEGORY
from kbtool.legacy.body import Ends
from kbtool.legacy.envelope import Opened
from kbtool.model import Fields

_HEADER_AND_FOOTER = (("PROD/VER", "Version"), ("KEYWORDS", "Keywords"))
_VERSION = re.compile(r"'?\d\S*(?:[ |]+'?\d\S*)*\Z")
_SYSTEM = re.compile(r"[A-Z][A-Z0-9/-]+(?:[ |]+[A-Z0-9][A-Z0-9./-]*)*\Z")
_KEYWORDS = re.compile(r"(?:\S+ +)*kb\S+(?: +\S+)*\Z", re.IGNORECASE)


def reconcile(opened: Opened, ends: Ends) -> Fields:
    """The fields of an opened article, with those that stand at the ends of its body."""
    footer = opened.footer
    displaced, prologue = _displaced(ends.prologue, opened)
    header = opened.header | displaced
    return Fields(
        title=opened.title,
        revised=opened.identity.revised,
        product=opened.product,
        product_code=opened.product_code,
        applies_to=ends.applies_to,
        cleaned=ends.cleaned,
        version=_said(footer.get("Version", "")) or _said(header.get("PROD/VER", "")),
        operating_system=header.get("OPER/SYS", ""),
        keywords=_with_categories(_tokens(footer.get("Keywords") or header.get("KEYWORDS", "")), ends.closing),
        component=footer.get("Component", ""),
        technology=_tokens(footer.get("Technology", "")),
        platform=footer.get("Platform", ""),
        hardware=_tokens(footer.get("Hardware", "")),
        issue_type=_tokens(footer.get("Issue type", "")),
        solution_type=_tokens(footer.get("Solution Type", "")),
        query_words=ends.query_words,
        prologue=prologue,
        closing=ends.closing,
        superseded={
            name: header[name]
            for name, footer_name in _HEADER_AND_FOOTER
            if _says_something_else(header.get(name, ""), footer.get(footer_name, ""))
        },
    )


def _displaced(lines: tuple[str, ...], opened: Opened) -> tuple[dict[str, str], tuple[str, ...]]:
    """The values of empty header fields that stand below the header, in the order of the fields, and the lines that are none.

    Lines of which one is no such value are none of them.
    """
    fields = (
        (_VERSION, "PROD/VER", opened.footer.get("Version") or opened.header.get("PROD/VER", "")),
        (_SYSTEM, "OPER/SYS", opened.header.get("OPER/SYS", "")),
        (_KEYWORDS, "KEYWORDS", opened.footer.get("Keywords") or opened.header.get("KEYWORDS", "")),
    )
    found: dict[str, str] = {}
    others = []
    next_field = 0
    for line in lines:
        field = next((i for i in range(next_field, len(fields)) if fields[i][0].match(line)), None)
        if field is None:
            return {}, lines
        next_field = field + 1
        _, name, value = fields[field]
        if _said(value):
            others.append(line)
        else:
            found[name] = line
    return found, tuple(others)


def _said(value: str) -> str:
    """The value of a version field; "" where it holds nothing but the colon that stands before versions."""
    return value if value.strip(": ") else ""


def _with_categories(keywords: tuple[str, ...], closing: Sequence[str]) -> tuple[str, ...]:
    """The keywords, and those that the category lines name besides."""
    named = (word for line in closing if CATEGORY.match(line) for word in _tokens(CATEGORY.sub("", line, count=1)))
    return tuple(dict.fromkeys((*keywords, *named))) if any(map(CATEGORY.match, closing)) else keywords


def _tokens(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _says_something_else(header: str, footer: str) -> bool:
    if not footer:
        return False
    return not _bare(footer).startswith(_bare(header))


def _bare(value: str) -> str:
    return "".join(value.split()).lstrip(":")
