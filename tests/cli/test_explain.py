"""`kbtool explain`: what each line of a legacy article was taken for."""

import json
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from kbtool import legacy
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.model import Label, Verbatim
from tests.builders import mspl, save, text
from tests.conftest import SAMPLES, Kbtool, Sample

EXPLAINED = """\
    1 header   header               100 %  DOCUMENT:Q700001  09-AUG-2001  [homegame]
"""


def test_people_see_each_line_with_its_label_and_its_rule(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "Q700001.TXT", text(body="SUMMARY\n=======\n\n1. Pull the [rope].\n\n      bell /pull"))
    run = kbtool("explain", "Q700001.TXT")
    assert run.code == 0
    assert run.err == ""
    lines = run.out.splitlines()
    assert run.out.startswith(EXPLAINED)
    assert "   15 heading  underlined-heading   100 %  SUMMARY" in lines
    assert "   16 heading  underlined-heading          =======" in lines, "how sure, once for a block"
    assert "   18 item     number-item          100 %  1. Pull the [rope]." in lines
    assert "   20 literal  verbatim             100 %        bell /pull" in lines
    source = text(body="SUMMARY\n=======\n\n1. Pull the [rope].\n\n      bell /pull").decode().split("\r\n")
    assert len(lines) == sum(bool(line.strip()) for line in source), "every line that is not blank, once"


