"""`kbtool lint --changed` checks what git says has changed."""

from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import FIRST, SECOND, article, codes, git


def test_only_what_has_changed_is_checked(kbtool: Kbtool, base: Path) -> None:
    git(base, "init", "-q")
    git(base, "add", ".")
    git(base, "commit", "-qm", "All")
    assert kbtool("lint", "--changed").out == "0 articles checked: no findings.\n"
    save(base, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))
    save(base, "content/700/Q700003.md", article("Q700003", "Pull the the rope.\n", "Third"))
    assert codes(kbtool, "--changed") == ["KB709", "KB703"]
    git(base, "add", ".")
    git(base, "commit", "-qm", "More")
    assert codes(kbtool, "--changed") == []
    assert codes(kbtool, "--changed", "HEAD~1") == ["KB709", "KB703"]


def test_outside_of_git_nothing_can_have_changed(kbtool: Kbtool, base: Path) -> None:
    run = kbtool("lint", "--changed")
    assert run.code == 2
    assert "git cannot say what has changed" in run.err
    git(base, "init", "-q")
    assert "git cannot say" in kbtool("lint", "--changed", "nowhere").err


@pytest.fixture
def repository(base: Path) -> Path:
    """The base, below the top of a repository, all in its first commit."""
    git(base, "init", "-q")
    git(base, "add", ".")
    git(base, "commit", "-qm", "All")
    return base


def test_a_renamed_article_goes_by_its_new_name(kbtool: Kbtool, repository: Path) -> None:
    git(repository, "mv", FIRST, "content/700/Q700009.md")
    run = kbtool("lint", "--changed", "--format", "concise")
    assert "content/700/Q700009.md:2:5: error KB407" in run.out
    assert "1 article checked" in run.out


@pytest.mark.parametrize("how", ["unlink", "rm"])
def test_an_article_that_is_gone_is_left_out(kbtool: Kbtool, repository: Path, how: str) -> None:
    if how == "rm":
        git(repository, "rm", "-q", FIRST)
    else:
        (repository / FIRST).unlink()
    assert kbtool("lint", "--changed").out == "0 articles checked: no findings.\n"


def test_what_git_ignores_has_not_changed(kbtool: Kbtool, repository: Path) -> None:
    save(repository, ".gitignore", b"drafts/\n")
    save(repository, "content/drafts/Q700003.md", article("Q700003", "Pull the the rope.\n"))
    assert codes(kbtool, "--changed") == []


def test_a_folder_or_a_file_can_be_named(kbtool: Kbtool, repository: Path) -> None:
    save(repository, FIRST, article("Q700001", "Pull the the rope.\n"))
    save(repository, "content/701/Q701000.md", article("Q701000", "It won?t ring.\n", "New"))
    assert codes(kbtool, "--changed", "HEAD", "content/701") == ["KB709"]
    assert codes(kbtool, "--changed", "HEAD", FIRST) == ["KB703"]
    assert codes(kbtool, "--changed", "HEAD", SECOND) == []


def test_a_base_may_lie_deep_in_a_repository_and_one_may_stand_anywhere(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q")
    save(tmp_path, "docs/base/kbtool.toml", b"")
    save(tmp_path, "docs/base/content/700/Q700001.md", article("Q700001", "Sound.\n"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "All")
    save(tmp_path, "docs/base/content/700/Q700001.md", article("Q700001", "Pull the the rope.\n"))
    assert codes(kbtool, "--changed", "HEAD", "docs/base/content") == ["KB703"]
    monkeypatch.chdir(tmp_path / "docs/base")
    assert codes(kbtool, "--changed") == ["KB703"]


def test_what_others_have_changed_on_their_branch_meanwhile_is_not_ours(kbtool: Kbtool, repository: Path) -> None:
    git(repository, "branch", "-M", "main")
    git(repository, "checkout", "-qb", "mine")
    save(repository, FIRST, article("Q700001", "Pull the the rope.\n"))
    git(repository, "commit", "-qam", "Mine")
    git(repository, "checkout", "-q", "main")
    save(repository, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))
    git(repository, "commit", "-qam", "Theirs")
    git(repository, "checkout", "-q", "mine")
    save(repository, "content/700/Q700003.md", article("Q700003", "Sound.\n", "Third"))
    assert codes(kbtool, "--changed", "main") == ["KB703"]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", ""])
def test_a_revision_that_there_is_not(kbtool: Kbtool, revision: str) -> None:
    run = kbtool("lint", f"--changed={revision}")
    assert run.code == 2
    assert f"git cannot say what has changed in content: there is no revision '{revision}'." in run.err


def test_without_git_nothing_can_be_said(kbtool: Kbtool, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    run = kbtool("lint", "--changed")
    assert run.code == 2
    assert "git is not installed" in run.err


@pytest.mark.usefixtures("repository")
def test_a_path_in_the_place_of_a_revision_gets_a_hint(kbtool: Kbtool) -> None:
    assert "To name a path, write: --changed=HEAD content" in kbtool("lint", "--changed", "content").err


def test_a_file_that_says_that_it_is_an_article_has_changed_too(kbtool: Kbtool, repository: Path) -> None:
    save(repository, "content/draft.md", article("Q700009", "Sound.\n", "A Draft"))
    save(repository, "content/notes.md", b"No article.\n")
    assert codes(kbtool, "--changed") == ["KB407"]
