"""Numbers that fingers make of others: what an id may have been before it was mistyped."""

from collections.abc import Iterator
from string import digits

from kbtool.ids import parted

_LONGEST = 40
"""Digits: a number of more is that of no article, and would have hundreds of slips."""


def recased(article_id: str) -> Iterator[str]:
    """The id in capitals and in small letters, where that is another."""
    return (other for other in (article_id.upper(), article_id.lower()) if other != article_id)


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
