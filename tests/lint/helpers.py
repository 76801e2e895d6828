"""What tests of how the linter is used share: articles with something to find, and the codes of what is found."""

import subprocess
from pathlib import Path

import msgspec

from kbtool.findings import Finding
from tests.conftest import Kbtool

FIRST = "content/700/Q700001.md"
SECOND = "content/700/Q700002.md"


def article(name: str, body: str, title: str = "The Bell") -> bytes:
    return f'---\nid: "{name}"\ntitle: "{title}"\n---\n\n## SUMMARY\n\n{body}'.encode()


def codes(kbtool: Kbtool, *options: str | Path) -> list[str]:
    """The codes of what is found."""
    lines = kbtool("lint", "--format", "jsonl", *options).out.splitlines()
    return [msgspec.json.decode(line, type=Finding).code for line in lines]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ines", "-c", "user.email=ines@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