def test_programs_get_one_object_a_file_in_order(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "b.txt", text("Q700002"))
    save(tmp_path, "a.txt", mspl("Q700001"))
    save(tmp_path, "broken.txt", b"")
    run = kbtool("explain", "--format", "jsonl", "b.txt", "broken.txt", "a.txt")
    assert run.code == 1
    objects = [json.loads(line) for line in run.out.splitlines()]
    assert [(found["path"], found["id"]) for found in objects] == [
        ("b.txt", "Q700002"),
        ("broken.txt", None),
        ("a.txt", "Q700001"),
    ]
    assert objects[1]["blocks"] == []
    assert all(
        list(block) == ["label", "start", "end", "rule", "confidence"] for found in objects for block in found["blocks"]
    )
    assert run.err.startswith("broken.txt: error KB103")


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_every_line_of_a_sample_is_in_one_block_with_a_known_label(kbtool: Kbtool, sample: Sample) -> None:
    path = sample.path
    run = kbtool("explain", "--format", "jsonl", path)
    assert run.code == 0
    blocks = json.loads(run.out)["blocks"]
    lines = path.read_bytes().decode("latin-1").replace("\r\n", "\n").split("\n")
    seen = [number for block in blocks for number in range(block["start"], block["end"] + 1)]
    assert len(seen) == len(set(seen))
    blank = {i for i, line in enumerate(lines, 1) if not line.strip(" \t\r\x7f\xa0")}
    assert set(range(1, len(lines) + 1)) - set(seen) <= blank
    assert {block["label"] for block in blocks} <= set(Label)
    assert all(block["rule"] for block in blocks)


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads an article doubts every block of literal text."""

    def understand(data: bytes, path: str, ids: IdForm) -> legacy.Understood:
        found = legacy.understand(data, path, ids)
        assert isinstance(found, legacy.Understood)
        blocks = tuple(
            msgspec.structs.replace(block, confidence=0.625, doubts=("one", "an\x1bother"))
            if isinstance(block, Verbatim)
            else block
            for block in found.document.blocks
        )
        return msgspec.structs.replace(found, document=msgspec.structs.replace(found.document, blocks=blocks))

    monkeypatch.setattr("kbtool.explain.reading.legacy", SimpleNamespace(understand=understand))


@pytest.mark.usefixtures("doubtful")
def test_people_see_how_sure_it_is_and_why_not(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text(body="To ring:\n\n   bell /pull\n   bell /ring"))
    lines = kbtool("explain", "a.txt").out.splitlines()
    at = lines.index("   17 literal  verbatim              62 %     bell /pull")
    assert lines[at + 1 : at + 4] == [
        "   18 literal  verbatim                       bell /ring",
        "               doubt                       one",
        "               doubt                       an\N{REPLACEMENT CHARACTER}other",
    ]


@pytest.mark.usefixtures("doubtful")
def test_programs_see_doubts_where_there_are_any(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text(body="To ring:\n\n   bell /pull"))
    blocks = json.loads(kbtool("explain", "a.txt", "--format", "jsonl").out)["blocks"]
    assert [block.get("doubts") for block in blocks if block["label"] == "literal"] == [["one", "an\x1bother"]]
    assert [block["confidence"] for block in blocks if "doubts" in block] == [0.625]


@pytest.mark.usefixtures("doubtful")
@pytest.mark.parametrize(("environment", "colour"), [({"FORCE_COLOR": "1"}, True), ({}, False)])
def test_colour_is_for_terminals(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, colour: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    save(tmp_path, "a.txt", text(body="To ring:\n\n   bell /pull"))
    assert ("\x1b[1;33m" in kbtool("explain", "a.txt").out) == colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;33m" not in kbtool("explain", "a.txt").out


def test_long_lines_stay_whole(kbtool: Kbtool, tmp_path: Path) -> None:
    line = "   " + "pull the rope  " * 50 + "end"
    save(tmp_path, "a.txt", text(body=f"To ring:\n\n{line}"))
    assert any(shown.endswith(line) for shown in kbtool("explain", "a.txt").out.splitlines())


def test_several_articles_bear_their_names(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text())
    save(tmp_path, "[b].txt", text())
    lines = kbtool("explain", "a.txt", "[b].txt").out.splitlines()
    assert [line for line in lines if line.endswith(".txt")] == ["a.txt", "[b].txt"]
    assert "a.txt" not in kbtool("explain", "a.txt").out


def test_what_cannot_be_read_is_named_and_the_rest_explained(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text())
    (tmp_path / "folder").mkdir()
    run = kbtool("explain", "missing.txt", "folder", "a.txt")
    assert run.code == 1
    assert "Q700001" in run.out
    assert [line.split(": ")[0] for line in run.lines] == ["missing.txt", "folder"]
    assert all("KB105 unreadable: cannot be read: " in line for line in run.lines)


def test_nothing_of_an_article_acts_on_the_terminal(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text(body="\x1b]0;title\x07 [red]markup[/red] [bold"))
    run = kbtool("explain", "a.txt")
    assert "\x1b" not in run.out
    assert "[red]markup[/red] [bold" in run.out


def test_nothing_of_a_broken_file_or_its_name_acts_on_the_terminal(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a\x07.txt", b"")
    assert "\x07" not in kbtool("explain", "a\x07.txt").err


def test_a_file_too_large_is_refused(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text() + b" " * 17 * 2**20)
    assert "KB104" in kbtool("explain", "a.txt").err


def test_a_page_shows_what_it_says_beside_what_readers_will_see(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text())
    (tmp_path / "out").mkdir()
    run = kbtool("explain", "a.txt", "--html", "out/page.html")
    assert (run.code, run.out, run.err) == (0, "out/page.html: 1 of 1 files, 13 blocks, 0 of them doubtful.\n", "")
    page = (tmp_path / "out/page.html").read_text()
    assert '<code data-n="27">      bell /pull:2 /slow' in page
    assert "bell /pull:2 /slow\n</code></pre>" in page.split('class="x-right kb-body prose"')[-1]


def test_a_fault_of_kbtool_in_one_article_leaves_the_others(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def understand(data: bytes, path: str, ids: IdForm) -> legacy.Understood | Finding:
        return legacy.understand(data, path, ids) if path == "b.txt" else 1 // 0  # type: ignore[return-value]

    monkeypatch.setattr("kbtool.explain.reading.legacy", SimpleNamespace(understand=understand))
    save(tmp_path, "a.txt", text("Q700001"))
    save(tmp_path, "b.txt", text("Q700002"))
    run = kbtool("explain", "a.txt", "b.txt", "--html", "page.html")
    assert run.code == 1
    assert "a.txt: error KB600" in run.err
    assert 'data-article-id="Q700002"' in (tmp_path / "page.html").read_text()


def test_a_page_is_written_for_the_articles_that_can_be_read(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a.txt", text())
    run = kbtool("explain", "missing.txt", "a.txt", "--html", "page.html")
    assert run.code == 1
    assert run.out.startswith("page.html: 1 of 2 files, ")
    page = (tmp_path / "page.html").read_text()
    assert "HOWTO: Ring the Bell of the Harbour" in page
    assert "KB105" in page


@pytest.mark.parametrize("place", ["folder", "a.txt/page.html"])
def test_a_page_that_cannot_be_written_is_misuse(kbtool: Kbtool, tmp_path: Path, place: str) -> None:
    save(tmp_path, "a.txt", text())
    (tmp_path / "folder").mkdir()
    run = kbtool("explain", "a.txt", "--html", place)
    assert run.code == 2
    assert f"{place}: cannot be written: " in run.err


@pytest.mark.parametrize("place", ["Q700001.TXT", "./Q700001.TXT"])
def test_a_page_never_replaces_what_it_explains(kbtool: Kbtool, tmp_path: Path, place: str) -> None:
    data = text(body="Text.")
    save(tmp_path, "Q700001.TXT", data)
    run = kbtool("explain", "Q700001.TXT", "--html", place)
    assert run.code == 2
    assert "--html would replace a file that is to be read. Choose another path." in run.err
    assert (tmp_path / "Q700001.TXT").read_bytes() == data


WRITING = pytest.mark.parametrize(
    "command",
    [
        ("explain", "Q700001.TXT", "--html"),
        ("convert", "Q700001.TXT", "--to", "out", "--report"),
        ("publish", "Q700001.TXT", "--report"),
    ],
)


@WRITING
@pytest.mark.parametrize("path", ["", "-"])
def test_a_path_that_names_no_file_is_refused(
    kbtool: Kbtool, tmp_path: Path, command: tuple[str, ...], path: str
) -> None:
    save(tmp_path, "Q700001.TXT", text(body="Text."))
    save(tmp_path, "mkdocs.yml", b"")
    run = kbtool(*command, path)
    assert run.code == 2
    assert f"{command[-1]} names no file." in run.err


@WRITING
def test_no_folder_is_made_for_what_is_written(kbtool: Kbtool, tmp_path: Path, command: tuple[str, ...]) -> None:
    save(tmp_path, "Q700001.TXT", text(body="Text."))
    save(tmp_path, "mkdocs.yml", b"")
    run = kbtool(*command, "reprots/new/page.html")
    assert run.code == 2
    assert "reprots/new/page.html: cannot be written: there is no folder 'reprots/new'." in run.err
    assert not (tmp_path / "reprots").exists()


def test_a_report_never_replaces_a_source(kbtool: Kbtool, tmp_path: Path) -> None:
    data = text(body="Text.")
    save(tmp_path, "old/Q700001.TXT", data)
    run = kbtool("convert", "old", "--to", "out", "--report", "old/Q700001.TXT")
    assert run.code == 2
    assert "--report would replace a file that is to be read." in run.err
    assert (tmp_path / "old" / "Q700001.TXT").read_bytes() == data
    assert kbtool("convert", "old", "--to", "out", "--report", "old/report.jsonl").code == 0
