"""What becomes of a reference: whether its article is here, moved, known elsewhere or missing, and whether its title fits."""

from enum import StrEnum

import msgspec

from kbtool.catalogue.titles import Agreement


class State(StrEnum):
    """What a reference leads to."""

    HERE = "here"
    MOVED = "moved"
    """The article was renamed or merged; the redirect file says into which."""
    ELSEWHERE = "elsewhere"
    """Not here, but the successor file knows where it lives on."""
    BROKEN = "broken"
    """Here, but its file cannot be read as an article."""
    MISSING = "missing"


class Successor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an article that is not in this base lives on."""

    url: str
    title: str = ""


class Resolution(msgspec.Struct, frozen=True):
    """What a reference leads to.

    `target` is the id of the article that readers come to, "" if there is none here; `broken` that of the one they would come to if its
    file could be read, else ""; `agreement` compares the titles where there are two; `suggestions` are the ids that may have been meant,
    each confirmed by its title.
    """

    state: State
    target: str = ""
    broken: str = ""
    agreement: Agreement | None = None
    successor: Successor | None = None
    suggestions: tuple[str, ...] = ()
