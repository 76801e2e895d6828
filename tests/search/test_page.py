"""The search in a reader's browser: a small site below a sub-path, with the markup that any theme gives."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbtool.search import SITE_FOLDER, builder, shards
from kbtool.search.builder import write_index
from tests.search import library
from tests.search.conftest import TEMPLATES, Site, copy_scripts

pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT HERE: THE PAGES ARE NOT TESTED.")

from playwright.sync_api import Browser, Dialog, Page, Route, expect

pytestmark = pytest.mark.browser

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bells</title>
<link rel="icon" href="data:,"><script defer src="{base}/js/kbtool.js"></script><script defer src="{base}/js/search.js"></script></head>
<body data-kb-base="{base}"><form role="search" action="{base}/search/"><input type="search" name="q" aria-label="Search"></form>
<main>{main}</main></body></html>"""
RESULTS = "<section data-search-results></section><p data-search-hints hidden>Ask so.</p>"
SETTLED = """query => {
  const area = document.querySelector("[data-search-results]");
  return area && ["done", "failed"].includes(area.dataset.searchState) && area.dataset.searchQuery === query;
}"""

TYPE = """(inputs) => {
  window.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    if ("query" in message) asked.push(message.query);
    post.call(this, message);
  };
  const box = document.querySelector('input[type="search"]');
  for (const [value, data, timeStamp] of inputs) {
    const event = new InputEvent("input", { inputType: "insertText", data });
    Object.defineProperty(event, "timeStamp", { value: timeStamp });
    box.value = value;
    box.dispatchEvent(event);
  }
  return [...asked];
}"""

LEFTS = """label => {
  const texts = document.createRange();
  texts.selectNodeContents(label);
  texts.setStartAfter(label.querySelector("input"));
  return [...texts.getClientRects()].filter(({ width }) => width).map(({ left }) => left);
}"""


