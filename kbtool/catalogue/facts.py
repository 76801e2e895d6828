"""Citations as programs read them: what `kbtool refs --format json` prints."""

import msgspec

from kbtool.catalogue import Agreement, Catalogue, Entry, Form, State, Successor
from kbtool.catalogue.neighbours import Cited, Missing, Neighbours


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is here. `path` is below the content folder, `revised` ISO 8601 or ""."""

    id: str
    title: str
    path: str
    product: str
    keywords: tuple[str, ...]
    revised: str


class Citation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A citation: the article `by` that makes it at `line` and `column` of the file `path`, the id as cited, and what it leads to.

    `title` is the title by which it is cited, `sentence` the one it stands in; `target` and `target_title` are the article that readers
    come to, `broken` is the id of the one whose file is broken, `agreement` says how far the titles agree, and `suggestions` are ids that
    may have been meant.
    """

    by: str
    by_title: str
    path: str
    line: int
    column: int
    id: str
    form: Form
    sentence: str
    state: State
    title: str = ""
    target: str = ""
    target_title: str = ""
    broken: str = ""
    agreement: Agreement | None = None
    suggestions: tuple[str, ...] = ()


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """An id and all citations around it; the totals count them, whatever the limit.

    `broken` is the id of the article to which it leads but whose file is broken, else "".
    """

    id: str
    state: State
    broken: str
    article: Article | None
    successor: Successor | None
    cites_total: int
    cited_by_total: int
    cites: tuple[Citation, ...]
    cited_by: tuple[Citation, ...]


class CitedTitle(msgspec.Struct, frozen=True):
    """A title by which something is cited, and how often."""

    title: str
    times: int


class MissingArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An id that is cited but not here: how often, and in which articles."""

    id: str
    citations: int
    articles: tuple[str, ...]
    titles: tuple[CitedTitle, ...]
    successor: Successor | None
    suggestions: tuple[str, ...]


def around(catalogue: Catalogue, found: Neighbours, limit: int | None = None) -> Around:
    """An id with its citations, at most `limit` each way."""
    return Around(
        id=found.id,
        state=found.resolution.state,
        broken=found.resolution.broken,
        article=_article(found.entry) if found.entry else None,
        successor=found.resolution.successor,
        cites_total=len(found.cites),
        cited_by_total=len(found.cited_by),
        cites=tuple(_citation(catalogue, place) for place in found.cites[:limit]),
        cited_by=tuple(_citation(catalogue, place) for place in found.cited_by[:limit]),
    )


def missing(found: Missing) -> MissingArticle:
    """What is missing."""
    return MissingArticle(
        id=found.id,
        citations=len(found.cited_by),
        articles=found.articles,
        titles=tuple(CitedTitle(title, times) for title, times in found.titles),
        successor=found.successor,
        suggestions=found.suggestions,
    )


def _article(entry: Entry) -> Article:
    return Article(
        id=entry.id,
        title=entry.title,
        path=entry.path,
        product=entry.product,
        keywords=entry.keywords,
        revised=entry.revised,
    )


def _citation(catalogue: Catalogue, place: Cited) -> Citation:
    reference, resolution = place.reference, place.resolution
    return Citation(
        by=place.by.id,
        by_title=place.by.title,
        path=place.by.path,
        line=reference.line,
        column=reference.column,
        id=reference.id,
        form=reference.form,
        sentence=reference.sentence,
        state=resolution.state,
        title=reference.title,
        target=resolution.target,
        target_title=catalogue.by_id[resolution.target].title if resolution.target else "",
        broken=resolution.broken,
        agreement=resolution.agreement,
        suggestions=resolution.suggestions,
    )
