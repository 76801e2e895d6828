"""`kbtool similar`: the articles most like a draft."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kbtool.search import Index
from tests.search import library

DRAFT = "The bell does not ring after a night of fog; it says that the clapper is frozen.\n"
LEGACY = """DOCUMENT:Q900001  01-MAY-1999  [harbour]
TITLE   :The Boat Leaves Too Late
PRODUCT :Harbour Pilot
PROD/VER:
OPER/SYS:
KEYWORDS:kbpilot

======================================================================

SYMPTOMS
========

The pilot boat leaves after the bell.

Additional query words:

======================================================================
Keywords          : kbpilot
"""


def run(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kbtool", "similar", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False, text=True)


def test_an_article_is_most_like_its_own_text(index_folder: Path) -> None:
    document = library.document((library.FOLDER / "Q700007.md").read_text().replace("Q700007", "Q1"))
    [first, second] = Index(index_folder).similar(document, 2)
    assert (first.id, first.score) == ("Q700007", 1.0)  # though the draft has an id of its own
    assert second.id == "Q700008"
    assert 0.3 < second.score < 1


def test_words_that_no_article_holds_count_too(index_folder: Path) -> None:
    draft = library.simple("Q1", "Xylo qwop zlorp", "Blarg snee pilot.")
    assert all(result.score < 0.5 for result in Index(index_folder).similar(draft))


def test_an_article_is_not_like_itself(index_folder: Path) -> None:
    document = library.document((library.FOLDER / "Q700007.md").read_text())
    assert [result.id for result in Index(index_folder).similar(document, 1)] == ["Q700008"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("draft.txt", DRAFT, "Q700001"),
        ("draft.md", f"# A bell\n\n{DRAFT}", "Q700001"),
        ("draft.md", f"---\nid: Q5\ntitle: Silent bell\n---\n\n{DRAFT}", "Q700001"),
        ("Q900001.TXT", LEGACY, "Q700008"),
    ],
)
def test_a_draft_may_be_any_text(name: str, text: str, found: str, index_folder: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    done = run("--index", index_folder, "--format", "json", "--limit", "1", tmp_path / name)
    assert [result["id"] for result in json.loads(done.stdout)] == [found]


def test_text_for_people(index_folder: Path) -> None:
    lines = run("--index", index_folder, "--limit", "1", "-", given="Pilot Boat Leaves Too Late\n").stdout.splitlines()
    assert lines[0] == "  1. Q700008  Pilot Boat Leaves Too Late  (94%)"
    assert lines[1].strip() == "kb/700/Q700008/"


def test_nothing_alike_is_said(index_folder: Path) -> None:
    done = run("--index", index_folder, "-", given="qwertzuiop")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No article is like it: none holds one of its words.\n"


def test_misuse(index_folder: Path, tmp_path: Path) -> None:
    missing = run("--index", index_folder, tmp_path / "missing.md")
    assert missing.returncode == 2
    assert "missing.md: cannot be read: " in missing.stderr
    (tmp_path / "broken.md").write_text("---\nid: [\n---\n")
    broken = run("--index", index_folder, tmp_path / "broken.md")
    assert broken.returncode == 1
    assert "mend its front matter first" in broken.stderr
    assert "Traceback" not in broken.stderr
