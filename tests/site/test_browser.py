"""The site as a reader meets it, in Chromium."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.site.bases import BODY, Base
from tests.site.test_hostile_text import BREAKOUT, SCRIPT

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
Serve = Callable[[Path], str]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDE = (
    "```\n" + "wide " * 60 + "\n```\n\n| " + " | ".join("cell" * 3 for _ in range(12)) + " |\n" + "| --- " * 12 + "|\n"
)
CODE = """\
```vbnet
' Trims the wick.
#If Win32 Then
Public Sub Trim(ByVal wick As Integer)
#End If
```

```cpp
#include <oil.h>
class Lamp { int oil = 0x10; char name[4] = "new"; };
```

```html
<p class="lamp">&amp;</p><!-- dark -->
```

```ini
[lamp]
oil=10
```

```asm
trim:   mov ax, 10h ; the wick
```
"""


@pytest.fixture
def site(base: Base, serve: Serve) -> str:
    base.configure(site_url="https://example.org/archive/")
    base.article(
        "Q193819",
        f"{BODY}\n[Q160513](kb:Q160513) As Cited\n\n[d a r k](kb:?q=dark)\n\n[Q999](kb:Q999) Lost\n\n{WIDE}\n> [!NOTE]\n> Mind the wick.\n",
        title="Lamp Stays Dark",
        product="Lamps",
        keywords=["kb" + "long" * 30],
        revised="2001-08-09",
        applies_to=["Lamp 1.0"],
    )
    base.article(
        "Q160513", "```python\nprint('light')\n```\n", title="All About Oil", product="Lamps", revised="2002-01-01"
    )
    base.article("Q7", CODE, title="Zeal", product="Lamps")
    base.write("about.md", "# About\n\nText.\n")
    base.build()
    return serve(base.site)


def test_a_reader_comes_from_one_article_to_another_by_its_link(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    page.get_by_role("link", name="Q160513").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All About Oil")
    assert page.url == f"{site}kb/160/Q160513/"


def test_a_missing_citation_is_no_link(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    expect(page.get_by_text("Q999")).to_have_attribute("title", "Q999 is not in this knowledge base")
    assert page.get_by_role("link", name="Q999").count() == 0


def test_a_reader_searches_and_opens_the_result(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/160/Q160513/")
    page.get_by_role("searchbox").fill("dark lamp")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-search-results][data-search-state="done"]')
    page.locator('[data-article-id="Q193819"] a').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamp Stays Dark")


def test_words_to_search_for_lead_to_the_results(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    page.get_by_role("link", name="d a r k").click()
    page.wait_for_selector('[data-search-results][data-search-state="done"][data-search-query="dark"]')
    expect(page.locator('[data-article-id="Q193819"]')).to_be_visible()


def test_a_query_in_the_address_waits_for_no_script_of_the_page(site: str, visit: Visit) -> None:
    page = visit(site)
    page.route("**/js/search.js", lambda route: route.abort())
    with page.expect_request("**/js/search-worker.js"), page.expect_request("**/search/index/index.json"):
        page.goto(f"{site}search/?q=dark")


def test_a_query_in_the_address_asks_for_what_it_begins_with_once(site: str, visit: Visit) -> None:
    page = visit(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}search/?q=dark")
    page.wait_for_selector('[data-article-id="Q193819"]')
    assert [asked.count(site + name) for name in ("js/search-worker.js", "search/index/index.json")] == [1, 1]


@pytest.mark.parametrize("address", ["search/", "search/?q=", "search/?q=%20", "search/?other=dark", "?q=dark"])
def test_no_query_in_the_address_loads_no_search(site: str, visit: Visit, address: str) -> None:
    page = visit(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + address, wait_until="networkidle")
    assert f"{site}js/search.js" in asked
    assert not [url for url in asked if "index" in url or "worker" in url]


@pytest.mark.parametrize("name", ["js/search-worker.js", "search/index/index.json"])
def test_what_failed_before_the_scripts_were_there_is_asked_for_again(site: str, visit: Visit, name: str) -> None:
    page = visit(site)
    for path in (name, "js/search.js"):
        page.route(site + path, lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed", lambda request: request.url == site + name):
        page.goto(f"{site}search/?q=dark")
    page.wait_for_function("name => self.kbtoolSearch === null || name.endsWith('json')", arg=name)
    page.add_script_tag(url=f"{site}js/search.js")
    page.wait_for_selector('[data-article-id="Q193819"]')


def test_a_listing_leads_to_its_articles_and_can_be_sorted(site: str, visit: Visit) -> None:
    page = visit(site)
    page.locator("main").get_by_role("link", name="Lamps").click()
    rows = page.locator("tbody tr")
    expect(rows.first).to_have_attribute("data-article-id", "Q160513")
    page.get_by_role("button", name="Title").click()
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.articleId)") == ["Q160513", "Q193819", "Q7"]
    page.get_by_role("button", name="Article").click()
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.articleId)") == ["Q7", "Q160513", "Q193819"]
    page.get_by_role("button", name="Article").click()
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.articleId)") == ["Q193819", "Q160513", "Q7"]
    expect(page.get_by_role("columnheader", name="Article")).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize(
    "address", ["", "kb/193/Q193819/", "products/lamps/", "keywords/", "search/", "about/", "404.html"]
)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_the_window(site: str, visit: Visit, address: str, width: int) -> None:
    page = visit(site + address, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wide_code_scrolls_in_its_block_by_keyboard(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/", viewport={"width": 360, "height": 800})
    block = page.locator("pre")
    block.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('pre').scrollLeft > 0")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "address", ["", "kb/193/Q193819/", "kb/160/Q160513/", "kb/000/Q7/", "products/lamps/", "search/", "404.html"]
)
def test_text_can_be_told_from_its_ground(site: str, visit: Visit, address: str, scheme: str) -> None:
    """Every text has the contrast that WCAG AA asks for, in both schemes."""
    page = visit(site + address, color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const channel = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return {rgb: n.slice(0, 3), a: n[3] ?? 1}; };
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.a === 1) return c.rgb;
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, noscript, .skip")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color).rgb), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 30)}`);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("query", ["lamp", 'lamp product:"Lamps"', "qwertzuiop", ""])
def test_the_search_keeps_nobody_out(site: str, visit: Visit, query: str, scheme: str) -> None:
    """What axe-core looks for, with results, with the panel that narrows them, and with nothing found; also when the window gets narrow."""
    page = visit(f"{site}search/?q={quote(query)}", color_scheme=scheme)
    if query:
        page.wait_for_selector('[data-search-results][data-search-state="done"]')
    if "product:" in query:
        page.get_by_role("checkbox", name="Lamps").wait_for()
        page.get_by_role("button", name="Show: Keyword").click()
        page.get_by_role("checkbox", name="kblong").wait_for()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page).response
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]] == []
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_reader_s_colour_scheme_is_respected(site: str, visit: Visit, scheme: str) -> None:
    page = visit(site, color_scheme=scheme)
    red = page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (red > 128) == (scheme == "light")


def test_the_first_tab_leads_past_the_header(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_what_has_the_focus_can_be_seen(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert outline >= 2, page.evaluate("document.activeElement.outerHTML")


def test_every_page_has_its_landmarks_and_one_main_heading(site: str, visit: Visit) -> None:
    for address in ("", "kb/193/Q193819/", "products/", "search/", "404.html"):
        page = visit(site + address)
        for role in ("banner", "main", "contentinfo", "search"):
            assert page.get_by_role(role).count() == 1, (address, role)
        assert page.get_by_role("heading", level=1).count() == 1, address


def test_the_id_and_every_block_of_code_can_be_copied(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/160/Q160513/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Q160513").click()
    assert page.evaluate("navigator.clipboard.readText()") == "Q160513"
    page.get_by_role("button", name="Copy", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()").strip() == "print('light')"


def test_an_address_that_does_not_exist_offers_to_search_for_its_number(base: Base, serve: Serve, visit: Visit) -> None:
    base.configure(site_url="https://example.org/archive/")
    base.article("Q193819")
    base.build()
    missing = base.site / "kb" / "999" / "Q999999"
    missing.mkdir(parents=True)
    (missing / "index.html").write_text((base.site / "404.html").read_text())  # as a host answers any such address
    page = visit(serve(base.site) + "kb/999/Q999999/")
    expect(page.get_by_role("searchbox")).to_have_value("Q999999")
    page.locator(".guess").get_by_role("link").click()
    assert page.url.endswith("/archive/search/?q=Q999999")


def test_printing_shows_the_article_alone(site: str, visit: Visit) -> None:
    page = visit(f"{site}kb/193/Q193819/")
    page.emulate_media(media="print")
    for hidden in (".bar", ".foot", ".kb-trail", ".kb-more", ".kb-contents"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in ("h1", ".kb-id", "time", ".kb-applies", ".kb-body"):
        expect(page.locator(shown).first).to_be_visible()
    assert page.locator("pre").evaluate("block => block.scrollWidth <= block.clientWidth")


@pytest.mark.parametrize(
    "theme", ["kbtool", {"name": "readthedocs", "highlightjs": False}], ids=["kbtool", "readthedocs"]
)
def test_hostile_text_runs_nothing(base: Base, serve: Serve, visit: Visit, theme: object) -> None:
    base.configure(theme=theme)
    base.article(
        "Q1",
        f"## {SCRIPT}\n\n{SCRIPT}{BREAKOUT}\n\n[x](javascript:alert(1))\n",
        title=SCRIPT + BREAKOUT,
        product=BREAKOUT,
        keywords=[SCRIPT, BREAKOUT],
        applies_to=[BREAKOUT],
    )
    base.build()
    root = serve(base.site)
    for address in ("", "kb/000/Q1/", "products/", "keywords/", "search/?q=script"):
        page = visit(root + address)
        page.wait_for_load_state("load")
        page.wait_for_timeout(50)
    expect(visit(f"{root}kb/000/Q1/").locator("h1").first).to_have_text(SCRIPT + BREAKOUT)


def test_pages_need_no_script_to_be_read(site: str, visit: Visit) -> None:
    page = visit(f"{site}products/lamps/", java_script_enabled=False)
    page.get_by_role("link", name="Lamp Stays Dark").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamp Stays Dark")
