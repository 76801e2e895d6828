"""The browser tests import Playwright, which only they need."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("playwright") else ["test_browser.py"]
