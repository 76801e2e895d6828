"""A baseline knows what one has decided to live with, reports what is new and what is mended."""

import io
from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import FIRST, SECOND, article


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
    assert run.out.splitlines()[0].startswith(f"{FIRST}:10:6: warning KB703")
    assert run.out.splitlines()[1] == "mended: Q700001 KB709 It doesn?t ring."
    assert "The baseline knows 1 more; 1 of its findings is mended." in run.out


def test_what_was_not_checked_counts_as_neither_known_nor_mended(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Sound.\n"))
    assert "0 of its findings are mended" in kbtool("lint", SECOND, "--baseline", "known.json").out
    assert "1 of its findings is mended" in kbtool("lint", "--select", "KB703", "--baseline", "known.json").out


def test_a_baseline_is_the_same_whenever_it_is_written(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "one.json")
    kbtool("lint", "--write-baseline", "two.json", "--jobs", "1", "--no-cache")
    assert (base / "one.json").read_bytes() == (base / "two.json").read_bytes()


@pytest.mark.usefixtures("base")
def test_another_file_is_no_baseline(kbtool: Kbtool) -> None:
    run = kbtool("lint", "--baseline", FIRST)
    assert run.code == 2
    assert "is no baseline" in run.err


def test_a_baseline_is_written_anew_for_what_was_looked_at_only(kbtool: Kbtool, base: Path) -> None:
    save(base, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))
    kbtool("lint", "--write-baseline", "known.json")
    whole = (base / "known.json").read_bytes()
    kbtool("lint", FIRST, "--select", "KB703", "--write-baseline", "known.json")
    assert (base / "known.json").read_bytes() == whole
    save(base, FIRST, article("Q700001", "Sound.\n"))
    kbtool("lint", FIRST, "--write-baseline", "known.json")
    assert kbtool("lint", "--baseline", "known.json", "--quiet", "--threshold", "info") == (0, "", "")
    assert b"Q700001" not in (base / "known.json").read_bytes()
    assert b"Q700002" in (base / "known.json").read_bytes()


def test_what_a_baseline_keeps_of_what_was_not_looked_at_is_said(kbtool: Kbtool, base: Path) -> None:
    save(base, SECOND, article("Q700002", "It won?t ring.\n\nIt won?t ring.\n", "The Other Bell"))
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Sound.\n"))
    said = kbtool("lint", FIRST, "--select", "KB703", "--write-baseline", "known.json").err
    assert said == "0 findings written to known.json beside 3 that this run did not look for: 0 new, 1 mended.\n"


def test_of_the_whole_base_what_is_gone_is_mended(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    (base / FIRST).unlink()
    assert "2 of its findings are mended." in kbtool("lint", "--baseline", "known.json").out
    kbtool("lint", "--write-baseline", "known.json")
    assert b"Q700001" not in (base / "known.json").read_bytes()


@pytest.mark.parametrize(
    ("option", "said"),
    [("--baseline", "0 of its findings are mended"), ("--write-baseline", "2 findings written to known.json")],
)
def test_standard_input_is_not_the_whole_base(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch, option: str, said: str
) -> None:
    save(base, SECOND, article("Q700002", "It won?t ring.\n", "The Other Bell"))
    kbtool("lint", "--write-baseline", "known.json")
    whole = (base / "known.json").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((base / FIRST).read_bytes())))
    run = kbtool("lint", "--stdin-filename", FIRST, option, "known.json")
    assert said in run.out + run.err
    assert (base / "known.json").read_bytes() == whole


def test_a_baseline_survives_an_article_that_moves_and_is_set_anew(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    (base / FIRST).unlink()
    data = article("Q700001", "Before.\n\n  It doesn?t   ring.\n\nPull the the rope.\n")
    save(base, "content/moved/Q700001.md", data.replace(b"\n", b"\r\n"))
    run = kbtool("lint", "--baseline", "known.json", "--threshold", "info")
    assert run.code == 0
    assert "The baseline knows 2 more; 0 of its findings are mended." in run.out


def test_what_kbtool_itself_says_is_known_and_mended_too(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, b"caf\xe9")
    kbtool("lint", "--write-baseline", "known.json")
    assert kbtool("lint", "--baseline", "known.json").code == 0
    save(base, FIRST, article("Q700001", "Sound.\n"))
    assert "1 of its findings is mended." in kbtool("lint", "--baseline", "known.json").out


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Text.\n",
        b'---\nid: "Q700001\n---\n\nText.\n',
        b"caf\xe9",
        article("Q700001", "").replace(b"## SUMMARY", b""),
    ],
    ids=["empty", "no front matter", "broken front matter", "no UTF-8", "no text"],
)
def test_what_an_article_had_that_cannot_be_read_or_has_no_text_is_not_mended(
    kbtool: Kbtool, base: Path, data: bytes
) -> None:
    kbtool("lint", "--write-baseline", "known.json")
    whole = (base / FIRST).read_bytes()
    save(base, FIRST, data)
    assert "0 of its findings are mended." in kbtool("lint", "--baseline", "known.json").out
    assert "beside 2 that this run did not look for" in kbtool("lint", "--write-baseline", "known.json").err
    save(base, FIRST, whole)
    run = kbtool("lint", "--baseline", "known.json")
    assert "The baseline knows 2 more; 1 of its findings is mended." in run.out


def test_a_long_list_of_what_is_mended_is_cut(kbtool: Kbtool, base: Path) -> None:
    body = "".join(f"Pull the the rope {n}.\n\n" for n in range(12))
    save(base, FIRST, article("Q700001", body))
    kbtool("lint", "--write-baseline", "known.json")
    save(base, FIRST, article("Q700001", "Sound.\n"))
    run = kbtool("lint", "--baseline", "known.json")
    assert run.out.count("mended: Q700001 KB703") == 10
    assert "2 more are mended. Write the baseline anew" in run.out


@pytest.mark.parametrize("option", ["--write-baseline", "--output"])
def test_no_article_is_overwritten(kbtool: Kbtool, base: Path, option: str) -> None:
    before = (base / FIRST).read_bytes()
    (base / "link.json").symlink_to(base / FIRST)
    for target in (FIRST, "link.json"):
        run = kbtool("lint", SECOND, option, target)
        assert run.code == 2
        assert "would replace a file that is to be read" in run.err
        assert (base / FIRST).read_bytes() == before


def test_a_file_that_is_no_baseline_is_not_replaced_by_one(kbtool: Kbtool, base: Path) -> None:
    save(base, "notes.json", b"[1]")
    run = kbtool("lint", "--write-baseline", "notes.json")
    assert run.code == 2
    assert "notes.json: is no baseline" in run.err
    assert (base / "notes.json").read_bytes() == b"[1]"


def test_what_comes_into_a_baseline_that_is_written_anew_is_said(kbtool: Kbtool, base: Path) -> None:
    assert kbtool("lint", "--write-baseline", "known.json").err == "2 findings written to known.json.\n"
    save(base, FIRST, article("Q700001", "Pull the the rope.\n\nIt rings.\n\n[x](javascript:alert)\n"))
    said = kbtool("lint", "--baseline", "known.json", "--write-baseline", "known.json").err.splitlines()
    assert said[0].startswith(f"new: {FIRST}:12:1: error KB902 link-dangerous: ")
    assert said[1:] == ["2 findings written to known.json: 1 new (1 error), 1 mended."]
    again = kbtool("lint", "--write-baseline", "known.json").err
    assert again == "2 findings written to known.json: 0 new, 0 mended.\n"