class Reader:
    """Somebody who searches."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.root = site.url + "deep/base/"
        self.box = page.locator('input[type="search"]')
        self.area = page.locator("[data-search-results]")

    def open(self, path: str = "search/") -> None:
        self.page.goto(self.root + path)

    def settle(self, query: str) -> list[str]:
        """The ids of the results, once they stand."""
        self.page.wait_for_function(SETTLED, arg=query)
        return self.shown()

    def shown(self) -> list[str]:
        found: list[str] = self.area.locator("[data-article-id]").evaluate_all(
            "all => all.map(e => e.dataset.articleId)"
        )
        return found

    def search(self, query: str) -> list[str]:
        self.box.fill(query)
        return self.settle(query)

    @property
    def state(self) -> str | None:
        return self.area.get_attribute("data-search-state")

    def fetched(self) -> list[str]:
        """What was asked for besides pages and the scripts on them."""
        return [path for path in self.site.asked if not path.endswith(("/", "/js/kbtool.js", "/js/search.js"))]


def make_site(folder: Path) -> Path:
    base = folder / "deep/base"
    for path, depth, main in (("", ".", "Home"), ("search", "..", RESULTS), ("kb/1/Q1", "../../..", "Article")):
        (base / path).mkdir(parents=True, exist_ok=True)
        (base / path / "index.html").write_text(HTML.format(base=depth, main=main))
    copy_scripts(base / "js")
    write_index(library.documents(), base / SITE_FOLDER)
    return base


@pytest.fixture
def reader(browser: Browser, serve: Callable[[Path], Site], tmp_path: Path) -> Iterator[Reader]:
    make_site(tmp_path)
    context = browser.new_context()
    page = context.new_page()
    alarms: list[str] = []

    def refuse(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("pageerror", lambda error: alarms.append(str(error)))
    yield Reader(page, serve(tmp_path))
    context.close()
    assert alarms == []


def test_a_query_in_the_address_is_answered(reader: Reader) -> None:
    reader.open("search/?q=lamp%20flickers")
    assert reader.settle("lamp flickers")[0] == "Q700003"
    assert reader.box.input_value() == "lamp flickers"


def test_results_come_as_one_types(reader: Reader) -> None:
    reader.open()
    reader.box.press_sequentially("flickers")
    assert reader.settle("flickers") == ["Q700003"]


def test_the_address_follows_the_query(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.search("boat & rope")
    expect(reader.page).to_have_url(reader.root + "search/?q=boat+%26+rope")
    reader.search("")
    expect(reader.page).to_have_url(reader.root + "search/")


def test_the_title_names_the_query(reader: Reader) -> None:
    reader.open("search/?q=bell%20")
    reader.settle("bell ")
    expect(reader.page).to_have_title("bell \u2013 Bells")
    reader.search("boat & <b>")
    expect(reader.page).to_have_title("boat & <b> \u2013 Bells")
    reader.search("")
    expect(reader.page).to_have_title("Bells")


def test_a_result_shows_title_id_and_excerpt_and_leads_to_its_article(reader: Reader) -> None:
    reader.open()
    reader.search("flickers")
    result = reader.area.locator("[data-article-id]")
    expect(result.locator("a")).to_have_text("Lamp Flickers When the Lighthouse Starts")
    expect(result).to_contain_text("Q700003")
    expect(result).to_contain_text("The lamp flickers twice.")
    assert result.locator("a").evaluate("link => link.href") == reader.root + "kb/700/Q700003/"


def test_the_words_that_were_found_are_marked(reader: Reader) -> None:
    reader.open()
    reader.search("flickering lamps")
    assert reader.area.locator("[data-article-id=Q700003] mark").all_text_contents() == [
        "Lamp",
        "Flickers",
        "lamp",
        "flickers",
    ]


def test_how_much_was_found_is_said(reader: Reader) -> None:
    reader.open()
    reader.search("flickers")
    expect(reader.area.get_by_role("status")).to_have_text("1 article.")
    reader.search("qwertzuiop")
    expect(reader.area.get_by_role("status")).to_have_text("No article holds any of these words.")


def test_how_to_ask_is_said_while_there_is_nothing_to_look_at(reader: Reader) -> None:
    hints = reader.page.get_by_text("Ask so.")
    reader.open()
    expect(hints).to_be_visible()
    for query, is_shown in (("flickers", False), ("qwertzuiop", True), ("flickers", False), ("", True)):
        reader.search(query)
        expect(hints).to_be_visible(visible=is_shown)
    reader.open("search/?q=flickers")
    expect(hints).to_be_hidden()


def test_nothing_is_loaded_before_the_box_is_used(reader: Reader) -> None:
    for path in ("", "kb/1/Q1/", "search/"):
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")
    assert reader.fetched() == []


def test_a_shard_is_loaded_once(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    reader.search("bel")
    reader.site.asked.clear()
    reader.search("bell")
    reader.search("bel")
    assert reader.fetched() == []


def test_the_box_leads_to_the_search_from_everywhere(reader: Reader) -> None:
    reader.open("kb/1/Q1/")
    reader.box.fill("flickers")
    reader.box.press("Enter")
    assert reader.settle("flickers") == ["Q700003"]
    expect(reader.page).to_have_url(reader.root + "search/?q=flickers")


def test_enter_on_the_search_page_stays_there(reader: Reader) -> None:
    reader.open()
    reader.page.evaluate("window.here = true")
    reader.box.fill("flickers")
    reader.box.press("Enter")
    assert reader.settle("flickers") == ["Q700003"]
    assert reader.page.evaluate("window.here")


def test_the_slash_leads_to_the_box(reader: Reader) -> None:
    reader.open("kb/1/Q1/")
    reader.page.keyboard.press("/")
    expect(reader.box).to_be_focused()
    reader.page.keyboard.type("a/b")
    expect(reader.box).to_have_value("a/b")


def test_escape_leads_back_to_where_one_was(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    link = reader.area.locator("a").nth(1)
    link.focus()
    reader.page.keyboard.press("/")
    expect(reader.box).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_arrows_lead_through_the_results_and_back_to_the_box(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    links = reader.area.locator("a")
    reader.box.focus()
    for key, focused in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        reader.page.keyboard.press(key)
        expect(links.nth(focused)).to_be_focused()
    for leave in ("ArrowUp", "Escape"):
        links.first.focus()
        reader.page.keyboard.press(leave)
        expect(reader.box).to_be_focused()
    links.nth(1).focus()
    target = links.nth(1).evaluate("link => link.href")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(target)


def test_the_way_back_leads_to_the_query_before(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    for query in ("flickers", "boat"):
        reader.box.fill(query)
        reader.box.press("Enter")
        reader.settle(query)
    reader.page.go_back()
    assert reader.settle("flickers") == ["Q700003"]
    reader.page.go_back()
    reader.settle("bell")
    assert reader.box.input_value() == "bell"


def test_what_was_searched_instead_of_a_misspelled_word_is_said(reader: Reader) -> None:
    reader.open("search/?q=flikers")
    assert reader.settle("flikers") == ["Q700003"]
    expect(reader.area.get_by_role("status")).to_have_text(
        "1 article. No article holds \u201cflikers\u201d: searched for \u201cflickers\u201d."
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Q654321", "No article here bears the number 654321. One article names it."),
        ("q777777", "No article here bears the number 777777. None names it either."),
        ("flickers year:1850", "1 article. No article has the year \u201c1850\u201d: searched for it as a word."),
        (
            'flickers product:"night boat"',
            "4 articles. No article has the product \u201cnight boat\u201d: searched for its words.",
        ),
        (
            'flickers "submarine "',
            "1 article. No article holds \u201csubmarine \u201d as it stands: searched for it as a word.",
        ),
        ("flickers -year:1850", "1 article. No article has the year \u201c1850\u201d: nothing is left out by it."),
        ('"lamp starts"', "5 articles. No article holds \u201clamp starts\u201d as it stands: searched for its words."),
        ("flickers -lamp", "4 articles. No article is left without \u201clamp\u201d: searched for it."),
        ("bell -boat", "4 articles. Left out: articles that hold \u201cboat\u201d."),
        (
            "bell -Boat",
            '4 articles. Left out: articles that hold \u201cBoat\u201d. Write "-Boat" in quotation marks to search for it.',
        ),
        (
            "bell -boat95",
            '6 articles. Left out: articles that hold \u201cboat95\u201d. Write "-boat95" in quotation marks to search for it.',
        ),
        ("flickers -the", "1 article."),
        (
            '-flickers -"old boat"',
            '3 articles. \u201c-flickers -"old boat"\u201d only leaves articles out, but says nothing to search for: searched for what it names.',
        ),
    ],
)
def test_what_the_search_made_of_a_query_is_said(reader: Reader, query: str, said: str) -> None:
    reader.open()
    reader.search(query)
    expect(reader.area.get_by_role("status")).to_have_text(said)


def test_results_are_narrowed_and_the_address_says_so(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    assert not any("facets" in path for path in reader.fetched())
    reader.area.get_by_text("Narrow the results").click()
    pilot = reader.area.get_by_role("checkbox", name="Pilot 3")
    pilot.check()
    assert reader.settle("bell product:Pilot") == ["Q2001", "Q700007", "Q700008"]
    expect(reader.page).to_have_url(reader.root + "search/?q=bell+product%3APilot")
    expect(pilot).to_be_focused()
    reader.area.get_by_role("checkbox", name="Harbour Bell 2").check()
    both = 'bell product:Pilot product:"Harbour Bell"'
    assert reader.settle(both) == ["Q700002", "Q700001", "Q2001", "Q700007", "Q700008"]
    expect(reader.area.get_by_role("group", name="Last revised").locator("label")).to_have_text(
        ["2002 1", "2000 1", "1999 1"]
    )
    pilot.uncheck()
    assert reader.settle('bell product:"Harbour Bell"') == ["Q700002", "Q700001"]
    reader.page.go_back()
    reader.settle(both)
    expect(pilot).to_be_checked()


def test_what_is_chosen_but_not_found_can_be_let_go(reader: Reader) -> None:
    reader.open("search/?q=flickers%20type%3Akbprb%20year%3A1999")
    assert reader.settle("flickers type:kbprb year:1999") == []
    expect(reader.area.get_by_role("checkbox", name="Problem 0")).to_be_checked()
    reader.area.get_by_role("checkbox", name="1999 0").click()
    assert reader.settle("flickers type:kbprb") == ["Q700003"]


def test_the_panel_does_not_change_what_is_searched(reader: Reader) -> None:
    reader.open()
    reader.box.press_sequentially("lamp flick")
    found = reader.settle("lamp flick")
    reader.area.get_by_text("Narrow the results").click()
    reader.area.get_by_role("checkbox", name="Lighthouse").first.wait_for()
    assert reader.shown() == found
    reader.area.get_by_role("checkbox", name="Lighthouse").first.check()
    assert reader.settle("lamp flick product:Lighthouse")[0] == found[0]


@pytest.mark.parametrize("pattern", ["**/facets/**", "**/search-facets.js", "**/search-conditions.js"])
def test_a_panel_that_cannot_be_loaded_leaves_the_results(reader: Reader, pattern: str) -> None:
    reader.page.route(pattern, lambda route: route.abort())
    reader.open("search/?q=bell")
    found = reader.settle("bell")
    reader.area.get_by_text("Narrow the results").click()
    expect(reader.area.get_by_text("could not be loaded")).to_be_visible()
    assert reader.shown() == found


def test_an_address_with_a_filter_shows_what_is_chosen(reader: Reader) -> None:
    reader.open("search/?q=bell%20type%3Aproblem")
    assert reader.settle("bell type:problem") == ["Q700001", "Q700007"]
    expect(reader.area.get_by_role("checkbox", name="Problem 2")).to_be_checked()
    expect(reader.area.get_by_role("checkbox", name="Information 1")).not_to_be_checked()


def test_on_a_phone_the_panel_stays_closed_and_its_button_counts_the_filters(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.open("search/?q=bell%20type%3Aproblem%20year%3A1850")
    reader.settle("bell type:problem year:1850")
    summary = reader.area.locator("summary")
    expect(summary).to_have_text("Narrow the results (1 filter)")  # no article is of the year
    expect(reader.area.get_by_role("checkbox")).to_have_count(0)
    summary.click()
    reader.area.get_by_role("checkbox", name="Harbour Bell").check()
    expect(summary).to_have_text("Narrow the results (2 filters)")
    reader.search("bell")
    expect(summary).to_have_text("Narrow the results")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_name_in_the_panel_stays_beside_its_box(reader: Reader, width: int) -> None:
    documents = [library.simple("Q1", "Bell", product="Harbour Bell and Pilot Boat " * 3 + "-" + "oar" * 40)]
    write_index(documents, reader.site.folder / "deep/base" / SITE_FOLDER)
    reader.page.set_viewport_size({"width": width, "height": 640})
    reader.open("search/?q=bell")
    reader.settle("bell")
    reader.page.add_style_tag(path=TEMPLATES / "css/search.css")
    reader.area.get_by_text("Narrow the results").click()
    label = reader.area.locator("label").first
    box = label.get_by_role("checkbox").bounding_box()
    assert box
    lefts = label.evaluate(LEFTS)
    assert len(lefts) > 2
    assert min(lefts) >= box["x"] + box["width"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_keywords_are_counted_when_they_are_asked_for(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    reader.area.get_by_text("Narrow the results").click()
    keywords = reader.area.get_by_role("group", name="Keyword")
    keywords.get_by_role("button").click()
    expect(keywords.locator("label")).to_have_text(["kbbell 3", "kbfog 2", "kbprint 1"])
    expect(keywords.get_by_role("checkbox").first).to_be_focused()


def test_filters_that_leave_nothing_can_be_left_out(reader: Reader) -> None:
    reader.open("search/?q=flickers%20year%3A1999")
    assert reader.settle("flickers year:1999") == []
    reader.area.get_by_role("button", name="Search without filters").click()
    assert reader.settle("flickers") == ["Q700003"]


def test_filters_that_cannot_be_left_out_say_so(reader: Reader) -> None:
    reader.page.route("**/search-facets.js", lambda route: route.abort())
    reader.open("search/?q=flickers%20year%3A1999")
    reader.settle("flickers year:1999")
    reader.area.get_by_role("button", name="Search without filters").click()
    expect(reader.area.get_by_role("status")).to_contain_text("could not be loaded")


def test_the_last_word_is_completed_while_one_types_and_when_it_is_sent_off(reader: Reader) -> None:
    reader.open()
    reader.box.press_sequentially("flick")
    assert reader.settle("flick") == ["Q700003"]
    reader.open("search/?q=flick")
    assert reader.settle("flick") == ["Q700003"]


def test_an_answer_that_comes_late_is_not_shown(reader: Reader) -> None:
    held: list[Route] = []
    reader.page.route("**/documents/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    reader.open()
    reader.box.fill("flickers")
    reader.page.wait_for_function("() => document.querySelector('[data-search-state=searching]')")
    while not held:
        reader.page.wait_for_timeout(10)
    reader.box.fill("qwertzuiop")
    assert reader.settle("qwertzuiop") == []
    for route in held:
        route.continue_()
    reader.page.wait_for_load_state("networkidle")
    assert reader.shown() == []
    assert reader.area.get_attribute("data-search-query") == "qwertzuiop"


@pytest.mark.parametrize("pattern", ["**/search-worker.js", "**/index.json", "**/*.bin", "**/documents/**"])
def test_a_network_that_fails_is_said_and_can_be_tried_again(reader: Reader, pattern: str) -> None:
    reader.page.route(pattern, lambda route: route.abort())
    reader.open()
    assert reader.search("flickers") == []
    assert reader.state == "failed"
    expect(reader.area.get_by_role("status")).to_contain_text("could not be loaded")
    reader.page.unroute(pattern)
    reader.area.get_by_role("button", name="Retry").click()
    reader.page.wait_for_function("() => document.querySelector('[data-search-state=done]')")
    assert reader.shown() == ["Q700003"]


def test_remarks_that_cannot_be_loaded_are_a_network_that_fails(reader: Reader) -> None:
    reader.page.route("**/search-remarks.js", lambda route: route.abort())
    reader.open("search/?q=bell%20-boat")
    reader.settle("bell -boat")
    assert (reader.state, reader.shown()) == ("failed", [])
    reader.page.unroute("**/search-remarks.js")
    reader.area.get_by_role("button", name="Retry").click()
    expect(reader.area.get_by_role("status")).to_contain_text("Left out:")
    assert len(reader.shown()) == 4


def test_plain_queries_load_nothing_that_they_do_not_need(reader: Reader) -> None:
    reader.open("search/?q=bell")
    reader.settle("bell")
    scripts = {path.rpartition("/")[2] for path in reader.fetched() if path.endswith(".js")}
    assert scripts == {"search-worker.js"}


def test_a_connection_lost_in_the_middle_is_said_and_found_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "TERM_SHARD_BYTES", 100)
    write_index(library.documents(), reader.site.folder / "deep/base" / SITE_FOLDER)
    reader.open("search/?q=bell")
    reader.settle("bell")
    reader.page.context.set_offline(True)
    reader.search("flickers dawn")
    assert (reader.state, reader.shown()) == ("failed", [])
    reader.search("bell")
    assert reader.state == "done"  # what was loaded before is kept
    reader.search("flickers dawn")
    reader.page.context.set_offline(False)  # and nobody clicks on "Retry"
    reader.page.wait_for_function("() => document.querySelector('[data-search-state=done]')")
    assert reader.shown() == ["Q700003", "Q700004"]


def test_a_slow_connection_is_waited_for(reader: Reader) -> None:
    connection = reader.page.context.new_cdp_session(reader.page)
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
    connection.send("Network.emulateNetworkConditions", slow)
    reader.open("search/?q=flickers")
    assert reader.settle("flickers") == ["Q700003"]


def test_a_search_that_takes_long_says_so(reader: Reader) -> None:
    held: list[Route] = []
    reader.page.route("**/documents/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    reader.open("search/?q=flickers")
    expect(reader.area.get_by_role("status")).to_have_text("Searching\u2026")
    expect(reader.area).to_have_attribute("data-search-state", "searching")
    expect(reader.area).to_have_attribute("aria-busy", "true")
    while not held:
        reader.page.wait_for_timeout(10)
    for route in held:
        route.continue_()
    reader.settle("flickers")
    expect(reader.area.get_by_role("status")).to_have_text("1 article.")


@pytest.mark.parametrize("damage", [b"", b"\xff\xff\xff\xff"])
def test_a_damaged_shard_is_said(reader: Reader, damage: bytes) -> None:
    for shard in (reader.site.folder / "deep/base" / SITE_FOLDER).glob("terms/*/*.bin"):
        shard.write_bytes(damage)
    reader.open()
    assert reader.search("flickers") == []
    assert reader.state == "failed"


@pytest.mark.parametrize(
    ("inputs", "at_once", "later"),
    [
        ([["b", "b", 100], ["be", "e", 200], ["bell", "l", 300]], ["b", "be", "bell"], []),
        ([["b", "b", 100], ["be", "e", 110], ["bell", "l", 120]], ["b"], ["bell"]),
        ([["b", "b", 100], ["bell", "ell", 110]], ["b", "bell"], []),
    ],
)
def test_only_letters_that_follow_others_at_once_wait(
    inputs: list[list[str | int]], at_once: list[str], later: list[str], reader: Reader
) -> None:
    reader.open()
    assert reader.page.evaluate(TYPE, inputs) == at_once
    reader.settle("bell")
    assert reader.page.evaluate("asked") == [*at_once, *later]


def test_the_address_waits_until_one_rests_or_goes_elsewhere(reader: Reader) -> None:
    reader.page.clock.install()
    reader.open()
    reader.page.clock.pause_at(reader.page.evaluate("Date.now()") + 1000)
    reader.search("bell")
    reader.search("flickers")
    assert reader.page.url == reader.root + "search/"
    reader.area.locator("a").click()
    reader.page.go_back()
    assert reader.page.url == reader.root + "search/?q=flickers"


def test_a_site_published_anew_in_the_meantime_is_read_anew(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "TERM_SHARD_BYTES", 100)
    index = reader.site.folder / "deep/base" / SITE_FOLDER
    write_index(library.documents(), index)
    reader.open("search/?q=flickers")
    reader.settle("flickers")
    write_index([library.simple("Q5", "Bells anew")], index)
    assert reader.search("bells") == ["Q5"]


def test_titles_and_excerpts_are_text_whatever_they_hold(reader: Reader) -> None:
    reader.open()
    assert reader.search("title markup quotes") == ["Q700009"]
    expect(reader.area.locator("a")).to_have_text('A Title with <b>Markup</b> & "Quotes"')
    assert reader.area.locator("b, img, script").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script> bell",
        "javascript:alert(1)",
        "(((([[[[",
        "bell \\ .* + ? ^ $ { } |",
        "\u0000\u0001\u001f\u007f bell \u202e",
        "\U0001f514 \ud83d bell",
        "__proto__ constructor toString",
        "b" * 10_000,
        "bell " * 2_000,
        "%00 %2e%2e/ ../../../",
        "../../kb/1/",
    ],
)
def test_hostile_queries_are_only_words(reader: Reader, query: str) -> None:
    reader.open()
    reader.box.fill(query)
    written = reader.box.input_value()
    reader.settle(written)
    assert reader.state == "done"
    assert reader.area.locator("img, script").count() == 0


def test_an_address_in_the_index_cannot_leave_the_site(reader: Reader) -> None:
    index = reader.site.folder / "deep/base" / SITE_FOLDER
    (shard,) = index.glob("documents/*/*.bin")
    ids, titles, leads, _ = json.loads(shards.inflate(shard.read_bytes()))
    hostile = ["javascript:alert(1)", "//example.com/", "https://example.com/"]
    changed = [ids, titles, leads, {n: hostile[n % 3] for n in range(len(ids))}]
    shard.write_bytes(shards.deflate(json.dumps(changed).encode()))
    reader.open("search/?q=bell")
    reader.settle("bell")
    links = reader.area.locator("a").evaluate_all("all => all.map(link => link.href)")
    assert links
    assert all(link.startswith(reader.root) for link in links)


def test_more_results_follow_on_demand(reader: Reader) -> None:
    documents = [library.simple(f"Q{n}", "Bell") for n in range(1, 46)]
    write_index(documents, reader.site.folder / "deep/base" / SITE_FOLDER)
    reader.open("search/?q=bell")
    assert len(reader.settle("bell")) == 10
    expect(reader.area.get_by_role("status")).to_have_text("The best 10 of 45 articles.")
    for shown in (30, 45):
        reader.area.get_by_role("button", name="More results").click()
        expect(reader.area.locator("[data-article-id]")).to_have_count(shown)
    expect(reader.area.get_by_role("button", name="More results")).to_have_count(0)
