"""Where two sources of one article say different things in a field."""

from collections.abc import Iterator

from kbtool.model import Document, Fields

_PLAIN_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def contradictions(won: Document, lost: Document) -> Iterator[tuple[str, str, str]]:
    """The fields in which the source that lost says something of its own: their name, what it says, and what won.

    A value that was only cut, glued together or written with other blanks and quotation marks on its way says nothing of its own.
    """
    for name, value, other in _values(won.fields, lost.fields):
        if not _bare(other).startswith(_bare(value)):
            yield name, value, other
    extra = _own_keywords(won.fields.keywords, lost.fields.keywords)
    if extra:
        yield "keywords", " ".join(extra), " ".join(won.fields.keywords)


def _values(won: Fields, lost: Fields) -> Iterator[tuple[str, str, str]]:
    yield "title", lost.title, won.title
    yield "product", lost.product, won.product
    yield "version", lost.version, won.version
    yield "operating system", lost.operating_system, won.operating_system
    yield "query words", lost.query_words, won.query_words


def _own_keywords(won: tuple[str, ...], lost: tuple[str, ...]) -> list[str]:
    """Keywords of the one that the other does not have, not even glued together or cut."""
    known = frozenset(won)
    glued = "".join(won)
    return [keyword for keyword in lost if keyword not in known and keyword not in glued]


def _bare(value: str) -> str:
    return "".join(value.translate(_PLAIN_QUOTES).split()).lstrip(":")
