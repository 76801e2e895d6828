"""What lies among the articles and is no file keeps no command waiting: it is named, and the rest is looked at."""

import os
import socket
from pathlib import Path

import pytest

from tests.builders import save
from tests.catalogue.bases import article
from tests.processes import in_process

NAMED = "Q100001.md: error KB105 unreadable: cannot be read: it is no file but a pipe, a socket or a device."


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base in which an article and a file that is none are named pipes."""
    save(tmp_path, "mkdocs.yml", b"site_name: Bells\ndocs_dir: content\nplugins: [kbtool]\n")
    article(tmp_path, "Q100002", "See [Q100001](kb:Q100001), it doesn?t ring.\n")
    os.mkfifo(tmp_path / "content/100/Q100001.md")
    os.mkfifo(tmp_path / "content/100/bells.md")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["lint"], [NAMED, "KB709"]),
        (["lint", "--fix"], [NAMED, "1 finding in 1 file mended"]),
        (["lint", "content/100/Q100001.md"], [NAMED]),
        (["refs", "Q100002"], ["broken; by its number"]),
    ],
)
def test_a_named_pipe_keeps_no_command_waiting(base: Path, command: list[str], said: list[str]) -> None:
    run = in_process(*command, cwd=base)
    assert "Traceback" not in run.stderr
    assert [one for one in said if one not in run.stdout + run.stderr] == []


def test_a_site_is_built_without_what_is_a_named_pipe(base: Path) -> None:
    os.mkfifo(base / "content/bell.png")
    run = in_process("build", cwd=base)
    said = run.stdout + run.stderr
    assert NAMED in said
    assert NAMED.replace("Q100001.md", "content/100/bells.md") in said
    assert NAMED.replace("Q100001.md", "content/bell.png") in said
    assert (base / "site/kb/100/Q100002/index.html").is_file()


def test_a_socket_is_named_too(base: Path) -> None:
    place = base / "content/100/Q100001.md"
    place.unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(place))
        run = in_process("lint", str(place.relative_to(base)), cwd=base)
    assert NAMED in run.stdout
