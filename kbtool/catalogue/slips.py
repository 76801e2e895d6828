"""Numbers that fingers make of others: what an id may have been before it was mistyped."""

from collections.abc import Iterator
from string import digits

from kbtool.catalogue.addresses import LETTER
from kbtool.ids import parted

_OF_ANY = ("", "kb")
"""Before a number, in small letters, these say nothing of the letters of the id."""
_LONGEST = 40
"""Digits: a number of more is that of no article, and would have hundreds of slips."""


def rewritten(article_id: str) -> Iterator[str]:
    """The id as it would be in capitals, in small letters and, where it is a number with nothing or `KB` before it, as one of the archive."""
    letters, number = parted(article_id)
    of_archive = [LETTER + number] if letters.casefold() in _OF_ANY and number else []
    return (other for other in (article_id.upper(), article_id.lower(), *of_archive) if other != article_id)


def miswritten(article_id: str) -> Iterator[str]:
    """The ids from which `rewritten` leads to this one, in small letters."""
    letters, number = parted(article_id)
    yield article_id.casefold()
    if letters == LETTER and number:
        yield from (before + number for before in _OF_ANY)


def slips(article_id: str) -> Iterator[str]:
    """The ids that differ by one slip: a digit wrong, missing, too many or doubled, or two neighbours in the wrong order."""
    letters, number = parted(article_id)
    return (letters + other for other in _variants(number) if not other.startswith("0"))


def mistyped(article_id: str) -> Iterator[str]:
    """The ids from which `slips` leads to this one, and perhaps others: each slip has one that undoes it."""
    letters, number = parted(article_id)
    return (letters + other for other in _variants(number))


def _variants(number: str) -> Iterator[str]:
    """The other numbers, each once."""
    seen = {number}
    for other in _changed(number) if len(number) <= _LONGEST else ():
        if other not in seen:
            seen.add(other)
            yield other


def _changed(number: str) -> Iterator[str]:
    for at, digit in enumerate(number):
        rest = number[at + 1 :]
        if rest:
            yield number[:at] + rest[0] + digit + rest[1:]
        yield number[:at] + rest
        yield from (number[:at] + other + rest for other in digits)
    for at in range(len(number) + 1) if number else ():
        yield from (number[:at] + other + number[at:] for other in digits)
