"""`kbtool lsp` as it is called."""

import pytest

from tests.conftest import Kbtool


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was served, instead of serving."""
    seen: list[str] = []
    monkeypatch.setattr("kbtool.cli.lsp.serve", lambda: seen.append("served"))
    return seen


@pytest.mark.parametrize("options", [[], ["--stdio"]])
def test_it_serves_however_editors_ask_for_it(kbtool: Kbtool, served: list[str], options: list[str]) -> None:
    assert kbtool("lsp", *options).code == 0
    assert served == ["served"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(("is_terminal", "said"), [(True, "This is a language server"), (False, "")])
def test_who_calls_it_in_a_terminal_is_told_what_it_is(
    kbtool: Kbtool,
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,  # noqa: FBT001
    said: str,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: is_terminal)
    run = kbtool("lsp")
    assert run.out == ""
    assert run.err.startswith(said)
    assert bool(run.err) is is_terminal
