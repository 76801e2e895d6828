"""What is shown while something takes a while ends as it began."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from lsprotocol.types import ClientCapabilities, WindowClientCapabilities

from kbtool.lsp.progress import Progress

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer


class Shown:
    """Stands for the editor, which answers when it is told to."""

    def __init__(self) -> None:
        self.answer: Callable[[Any], None] | None = None
        self.seen: list[str] = []

    def create(self, _token: str, callback: Callable[[Any], None]) -> None:
        self.answer = callback

    def begin(self, _token: str, _value: object) -> None:
        self.seen.append("begin")

    def end(self, _token: str, _value: object) -> None:
        self.seen.append("end")


def started(shown: Shown, *, shows: bool = True) -> Progress:
    client = ClientCapabilities(window=WindowClientCapabilities(work_done_progress=shows))
    server = SimpleNamespace(work_done_progress=shown, client_capabilities=client)
    return Progress(cast("LanguageServer", server), "Reading")


def test_it_is_shown_until_it_ends() -> None:
    shown = Shown()
    progress = started(shown)
    assert shown.answer
    shown.answer(None)
    assert shown.seen == ["begin"]
    progress.end()
    assert shown.seen == ["begin", "end"]


def test_what_ends_before_the_editor_answers_is_not_shown() -> None:
    shown = Shown()
    started(shown).end()
    assert shown.answer
    shown.answer(None)
    assert shown.seen == []


def test_an_editor_that_shows_no_such_thing_is_not_asked() -> None:
    shown = Shown()
    started(shown, shows=False).end()
    assert shown.answer is None
    assert shown.seen == []
