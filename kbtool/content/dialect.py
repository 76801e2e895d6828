"""What Markdown means in this knowledge base beyond CommonMark, without the means to render it."""

from typing import NamedTuple
from urllib.parse import unquote_plus

FENCE = "---"
"""Stands alone on the lines above and below the front matter."""
FRONT_LINE = 2
"""The line of a file on which its front matter begins, below the fence."""
SCHEME = "kb:"
"""Begins the address of an article: `kb:Q160513`. As any scheme it may be written in capitals; see `is_of_base`."""
SEARCH = "?q="
"""Behind the scheme begins with this the address of the search for the words that follow."""
ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
"""The kinds of notes: a quotation that begins with `[!NOTE]`, in whatever case."""
DIRECTIVE = r"<!-- *kbtool-ignore(?P<scope>|-next-line|-file) +(?P<rules>[^ :<>\n]+(?: +[^ :<>\n]+)*) *(?::[^<>\n]*+(?<=--)|--)>"
"""A comment to the linter; `kbtool.lint.suppression` says what it means."""
DEEPEST_LIST = 49
"""What stands in more lists is not rendered at all; the parser recurses with every level."""


class Cited(NamedTuple):
    """What the address of a link to an article says: its id, and with `#` before it the anchor of the heading there; "" for the whole."""

    id: str
    fragment: str


def is_of_base(address: str) -> bool:
    """Whether an address is that of an article, or of the search for words."""
    return address[: len(SCHEME)].lower() == SCHEME


def cited(address: str) -> Cited:
    """The article, and the heading there, to which an address of the base leads."""
    article_id, sign, anchor = address[len(SCHEME) :].partition("#")
    return Cited(article_id, sign + anchor)


def searched_words(address: str) -> str | None:
    """The words that a link with this address leads to the search for; None for any other link."""
    below = address[len(SCHEME) :] if is_of_base(address) else ""
    return unquote_plus(below.removeprefix(SEARCH)) if below.startswith(SEARCH) else None
