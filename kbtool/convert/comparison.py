"""Where two sources of one article say different things in a field."""

from collections.abc import Iterator

from kbtool.model import Document, Fields

_CUT_AT = (32, 64, 87)  # characters: older versions, titles, other values of a header
_GONE = 2
_PLAIN_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def contradictions(won: Document, lost: Document) -> Iterator[tuple[str, str, str]]:
    """The fields in which the source that lost says something of its own: their name, what it says, and what won.

    A value that was only cut, glued together or written with other blanks and quotation marks on its way says nothing of its own.
    """
    for name, value, other in _values(won.fields, lost.fields):
        if _bare(value) != _bare(other) and not (_may_be_cut(value) and _bare(other).startswith(_bare(value))):
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
    """Keywords of the one that the other does not have, not even glued together or, at the end of a line that was cut, in part."""
    own = [keyword for keyword in lost if keyword not in won and not _is_glued(keyword, won)]
    is_cut = bool(own) and own[-1] == lost[-1] and _may_be_cut(" ".join(lost))
    return own[:-1] if is_cut and any(keyword.startswith(own[-1]) for keyword in won) else own


def _is_glued(keyword: str, known: tuple[str, ...]) -> bool:
    """Whether two known keywords stand in this one without a blank."""
    return any(keyword.startswith(first) and keyword.removeprefix(first) in known for first in known)


def _may_be_cut(value: str) -> bool:
    """Whether a header could hold no more of the value; a blank or a colon at its end or beginning may have gone since."""
    return any(0 <= length - len(value) <= _GONE for length in _CUT_AT)


def _bare(value: str) -> str:
    return "".join(value.translate(_PLAIN_QUOTES).split()).lstrip(":")
