"""One set of fields from an article's header and footer.

Precedence: the footer is complete where it has the field; the header's values are cut at 87 characters and sometimes glued together,
and serve only where the footer is silent. Where both are empty, or name a platform without a version, the value may stand displaced
below the header. A value that is a beginning of the chosen one says nothing of its own; any other that loses is kept under its legacy
name in `superseded`. Keywords that stand there although the field has others, and the words of category lines,
are added to the field.
"""

import re
from collections.abc import Iterator, Sequence

from kbtool.legacy.blocks.signs import CATEGORY
from kbtool.legacy.body import Ends
from kbtool.legacy.envelope import Opened
from kbtool.model import Fields

_VERSION = re.compile(r"'?\d\S*(?:[ |]+'?\d\S*)*\Z")
_SYSTEM = re.compile(r"(?:[A-Z][A-Z0-9/-]+|Windows)(?:[ |]+[A-Z0-9][A-Z0-9./-]*)*\Z")
_KEYWORDS = re.compile(r"(?:\S+ +)*kb\S+(?: +\S+)*\Z", re.IGNORECASE)
_NO_VERSION = re.compile(r"[A-Za-z]+:\s*\Z")
"""A platform, of which no version is named."""
_GLUED = re.compile(r"kb\w+kb[a-z]")


def reconcile(opened: Opened, ends: Ends) -> Fields:
    """The fields of an opened article, with those that stand at the ends of its body."""
    footer = opened.footer
    displaced, prologue, further = _displaced(ends.prologue, opened)
    header = opened.header | displaced
    version = displaced.get("PROD/VER") or _said(footer.get("Version", "")) or _said(header.get("PROD/VER", ""))
    system = header.get("OPER/SYS", "")
    keywords = _said(footer.get("Keywords", "")) or header.get("KEYWORDS", "")
    return Fields(
        title=opened.title,
        revised=opened.identity.revised,
        product=opened.product,
        product_code=opened.product_code,
        applies_to=ends.applies_to,
        cleaned=ends.cleaned,
        version=version,
        operating_system=system,
        keywords=_with_older_ones(
            _tokens(keywords),
            (*further, *_in_categories((*ends.categories, *ends.closing))),
        ),
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
            name: value
            for name, value, chosen, beside in (
                ("PROD/VER", opened.header.get("PROD/VER") or footer.get("Version", ""), version, system),
                ("KEYWORDS", opened.header.get("KEYWORDS", ""), keywords, ""),
            )
            if _says_something_else(value, chosen, beside)
        },
    )


def _displaced(lines: tuple[str, ...], opened: Opened) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """What stands below the header in the order of its fields: the values of its empty ones, the lines that are none, further keywords.

    Lines of which one is no such value are none of them. Further keywords stand in such a line where the field has others.
    """
    fields = (
        (_VERSION, "PROD/VER", opened.footer.get("Version") or opened.header.get("PROD/VER", "")),
        (_SYSTEM, "OPER/SYS", opened.header.get("OPER/SYS", "")),
        (_KEYWORDS, "KEYWORDS", opened.footer.get("Keywords") or opened.header.get("KEYWORDS", "")),
    )
    found: dict[str, str] = {}
    others = []
    further: tuple[str, ...] = ()
    next_field = 0
    for line in lines:
        field = next((i for i in range(next_field, len(fields)) if fields[i][0].match(line)), None)
        if field is None:
            return {}, lines, ()
        next_field = field + 1
        _, name, value = fields[field]
        if not _said(value) or (name == "PROD/VER" and _NO_VERSION.match(value)):
            found[name] = " ".join(line.split())
            continue
        others.append(line)
        if name == "KEYWORDS":
            further = _tokens(line)
    return found, tuple(others), further


def _said(value: str) -> str:
    """The value of a field; "" where it holds nothing but the colon that stands before versions."""
    return value if value.strip(": ") else ""


def _in_categories(lines: Sequence[str]) -> Iterator[str]:
    """The words that category lines name."""
    return (word for line in lines if CATEGORY.match(line) for word in _tokens(CATEGORY.sub("", line)))


def _with_older_ones(keywords: tuple[str, ...], older: Sequence[str]) -> tuple[str, ...]:
    """The keywords, and the older ones that are not glued together."""
    return tuple(dict.fromkeys((*keywords, *(word for word in older if not _GLUED.match(word))))) if older else keywords


def _tokens(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _says_something_else(value: str, chosen: str, beside: str) -> bool:
    """Whether a value is no beginning of the one that was chosen for its field, or of that of the field `beside` it."""
    return bool(_said(chosen)) and not any(_bare(other).startswith(_bare(value)) for other in (chosen, beside))


def _bare(value: str) -> str:
    return "".join(value.split()).strip(":")
