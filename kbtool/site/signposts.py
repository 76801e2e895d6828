"""What leads to articles from elsewhere: the map for other sites, pages at the addresses of ids that are found somewhere else, and search."""

from collections.abc import Container, Iterator, Sequence

from kbtool import search
from kbtool.catalogue import Known
from kbtool.catalogue.resolution import State, Successor
from kbtool.catalogue.xref import FILE_NAME, encoded, xref_map
from kbtool.content import markdown
from kbtool.model import Article, FrontMatter
from kbtool.site import addresses, fragments
from kbtool.site.context import SiteContext
from kbtool.site.rows import Row


def signposts(context: SiteContext, rows: Sequence[Row], known: Known) -> Iterator[tuple[str, str]]:
    """The files by their path below the root of the site, with `/` between the parts."""
    xref = xref_map(
        ((row.id, row.title, row.product, row.revised.isoformat() if row.revised else "") for row in rows),
        known,
        base=context.site_url,
        address=lambda article_id: context.public(addresses.article(article_id)),
    )
    yield FILE_NAME, encoded(xref).decode()
    for old, new in xref.redirects.items():
        yield _page(context, old, new, xref.articles[new].title)
    for old, successor in xref.successors.items():
        yield _page(context, old, successor.url, successor.title or successor.url)


def _page(context: SiteContext, old: str, lead: str, title: str) -> tuple[str, str]:
    address = addresses.article(old)
    target = context.view(address).to_lead(lead)
    canonical = lead if addresses.is_elsewhere(lead) else context.canonical(addresses.article(lead))
    html = fragments.render(context, "moved.html", address, id=old, target=target, canonical=canonical, title=title)
    return f"{address}index.html", html


def moved(known: Known, here: Container[str]) -> dict[str, str]:
    """The ids under which articles that are here are not found any more, with those under which they are."""
    return {old: leads.target for old, leads in known.resolutions(here) if leads.state is State.MOVED}


def documents_elsewhere(context: SiteContext, known: Known, here: Container[str]) -> Iterator[search.SearchDocument]:
    """What search keeps of articles that live on elsewhere: their page here leads there."""
    for name, leads in known.resolutions(here):
        if leads.state is State.ELSEWHERE and leads.successor:
            yield _document_elsewhere(context, name, leads.successor)


def _document_elsewhere(context: SiteContext, name: str, successor: Successor) -> search.SearchDocument:
    article = Article(
        front=FrontMatter(id=name, title=successor.title or successor.url), body=f"Lives on at <{successor.url}>.\n"
    )
    return search.extract(article, markdown.parse(article.body, context.ids), context.public(addresses.article(name)))
