"""What ships for pre-commit and GitHub Actions is valid, and does what it says."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from tests.builders import save
from tests.lint.helpers import FIRST, SECOND, article, git
from tests.schemas import problems

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"


# --- pre-commit --------------------------------------------------------------------------------------------------------------


def test_pre_commit_accepts_the_hooks() -> None:
    assert [hook["id"] for hook in load_manifest(MANIFEST)] == ["kbtool-lint", "kbtool-lint-all"]
    assert problems(yaml.safe_load(MANIFEST.read_text()), "https://json.schemastore.org/pre-commit-hooks.json") == []


@pytest.fixture
def hooked(base: Path) -> Path:
    """The base in a repository whose commits the hooks check, as they are but with the kbtool that is tested."""
    hooks = [
        {
            **hook,
            "language": "system",
            "entry": hook["entry"].replace("kbtool", f"{sys.executable} -m kbtool", 1),
            "args": ["--threshold", "warning"],
        }
        for hook in load_manifest(MANIFEST)
    ]
    save(base, ".pre-commit-config.yaml", yaml.dump({"repos": [{"repo": "local", "hooks": hooks}]}).encode())
    save(base, "README.md", b"Read the the manual.\n")
    save(base, "content/index.md", b"# Home\n")
    git(base, "init", "-q")
    git(base, "add", ".")
    return base


def run_hook(folder: Path, hook: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "run", hook, *options]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_hook_checks_the_articles_that_are_committed_and_nothing_else(hooked: Path) -> None:
    run = run_hook(hooked, "kbtool-lint", "--all-files")
    assert run.returncode == 1
    assert "2 articles checked: 2 warnings." in run.stdout
    git(hooked, "commit", "-qm", "All")
    save(hooked, SECOND, article("Q700002", "Sound.\n", "The Other Bell"))
    git(hooked, "add", ".")
    run = run_hook(hooked, "kbtool-lint")
    assert run.returncode == 0
    assert "Passed" in run.stdout


def test_the_hook_for_all_articles_sees_what_a_removal_breaks(hooked: Path) -> None:
    save(hooked, FIRST, article("Q700001", "See [Q700002](kb:Q700002) The Other Bell.\n"))
    git(hooked, "add", ".")
    git(hooked, "commit", "-qm", "All")
    git(hooked, "rm", "-q", SECOND)
    run = run_hook(hooked, "kbtool-lint-all")
    assert run.returncode == 1
    assert "Q700002 is not in this knowledge base" in run.stdout


# --- GitHub Actions ----------------------------------------------------------------------------------------------------------


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(ACTION.read_text())
    return loaded


def test_the_action_is_valid_and_takes_no_input_into_a_script() -> None:
    assert problems(action(), "https://json.schemastore.org/github-action.json") == []
    assert not [step for step in action()["runs"]["steps"] if "${{" in step.get("run", "")]


def run_step(name: str, folder: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step's script as GitHub does; `variables` are what the step's expressions come to."""
    (step,) = (step for step in action()["runs"]["steps"] if step.get("name") == name)
    assert step["env"].keys() == variables.keys()
    own = {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output")}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    environment = {**os.environ, **own, **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def check_articles(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHON": sys.executable, "FORMAT": "github", "OPTIONS": "", "PATHS": ""}
    return run_step("Check the articles", folder, {**variables, **inputs})


@pytest.mark.parametrize("source", ["kbtool==0.1.0", "/actions/kb tool"])
def test_the_action_installs_the_version_that_is_asked_for(tmp_path: Path, source: str) -> None:
    python = save(tmp_path, "python", b'#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    run = run_step("Install kbtool", tmp_path, {"PYTHON": str(python), "SOURCE": source})
    assert run.returncode == 0
    assert run.stdout.splitlines() == ["-m", "pip", "install", "--disable-pip-version-check", "--quiet", source]


def test_the_action_annotates(base: Path) -> None:
    run = check_articles(base)
    assert run.returncode == 0
    assert run.stdout.count("::warning ") == 2
    assert not (base / "output").exists()


def test_places_are_those_in_the_repository_wherever_the_base_is(base: Path) -> None:
    run = check_articles(base.parent, PATHS=base.name)
    assert run.stdout.count(f"::warning file={base.name}/{FIRST},") == 2
    assert "working-directory" not in action()["inputs"]
    assert not [step for step in action()["runs"]["steps"] if "working-directory" in step]


def test_the_action_takes_several_paths_and_options(base: Path) -> None:
    run = check_articles(base, PATHS=f"{SECOND}\n{FIRST}\n", OPTIONS="--threshold  warning\n--select KB703")
    assert run.returncode == 1
    assert run.stdout.count("::warning ") == 1
    assert check_articles(base, PATHS="'; touch harm; '").returncode == 2
    assert not (base / "harm").exists()


@pytest.mark.parametrize("form", ["sarif", "junit", "json", "jsonl"])
def test_the_action_says_where_its_report_is(base: Path, form: str) -> None:
    assert check_articles(base, FORMAT=form, OPTIONS="--threshold warning").returncode == 1
    name, _, report = (base / "output").read_text().strip().partition("=")
    assert name == "report"
    assert "KB703" in Path(report).read_text()
