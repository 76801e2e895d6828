"""How editors use the linter: choosing rules, mending, baselines, streams, what git says has changed."""

import io
import subprocess
from pathlib import Path

import msgspec
import pytest

from kbtool import files
from kbtool.findings import Finding
from tests.builders import save
from tests.conftest import Kbtool


def article(name: str, body: str, title: str = "The Bell") -> bytes:
    return f'---\nid: "{name}"\ntitle: "{title}"\n---\n\n## SUMMARY\n\n{body}'.encode()


FIRST = "content/700/Q700001.md"
SECOND = "content/700/Q700002.md"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """One article with a doubled word and a lost apostrophe, and one with nothing to find."""
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, FIRST, article("Q700001", "Pull the the rope.\n\nIt doesn?t ring.\n"))
    save(tmp_path, SECOND, article("Q700002", "Text.\n", "The Other Bell"))
    return tmp_path


def codes(kbtool: Kbtool, *options: str) -> list[str]:
    """The codes of what is found."""
    return [
        msgspec.json.decode(line, type=Finding).code
        for line in kbtool("lint", "--format", "jsonl", *options).out.splitlines()
    ]


# --- Choosing rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["KB703", "KB709"]),
        (["--select", "KB703"], ["KB703"]),
        (["--select", "word-doubled,KB709"], ["KB703", "KB709"]),
        (["--select", "prose"], ["KB703", "KB709"]),
        (["--select", "references"], []),
        (["--select", "KB7", "--ignore", "apostrophe-lost"], ["KB703"]),
        (["--ignore", "prose"], []),
        (["--select", "KB3", "--extend-select", "KB709"], ["KB709"]),
        (["--select", "all", "--ignore", "KB70"], []),
    ],
)
def test_rules_are_chosen_on_the_command_line(kbtool: Kbtool, options: list[str], found: list[str]) -> None:
    assert codes(kbtool, *options) == found


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('[lint]\nselect = ["KB703"]', ["KB703"]),
        ('[lint]\nignore = ["prose"]', []),
        ('[[lint.per-path]]\npaths = ["content/700/*1.md"]\nignore = ["KB709"]', ["KB703"]),
        ('[[lint.per-path]]\npaths = ["content/701/*"]\nignore = ["prose"]', ["KB703", "KB709"]),
        ('[lint]\nignore = ["prose"]\n[[lint.per-path]]\npaths = ["content/*"]\nselect = ["KB709"]', ["KB709"]),
    ],
)
def test_rules_are_chosen_in_the_settings(kbtool: Kbtool, base: Path, settings: str, found: list[str]) -> None:
    save(base, "kbtool.toml", settings.encode())
    assert codes(kbtool) == found


def test_what_the_command_line_selects_stands_instead_of_the_settings(kbtool: Kbtool, base: Path) -> None:
    save(base, "kbtool.toml", b'[lint]\nignore = ["KB709"]')
    assert codes(kbtool, "--select", "KB709") == ["KB709"]


def test_settings_may_stand_in_pyproject(kbtool: Kbtool, base: Path) -> None:
    (base / "kbtool.toml").unlink()
    save(base, "pyproject.toml", b'[project]\nname = "x"\n\n[tool.kbtool.lint]\nselect = ["KB709"]\n')
    assert codes(kbtool) == ["KB709"]


def test_a_severity_that_is_set_decides_the_exit_code(kbtool: Kbtool, base: Path) -> None:
    assert kbtool("lint").code == 0
    assert kbtool("lint", "--severity", "KB709=error").code == 1
    save(base, "kbtool.toml", b'[lint.severity]\nword-doubled = "error"\n')
    run = kbtool("lint", "--format", "concise")
    assert run.code == 1
    assert "error KB703" in run.out


