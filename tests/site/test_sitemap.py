"""The sitemap tells search engines of every page once."""

import xml.etree.ElementTree as ET
from datetime import date

from kbtool.site.sitemap import Place, sitemap
from tests.site.bases import Base

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def urls(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter(f"{SPACE}loc")]  # noqa: S314 - our own output


def test_a_small_site_has_one_file(base: Base) -> None:
    base.configure(site_url="https://example.org/lamps/")
    base.article("Q1", revised="2001-08-09", product="Lamps")
    base.build()
    text = (base.site / "sitemap.xml").read_text()
    assert urls(text) == [
        "https://example.org/lamps/",
        "https://example.org/lamps/kb/000/Q1/",
        "https://example.org/lamps/keywords/",
        "https://example.org/lamps/products/",
        "https://example.org/lamps/products/lamps/",
    ]
    assert "<lastmod>2001-08-09</lastmod>" in text


def test_robots_txt_names_it(base: Base) -> None:
    base.configure(site_url="https://example.org/lamps/")
    base.build()
    assert "Sitemap: https://example.org/lamps/sitemap.xml" in (base.site / "robots.txt").read_text()


def test_files_of_one_s_own_are_left_alone(base: Base) -> None:
    base.configure(site_url="https://example.org/")
    base.write("robots.txt", "User-agent: *\nDisallow: /\n")
    base.build()
    assert (base.site / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_more_pages_than_a_file_may_hold_are_split_below_an_index() -> None:
    places = [Place(f"https://example.org/{n}?a&b", date(2001, 8, 9)) for n in range(7)]
    files = sitemap(places, "https://example.org/kb/", most_urls=3)
    assert urls(files.pop("sitemap.xml")) == [f"https://example.org/kb/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert [url for text in files.values() for url in urls(text)] == [place.url for place in places]
