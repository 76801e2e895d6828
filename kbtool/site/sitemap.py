"""The sitemap: one file, or an index of several where one may not hold all."""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape

import msgspec

NAME = "sitemap.xml"
ROBOTS = "robots.txt"
MOST_URLS = 45_000  # the protocol allows 50,000

_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


class Place(msgspec.Struct, frozen=True):
    """A page's full URL, and when its content last changed, if that is known."""

    url: str
    changed: date | None = None


def sitemap(places: Iterable[Place], site_url: str, most_urls: int = MOST_URLS) -> dict[str, str]:
    """The files of the sitemap by name, `sitemap.xml` among them. `site_url` is the URL of the folder they are put in."""
    ordered = list(places)
    if len(ordered) <= most_urls:
        return {NAME: _file("urlset", "url", ordered)}
    parts = {
        f"sitemap-{number}.xml": ordered[start : start + most_urls]
        for number, start in enumerate(range(0, len(ordered), most_urls), 1)
    }
    files = {name: _file("urlset", "url", part) for name, part in parts.items()}
    base = site_url.rstrip("/")
    files[NAME] = _file("sitemapindex", "sitemap", (Place(f"{base}/{name}") for name in parts))
    return files


def robots(site_url: str) -> str:
    """A robots.txt that names the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/{NAME}\n"


def _file(outer: str, inner: str, places: Iterable[Place]) -> str:
    return _OPENING.format(outer) + "".join(_entries(inner, places)) + f"</{outer}>\n"


def _entries(element: str, places: Iterable[Place]) -> Iterator[str]:
    for place in places:
        changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
        yield f"<{element}><loc>{escape(place.url)}</loc>{changed}</{element}>\n"
