"""`kbtool convert`: what is converted, what is left alone, and what is said about it."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from kbtool.content import writer
from kbtool.convert import record
from kbtool.findings import Finding
from tests import builders
from tests.builders import numbered, page_of, save, tar, text
from tests.conftest import Kbtool
from tests.convert.helpers import articles, assert_whole

ARTICLE = "700/Q700001.md"


def test_a_file(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "Q700001.TXT", text())
    run = kbtool("convert", "Q700001.TXT", "--to", "out")
    assert run.code == 0
    assert list(articles(tmp_path / "out")) == [ARTICLE]
    assert "1 articles in out: 1 written" in run.out
    assert "By form: 1 text." in run.out


@pytest.mark.parametrize("name", ["Q700001.TXT", "q.txt", "article.legacy", "README.md", "noextension"])
def test_a_file_named_by_itself_is_taken_whatever_its_name(kbtool: Kbtool, tmp_path: Path, name: str) -> None:
    save(tmp_path, name, text())
    assert kbtool("convert", name, "--to", "out").code == 0
    assert list(articles(tmp_path / "out")) == [ARTICLE]


def test_a_folder_is_searched_for_every_form(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/txt/700/Q700001.TXT", text())
    save(tmp_path, "in/kb/700/Q700002/README.md", builders.page("Q700002", "Text."))
    save(tmp_path, "in/kb/011/Q11085/README.md", builders.mspl("Q11085"))
    save(tmp_path, "in/picture.gif", b"GIF89a")
    save(tmp_path, "in/.hidden/Q700009.TXT", text("Q700009"))
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 0
    assert sorted(articles(tmp_path / "out")) == ["011/Q11085.md", ARTICLE, "700/Q700002.md"]
    assert "By form: 1 mspl, 1 page, 1 text." in run.out
    assert "1 files were passed over: excluded, or neither .txt nor .md." in run.out


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2", "a.tgz"])
def test_an_archive(kbtool: Kbtool, tmp_path: Path, name: str) -> None:
    members = [
        ("txt/700/Q700001.TXT", text()),
        ("kb/Q700002/README.md", builders.page("Q700002", "Text.")),
        ("x.gif", b""),
    ]
    tar(tmp_path / name, members)
    run = kbtool("convert", name, "--to", "out")
    assert run.code == 0
    assert sorted(articles(tmp_path / "out")) == [ARTICLE, "700/Q700002.md"]


def test_files_folders_and_archives_in_one_run(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", numbered(700001))
    save(tmp_path, "one.txt", numbered(700002))
    tar(tmp_path / "a.tar.gz", [("Q700003.TXT", numbered(700003))])
    assert kbtool("convert", "in", "one.txt", "a.tar.gz", "--to", "out").code == 0
    assert len(articles(tmp_path / "out")) == 3


def test_an_archive_gives_the_same_bytes_as_its_files(kbtool: Kbtool, tmp_path: Path) -> None:
    members = [(f"txt/Q{n}.TXT", numbered(n)) for n in range(700001, 700008)]
    for name, data in members:
        save(tmp_path / "in", name, data)
    tar(tmp_path / "a.tar.xz", members)
    kbtool("convert", "in", "--to", "out")
    kbtool("convert", "a.tar.xz", "--to", "other")
    assert articles(tmp_path / "out") == articles(tmp_path / "other")


def test_the_samples(kbtool: Kbtool, tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "samples"
    run = kbtool("convert", samples / "txt", samples / "kb", "--to", "out")
    assert run.code == 0
    assert len(articles(tmp_path / "out")) >= 20
    assert any("Q900101/README.md" in line and "KB110" in line for line in run.lines), (
        "of the pair, the text is converted"
    )
    assert_whole(tmp_path / "out")


def test_excluded_files_are_left_out(kbtool: Kbtool, tmp_path: Path) -> None:
    for n in (700001, 700002, 700003):
        save(tmp_path, f"in/a/Q{n}.TXT", numbered(n))
    save(tmp_path, "in/b/README.md", b"# Read me\n")
    tar(tmp_path / "a.tar", [("a/Q700002.TXT", numbered(700002)), ("b/README.md", b"")])
    run = kbtool("convert", "in", "a.tar", "--to", "out", "--exclude", "b/*", "--exclude", "Q700002.*")
    assert run.code == 0
    assert sorted(articles(tmp_path / "out")) == [ARTICLE, "700/Q700003.md"]


def test_without_to_articles_go_where_the_base_keeps_them(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "Q700001.TXT", text())
    refused = kbtool("convert", "Q700001.TXT")
    assert (refused.code, "--to" in refused.err) == (2, True)
    assert not (tmp_path / "content").exists(), "outside of a base nothing is made unasked"
    save(tmp_path, "kbtool.toml", b"")
    assert kbtool("convert", "Q700001.TXT").code == 0
    assert list(articles(tmp_path / "content")) == [ARTICLE]
    save(tmp_path, "kbtool.toml", b'content = "articles"\n')
    assert kbtool("convert", "Q700001.TXT").code == 0
    assert list(articles(tmp_path / "articles")) == [ARTICLE]


def test_the_base_says_what_an_id_is(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "kbtool.toml", b"id-pattern = 'KB-[0-9]+'\n")
    save(tmp_path, "in/KB-1234.TXT", text("KB-1234"))
    save(tmp_path, "in/Q700001.TXT", text())
    run = kbtool("convert", "in")
    assert run.code == 1
    assert list(articles(tmp_path / "content")) == ["001/KB-1234.md"]
    assert "KB109" in run.err


# --- Two sources of one article --------------------------------------------------------------------------------------------


def test_of_two_sources_the_newer_wins_and_it_is_said(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text(date="01-JAN-1999", title="The Older Bell"))
    save(tmp_path, "b/Q700001.TXT", text(date="02-JAN-1999", title="The Newer Bell"))
    run = kbtool("convert", "a", "b", "--to", "out")
    assert run.code == 0
    assert b"The Newer Bell" in articles(tmp_path / "out")[ARTICLE]
    passed_over, title = run.lines
    assert passed_over.startswith("a/Q700001.TXT: info KB110")
    assert "b/Q700001.TXT is newer (1999-01-02)" in passed_over
    assert title.startswith(
        "a/Q700001.TXT: info KB231 sources-disagree: has the title 'The Older Bell'; b/Q700001.TXT,"
    )


def test_what_a_page_lost_is_no_contradiction(kbtool: Kbtool, tmp_path: Path) -> None:
    keywords = " ".join(f"kbword{n:02}" for n in range(20))
    header = {"PROD/VER": ":2.1", "KEYWORDS": keywords[:87].replace("00 ", "00")}
    article = text(
        title="HOWTO: Ring \u201cthe Bell\u201d", header=header, footer={"Keywords": keywords, "Version": ":2.1"}
    )
    save(tmp_path, "t/Q700001.TXT", article)
    page = page_of(article).replace(b"\xe2\x80\x9c", b"&quot;").replace(b"\xe2\x80\x9d", b"&quot;")
    save(tmp_path, "p/Q700001/README.md", page)
    (line,) = kbtool("convert", "t", "p", "--to", "out").lines
    assert "KB110" in line


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ({"title": "HOWTO: Ring Another Bell"}, "has the title 'HOWTO: Ring Another Bell'; t/Q700001.TXT,"),
        (
            {"version": "WINDOWS:9"},
            "has the version 'WINDOWS:9'; t/Q700001.TXT, which was converted, has 'WINDOWS:2.1'.",
        ),
        ({"keywords": "kbbell kbrope"}, "has the keywords 'kbrope'; t/Q700001.TXT, which was converted, has 'kbbell'."),
        ({"product": "Microsoft Press"}, "has the product 'Microsoft Press'"),
        ({"system": "OS/2"}, "has the operating system 'OS/2'; t/Q700001.TXT, which was converted, has ''."),
    ],
)
def test_what_a_page_says_of_its_own_is_reported(
    kbtool: Kbtool, tmp_path: Path, page: dict[str, str], said: str
) -> None:
    save(tmp_path, "t/Q700001.TXT", text(query=None))
    save(tmp_path, "p/Q700001/README.md", builders.page("Q700001", "Text.", **page))  # type: ignore[arg-type]
    run = kbtool("convert", "t", "p", "--to", "out")
    assert run.code == 0
    (line,) = [line for line in run.lines if "KB231" in line]
    assert line.startswith("p/Q700001/README.md: info KB231 sources-disagree: ")
    assert said in line


def test_only_the_source_that_is_converted_is_remarked_on(kbtool: Kbtool, tmp_path: Path) -> None:
    article = text(body="The keeper?s bell.")
    save(tmp_path, "t/Q700001.TXT", article)
    save(tmp_path, "p/Q700001/README.md", page_of(article))
    (line,) = [line for line in kbtool("convert", "t", "p", "--to", "out").lines if "KB201" in line]
    assert line.startswith("t/Q700001.TXT:")


def test_a_newer_page_wins_over_an_older_text(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "Q700001.TXT", text(date="01-JAN-1999"))
    save(tmp_path, "Q700001/README.md", builders.page("Q700001", "The page.", date="02-JAN-1999"))
    kbtool("convert", "Q700001.TXT", "Q700001", "--to", "out")
    assert b'form: "page"' in articles(tmp_path / "out")[ARTICLE]


@pytest.mark.parametrize("order", [["t", "p"], ["p", "t"]])
def test_of_one_date_the_text_wins(kbtool: Kbtool, tmp_path: Path, order: list[str]) -> None:
    save(tmp_path, "t/Q700001.TXT", text())
    save(tmp_path, "p/Q700001/README.md", page_of(text()))
    run = kbtool("convert", *order, "--to", "out")
    assert run.code == 0
    assert b'form: "text"' in articles(tmp_path / "out")[ARTICLE]
    (line,) = run.lines
    assert line.startswith("p/Q700001/README.md: info KB110")
    assert "same date" in line


def test_where_one_of_two_sources_is_broken_the_other_is_converted(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text()[:100])
    save(tmp_path, "b/Q700001/README.md", page_of(text()))
    run = kbtool("convert", "a", "b", "--to", "out")
    assert run.code == 1
    assert list(articles(tmp_path / "out")) == [ARTICLE]
    assert run.lines[0].startswith("a/Q700001.TXT")


def test_the_broken_one_of_two_sources_is_named_again_in_the_next_run(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text()[:100])
    save(tmp_path, "b/Q700001/README.md", page_of(text()))
    first = kbtool("convert", "a", "b", "--to", "out")
    second = kbtool("convert", "a", "b", "--to", "out")
    assert (second.code, second.lines) == (1, first.lines)


def test_the_order_of_two_sources_of_one_date_and_form_decides_nothing(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text(title="One Bell"))
    save(tmp_path, "b/Q700001.TXT", text(title="Another Bell"))
    kbtool("convert", "a", "b", "--to", "out")
    kbtool("convert", "b", "a", "--to", "other")
    assert articles(tmp_path / "out") == articles(tmp_path / "other")


# --- Later runs ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def converted(kbtool: Kbtool, tmp_path: Path) -> Path:
    """A folder `out` with one article, converted from `in/Q700001.TXT`."""
    save(tmp_path, "in/Q700001.TXT", text())
    assert kbtool("convert", "in", "--to", "out").code == 0
    return tmp_path / "out" / ARTICLE


def aged(path: Path) -> int:
    """Give the file an old time, by which a write would be seen."""
    os.utime(path, (10**9, 10**9))
    return path.stat().st_mtime_ns


def test_what_has_not_changed_is_left_alone(kbtool: Kbtool, converted: Path) -> None:
    time = aged(converted)
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 0
    assert "1 unchanged" in run.out
    assert converted.stat().st_mtime_ns == time


def test_a_second_run_writes_the_same_record(kbtool: Kbtool, converted: Path) -> None:
    file = converted.parents[1] / record.FILE_NAME
    before = file.read_bytes()
    kbtool("convert", "in", "--to", "out")
    assert file.read_bytes() == before


def test_a_changed_source_is_converted_again(kbtool: Kbtool, tmp_path: Path, converted: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", text(title="The Other Bell"))
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 0
    assert "1 written" in run.out
    assert b"The Other Bell" in converted.read_bytes()


def test_a_deleted_article_is_converted_again(kbtool: Kbtool, converted: Path) -> None:
    before = converted.read_bytes()
    converted.unlink()
    assert kbtool("convert", "in", "--to", "out").code == 0
    assert converted.read_bytes() == before


def test_an_edited_article_stays_when_its_source_changes_and_it_is_an_error(
    kbtool: Kbtool, tmp_path: Path, converted: Path
) -> None:
    converted.write_bytes(converted.read_bytes() + b"\nEdited.\n")
    save(tmp_path, "in/Q700001.TXT", text(title="The Other Bell"))
    for _ in range(2):
        run = kbtool("convert", "in", "--to", "out")
        assert run.code == 1
        assert run.lines[0].startswith(f"out/{ARTICLE}: error KB111 target-edited: was edited since it was converted")
        assert "--overwrite" in run.lines[0]
        assert converted.read_bytes().endswith(b"Edited.\n")


def test_an_edited_article_stays_when_its_source_has_not_changed(kbtool: Kbtool, converted: Path) -> None:
    converted.write_bytes(converted.read_bytes() + b"\nEdited.\n")
    assert kbtool("convert", "in", "--to", "out").code == 0
    assert converted.read_bytes().endswith(b"Edited.\n")


def test_an_edit_stands_when_conversion_says_nothing_new(kbtool: Kbtool, tmp_path: Path, converted: Path) -> None:
    converted.write_bytes(converted.read_bytes() + b"\nEdited.\n")
    save(tmp_path, "in/Q700001.TXT", text() + b"\r\n")
    assert kbtool("convert", "in", "--to", "out").code == 0
    assert converted.read_bytes().endswith(b"Edited.\n")


def test_overwrite_gives_up_the_edit(kbtool: Kbtool, tmp_path: Path, converted: Path) -> None:
    converted.write_bytes(b"edited")
    save(tmp_path, "in/Q700001.TXT", text(title="The Other Bell"))
    assert kbtool("convert", "in", "--to", "out", "--overwrite").code == 0
    assert b"The Other Bell" in converted.read_bytes()


def test_overwrite_gives_up_the_edit_even_of_an_unchanged_source(kbtool: Kbtool, converted: Path) -> None:
    before = converted.read_bytes()
    converted.write_bytes(b"edited")
    assert kbtool("convert", "in", "--to", "out", "--overwrite").code == 0
    assert converted.read_bytes() == before


def test_a_file_that_conversion_did_not_write_is_never_overwritten(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", text())
    save(tmp_path, f"out/{ARTICLE}", b"mine")
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 1
    assert "was not written by conversion" in run.err
    assert articles(tmp_path / "out")[ARTICLE] == b"mine"


def test_an_older_source_of_a_later_run_does_not_replace_a_newer(
    kbtool: Kbtool, tmp_path: Path, converted: Path
) -> None:
    before = converted.read_bytes()
    save(tmp_path, "old/Q700001.TXT", text(date="01-JAN-1995", title="The Older Bell"))
    run = kbtool("convert", "old", "--to", "out")
    assert run.code == 0
    assert converted.read_bytes() == before
    assert run.lines[0].startswith("old/Q700001.TXT: info KB110")
    assert "newer source" in run.lines[0]


@pytest.mark.parametrize("older", [text(date="01-JAN-1995"), page_of(text())], ids=["date", "form"])
def test_not_even_overwrite_lets_an_older_source_replace_a_newer(
    kbtool: Kbtool, tmp_path: Path, converted: Path, older: bytes
) -> None:
    before = converted.read_bytes()
    known = (tmp_path / "out" / record.FILE_NAME).read_bytes()
    save(tmp_path, "old/Q700001.TXT", older)
    run = kbtool("convert", "old", "--to", "out", "--overwrite")
    assert run.code == 0
    assert "1 unchanged" in run.out
    assert converted.read_bytes() == before
    assert (tmp_path / "out" / record.FILE_NAME).read_bytes() == known
    (line,) = run.lines
    assert line.startswith("old/Q700001.TXT: info KB110")


def test_a_newer_source_of_a_later_run_replaces_an_older(kbtool: Kbtool, tmp_path: Path, converted: Path) -> None:
    save(tmp_path, "new/Q700001.TXT", text(date="01-JAN-2002", title="The Newer Bell"))
    assert kbtool("convert", "new", "--to", "out").code == 0
    assert b"The Newer Bell" in converted.read_bytes()


def test_articles_of_other_runs_stay_in_the_record(kbtool: Kbtool, tmp_path: Path, converted: Path) -> None:
    save(tmp_path, "more/Q700002.TXT", numbered(700002))
    kbtool("convert", "more", "--to", "out")
    assert sorted(record.load(converted.parents[1]).articles) == ["Q700001", "Q700002"]
    assert "1 unchanged" in kbtool("convert", "in", "--to", "out").out


def test_a_new_converter_converts_everything_again(
    kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch, converted: Path
) -> None:
    old = converted.read_bytes()
    folder = converted.parents[1]
    known = record.load(folder)
    other = b"what an older kbtool wrote"
    converted.write_bytes(other)
    known.articles["Q700001"] = msgspec.structs.replace(known.articles["Q700001"], written=record.digest(other))
    record.save(folder, known)
    kbtool("convert", "in", "--to", "out")
    assert converted.read_bytes() == other, "of an unchanged source nothing is looked at"
    monkeypatch.setattr(record, "converter_fingerprint", lambda: "a newer kbtool")
    assert "1 written" in kbtool("convert", "in", "--to", "out").out
    assert converted.read_bytes() == old


def test_each_article_remembers_the_converter_that_wrote_it(
    kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for n in (700001, 700002):
        save(tmp_path, f"in/Q{n}.TXT", numbered(n))
    assert kbtool("convert", "in", "--to", "out").code == 0
    dumps = writer.dumps
    monkeypatch.setattr(record, "converter_fingerprint", lambda: "a newer kbtool")
    monkeypatch.setattr("kbtool.convert.faithful.writer.dumps", lambda article: dumps(article) + "\n***\n")
    assert "1 written" in kbtool("convert", "in/Q700001.TXT", "--to", "out").out
    run = kbtool("convert", "in", "--to", "out")
    assert "1 written, 1 unchanged" in run.out
    found = articles(tmp_path / "out")
    assert len(found) == 2
    assert all(data.endswith(b"***\n") for data in found.values())
    assert "2 unchanged" in kbtool("convert", "in", "--to", "out").out


def test_the_base_says_what_an_id_is_and_that_is_of_the_converter(kbtool: Kbtool, converted: Path) -> None:
    before = record.load(converted.parents[1]).articles["Q700001"].converter
    save(converted.parents[2], "kbtool.toml", b"id-pattern = 'Q[0-9]{6}'\n")
    assert kbtool("convert", "in", "--to", "out").code == 0
    assert record.load(converted.parents[1]).articles["Q700001"].converter != before


def test_the_fingerprint_of_the_converter_is_that_of_all_code_that_decides_a_byte(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "kbtool"
    shutil.copytree(Path(record.__file__).parents[1], copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(record, "files", lambda package: tmp_path.joinpath(*package.split(".")))
    whole = record.converter_fingerprint.__wrapped__()
    assert record.converter_fingerprint.__wrapped__() == whole
    deciding = [*copy.glob("*.py"), *(copy / "legacy").rglob("*.py"), *(copy / "content").rglob("*.py")]
    assert len(deciding) > 20
    for module in deciding:
        before = module.read_bytes()
        module.write_bytes(before + b"# changed\n")
        assert record.converter_fingerprint.__wrapped__() != whole, module
        module.write_bytes(before)


def test_another_version_of_an_envelope_from_outside_is_another_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    def fingerprint(*versions: str) -> str:
        added = [SimpleNamespace(value="bell:Envelope", dist=SimpleNamespace(version=version)) for version in versions]
        monkeypatch.setattr(record, "entry_points", lambda group: added if group == "kbtool.envelopes" else [])
        return record.converter_fingerprint.__wrapped__()

    assert len({fingerprint(), fingerprint("1.0"), fingerprint("1.1")}) == 3
    assert fingerprint("1.0") == fingerprint("1.0")


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b'{"articles": 3}', b"\x00\xff", b'{"converter": "x", "articles": {"Q1": {}}}']
)
def test_a_broken_record_costs_only_time_and_caution(
    kbtool: Kbtool, tmp_path: Path, converted: Path, broken: bytes
) -> None:
    file = converted.parents[1] / record.FILE_NAME
    file.write_bytes(broken)
    time = aged(converted)
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 0
    assert converted.stat().st_mtime_ns == time
    assert record.load(tmp_path / "out").articles.keys() == {"Q700001"}


def test_with_a_broken_record_edits_are_still_safe(kbtool: Kbtool, converted: Path) -> None:
    (converted.parents[1] / record.FILE_NAME).write_bytes(b"{")
    converted.write_bytes(b"edited")
    assert kbtool("convert", "in", "--to", "out").code == 1
    assert converted.read_bytes() == b"edited"


# --- What is said ----------------------------------------------------------------------------------------------------------


def test_a_report_holds_every_finding_as_json_lines(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", b"no article")
    save(tmp_path, "in/Q700002.TXT", b"")
    run = kbtool("convert", "in", "--to", "out", "--report", "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines()
    found = [msgspec.json.decode(line, type=Finding) for line in lines]
    assert [str(finding) for finding in found] == run.lines
    assert found == sorted(found)


def test_a_report_may_go_into_the_folder_that_is_made(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", b"no article")
    assert kbtool("convert", "in", "--to", "new", "--report", "new/all.jsonl").code == 1
    assert b"KB101" in (tmp_path / "new/all.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("report", "problem"),
    [
        ("in/Q700001.TXT/x", "Not a directory"),
        ("reports/all.jsonl", "there is no folder 'reports'. Make it, or choose another path."),
        ("out/reports/all.jsonl", "there is no folder 'out/reports'. Make it, or choose another path."),
    ],
)
def test_a_report_that_cannot_be_written_is_misuse(kbtool: Kbtool, tmp_path: Path, report: str, problem: str) -> None:
    save(tmp_path, "in/Q700001.TXT", text())
    run = kbtool("convert", "in", "--to", "out", "--report", report)
    assert run.code == 2
    assert f"{report}: cannot be written: {problem}" in run.err
    assert not (tmp_path / "out").exists()


def test_a_report_names_what_there_is_to_remark_on_unchanged_articles_too(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", text(body="The keeper?s bell."))
    first = kbtool("convert", "in", "--to", "out", "--report", "first.jsonl")
    second = kbtool("convert", "in", "--to", "out", "--report", "second.jsonl")
    assert "1 unchanged" in second.out
    assert (tmp_path / "second.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()
    assert second.lines == first.lines
    assert kbtool("convert", "in", "--to", "out").lines == [], "without a report nothing is read that has not changed"


def test_of_many_findings_errors_are_shown_and_the_rest_is_counted(kbtool: Kbtool, tmp_path: Path) -> None:
    for n in range(700001, 700021):
        save(tmp_path, f"a/Q{n}.TXT", numbered(n, date="01-JAN-1999"))
        save(tmp_path, f"b/Q{n}.TXT", numbered(n))
        save(tmp_path, f"c/Q{n + 100}.TXT", b"no article")
        save(tmp_path, f"d/Q{n + 200}.TXT", text(f"Q{n + 200}", body="The keeper?s bell."))
    run = kbtool("convert", "a", "b", "c", "d", "--to", "out")
    shown = [sum(code in line for line in run.lines) for code in ("KB101", "KB110", "KB201")]
    assert shown == [20, 3, 10]
    assert run.out.splitlines()[-4:] == [
        "60 findings (--report FILE lists all):",
        "  error   KB101 not-an-article                 20",
        "  warning KB201 character-lost                 20",
        "  info    KB110 older-source-passed-over       20",
    ]


def test_a_few_findings_are_shown_and_not_counted(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", text(body="The keeper?s bell."))
    run = kbtool("convert", "in", "--to", "out")
    assert len(run.lines) == 1
    assert "findings" not in run.out


def test_quiet_says_only_what_went_wrong(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text(date="01-JAN-1999"))
    save(tmp_path, "b/Q700001.TXT", text())
    run = kbtool("convert", "a", "b", "--to", "out", "--quiet")
    assert run == (0, "", "")
    save(tmp_path, "b/Q700002.TXT", b"")
    run = kbtool("convert", "b", "--to", "out", "-q")
    assert (run.code, run.out, len(run.lines)) == (1, "", 1)


def test_results_go_to_standard_output_and_all_else_to_standard_error(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", b"")
    run = kbtool("convert", "in", "--to", "out")
    assert "KB103" in run.err
    assert "KB103" not in run.out
    assert "could not be converted" in run.out
    assert "could not be converted" not in run.err


# --- Nothing but the sources decides a byte ----------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 7])
def test_order_batches_and_processes_decide_no_byte(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    members = [(f"Q{n}.TXT", numbered(n)) for n in range(700001, 700201)]
    for name, data in members:
        save(tmp_path / "in", name, data)
    tar(tmp_path / "a.tar", reversed(members))
    kbtool("convert", "in", "--to", "out", "--jobs", "1")
    monkeypatch.setattr("kbtool.convert.run.map_batches.__defaults__", (batch,))
    kbtool("convert", "a.tar", "--to", "other", "--jobs", "2")
    assert articles(tmp_path / "out") == articles(tmp_path / "other")
    assert len(articles(tmp_path / "out")) == 200
    records = [(tmp_path / folder / record.FILE_NAME).read_bytes() for folder in ("out", "other")]
    assert records[0] == records[1]


def test_the_order_of_sources_decides_no_byte_of_the_record(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "a/Q700001.TXT", text(date="01-JAN-1999"))
    save(tmp_path, "b/Q700001.TXT", text())
    kbtool("convert", "a", "b", "--to", "out")
    kbtool("convert", "b", "a", "--to", "other")
    records = [(tmp_path / folder / record.FILE_NAME).read_bytes() for folder in ("out", "other")]
    assert records[0] == records[1]
