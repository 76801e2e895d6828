"""Which of `a` and `an` belongs before a word, as far as its letters tell how it is spoken."""

import re
from functools import lru_cache

A, AN, EITHER = "a", "an", ""

_SPELLED = re.compile(r"(?P<letters>[A-Z]{1,4}|[B-DF-HJ-NP-TV-XZ]{2,})(?:s|\d+)?")
"""Letters that are spelled, or perhaps spoken as a word; where all are consonants, spelled. A plural and a version may follow."""
_AN_LETTERS, _A_LETTERS, _OTHER_LETTERS = "AEIO", "BCDGJKPQTVWYZ", "FHLMNRSX"
"""Whose names and sounds both take `an`; whose both take `a`; whose names take `an` and sounds `a`. The name of U takes `a`, its sound `an`, mostly."""
_SPELLED_U = re.compile(r"U(?!P\Z)(?:[B-DF-HJ-NP-TV-Z]*|[AI][A-Z]?)")
_SPOKEN = ("SQL", "MSG", "LNK", "MGR", "SRV")
"""Begin abbreviations of which many speak a word: `a SQL server`."""

_LIKE_YOU = re.compile(
    r"eu(?!ler)|ew[ei]|u(?:biq|gand|kr|nanim|nary|ra[ln]|rol|rin|rug|tah|tens|ter[iu]|til|topi|u)|us(?:[ae]|ing|ual|ur)"
    r"|uni(?:[abcfjopqtvx](?!ial)|d[ir]|l[ai]|mod|s(?!s)|ver)|uni[tx]?\Z"
)
_LIKE_WON = re.compile(r"one(?!i[dr]|rous)|once\Z")
_PERHAPS_SPELLED_U = re.compile(r"u(?:[^aeiouy]*|i[a-z]?|ris?)")
"""`url` and `ui`, which take `a` as their capitals do, and `up`, which does not."""
_SILENT_H = re.compile(r"hour|honest|honou?r|heir")
_WEAK_H = re.compile(r"h(?:abit|allucin|erb|eredit|ero|istor|oriz|otel|omage|umbl|ypo|yster)")
"""Before these many say `an`."""
_CONSONANT = re.compile(
    r"(?:[bcdgjkptvwz]|qu|[bcdgkptw][hlrw]|gn|kn|ps)[aeiouy][a-z]{2,}|y[aeiou][a-z]{2,}"
    r"|(?:[fhlmnrs]|[fs][lr]|s[ckmnptw]|s[ckpt]r|spl|sch|sh|squ|rh)[aeiouy][a-z]{2,}|new\Z"
)
"""A word that begins with a consonant and is long enough to be none that is spelled, as `ftp`, `mdi` and `lvalue` are."""


@lru_cache(maxsize=10_000)
def article_before(word: str) -> str:
    """`a` or `an`, or "" where both are heard, or where it is not certain how the word is spoken.

    Of words joined by hyphens the first tells.
    """
    first, hyphen, _ = word.partition("-")
    if spelled := _SPELLED.fullmatch(first.upper() if hyphen and len(first) == 1 else first):
        return _before_letters(spelled["letters"])
    if not first.isalpha() or not first.isascii():
        return EITHER
    if first[1:].islower():
        return _before_sound(first.lower())
    if _begins_like_consonant(first.lower()):
        return EITHER
    return AN if first[0].upper() in _AN_LETTERS else A if first[0].upper() in _A_LETTERS else EITHER


def _before_letters(letters: str) -> str:
    if _LIKE_WON.match(letters.lower()):
        return A
    if letters[0] in _AN_LETTERS:
        return AN
    if letters[0] in _A_LETTERS or _SPELLED_U.fullmatch(letters):
        return A
    is_spelled = letters[0] in _OTHER_LETTERS and not set(letters).intersection("AEIOUY")
    return AN if is_spelled and not letters.startswith(_SPOKEN) else EITHER


def _before_sound(word: str) -> str:
    if _begins_like_consonant(word):
        return A
    if _PERHAPS_SPELLED_U.fullmatch(word):
        return EITHER
    if word[0] in "aeiou" or _SILENT_H.match(word):
        return AN
    return A if _CONSONANT.fullmatch(word) and not _WEAK_H.match(word) else EITHER


def _begins_like_consonant(word: str) -> bool:
    """Whether a word that begins with a vowel, in small letters, is spoken as if with one of `you` or `won`."""
    return bool(_LIKE_YOU.match(word) or _LIKE_WON.match(word))


def may_belong_before(article: str, letters: str) -> bool:
    """Whether an article belongs, for certain, before some word that begins with these small letters, in whatever case it is written."""
    first = letters[0].upper()
    if first in (_AN_LETTERS if article == AN else _A_LETTERS):
        return True
    return article in {article_before(one) for one in (letters, letters.upper(), letters[0].upper() + letters[1:])}
