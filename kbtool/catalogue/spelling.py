"""What people write when they mean an article: `193819`, `kb193819`, `q193819`, an address that it has or had."""

import re
from collections import Counter
from collections.abc import Collection

from kbtool.catalogue.addresses import id_in_address
from kbtool.content.dialect import SCHEME, is_of_base
from kbtool.ids import IdForm, parted

_NUMBERED = re.compile(r"(?P<letters>[^\W\d_]*)[\s#:._-]*(?P<number>[0-9]+)")
_FILE = re.compile(r"(?:.*[/\\])?(?P<name>[^/\\]+)\.md")
_ANY_LETTERS = frozenset(["", "kb"])
"""Before a number these say nothing of the letters of the id."""


def ids_meant(words: str, ids: IdForm, known: Collection[str]) -> list[str]:
    """The ids that may be meant, as they are written; `known` are those of articles that are here or are cited.

    Several when the number alone does not say which. When none is known, the one that the words would be; none for other words.
    """
    plain = _without_wrapping(words)
    if "/" in words and (article_id := id_in_address(words.strip(), ids)):
        return [article_id]
    if plain in known:
        return [plain]
    same = [other for other in known if other.casefold() == plain.casefold()] or _of_number(plain, known)
    return sorted(same) or _unknown(plain, ids, known)


def _without_wrapping(words: str) -> str:
    plain = words.strip()
    plain = plain[len(SCHEME) :] if is_of_base(plain) else plain
    file = _FILE.fullmatch(plain)
    return file["name"] if file else plain


def _of_number(plain: str, known: Collection[str]) -> list[str]:
    asked = _NUMBERED.fullmatch(plain)
    if not asked:
        return []
    found = []
    for other in known:
        letters, number = parted(other)
        if number and _plain(number) == _plain(asked["number"]) and _may_be(asked["letters"], letters):
            found.append(other)
    return found


def _plain(number: str) -> str:
    """The number without zeros before it."""
    return number.lstrip("0") or "0"


def _may_be(asked: str, letters: str) -> bool:
    return asked.casefold() in _ANY_LETTERS or asked.casefold() == letters.casefold()


def _unknown(plain: str, ids: IdForm, known: Collection[str]) -> list[str]:
    """The id that the words are, or would be with the letters that most ids of the base have."""
    guesses = [plain, plain.upper()]
    if asked := _NUMBERED.fullmatch(plain):
        parts = map(parted, known)
        usual = Counter(letters for letters, number in parts if number).most_common(1)
        number = _plain(asked["number"])
        guesses += [f"{asked['letters'].upper()}{number}", f"{usual[0][0] if usual else 'Q'}{number}"]
    return [guess for guess in guesses if ids.matches(guess)][:1]
