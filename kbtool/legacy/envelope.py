"""What the forms of legacy articles have in common: fields around a body.

An envelope knows one form: how to recognise it, who the article is, and how to open it. What it returns, `Opened`, is the same
for every form; all that follows (fields, body, blocks) works on that alone. Further forms come from outside through the entry
point group `kbtool.envelopes`, as objects that meet the protocol `Envelope`.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

import msgspec

from kbtool.findings import Code
from kbtool.model import Span


class EnvelopeError(Exception):
    """The file cannot be opened as an article; says at which line, why, and what to do."""

    def __init__(self, code: Code, line: int, message: str, advice: str) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message
        self.advice = advice


class Identity(msgspec.Struct, frozen=True):
    """Which article a file holds, and of which day."""

    id: str
    revised: date


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """An article out of its envelope.

    `header` and `footer` map the legacy names of fields to their values as written. `body` holds lines in the columns of the
    text form, the first of them line `body_start` of the file. The spans are those of the envelope's own lines. `has_end` is
    false where the closing lines of the form are missing, so that the file may be cut.
    """

    identity: Identity
    title: str
    product: str
    header: dict[str, str]
    body: Sequence[str]
    body_start: int
    footer: dict[str, str] = msgspec.field(default_factory=dict)
    header_span: Span
    closing_spans: tuple[tuple[str, Span], ...] = ()
    product_code: str = ""
    has_applies_block: bool = True
    has_end: bool = True


class Envelope(Protocol):
    """One form of legacy article."""

    form: str
    """The name of the form, as it stands in front matter and reports."""
    precedence: int
    """Of two files that hold one article of one day, the form with the higher number wins: it lost less on its way."""

    def recognises(self, head: str) -> bool:
        """Whether a file that begins with `head` (some thousand characters) has this form."""
        ...

    def identify(self, lines: Sequence[str]) -> Identity:
        """Who the article is, from its first lines. Raises EnvelopeError."""
        ...

    def open(self, lines: Sequence[str]) -> Opened:
        """Take the article out of its envelope. Raises EnvelopeError."""
        ...


@cache
def envelopes() -> tuple[Envelope, ...]:
    """Every known form: kbtool's own first, then those that installed packages add."""
    from kbtool.legacy.mspl import MsplEnvelope  # noqa: PLC0415 - the forms build on this module
    from kbtool.legacy.page import PageEnvelope  # noqa: PLC0415
    from kbtool.legacy.text import TextEnvelope  # noqa: PLC0415

    own: tuple[Envelope, ...] = (TextEnvelope(), MsplEnvelope(), PageEnvelope())
    added = [entry.load()() for entry in entry_points(group="kbtool.envelopes")]
    return (*own, *added)


def recognise(head: str) -> Envelope | None:
    """The form of a file that begins with `head`, or None when no form is known for it."""
    return next((envelope for envelope in envelopes() if envelope.recognises(head)), None)


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def legacy_date(text: str, line: int) -> date:
    """The date written `09-AUG-2001` or `9-AUG-1988`."""
    try:
        day, month, year = text.strip().split("-")
        return date(int(year), _MONTHS.index(month.upper()) + 1, int(day))
    except (ValueError, OverflowError):
        raise EnvelopeError(
            Code.HEADER_BROKEN,
            line,
            f"'{text.strip()[:40]}' is no date.",
            "Write it as DD-MON-YYYY, for example 09-AUG-2001.",
        ) from None


def precedence(form: str) -> int:
    """The precedence of a form by its name; 0 for a form that is not known (any more)."""
    return next((envelope.precedence for envelope in envelopes() if envelope.form == form), 0)