def test_options_reach_their_rule(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Text.\n").replace(b"\n---\n\n", b'\nissue_type:\n- "kbfaq"\n---\n\n'))
    assert codes(kbtool) == ["KB414"]
    save(base, "kbtool.toml", b'[lint.rules.issue-type-unknown]\nknown = ["kbfaq"]\n')
    assert codes(kbtool) == []


def test_all_that_is_wrong_with_the_settings_is_said_at_once_with_its_line(kbtool: Kbtool, base: Path) -> None:
    text = """contnt = "x"
[lint]
select = ["KB703", "word-dubled"]
ignore = "KB7"

[lint.severity]
KB703 = "fatal"

[lint.rules.issue-type-unknown]
knwon = []

[[lint.per-path]]
paths = ["*"]
ignore = ["KB999"]
"""
    save(base, "kbtool.toml", text.encode())
    run = kbtool("lint")
    assert run.code == 2
    problems = run.err.removeprefix("kbtool: ").splitlines()
    assert [line.split(":")[1] for line in problems] == ["1", "3", "4", "7", "10", "14"]
    assert "did you mean 'content'?" in problems[0]
    assert "did you mean 'word-doubled'?" in problems[1]
    assert "did you mean 'known'?" in problems[4]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--select", "wrd-doubled"], "did you mean 'word-doubled'?"),
        (["--ignore", "KB999"], "no rule is called 'KB999'"),
        (["--severity", "KB703"], "write RULE=LEVEL"),
        (["--severity", "KB703=grave"], "the levels are error, warning, info"),
        (["--baseline", "none.json"], "cannot be read"),
        (["-"], "--stdin-filename"),
        (["-", FIRST, "--stdin-filename", FIRST], "stands for standard input alone"),
        (["--output", FIRST + "/report"], "cannot be written"),
    ],
)
def test_misuse_is_said_and_does_nothing(kbtool: Kbtool, options: list[str], problem: str) -> None:
    run = kbtool("lint", *options)
    assert run.code == 2
    assert problem in run.err


# --- Silencing ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Pull the the rope. <!-- kbtool-ignore word-doubled -->\n",
        "Pull the the rope. <!-- kbtool-ignore KB703: he said so -->\n",
        "<!-- kbtool-ignore-next-line KB703 -->\nPull the the rope.\n",
        "<!-- kbtool-ignore-file KB709, KB703 -->\n\nIt doesn?t ring. Pull the the rope.\n",
    ],
)
def test_a_comment_silences_a_rule(kbtool: Kbtool, base: Path, body: str) -> None:
    save(base, FIRST, article("Q700001", body))
    assert codes(kbtool, FIRST) == []


@pytest.mark.parametrize(
    "body",
    [
        "Pull the rope. <!-- kbtool-ignore word-doubled -->\n",
        "Pull the rope. <!-- kbtool-ignore word-dubled -->\n",
        "<!-- kbtool-ignore-next-line KB703 -->\n\nPull the rope.\n",
    ],
)
def test_a_comment_that_silences_nothing_is_found(kbtool: Kbtool, base: Path, body: str) -> None:
    save(base, FIRST, article("Q700001", body))
    assert codes(kbtool, FIRST) == ["KB601"]


def test_a_comment_is_left_alone_when_its_rule_does_not_run(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Pull the rope. <!-- kbtool-ignore KB703 -->\n"))
    assert codes(kbtool, "--ignore", "KB703") == []


def test_a_comment_in_code_is_code(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "```\n<!-- kbtool-ignore-file KB703 -->\n```\n\nPull the the rope.\n"))
    assert codes(kbtool, FIRST) == ["KB703"]


def test_a_comment_is_no_part_of_the_title_that_it_stands_behind(kbtool: Kbtool, base: Path) -> None:
    cited = "[Q700002](kb:Q700002) The Other Bell <!-- kbtool-ignore word-doubled -->\n"
    save(base, FIRST, article("Q700001", cited))
    assert codes(kbtool, FIRST) == ["KB601"]


