"""What leads to articles from elsewhere: the map for other sites, and pages at the addresses of ids that are found somewhere else."""

from collections.abc import Iterator, Sequence

from kbtool.catalogue import Known
from kbtool.catalogue.xref import FILE_NAME, encoded, xref_map
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
