"""`kbtool lint --fix`, `--unsafe-fixes` and `--diff`: what is mended, and how files are written."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtool import files
from kbtool.cli.mending import Outcome
from kbtool.cli.show import amount
from kbtool.findings import Code, Finding, Severity
from kbtool.lint.fixes import Withheld
from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import FIRST, SECOND, article, codes, git


def test_fix_mends_what_is_safe_and_unsafe_fixes_the_rest(kbtool: Kbtool, base: Path) -> None:
    run = kbtool("lint", "--fix")
    assert (base / FIRST).read_bytes() == article("Q700001", "Pull the the rope.\n\nIt doesn't ring.\n")
    assert "1 finding in 1 file mended" in run.err
    kbtool("lint", "--unsafe-fixes")
    assert (base / FIRST).read_bytes() == article("Q700001", "Pull the rope.\n\nIt doesn't ring.\n")
    assert codes(kbtool) == []


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_the_baseline_knows_is_not_mended(kbtool: Kbtool, base: Path, option: str) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Pull the the rope.\n\nIt doesn?t ring.\n\nIt won?t.\n"))
    run = kbtool("lint", "--baseline", "known.json", option)
    assert "1 finding in 1 file" in run.err
    mended = article("Q700001", "Pull the the rope.\n\nIt doesn?t ring.\n\nIt won't.\n")
    assert ((base / FIRST).read_bytes() == mended) == (option == "--fix")
    assert ("+It won't." in run.out) == (option == "--diff")
    assert "doesn't" not in run.out
    kbtool("lint", "--fix")
    assert b"doesn't" in (base / FIRST).read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        ["--baseline", "none.json"],
        ["--baseline", FIRST],
        ["--write-baseline", "notes.json"],
        ["--write-baseline", "content"],
        ["--output", FIRST + "/report"],
        ["--output", "content/700"],
        ["--output", "read-only.txt"],
        ["--statistics", "--format", "sarif"],
        ["--write-baseline", "new.json", "--output", "report.txt"],
        ["--select", "KB999"],
        ["--changed=nowhere"],
        ["none.md"],
    ],
)
def test_a_command_that_is_wrong_mends_nothing(kbtool: Kbtool, base: Path, wrong: list[str]) -> None:
    save(base, "notes.json", b"[1]")
    save(base, "read-only.txt", b"").chmod(0o444)
    before = {path: path.read_bytes() for path in base.rglob("*.*") if path.is_file()}
    for asked in ([], [FIRST]):
        assert kbtool("lint", "--fix", *asked, *wrong).code == 2
        assert {path: path.read_bytes() for path in before} == before
    assert {path for path in base.rglob("*.*") if path.is_file() and ".kbtool-cache" not in path.parts} == set(before)


RETITLED = {
    "Q700005": ("[Q700010](kb:Q700010) PRB: The Lamp of the Harbour\n", "Lamps"),
    "Q700010": ("Text.\n", "PBR: The Lamp of the Harbour"),
    "Q700011": ("[Q700010](kb:Q700010) PBR: The Lamp of the Harbour\n", "More Lamps"),
    "Q700012": ("[Q700010](kb:Q700010) PRB: The Lamp of the Harbour\n", "Other Lamps"),
}


@pytest.fixture
def retitled(base: Path) -> Callable[[], dict[str, bytes]]:
    """Articles that cite one whose label is mistyped; gives what their files hold now."""
    paths = {name: save(base, f"content/700/{name}.md", article(name, *said)) for name, said in RETITLED.items()}
    return lambda: {name: path.read_bytes() for name, path in paths.items()}


def test_a_mistyped_label_is_not_taken_over(kbtool: Kbtool, retitled: Callable[[], dict[str, bytes]]) -> None:
    before = retitled()
    kbtool("lint", "--fix")
    assert retitled() == before


@pytest.mark.parametrize("before", [[], ["--fix"]])
def test_who_cites_by_a_title_that_is_mended_follows_it_in_the_same_run(
    kbtool: Kbtool, retitled: Callable[[], dict[str, bytes]], before: list[str]
) -> None:
    kbtool("lint", *before)
    kbtool("lint", "--unsafe-fixes")
    mended = {
        name: article(name, *(said.replace("PBR", "PRB") for said in all_said)) for name, all_said in RETITLED.items()
    }
    assert retitled() == mended
    assert "0 findings in 0 files mended" in kbtool("lint", "--unsafe-fixes").err


def test_of_the_files_that_follow_only_those_that_are_named_are_mended(
    kbtool: Kbtool, retitled: Callable[[], dict[str, bytes]]
) -> None:
    before = retitled()
    assert "1 finding in 1 file mended." in kbtool("lint", "--unsafe-fixes", "content/700/Q700010.md").err
    assert {name for name, data in retitled().items() if data != before[name]} == {"Q700010"}


def test_what_a_renamed_article_is_cited_as_is_known_before_the_citation_is_mended(kbtool: Kbtool, base: Path) -> None:
    cut = "The Bell in the Tower of the Old Town Hall Does Not Ring on Sun"
    save(base, "redirects.yml", b'"Q700003": "Q700002"\n')
    save(base, SECOND, article("Q700002", "Text.\n", cut))
    save(base, FIRST, article("Q700001", f"[Q700003](kb:Q700003) {cut}days\n"))
    before = codes(kbtool)
    kbtool("lint", "--fix")
    assert before == ["KB302", "KB419"]
    assert codes(kbtool) == ["KB419"]


def test_a_section_of_level_one_gets_its_name_in_capitals_too(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Text.\n\n# Cause\n\nRust.\n\n# Status\n\nOpen.\n"))
    assert kbtool("lint", "--fix").err.startswith("0 findings")
    kbtool("lint", "--unsafe-fixes")
    assert (base / FIRST).read_bytes() == article("Q700001", "Text.\n\n## CAUSE\n\nRust.\n\n## STATUS\n\nOpen.\n")
    assert codes(kbtool) == []


def test_where_a_word_is_lost_the_trace_of_it_stays(kbtool: Kbtool, base: Path) -> None:
    lost = article("Q700001", "For help with a , see the readme. Read about , and ring.\n")
    save(base, FIRST, lost)
    assert codes(kbtool, "--select", "KB713") == ["KB713"]
    kbtool("lint", "--select", "KB713", "--unsafe-fixes")
    assert (base / FIRST).read_bytes() == lost


def test_diff_shows_what_would_change_and_writes_nothing(kbtool: Kbtool, base: Path) -> None:
    before = (base / FIRST).read_bytes()
    run = kbtool("lint", "--unsafe-fixes", "--diff")
    assert run.code == 1
    assert (base / FIRST).read_bytes() == before
    assert "-Pull the the rope.\n+Pull the rope.\n" in run.out
    kbtool("lint", "--unsafe-fixes")
    assert kbtool("lint", "--diff") == (0, "", "0 findings in 0 files would be mended.\n")


@pytest.mark.parametrize("folder", ["700", "with a space"])
@pytest.mark.parametrize(
    "body",
    [
        "Pull the the rope.\n\nIt doesn?t ring.\n",
        "It doesn?t ring.",
        "It doesn?t ring.\r\nAt all.\r\n",
        "One \x0c page\n\nIt doesn?t\u2028ring.\x85\n",
        "A lone \r return.\n\nIt doesn?t ring.\n",
    ],
)
def test_a_diff_is_one_that_git_applies(kbtool: Kbtool, base: Path, body: str, folder: str) -> None:
    path = save(base, f"content/{folder}/Q700003.md", article("Q700003", body, "A Third Bell"))
    patch = kbtool("lint", "--unsafe-fixes", "--diff", path.relative_to(base)).out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=base, check=True)
    applied = path.read_bytes()
    save(base, f"content/{folder}/Q700003.md", article("Q700003", body, "A Third Bell"))
    kbtool("lint", "--unsafe-fixes", path.relative_to(base))
    assert applied == path.read_bytes() != article("Q700003", body, "A Third Bell")


@pytest.mark.parametrize("below", [".", "manual"])
@pytest.mark.parametrize("folder", [".", "content", "content/700", "content/701", ".."])
def test_a_diff_is_one_that_git_applies_wherever_it_is_made(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, below: str
) -> None:
    base = tmp_path / "repository" / below
    for name in (FIRST, "content/701/Q701000.md"):
        save(base, name, article(Path(name).stem, "It doesn?t ring.\n", f"The Bell of {name}"))
    save(base, "kbtool.toml", b"")
    git(tmp_path / "repository", "init", "-q")
    monkeypatch.chdir(base / folder)
    patch = kbtool("lint", "--diff", *([base / "content"] if folder == ".." else [])).out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=tmp_path / "repository", check=True)
    assert [path.read_bytes().count(b"doesn't") for path in base.rglob("*.md")] == [1, 1]


@pytest.mark.parametrize(("folder", "patched_in"), [(".", "."), ("content", "content"), ("content/701", ".")])
def test_where_there_is_no_repository_a_diff_begins_where_one_stands_or_at_the_base(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch, folder: str, patched_in: str
) -> None:
    (base / "content/701").mkdir()
    monkeypatch.chdir(base / folder)
    patch = kbtool("lint", "--diff").out
    assert f"--- a/{(base / FIRST).relative_to(base / patched_in)}\n" in patch


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_no_fix_touches_stays_byte_for_byte(kbtool: Kbtool, base: Path, mark: bytes) -> None:
    text = (
        article("Q700001", "It doesn?t ring.\n\nÜ  \nend").replace(b"\n", b"\r\n").replace("Ü".encode(), "Ü\n".encode())
    )
    save(base, FIRST, mark + text)
    kbtool("lint", "--fix")
    assert (base / FIRST).read_bytes() == mark + text.replace(b"doesn?t", b"doesn't")


def test_a_file_that_cannot_be_written_does_not_stop_the_others_and_is_an_error(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(base, FIRST, article("Q700001", "It doesn?t ring.\n"))
    save(base, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))

    def refuse(path: Path, data: bytes) -> None:
        if path.name == "Q700001.md":
            raise PermissionError(13, "Permission denied")
        files.rewrite(path, data)

    monkeypatch.setattr("kbtool.cli.mending.rewrite", refuse)
    run = kbtool("lint", "--fix")
    assert run.code == 1
    assert "Q700001.md: cannot be written: Permission denied. It stays as it was." in run.err
    assert b"won't" in (base / SECOND).read_bytes()


def test_a_file_that_is_read_only_stays_as_it_is(kbtool: Kbtool, base: Path) -> None:
    (base / FIRST).chmod(0o444)
    before = (base / FIRST).read_bytes()
    run = kbtool("lint", "--fix")
    assert run.code == 1
    assert "Q700001.md: cannot be written: it is read-only." in run.err
    assert (base / FIRST).read_bytes() == before


def test_a_mended_file_keeps_its_permissions(kbtool: Kbtool, base: Path) -> None:
    (base / FIRST).chmod(0o640)
    kbtool("lint", "--fix")
    assert b"doesn't" in (base / FIRST).read_bytes()
    assert (base / FIRST).stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_target_is_mended(kbtool: Kbtool, base: Path) -> None:
    target = save(base, "elsewhere.md", (base / FIRST).read_bytes())
    (base / FIRST).unlink()
    (base / FIRST).symlink_to(target)
    kbtool("lint", "--fix")
    assert (base / FIRST).is_symlink()
    assert b"doesn't" in target.read_bytes()


def test_a_file_that_is_not_utf_8_is_found_and_left_alone(kbtool: Kbtool, base: Path) -> None:
    data = article("Q700001", "It doesn?t ring.\n") + b"caf\xe9\n"
    save(base, FIRST, data)
    run = kbtool("lint", "--unsafe-fixes")
    assert run.code == 1
    assert "is not UTF-8" in run.out
    assert (base / FIRST).read_bytes() == data


OF_PROSE = ", ".join(code for code in Code if code.startswith("KB7"))


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("Pull the rope. <!-- kbtool-ignore KB703 -->\n", "Pull the rope.\n"),
        ("Pull the rope. <!-- kbtool-ignore KB703, KB709 -->\n", "Pull the rope.\n"),
        ("Pull <!-- kbtool-ignore KB703 --> the rope.\n", "Pull the rope.\n"),
        ("<!-- kbtool-ignore-next-line KB703 -->\nPull the rope.\n", "Pull the rope.\n"),
        ("<!-- kbtool-ignore-file KB703: so -->\n\nPull the rope.\n", "Pull the rope.\n"),
        ("Pull the rope.\n\n<!-- kbtool-ignore-file KB703 -->", "Pull the rope.\n\n"),
        (
            "The the rope. <!-- kbtool-ignore KB703 KB709: his words -->\n",
            "The the rope. <!-- kbtool-ignore KB703: his words -->\n",
        ),
        ("The the rope. <!-- kbtool-ignore KB703 KB709 -->\n", "The the rope. <!-- kbtool-ignore KB703 -->\n"),
        ("The the rope. <!-- kbtool-ignore KB709, KB703 -->\n", "The the rope. <!-- kbtool-ignore KB703 -->\n"),
        (f"Pull the rope. <!-- kbtool-ignore {OF_PROSE} -->\n", "Pull the rope.\n"),
        (f"The the rope. <!-- kbtool-ignore {OF_PROSE} -->\n", "The the rope. <!-- kbtool-ignore KB703 -->\n"),
        (
            f"The the rope isn?t old. <!-- kbtool-ignore {OF_PROSE}: so -->\n",
            "The the rope isn?t old. <!-- kbtool-ignore KB703, KB709: so -->\n",
        ),
        (
            "The the rope. <!-- kbtool-ignore KB701, no-such-rule, KB702, KB703 -->\n",
            "The the rope. <!-- kbtool-ignore no-such-rule, KB703 -->\n",
        ),
    ],
)
def test_a_comment_that_silences_nothing_is_taken_away(kbtool: Kbtool, base: Path, body: str, mended: str) -> None:
    save(base, FIRST, article("Q700001", body))
    found = codes(kbtool, FIRST, "--select", "KB601,prose").count("KB601")
    err = kbtool("lint", "--fix", FIRST).err
    assert (base / FIRST).read_bytes() == article("Q700001", mended)
    assert err == f"{amount(found - mended.count('no-such'), 'finding')} in 1 file mended.\n"


def test_what_waits_for_another_run_is_said(kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtool.lint.fixes._PASSES", 1)
    data = article("Q700001", "Pull the the the rope.\n")
    save(base, FIRST, data)
    run = kbtool("lint", "--unsafe-fixes", FIRST)
    assert run.err == "1 finding in 1 file mended; 1 fix waits for another run.\n"
    for quiet, said in (([], f"{FIRST}: 1 fix waits for another run.\n"), (["--quiet"], "")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert kbtool("lint", "--unsafe-fixes", "--diff", "--stdin-filename", FIRST, *quiet).err == said


def test_the_name_of_a_rule_is_corrected_only_when_one_looks_at_it(kbtool: Kbtool, base: Path) -> None:
    body = "The the rope. <!-- kbtool-ignore word-dubled -->\n"
    save(base, FIRST, article("Q700001", body))
    kbtool("lint", "--fix", "--ignore", "KB703")
    assert (base / FIRST).read_bytes() == article("Q700001", body)
    kbtool("lint", "--unsafe-fixes", "--ignore", "KB703")
    assert (base / FIRST).read_bytes() == article("Q700001", body.replace("dubled", "doubled"))


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        ('"The  Bell"', '"The Bell"'),
        (r'"The \t Bell"', '"The Bell"'),
        (r'" The \"Bell\" \\ "', r'"The \"Bell\" \\"'),
        (r'"The  Bell \x07"', r'"The  Bell \x07"'),
        ("'The  Bell'", "'The  Bell'"),
        ('"The\n  Bell  Rings"', '"The\n  Bell  Rings"'),
    ],
)
def test_spaces_of_a_title_are_mended_however_they_are_written(
    kbtool: Kbtool, base: Path, title: str, mended: str
) -> None:
    save(base, FIRST, f'---\nid: "Q700001"\ntitle: {title}\n---\n\nText.\n'.encode())
    assert codes(kbtool, "--select", "KB412", FIRST) == ["KB412"]
    run = kbtool("lint", "--select", "KB412", "--fix", FIRST)
    assert f"\ntitle: {mended}\n---" in (base / FIRST).read_text()
    assert f"{int(mended != title)} finding" in run.err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"The bell[ASCII 146]s", "The bell's"),
        (r"The bell\[ASCII 146\]s", "The bell's"),
        (r"\[ASCII 146]s", "'s"),
        (r"- \[ASCII 146]s", "- 's"),
        (r"The C:\\[ASCII 146]s", r"The C:\\'s"),
        (r"The [ASCII *146*]s", r"The [ASCII *146*]s"),
    ],
)
def test_a_code_goes_with_the_backslashes_that_it_was_written_with(
    kbtool: Kbtool, base: Path, text: str, expected: str
) -> None:
    save(base, FIRST, article("Q700001", f"{text} rope.\n"))
    kbtool("lint", "--select", "KB710", "--fix", FIRST)
    assert (base / FIRST).read_bytes() == article("Q700001", f"{expected} rope.\n")


@pytest.mark.parametrize(
    "body",
    [
        "The the rope. <!-- kbtool-ignore word-dubled -->\n",
        "The the rope. <!-- kbtool-ignore no-such-thing: that is its name -->\n",
        "<!-- kbtool-ignore-file KB7033 -->\n\nThe the rope.\n",
        "The the rope. <!-- kbtool-ignore -->\n",
        "The the rope. <!-- kbtool ignore KB703 -->\n",
        "The the rope. <!-- kbtool-ignore KB703: for a\nreason -->\n",
        "<!-- kbtool-ignore-nextline word-doubled -->\nThe the rope.\n",
        "A bell. <!-- kbtool-ignore-nextline word-doubled -->\nThe the rope.\n",
        "<!-- kbtool ignore KB703 -->\nThe the rope.\n",
        "<!-- kbtool-ignore word-doubled:\nhis words -->\nThe the rope.\n",
        "<!-- kbtool-ignorefile KB703 -->\n\nBells.\n\nThe the rope.\n",
        "<!-- markdownlint-disable KB703 -->\n\nBells.\n\nThe the rope.\n",
        "The the rope. <!-- markdownlint-disable-line KB703 -->\n",
    ],
)
def test_what_a_mistyped_comment_was_to_silence_is_not_mended(kbtool: Kbtool, base: Path, body: str) -> None:
    save(base, FIRST, article("Q700001", body))
    kbtool("lint", FIRST, "--unsafe-fixes")
    assert "The the rope." in (base / FIRST).read_text()


@pytest.mark.parametrize(
    "body",
    [
        "The the rope. <!-- kbtool ignore KB709 -->\n",
        "Bells.\n<!-- kbtool-ignore -->\n\nThe the rope.\n",
        "Bells. <!-- kbtool ignore KB703 -->\nThe the rope.\n",
        "The the rope.\n\n<!-- markdownlint-disable KB703 -->\n\nBells.\n",
        "<!-- markdownlint-disable-line KB703 -->\n\nThe the rope.\n",
        "<!-- louder than the file -->\nThe the rope.\n",
        "`<!-- kbtool-ignore -->` The the rope.\n",
    ],
)
def test_a_comment_that_is_written_wrongly_leaves_what_it_does_not_reach_to_be_mended(
    kbtool: Kbtool, base: Path, body: str
) -> None:
    save(base, FIRST, article("Q700001", body))
    kbtool("lint", FIRST, "--unsafe-fixes")
    assert "The the rope." not in (base / FIRST).read_text()


def test_a_mistyped_comment_leaves_what_it_cannot_mean_to_be_mended(kbtool: Kbtool, base: Path) -> None:
    body = "The the rope isn?t long. <!-- kbtool-ignore word-dubled -->\n"
    save(base, FIRST, article("Q700001", body))
    kbtool("lint", FIRST, "--unsafe-fixes")
    assert "The the rope isn't long. <!-- kbtool-ignore word-doubled -->" in (base / FIRST).read_text()


@pytest.mark.parametrize(
    ("left", "waiting", "said"),
    [
        (0, 0, "2 findings in 1 file mended."),
        (1, 0, "2 findings in 1 file mended; 1 fix left, it would bring new findings."),
        (3, 0, "2 findings in 1 file mended; 3 fixes left, they would bring new findings."),
        (0, 1, "2 findings in 1 file mended; 1 fix waits for another run."),
        (1, 2, "2 findings in 1 file mended; 1 fix left, it would bring new findings; 2 fixes wait for another run."),
    ],
)
def test_what_was_mended_is_summed_up(left: int, waiting: int, said: str) -> None:
    fixes = [Withheld(*[Finding("a.md", 1, 1, Code.WORD_DOUBLED, Severity.INFO, "")] * 2)] * left
    assert Outcome(1, 2, fixes, waiting, 0).summary("mended") == said


WITHHELD = f"{FIRST}:10:1: the fix of KB316 scheme-misspelt is left, it would bring KB301 reference-unknown: Q700099 is not in this knowledge base."
LOST = "\n[The lamp](bk:Q700099).\n"


def test_a_fix_that_is_left_is_named_with_what_it_would_bring(kbtool: Kbtool, base: Path) -> None:
    text = article("Q700001", f"Pull the the rope.\n{LOST}")
    save(base, FIRST, text)
    run = kbtool("lint", "--unsafe-fixes", "--select", "KB301,KB316,KB703")
    assert run.lines == [
        WITHHELD,
        "1 finding in 1 file mended; 1 fix left, it would bring new findings.",
    ]
    assert (base / FIRST).read_bytes() == text.replace(b"the the", b"the")


def test_of_many_fixes_that_are_left_the_first_are_named(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Text.\n" + 12 * LOST))
    lines = kbtool("lint", "--unsafe-fixes", "--select", "KB301,KB316").lines
    assert lines[0] == WITHHELD
    assert lines[10:] == [
        "2 more fixes are left for such reasons.",
        "0 findings in 0 files mended; 12 fixes left, they would bring new findings.",
    ]


def test_a_fix_of_standard_input_that_is_left_is_named(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = article("Q700001", f"Text.\n{LOST}")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    select = ("--select", "KB301,KB316")
    run = kbtool("lint", "--unsafe-fixes", *select, "--stdin-filename", base / FIRST)
    assert run.out.encode() == data
    assert run.lines[0].endswith(WITHHELD)


def test_a_title_is_mended_that_ends_in_a_stop_and_a_space(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "It doesn't ring at noon.\n", "  The Bell  Does Not Ring. "))
    kbtool("lint", "--fix", FIRST)
    assert b'title: "The Bell Does Not Ring"' in (base / FIRST).read_bytes()


@pytest.mark.parametrize("only", [[], ["--select", "KB507"]])
def test_no_heading_is_mended_so_that_its_section_is_empty(kbtool: Kbtool, base: Path, only: list[str]) -> None:
    text = article("Q700001", "It rings.\n\n# The Bell\n\n## STATUS\n\nOpen.\n\n# The Rope\n\nIt is new.\n")
    save(base, FIRST, text)
    kbtool("lint", "--unsafe-fixes", FIRST, *only)
    assert (base / FIRST).read_bytes() == text.replace(b"# The Rope", b"## The Rope")
