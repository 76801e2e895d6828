"""Progress: a bar on a terminal, for which nothing is loaded elsewhere."""

import sys

import pytest

from kbtool.cli.progress import ProgressWatcher


@pytest.mark.parametrize(
    ("quiet", "is_terminal", "shows"), [(False, True, True), (True, True, False), (False, False, False)]
)
def test_a_bar_is_loaded_only_for_a_terminal(
    monkeypatch: pytest.MonkeyPatch, *, quiet: bool, is_terminal: bool, shows: bool
) -> None:
    for name in [name for name in sys.modules if name == "rich" or name.startswith("rich.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with ProgressWatcher("Converting", quiet=quiet) as watcher:
        watcher.begin(2)
        watcher.advance()
    assert ("rich.progress" in sys.modules) == shows
