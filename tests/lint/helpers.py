"""What tests of how the linter is used share: articles with something to find, and the codes of what is found."""

import subprocess
from pathlib import Path

import msgspec

from kbtool import content
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding
from kbtool.ids import IdForm
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Example, Hit, Options
from tests.builders import save
from tests.conftest import Kbtool

FIRST = "content/700/Q700001.md"
SECOND = "content/700/Q700002.md"


def article(name: str, body: str, title: str = "The Bell") -> bytes:
    return f'---\nid: "{name}"\ntitle: "{title}"\n---\n\n## SUMMARY\n\n{body}'.encode()


def subject_of(body: str) -> Subject:
    """The article Q100001 with this body."""
    data = f'---\nid: "Q100001"\ntitle: "The Bell"\n---\n\n{body}'.encode()
    article, _ = content.parse(data, "Q100001.md", "Q100001")
    assert article
    return Subject(article, content.decoded(data), IdForm())


def hits(code: Code, body: str) -> list[Hit]:
    """What a rule that looks at an article alone finds in one with this body."""
    check = all_rules()[code].check
    assert check
    return list(check(subject_of(body), Options()))


def codes(kbtool: Kbtool, *options: str | Path) -> list[str]:
    """The codes of what is found."""
    lines = kbtool("lint", "--format", "jsonl", *options).out.splitlines()
    return [msgspec.json.decode(line, type=Finding).code for line in lines]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ines", "-c", "user.email=ines@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def written(folder: Path, example: Example) -> Path:
    """Write the example of a rule, and what stands beside it, into the base in a folder; returns its file."""
    for name, other in example.others.items():
        article_id = name.rpartition("/")[2]
        text = other if other.startswith("---") else "Text.\n"
        save(folder, f"content/{name}.md", _whole(article_id, text, title=other))
    for name, other in example.files.items():
        save(folder, name, other.encode())
    path = folder / "content" / example.name
    data = example.text.encode() if example.is_whole else _whole(path.stem, example.text)
    return save(folder, f"content/{example.name}", data)


def _whole(article_id: str, text: str, title: str = "The Bell Does Not Ring") -> bytes:
    return (text if text.startswith("---") else f'---\nid: "{article_id}"\ntitle: "{title}"\n---\n\n{text}').encode()
