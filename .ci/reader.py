"""A reader's way through a built site of the archive, in Chromium: search, open, follow a citation. reader.py SITE."""

import functools
import http.server
import shutil
import sys
import threading

from playwright.sync_api import sync_playwright

QUERY, FOUND, CITING = "alternatives to the directory replicator service", "Q160513", "Q193819"


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Exit with an error when the reader does not arrive."""
    handler = functools.partial(Host, directory=sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(root)
        box = page.locator('input[type="search"]').first
        box.fill(QUERY)
        box.press("Enter")
        page.locator('[data-search-results][data-search-state="done"]').wait_for()
        page.locator(f'[data-article-id="{FOUND}"] a').first.click()
        page.wait_for_url(f"**/kb/160/{FOUND}/")
        page.goto(f"{root}kb/193/{CITING}/")
        page.get_by_role("link", name=FOUND).first.click()
        page.wait_for_url(f"**/kb/160/{FOUND}/")
        print(f"Found {FOUND} by searching, opened it, and came to it from {CITING}: {page.title()}")
        browser.close()


if __name__ == "__main__":
    main()