# --- Streams -----------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("base")
def test_an_article_from_standard_input_need_not_be_on_disk(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> None:
    data = article("Q700009", "Pull the the rope, see Q700001.\n", "New")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert codes(kbtool, "-", "--stdin-filename", "content/700/Q700009.md") == ["KB703"]


# --- Mending -----------------------------------------------------------------------------------------------------------------


def test_fix_mends_what_is_safe_and_unsafe_fixes_the_rest(kbtool: Kbtool, base: Path) -> None:
    run = kbtool("lint", "--fix")
    assert (base / FIRST).read_bytes() == article("Q700001", "Pull the the rope.\n\nIt doesn't ring.\n")
    assert "1 findings in 1 files mended" in run.err
    kbtool("lint", "--unsafe-fixes")
    assert (base / FIRST).read_bytes() == article("Q700001", "Pull the rope.\n\nIt doesn't ring.\n")
    assert codes(kbtool) == []


def test_diff_shows_what_would_change_and_writes_nothing(kbtool: Kbtool, base: Path) -> None:
    before = (base / FIRST).read_bytes()
    run = kbtool("lint", "--unsafe-fixes", "--diff")
    assert run.code == 1
    assert (base / FIRST).read_bytes() == before
    assert "-Pull the the rope.\n+Pull the rope.\n" in run.out
    kbtool("lint", "--unsafe-fixes")
    assert kbtool("lint", "--diff") == (0, "", "0 findings in 0 files would be mended.\n")


def test_a_diff_is_one_that_git_applies(kbtool: Kbtool, base: Path) -> None:
    patch = kbtool("lint", "--unsafe-fixes", "--diff").out
    subprocess.run(["git", "apply", "-"], input=patch, text=True, cwd=base, check=True)
    assert codes(kbtool) == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_no_fix_touches_stays_byte_for_byte(kbtool: Kbtool, base: Path, mark: bytes) -> None:
    text = (
        article("Q700001", "It doesn?t ring.\n\nÜ  \nend").replace(b"\n", b"\r\n").replace("Ü".encode(), "Ü\n".encode())
    )
    save(base, FIRST, mark + text)
    kbtool("lint", "--fix")
    assert (base / FIRST).read_bytes() == mark + text.replace(b"doesn?t", b"doesn't")


def test_a_file_that_cannot_be_written_does_not_stop_the_others(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(base, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))

    def refuse(path: Path, data: bytes) -> None:
        if path.name == "Q700001.md":
            raise PermissionError(13, "Permission denied")
        files.write_atomic(path, data)

    monkeypatch.setattr("kbtool.cli.lint.write_atomic", refuse)
    run = kbtool("lint", "--fix")
    assert "Q700001.md: cannot be written: Permission denied" in run.err
    assert b"won't" in (base / SECOND).read_bytes()


# --- Baseline ----------------------------------------------------------------------------------------------------------------


def test_a_baseline_knows_findings_by_their_line_not_its_number(kbtool: Kbtool, base: Path) -> None:
    assert kbtool("lint", "--write-baseline", "known.json").code == 0
    save(base, FIRST, article("Q700001", "New.\n\nPull the the rope.\n\nIt doesn?t ring.\n"))
    run = kbtool("lint", "--baseline", "known.json", "--threshold", "info")
    assert run.code == 0
    assert "The baseline knows 2 more; 0 of its findings are mended." in run.out


def test_what_a_baseline_does_not_know_is_new(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Pull the the rope.\n\nPull the the rope.\n\nIt rings.\n"))
    run = kbtool("lint", "--baseline", "known.json", "--threshold", "warning", "--format", "concise")
    assert run.code == 1
    assert run.out.count("KB703") == 1
    assert "The baseline knows 1 more; 1 of its findings are mended." in run.out


def test_what_was_not_checked_counts_as_neither_known_nor_mended(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Sound.\n"))
    assert "0 of its findings are mended" in kbtool("lint", SECOND, "--baseline", "known.json").out
    assert "1 of its findings are mended" in kbtool("lint", "--select", "KB703", "--baseline", "known.json").out


def test_a_baseline_is_the_same_whenever_it_is_written(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "one.json")
    kbtool("lint", "--write-baseline", "two.json", "--jobs", "1", "--no-cache")
    assert (base / "one.json").read_bytes() == (base / "two.json").read_bytes()


@pytest.mark.usefixtures("base")
def test_another_file_is_no_baseline(kbtool: Kbtool) -> None:
    run = kbtool("lint", "--baseline", FIRST)
    assert run.code == 2
    assert "is no baseline" in run.err


# --- What is checked -----------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ines", "-c", "user.email=ines@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


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


def test_statistics_count_by_rule(kbtool: Kbtool, base: Path) -> None:
    save(base, SECOND, article("Q700002", "Pull the the rope.\n", "The Other Bell"))
    run = kbtool("lint", "--statistics")
    assert "KB703 word-doubled" in run.out
    assert "Pull" not in run.out
    assert [line.split()[-1] for line in run.out.splitlines() if "KB70" in line] == ["2", "1"]
