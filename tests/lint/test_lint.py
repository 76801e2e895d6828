"""`kbtool lint`: what is found, how it is shown, and what the exit code says."""

import os
from pathlib import Path

import msgspec
import pytest

from kbtool.findings import Finding
from kbtool.lint import reports
from tests.builders import save
from tests.conftest import Kbtool


def article(name: str, body: str = "Text.\n", *, title: str = '"The Bell"') -> bytes:
    return f'---\nid: "{name}"\ntitle: {title}\n---\n\n{body}'.encode()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A knowledge base of two sound articles that cite each other."""
    save(tmp_path, "content/700/Q700001.md", article("Q700001", "See [Q700002](kb:Q700002).\n"))
    save(tmp_path, "content/700/Q700002.md", article("Q700002", "See [Q700001](kb:Q700001), and `Q700099` in code.\n"))
    return tmp_path


@pytest.mark.usefixtures("base")
def test_a_sound_base_is_clean(kbtool: Kbtool) -> None:
    run = kbtool("lint")
    assert run == (0, "2 articles checked: no findings.\n", "")


def test_an_empty_base_is_clean(kbtool: Kbtool, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert kbtool("lint").code == 0


def test_findings_are_lines_on_standard_output_in_order_of_their_place(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700004.md", article("Q700004", title="4"))
    save(base, "content/700/Q700003.md", article("Q700003", title="3").replace(b"\n---\n\n", b"\ntag: 1\n---\n\n"))
    run = kbtool("lint", "--format", "concise")
    assert run.code == 1
    assert run.err == ""
    places = [line.split(" ")[0:3] for line in run.out.splitlines()]
    assert places[:3] == [
        ["content/700/Q700003.md:3:1:", "error", "KB405"],
        ["content/700/Q700003.md:4:1:", "error", "KB404"],
        ["content/700/Q700004.md:3:1:", "error", "KB405"],
    ]
    assert run.out.splitlines()[-1] == "4 articles checked: 3 errors."


def test_json_is_one_list_and_jsonl_one_object_a_line(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", b"broken")
    save(base, "content/700/Q700004.md", article("Q700004", "[x](kb:Q1)"))
    as_list = msgspec.json.decode(kbtool("lint", "--format", "json").out, type=list[Finding])
    lines = kbtool("lint", "--format", "jsonl").out.splitlines()
    assert [msgspec.json.decode(line, type=Finding) for line in lines] == as_list
    assert [(finding.code, finding.severity) for finding in as_list] == [("KB401", "error"), ("KB301", "warning")]


def test_words_to_search_for_are_no_reference(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", article("Q700003", "[l a m p](kb:?q=lamp)\n"))
    assert kbtool("lint", "--threshold", "info").code == 0


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_no_finding_is_an_empty_list(kbtool: Kbtool, form: str) -> None:
    run = kbtool("lint", "--format", form)
    assert run == (0, "[]\n" if form == "json" else "", "")


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_threshold_decides_the_exit_code(kbtool: Kbtool, base: Path, threshold: str, code: int) -> None:
    save(base, "content/700/Q700003.md", article("Q700003", "\n\n[lost](kb:Q999999)\n"))
    run = kbtool("lint", "--threshold", threshold)
    assert run.code == code
    assert "KB301" in run.out
    assert "1 warning" in run.out


def test_quiet_shows_only_what_counts(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", article("Q700003", "[lost](kb:Q999999)\n"))
    assert kbtool("lint", "--quiet") == (0, "", "")
    assert "KB301" in kbtool("lint", "--quiet", "--threshold", "warning").out


def test_an_unknown_reference_is_named_with_its_line(kbtool: Kbtool, base: Path) -> None:
    body = "One\n[Q700001](kb:Q700001)\ntwo [Q999999](kb:Q999999) three.\n\n- x [gone](kb:Q999998)\n"
    save(base, "content/700/Q700003.md", article("Q700003", body))
    lines = [line for line in kbtool("lint").out.splitlines() if "KB301" in line]
    assert [line.split(":")[1] for line in lines] == ["8", "10"]
    assert "Q999999 is not in this knowledge base" in lines[0]


def test_references_in_code_are_none(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", article("Q700003", "`[x](kb:Q999999)`\n\n```\n[x](kb:Q999999)\n```\n"))
    assert kbtool("lint", "--threshold", "info").code == 0


@pytest.mark.usefixtures("base")
def test_references_of_a_single_file_are_looked_up_in_the_whole_base(kbtool: Kbtool) -> None:
    run = kbtool("lint", "content/700/Q700001.md", "--threshold", "info")
    assert run == (0, "1 article checked: no findings.\n", "")


def test_an_id_that_two_files_have_is_named_with_both(kbtool: Kbtool, base: Path) -> None:
    names = ("content/700/Q700001.md", "content/old/Q700001.md")
    kbtool("lint")
    save(base, names[1], article("Q700001"))
    for asked in (names[1:], names[:1], (), ("--no-cache", names[0])):
        run = kbtool("lint", *asked)
        assert run.code == 1
        for name, other in (names, names[::-1]):
            is_asked = name in asked or not asked
            found = f"{name}:2:5: error KB408 article-id-repeated: the id 'Q700001' is that of {other} too;"
            assert (found in run.out) == is_asked
        assert "^^^^^^^^^" in run.out
        kbtool("lint")  # the old one cannot know of the new one before all have been seen


def test_of_many_files_with_one_id_the_first_few_are_named(kbtool: Kbtool, base: Path) -> None:
    for number in range(5):
        save(base, f"content/old{number}/Q700001.md", article("Q700001"))
    run = kbtool("lint", "content/700/Q700001.md")
    assert "old0/Q700001.md, content/old1/Q700001.md, content/old2/Q700001.md and 2 more files too" in run.out
    for number in range(5):
        (base / f"content/old{number}/Q700001.md").unlink()
    assert kbtool("lint", "content/700/Q700001.md").code == 0


def test_an_id_that_is_not_the_name_of_the_file(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/700/Q700003.md", article("Q700004"))
    assert "KB407" in kbtool("lint").out


def test_a_file_named_by_itself_must_have_an_id_of_this_base(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/draft.md", article("draft"))
    run = kbtool("lint", "content/draft.md")
    assert run.code == 1
    assert "KB109" in run.out


def test_an_article_under_another_name_is_found_in_its_folder_too(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/draft.md", article("Q700009"))
    save(base, "content/index.md", b"---\ntitle: Home\n---\nid: no field\n")
    run = kbtool("lint")
    assert run.code == 1
    assert "content/draft.md:2:5: error KB407" in run.out
    assert "index.md" not in run.out


def test_named_files_that_are_no_articles_can_be_passed_over(kbtool: Kbtool, base: Path) -> None:
    save(base, "README.md", b"# About\n")
    save(base, "content/index.md", b"---\ntitle: Home\n---\n")
    named = ["README.md", "content/index.md", "content/700/Q700001.md"]
    assert kbtool("lint", *named).code == 1
    assert kbtool("lint", "--articles-only", *named) == (0, "1 article checked: no findings.\n", "")
    assert kbtool("lint", "--articles-only", "README.md") == (0, "0 articles checked: no findings.\n", "")


def test_what_is_hidden_is_passed_over(kbtool: Kbtool, base: Path) -> None:
    save(base, "content/.trash/Q700003.md", b"broken")
    assert kbtool("lint").code == 0


def test_a_file_that_cannot_be_read_is_a_finding(kbtool: Kbtool, base: Path) -> None:
    (base / "content/700/Q700003.md").symlink_to("nowhere")
    run = kbtool("lint")
    assert run.code == 1
    assert "content/700/Q700003.md: error KB105 unreadable: cannot be read: No such file or directory." in run.out


@pytest.mark.parametrize("name", ["\udcff/Q700003.md", "700/\udcff.md", "\udcff/\udcfe/Q700003.md"])
def test_a_name_that_is_not_utf_8_is_a_finding(kbtool: Kbtool, base: Path, name: str) -> None:
    misnamed = save(base, f"content/{name}", article("Q700003", "It doesn?t ring, see Q700001.\n"))
    shown = os.fsencode(f"content/{name}").decode(errors="backslashreplace")
    for named in ([], ["content"], [misnamed.relative_to(base).parent], [misnamed.relative_to(base)]):
        for form in reports.Form:
            run = kbtool("lint", "--format", form, *named)
            assert run.code == 1
            assert run.err == ""
        (found,) = msgspec.json.decode(kbtool("lint", "--format", "json", *named).out, type=list[Finding])
        assert (found.path, found.code, found.message) == (shown, "KB105", "has a name that is not UTF-8.")
    assert kbtool("lint", "--fix", "content/700/Q700001.md").code == 0
    assert kbtool("refs", "Q700001").code == 0


def test_in_a_folder_whose_name_is_not_utf_8_articles_are_found_to_have_none(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(base, "kbtool.toml", b"")
    misnamed = save(base, "content/\udcff/Q700003.md", article("Q700003"))
    monkeypatch.chdir(misnamed.parent)
    for named in ([], [misnamed.name]):
        assert "KB105" in kbtool("lint", *named).out


def test_a_base_below_a_name_that_is_not_utf_8_is_checked_from_within(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "\udcff", "kbtool.toml", b"")
    save(tmp_path / "\udcff", "content/700/Q700001.md", article("Q700001"))
    run = kbtool("lint", "\udcff/content")
    assert run == (2, "", "kbtool: \\xff: this path is not UTF-8. Run kbtool in the folder itself, or rename it.\n")
    monkeypatch.chdir(tmp_path / "\udcff")
    assert kbtool("lint").code == 0
    monkeypatch.chdir(tmp_path / "\udcff/content/700")
    assert kbtool("lint").code == 0


@pytest.mark.usefixtures("base")
def test_missing_paths_are_misuse(kbtool: Kbtool) -> None:
    run = kbtool("lint", "content", "missing", "lost")
    assert run.code == 2
    assert run.lines == [
        "kbtool: missing: there is no such file or folder.",
        "kbtool: lost: there is no such file or folder.",
    ]


def test_outside_of_a_base_there_is_nothing_to_check(kbtool: Kbtool) -> None:
    run = kbtool("lint")
    assert run.code == 2
    assert "there is no such folder" in run.err


def test_processes_decide_nothing(kbtool: Kbtool, base: Path) -> None:
    for n in range(701000, 701200):
        save(base, f"content/701/Q{n}.md", article(f"Q{n}", f"[x](kb:Q{n + 1})\n"))
    one = kbtool("lint", "--jobs", "1", "--format", "jsonl")
    assert kbtool("lint", "--jobs", "2", "--format", "jsonl") == one
    assert one.out.count("KB301") == 1


@pytest.mark.usefixtures("base")
def test_a_file_given_twice_is_checked_once(kbtool: Kbtool) -> None:
    run = kbtool("lint", "content", "content/700/Q700001.md", "./content/700/Q700001.md")
    assert run == (0, "2 articles checked: no findings.\n", "")


def test_an_article_that_kbtool_cannot_cope_with_does_not_take_the_others_with_it(kbtool: Kbtool, base: Path) -> None:
    hostile = b'---\nid: "Q700003"\ntitle: "x"\napplies_to: &a [{name: "x", includes: *a}]\n---\n'
    save(base, "content/700/Q700003.md", hostile)
    run = kbtool("lint")
    assert run.code == 1
    assert "content/700/Q700003.md" in run.out
