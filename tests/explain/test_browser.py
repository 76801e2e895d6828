"""The page of `kbtool explain --html` as an editor meets it, in Chromium, straight from the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect

from kbtool import explain
from tests.builders import text
from tests.conftest import SAMPLES
from tests.explain.helpers import IDS, article
from tests.site.test_browser import CONTRAST
from tests.site.test_hostile_text import BREAKOUT, SCRIPT

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
BODY = "One.\n\n1. Two.\n\n      two\n\n2. Three.\n\nNOTE: Four.\n\n" + "\n\n".join(
    f"   A    B\n   ---------\n   a{n}   b\n   c    d\n\nText {n}." for n in range(40)
)
DOUBTS = {15: ("it stands alone",), 17: (), 23: (f"not {SCRIPT}",), 58: ("the columns do not line up",)}


class Open(Protocol):
    def __call__(self, *articles: explain.Article, **options: Any) -> Page: ...


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Write the page of some articles and open it; errors, dialogs and requests for anything else fail the test."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def run(*articles: explain.Article, **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(explain.page(articles, IDS), encoding="utf-8")
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()

        def dismiss(dialog: Dialog) -> None:
            troubles.append(dialog.message)
            dialog.dismiss()

        def watch(request: Request) -> None:
            if not request.url.startswith(file.as_uri()):
                troubles.append(request.url)

        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", dismiss)
        page.on("request", watch)
        page.goto(file.as_uri())
        return page

    yield run
    for context in contexts:
        context.close()
    assert not troubles


def test_a_block_and_what_it_became_light_up_together(open_page: Open) -> None:
    page = open_page(article(text(body=BODY)))
    page.locator(".x-block", has_text="Three.").hover()
    expect(page.locator(".x-lit")).to_have_count(2)
    expect(page.locator(".x-right .x-lit")).to_have_text("Three.")
    page.locator(".x-right").get_by_text("Four.").hover()
    expect(page.locator(".x-left .x-lit")).to_contain_text("NOTE: Four.")


def test_a_block_stands_at_the_height_of_what_it_became(open_page: Open) -> None:
    page = open_page(article(text(body="\n\n".join(f"{n}. " + "A long step. " * 30 for n in range(1, 9)))))
    page.wait_for_function("document.querySelectorAll('.x-block[style]').length > 5")
    apart = page.evaluate(
        """() => [...document.querySelectorAll('.x-text .x-block')].map(block => Math.abs(
          block.getBoundingClientRect().top
          - document.querySelector(`.x-right [data-block="${block.dataset.block}"]`).getBoundingClientRect().top))"""
    )
    assert len(apart) == 8
    assert max(apart) < 2


def test_a_label_leads_to_what_its_block_became(open_page: Open) -> None:
    page = open_page(article(text(body=BODY)))
    page.locator(".x-block", has_text="Text 39.").locator("a.x-label").click()
    expect(page.locator(".x-right :target")).to_have_text("Text 39.")
    expect(page.locator(".x-right :target")).to_be_in_viewport()


def test_keys_and_links_lead_to_the_doubtful_blocks(open_page: Open) -> None:
    page = open_page(article(text(body=BODY), doubts=DOUBTS))
    focused = page.locator(".x-doubtful:focus")
    for key, words in (("j", "One."), ("j", "Two."), ("n", "NOTE: Four."), ("k", "Two."), ("p", "One."), ("p", "One.")):
        page.keyboard.press(key)
        expect(focused).to_contain_text(words)
        expect(focused).to_be_in_viewport()
    links = page.locator(".x-doubtlist a")
    expect(links).to_have_text(["line 15", "line 17", "line 23", "line 58"])
    links.last.click()
    expect(page.locator(".x-block:target")).to_be_in_viewport()
    expect(page.locator(".x-block:target .x-doubts")).to_have_text("the columns do not line up")


def test_everything_is_there_without_scripts(open_page: Open) -> None:
    page = open_page(article(text(body=BODY), doubts=DOUBTS), java_script_enabled=False)
    expect(page.locator(".x-block").first).to_be_visible()
    page.locator(".x-doubtlist a").last.click()
    expect(page.locator(".x-block:target")).to_be_in_viewport()


def test_hostile_text_is_inert(open_page: Open) -> None:
    hostile = f"{SCRIPT} {BREAKOUT} </code></pre></script></style> {{{{ 7 * 7 }}}}"
    body = f"{hostile}\n\n   {hostile}\n\nNOTE: {hostile}\n\n1. {hostile}"
    data = text(body=body, title=SCRIPT, header={"KEYWORDS": BREAKOUT}, footer={"Keywords": BREAKOUT})
    page = open_page(article(data, f"{SCRIPT}.txt", {15: (hostile,)}), article(b"", f"{BREAKOUT}.txt"))
    expect(page.locator(".x-left")).to_have_count(6)
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    shown = page.locator(".x-right.kb-body").all_inner_texts()
    assert all(hostile in part for part in shown)
    assert page.locator(".x-doubts").inner_text() == hostile


def test_the_page_may_run_its_own_script_alone(open_page: Open) -> None:
    page = open_page(article(text()))
    refused = page.evaluate(
        """() => new Promise(resolve => {
          document.addEventListener("securitypolicyviolation", event => resolve(event.violatedDirective));
          document.body.append(Object.assign(document.createElement("script"), {textContent: "window.ran = true"}));
        })"""
    )
    assert refused.startswith("script-src")
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_told_from_its_ground(open_page: Open, scheme: Literal["light", "dark"]) -> None:
    samples = [article(sample.path.read_bytes(), str(sample)) for sample in SAMPLES]
    page = open_page(article(text(body=BODY), doubts=DOUBTS), article(b""), *samples, color_scheme=scheme)
    page.add_style_tag(content=".x-row { content-visibility: visible !important }")
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("width", [320, 380, 768, 1280, 1920])
def test_the_page_is_never_wider_than_the_window(open_page: Open, width: int) -> None:
    wide = article(text(body="W" * 700 + "\n\n   " + "v" * 300, title="T" * 60), "long" * 60)
    samples = [article(sample.path.read_bytes(), str(sample)) for sample in SAMPLES]
    page = open_page(wide, *samples, viewport={"width": width, "height": 800})
    page.add_style_tag(content=".x-row { content-visibility: visible !important }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_columns_stand_side_by_side_where_there_is_room(open_page: Open) -> None:
    page = open_page(article(text(body=BODY)), viewport={"width": 380, "height": 800})
    row = page.locator(".x-text").first
    left, right = (row.locator(side).bounding_box() for side in (".x-left", ".x-right"))
    assert left
    assert right
    assert right["y"] >= left["y"] + left["height"]
    page.set_viewport_size({"width": 1400, "height": 800})
    left, right = (row.locator(side).bounding_box() for side in (".x-left", ".x-right"))
    assert left
    assert right
    assert right["x"] >= left["x"] + left["width"]
    assert abs(right["y"] - left["y"]) < 4
