"""Whether text is English, as far as its small words tell: rules of English grammar are of no use in others."""

import re

_ENGLISH_WORDS = "the of to and you this that for with not when be it can are from"
_OTHER_WORDS = """
    der das und ist nicht ein eine zu den dem mit von auf el los las que una del por para le les et est pour dans une du il di che
    della um uma ao het een niet och att det
"""
_ENGLISH, _OTHER = frozenset(_ENGLISH_WORDS.split()), frozenset(_OTHER_WORDS.split())
"""Small words of English, and such of the neighbouring languages as are none of it."""
_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether more words of a text are surely none of English, by their letters or as small words of other languages, than are small English ones."""
    words = _WORD.findall(text.lower())
    others = sum(word in _OTHER or not word.isascii() for word in words)
    return others > sum(word in _ENGLISH for word in words)
