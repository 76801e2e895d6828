"""An article as listings know it."""

import re
from datetime import date

import msgspec

_PARTS = re.compile(r"(.*?)(\d*)\Z", re.DOTALL)


WITHOUT_PRODUCT = "Other articles"


def listed_under(product: str) -> str:
    """The name of the product listing in which an article stands."""
    return product.strip() or WITHOUT_PRODUCT


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a listing, and what decides in which listings it stands."""

    id: str
    title: str
    revised: date | None = None
    product: str = ""
    keywords: tuple[str, ...] = ()
    issue_type: tuple[str, ...] = ()


def natural(article_id: str) -> tuple[str, int]:
    """Ids in the order of their numbers: Q9 before Q10."""
    match = _PARTS.match(article_id)
    name, number = match.groups() if match else (article_id, "")
    return name, int(number or 0)


def by_id(row: Row) -> tuple[str, int]:
    """Rows in the order of their ids."""
    return natural(row.id)


def by_title(row: Row) -> tuple[str, tuple[str, int]]:
    """Titles as in a dictionary."""
    return row.title.casefold(), by_id(row)


def newest_first(row: Row) -> tuple[int, tuple[str, int]]:
    """The latest revision first, undated articles last."""
    return -(row.revised.toordinal() if row.revised else 0), by_id(row)
