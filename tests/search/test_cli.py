"""`kbtool search`."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kbtool.search import SITE_FOLDER
from kbtool.search.builder import write_index
from tests.search import library


def run(*arguments: object, given: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kbtool", "search", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=folder)


def test_who_only_reads_does_not_wait_for_what_writes() -> None:
    code = "import sys, kbtool.search, kbtool.cli.search; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_text_for_people(index_folder: Path) -> None:
    done = run("--index", index_folder, "lamps", "at", "dawn", "--limit", "1")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "  1. Q700004  FIX: TCP/IP Lamps Lose Their Address",
        "     kb/700/Q700004/",
        "     Lamps on TCP/IP forget their address at dawn.",
        "",
        "The best 1 of 4 articles.",
    ]


@pytest.mark.parametrize(
    ("query", "said"), [("flickers", ["", "1 article."]), ("lamps", ["", "4 articles."]), ("qwertzuiop", [])]
)
def test_how_much_was_found_is_said_to_people(query: str, said: list[str], index_folder: Path) -> None:
    assert run("--index", index_folder, query).stdout.decode().splitlines()[-2:] == said
    assert isinstance(json.loads(run("--index", index_folder, "--format", "json", query).stdout), list)


def test_nothing_in_an_index_acts_on_a_terminal(tmp_path: Path) -> None:
    hostile = "bell \x1b]0;pwn\x07\x9b2J"
    document = msgspec.structs.replace(library.simple("Q1", "Bell"), title=hostile, lead=hostile, url=hostile)
    write_index([document], tmp_path)
    shown = run("--index", tmp_path, "bell").stdout.decode()
    assert shown.count("bell \N{REPLACEMENT CHARACTER}]0;pwn") == 3
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_that_lacks_a_character_shows_it_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    write_index([library.simple("Q1", "Bell \u201cTide\u201d")], tmp_path)
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    done = run("--index", tmp_path, "bell")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Bell" in done.stdout


def test_json_for_programs(index_folder: Path) -> None:
    done = run("--index", index_folder, "--format", "json", "--limit", "2", "bell")
    found = json.loads(done.stdout)
    assert len(found) == 2
    assert all(set(result) == {"id", "title", "url", "score", "excerpt"} for result in found)


def test_many_queries_in_one_go(index_folder: Path) -> None:
    done = run(
        "--index",
        index_folder,
        "--batch",
        "--limit",
        "1",
        given="flickers\n\nqwertzuiop\nna\xefve\r\nQ700001".encode("cp1252"),
    )
    answers = [[result["id"] for result in json.loads(line)] for line in done.stdout.splitlines()]
    assert answers == [["Q700003"], [], [], [], ["Q700001"]]
    assert done.returncode == 0


def test_each_query_is_answered_before_the_next_is_read(index_folder: Path) -> None:
    command = [sys.executable, "-m", "kbtool", "search", "--index", str(index_folder), "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for query, found in (("flickers", 1), ("qwertzuiop", 0)):
            process.stdin.write(f"{query}\n".encode())
            process.stdin.flush()
            assert len(json.loads(process.stdout.readline())) == found
        process.stdin.close()


def test_what_was_searched_instead_of_a_misspelled_word_is_said(index_folder: Path) -> None:
    done = run("--index", index_folder, "--format", "json", "flikers")
    assert [result["id"] for result in json.loads(done.stdout)] == ["Q700003"]
    assert done.stderr.decode().strip() == "No article holds 'flikers': searched for 'flickers'."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Q654321"], "No article here bears the number 654321."),
        (["flickers", "product:submarine"], "No article has the product 'submarine': searched for it as a word."),
        (["flickers", 'product:"night boat"'], "No article has the product 'night boat': searched for its words."),
        (["flickers", "-product:boat"], "No article has the product 'boat': nothing is left out by it."),
        (["flickers -boat"], "Left out: articles that hold 'boat'."),
        (
            ["flickers -Boat"],
            "Left out: articles that hold 'Boat'. Write \"-Boat\" in quotation marks to search for it.",
        ),
        (
            ["flickers -boat95"],
            "Left out: articles that hold 'boat95'. Write \"-boat95\" in quotation marks to search for it.",
        ),
        (["flickers -lamp"], "No article is left without 'lamp': searched for it."),
        (
            ["-flickers"],
            "-flickers only leaves articles out, but says nothing to search for: searched for what it names.",
        ),
        (["-bell", "--type", "problem"], "Left out: articles that hold 'bell'."),
        (['"flickers lamp"'], "No article holds 'flickers lamp' as it stands: searched for its words."),
        (['flickers "submarine "'], "No article holds 'submarine ' as it stands: searched for it as a word."),
    ],
)
def test_what_the_search_made_of_a_query_is_said(arguments: list[str], said: str, index_folder: Path) -> None:
    done = run("--index", index_folder, *arguments)
    assert done.stdout.startswith(b"  1. Q700003")
    assert done.stderr.decode().splitlines() == [said]


@pytest.mark.parametrize(
    "arguments",
    [["-boat bell"], ["-boat", "bell"], ["bell", "-boat"], ["--", "-boat", "bell"], ["-hull", "bell", "-boat"]],
)
def test_a_minus_sign_is_no_option(arguments: list[str], index_folder: Path) -> None:
    done = run("--format", "json", "--index", index_folder, *arguments)
    expected = run("--format", "json", "--index", index_folder, "--batch", given=b"bell -boat").stdout
    assert (done.returncode, done.stdout.strip()) == (0, expected.strip())


def test_the_short_option_for_help_is_one(index_folder: Path) -> None:
    assert b"Usage:" in run("--index", index_folder, "-h", "bell").stdout


def test_nothing_is_said_of_a_common_word_that_leaves_nothing_out(index_folder: Path) -> None:
    done = run("--index", index_folder, "flickers -the")
    assert (done.stdout[:11], done.stderr) == (b"  1. Q70000", b"")


def test_options_narrow_the_results(index_folder: Path) -> None:
    options = ("--product", "pilot", "--product", "Rope Basic", "--year", "1999-2001")
    found = json.loads(run("--index", index_folder, "--format", "json", "bell", *options).stdout)
    assert [result["id"] for result in found] == ["Q700006"]
    listed = json.loads(run("--index", index_folder, "--format", "json", "--keyword", "kbfog").stdout)
    assert [result["id"] for result in listed] == ["Q700001", "Q700008"]
    lines = run("--index", index_folder, "--batch", "--type", "problem", given=b"bell\nlamp\n").stdout.splitlines()
    assert [[result["id"] for result in json.loads(line)] for line in lines] == [
        ["Q700001", "Q700007"],
        ["Q700003", "Q700007"],
    ]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--product", "harbor"), "no article has the product 'harbor'. Near: harbour bell."),
        (("--year", ""), "no article has the year ''."),
    ],
)
def test_an_option_that_names_nothing_is_an_error(options: tuple[str, ...], problem: str, index_folder: Path) -> None:
    for arguments, given in ((("bell",), b""), (("--batch",), b"bell\n")):
        done = run("--index", index_folder, *options, *arguments, given=given)
        assert (done.returncode, done.stdout) == (2, b"")
        assert problem in done.stderr.decode()


def test_what_results_can_be_narrowed_by_is_counted(index_folder: Path) -> None:
    done = run("--index", index_folder, "--counts", "product", "bell", "--year", "1999-2002")
    assert done.stdout.decode().splitlines() == ["       2  Harbour Bell", "       1  Pilot", "       1  Rope Basic"]
    found = json.loads(run("--index", index_folder, "--format", "json", "--counts", "type", "bell type:info").stdout)
    assert {"name": "Information", "documents": 1, "is_chosen": True} in found
    assert {"name": "Problem", "documents": 2, "is_chosen": False} in found


def test_nothing_that_meets_all_is_said(index_folder: Path) -> None:
    done = run("--index", index_folder, "flickers", "year:1999")
    assert (done.returncode, done.stderr) == (0, b"No article meets all of: flickers year:1999\n")


def test_nothing_found_is_said_and_is_no_error(index_folder: Path) -> None:
    done = run("--index", index_folder, "qwertzuiop")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().strip() == "No article holds any of: qwertzuiop"


def test_nothing_found_is_an_empty_list(index_folder: Path) -> None:
    assert json.loads(run("--index", index_folder, "--format", "json", "qwertzuiop").stdout) == []


def test_the_index_may_be_named_by_its_site(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Bell")], tmp_path / SITE_FOLDER)
    assert json.loads(run("--index", tmp_path, "--format", "json", "bell").stdout)[0]["id"] == "Q1"


def test_the_site_of_the_base_around_is_searched(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Bells\nsite_dir: made/here\nplugins: []\n")
    (tmp_path / "docs/100").mkdir(parents=True)
    write_index([library.simple("Q1", "Bell")], tmp_path / "made/here" / SITE_FOLDER)
    found = run("--format", "json", "bell", folder=tmp_path / "docs/100")
    assert (found.returncode, found.stderr) == (0, b"")
    assert [result["id"] for result in json.loads(found.stdout)] == ["Q1"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "there is no knowledge base here: name a built site with --index DIR."),
        (
            {"kbtool.toml": "", "mkdocs.yml": "site_name: Bells\nplugins: []\n"},
            "site: is not built yet: run `kbtool build`",
        ),
        ({"kbtool.toml": ""}, "mkdocs.yml"),
        ({"mkdocs.yml": "plugins: []\n"}, "site_name"),
    ],
)
def test_a_base_without_a_site_says_so(files: dict[str, str], message: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = run("bell", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--index", "nowhere", "bell"], "nowhere: holds no search index (index.json)."),
        (["--index", "INDEX"], "say what to search for"),
        (["--index", "INDEX", "  "], "say what to search for"),
        (["--index", "INDEX", "--batch", "bell"], "--batch reads queries from standard input"),
        (["--index", "INDEX", "--limit", "0", "bell"], "0 is not in the range"),
        (["--index", "INDEX", "--format", "xml", "bell"], "'xml' is not one of"),
        (["--index", "INDEX", "bell", "--prodct", "pilot"], "No such option '--prodct'"),
        (["--index", "-nowhere", "bell"], "-nowhere: holds no search index"),
    ],
)
def test_misuse(arguments: list[str], message: str, index_folder: Path) -> None:
    done = run(*(str(index_folder) if argument == "INDEX" else argument for argument in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    write_index([library.simple("Q1", "Bell")], tmp_path)
    next(tmp_path.glob("terms/*/*")).unlink()
    done = run("--index", tmp_path, "bell")
    assert done.returncode == 1
    assert done.stderr.decode().strip().endswith("No such file or directory. Build the site again.")
