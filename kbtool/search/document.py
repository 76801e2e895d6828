"""An article as the index builder wants it: small, and made in whatever process holds the article's tokens."""

from collections.abc import Sequence
from itertools import chain

import msgspec
from markdown_it.token import Token

from kbtool.model import Article
from kbtool.search import analysis, evidence, excerpts, facets, phrases, vocabulary
from kbtool.search.common import COMMON
from kbtool.search.fields import Field, Texts, texts

LEAD_LENGTH = excerpts.LONGEST
"""Characters, at most: an excerpt can show all words that the lead holds."""
_OWN_ID = 4.0


class SearchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What search keeps of one article."""

    id: str
    title: str
    url: str
    """The address of the page below the root of the site."""
    lead: str
    """The beginning of what the article says it is about: excerpts are taken from it, and how closely the words of a query stand is seen in it."""
    product: str
    """Articles of one product lie together in the index, because one query tends to want them together."""
    terms: str
    """The terms, one a line, each once."""
    frequencies: bytes
    """The weighted frequency of each term, packed (`evidence.unpack`)."""
    values: facets.Values
    """What results can be narrowed by."""
    pairs: bytes
    """The keys of its pairs of neighbouring words (`kbtool.search.phrases`), as an array of unsigned integers of 32 bits."""
    words: str
    """The words as they are spelled (`vocabulary.words_of`), separated by spaces, each once."""


def extract(article: Article, tokens: Sequence[Token], url: str) -> SearchDocument:
    """What search keeps of `article`, whose page is at `url` below the root of the site.

    `tokens` are those of `kbtool.content.markdown.parse`; they are only read.
    """
    found = texts(article, tokens)
    fields = evidence.count_chunks(found)
    weighed = evidence.weigh(fields)
    for term in chain.from_iterable(map(analysis.terms, analysis.chunks(article.front.id))):
        weighed[term] = weighed.get(term, 0.0) + _OWN_ID
    return SearchDocument(
        id=article.front.id,
        title=article.front.title,
        url=url,
        lead=_lead(found),
        product=article.front.product,
        terms="\n".join(weighed),
        frequencies=bytes(map(evidence.pack, weighed.values())),
        values=facets.values(article.front),
        pairs=phrases.keys(chain.from_iterable(found.values()), COMMON).tobytes(),
        words=" ".join(sorted(vocabulary.words_of(chain.from_iterable(fields.values())))),
    )


def _lead(found: Texts) -> str:
    """The beginning of what the article says it is about, and of its text or its literals where it does not say."""
    source = next((found[f] for f in (Field.LEAD, Field.BODY, Field.LITERALS) if any(found[f])), [])
    words: list[str] = []
    length = -1
    for word in (word for part in source for word in part.split()):
        length += 1 + len(word)
        if length > LEAD_LENGTH - len(excerpts.MORE):
            return " ".join(words or [word[: LEAD_LENGTH - len(excerpts.MORE)]]) + excerpts.MORE
        words.append(word)
    return " ".join(words)
