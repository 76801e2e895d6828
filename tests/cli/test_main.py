"""The command line as a whole: help, misuse, interruption, broken pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kbtool import __version__
from kbtool.cli import COMMANDS
from kbtool.content.schema import json_schema
from tests.builders import numbered, save
from tests.conftest import Kbtool

ROOT = Path(__file__).parents[2]
EACH_COMMAND = pytest.mark.parametrize("command", COMMANDS)


def test_help_lists_every_command(kbtool: Kbtool) -> None:
    run = kbtool("--help")
    assert run.code == 0
    for command, summary in COMMANDS.items():
        assert command in run.out
        assert summary in " ".join(run.out.split())


def test_the_list_of_commands_is_that_of_the_modules() -> None:
    modules = {path.stem for path in (ROOT / "kbtool" / "cli").glob("*.py")} - {"__init__", "show"}
    assert {command for command in COMMANDS if command.replace("-", "_") in modules} == set(COMMANDS)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lnit", "No such command 'lnit'. Did you mean 'lint'?"),
        ("--lnit", "No such option '--lnit'. Did you mean 'lint'?"),
        ("--verson", "No such option '--verson'. Did you mean '--version'?"),
        ("xyzzy", "No such command 'xyzzy'."),
    ],
)
def test_the_command_that_was_meant_is_named(kbtool: Kbtool, asked: str, said: str) -> None:
    run = kbtool(asked)
    assert run.code == 2
    assert run.err.endswith(f"Error: {said}\n")


@EACH_COMMAND
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(kbtool: Kbtool, command: str, option: str) -> None:
    run = kbtool(command, option)
    assert run.code == 0
    assert run.out.startswith(f"Usage: kbtool {command}") or "Usage:" in run.out.splitlines()[0]
    assert "--help" in run.out


@EACH_COMMAND
def test_an_unknown_option_is_misuse(kbtool: Kbtool, command: str) -> None:
    run = kbtool(command, "--no-such-option")
    assert run.code == 2
    assert "no such option" in run.err.lower()


def test_an_unknown_command_is_misuse(kbtool: Kbtool) -> None:
    run = kbtool("konvert")
    assert run.code == 2
    assert "konvert" in run.err


@pytest.mark.parametrize(
    "arguments", [["convert"], ["explain"], ["convert", "x", "--jobs", "0"], ["convert", "x", "--jobs", "two"]]
)
def test_missing_and_impossible_arguments_are_misuse(kbtool: Kbtool, arguments: list[str]) -> None:
    assert kbtool(*arguments).code == 2


def test_sources_of_which_none_is_there_are_misuse(kbtool: Kbtool) -> None:
    run = kbtool("convert", "a", "b", "--to", "out")
    assert run.code == 2
    assert run.lines == ["kbtool: a: there is no such file or folder.", "kbtool: b: there is no such file or folder."]


def test_without_a_command_the_help_is_shown(kbtool: Kbtool) -> None:
    run = kbtool()
    assert run.code == 2
    assert "Usage:" in run.out + run.err


def test_the_version(kbtool: Kbtool) -> None:
    assert kbtool("--version") == (0, f"kbtool, version {__version__}\n", "")


@pytest.mark.parametrize("command", [["convert", "."], ["explain", "x"], ["lint"]])
def test_broken_settings_are_misuse_of_every_command(kbtool: Kbtool, tmp_path: Path, command: list[str]) -> None:
    save(tmp_path, "kbtool.toml", b"contents = 1\n")
    run = kbtool(*command)
    assert run.code == 2
    assert "did you mean 'content'?" in run.err


def test_the_schema_is_printed(kbtool: Kbtool) -> None:
    run = kbtool("schema")
    assert run.code == 0
    assert json.loads(run.out) == json.loads(json.dumps(json_schema()))


def test_ctrl_c_ends_with_130(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kbtool.cli.schema.json_schema", interrupt)
    run = kbtool("schema")
    assert run.code == 130
    assert run.err.strip() == "kbtool: interrupted."


@pytest.mark.parametrize(
    "arguments", [["schema"], ["explain", *["a.txt"] * 200], ["lint", "content", "--format", "jsonl"]]
)
def test_a_reader_who_leaves_is_no_error_worth_a_word(tmp_path: Path, arguments: list[str]) -> None:
    save(tmp_path, "a.txt", numbered(700001))
    for n in range(700001, 700050):
        save(tmp_path, f"content/700/Q{n}.md", b"broken")
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, "-m", "kbtool", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert run.stderr == ""
    assert run.returncode not in (0, 2)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "ascii:strict"])
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_output_in_an_encoding_that_lacks_a_character_shows_its_number(
    tmp_path: Path, encoding: str, form: str
) -> None:
    save(tmp_path, "\u6e2f.txt", numbered(700001).replace(b"harbour", b"\x93harbour\x94"))
    save(tmp_path, "broken.txt", b"\x93")
    run = subprocess.run(
        [sys.executable, "-m", "kbtool", "explain", "\u6e2f.txt", "broken.txt", "\u6e2f", "--format", form],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr
    assert run.stdout
    assert (b"\\u201charbour" in run.stdout) == (form == "text")


def test_it_runs_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kbtool", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_a_missing_module_is_named_with_what_to_do(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("kbtool.lsp", "kbtool.cli.lsp", "pygls"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    run = kbtool("lsp")
    assert run.code == 1
    assert "`lsp` needs the Python module pygls" in run.err
    assert "Install kbtool again" in run.err
