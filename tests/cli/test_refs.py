"""`kbtool refs`: text, JSON, graph and map; unknown ids; exit codes."""

import json
from pathlib import Path

import pytest

from kbtool.catalogue.known import REDIRECTS, SUCCESSORS
from tests.builders import save
from tests.catalogue.bases import article
from tests.conftest import Kbtool


@pytest.fixture
def base(tmp_path: Path) -> Path:
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100002"\n')
    save(tmp_path, SUCCESSORS, b'"Q100009":\n  url: "https://example.org/bells"\n  title: "Bells"\n')
    article(
        tmp_path,
        "Q100001",
        "For more, see:\n\n[Q100002](kb:Q100002) BUG: How to Ring\n\n[Q100020](kb:Q100020) How to Ring the Bell\n\nQ100009\n",
        title="About Bells",
    )
    article(tmp_path, "Q100002", "Nothing.\n", title="HOWTO: How to Ring")
    article(tmp_path, "Q100003", "Pull. As Q100007 says, and Q100020.\n", title="How to Ring the Bell")
    return tmp_path


@pytest.mark.usefixtures("base")
def test_what_an_article_cites_is_shown_with_its_line_and_sentence(kbtool: Kbtool) -> None:
    run = kbtool("refs", "100001")
    assert run.code == 0
    assert run.out.splitlines() == [
        "Q100001  About Bells",
        "content/100/Q100001.md",
        "",
        "Cites 3 times:",
        "content/100/Q100001.md:8: Q100002 BUG: How to Ring",
        "    here; other label: 'HOWTO: How to Ring'",
        "    | For more, see:",
        "content/100/Q100001.md:10: Q100020 How to Ring the Bell",
        "    missing; did you mean Q100003?",
        "    | For more, see:",
        "content/100/Q100001.md:12: Q100009",
        "    elsewhere: https://example.org/bells; by its number",
        "    | Q100009",
        "",
        "Nothing cites it.",
    ]


@pytest.mark.parametrize(("folder", "shown"), [("content", "100/"), ("content/100", ""), ("docs", "../content/100/")])
def test_files_are_named_as_one_would_type_them_here(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch, folder: str, shown: str
) -> None:
    (base / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(base / folder)
    lines = kbtool("refs", "100001").out.splitlines()
    assert lines[1] == f"{shown}Q100001.md"
    assert lines[4].startswith(f"{shown}Q100001.md:8: ")


@pytest.mark.usefixtures("base")
def test_who_cites_an_article_is_shown_under_every_id_that_it_had(kbtool: Kbtool) -> None:
    run = kbtool("refs", "q100007")
    assert run.code == 0
    assert run.out.splitlines() == [
        "Q100007 was renamed: it is Q100002 now.",
        "Q100002  HOWTO: How to Ring",
        "content/100/Q100002.md",
        "",
        "Cites nothing.",
        "",
        "Cited 2 times, in 2 articles:",
        "content/100/Q100001.md:8: Q100001 About Bells",
        "    as 'BUG: How to Ring': other label",
        "    | For more, see:",
        "content/100/Q100003.md:6: Q100003 How to Ring the Bell",
        "    as Q100007; by its number",
        "    | As Q100007 says, and Q100020.",
    ]


@pytest.mark.parametrize("asked", ["Q100002", "Q100004"])
def test_what_is_said_several_times_in_one_line_is_shown_once(kbtool: Kbtool, base: Path, asked: str) -> None:
    article(base, "Q100004", "Q100002, and Q100002.\n\nQ100002, and Q100002.\n", title="Twice")
    lines = kbtool("refs", asked).out.splitlines()
    assert sum("2 times in this line" in line for line in lines) == 2
    assert sum("Q100004.md:" in line for line in lines) == 2


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("Q100020", 1, "Q100020 is not in this knowledge base."),
        ("Q100444", 1, "Q100444 is not in this knowledge base."),
        (
            "Q100009",
            0,
            "Q100009 is not in this knowledge base. It lives on elsewhere:\nhttps://example.org/bells  Bells",
        ),
    ],
)
def test_an_id_without_an_article_says_so(kbtool: Kbtool, asked: str, code: int, said: str) -> None:
    run = kbtool("refs", asked)
    assert run.code == code
    assert run.out.startswith(f"{said}\n")


@pytest.mark.usefixtures("base")
def test_who_cites_a_missing_article_is_shown(kbtool: Kbtool) -> None:
    out = kbtool("refs", "Q100020").out
    assert "Cited 2 times, in 2 articles:" in out
    assert "content/100/Q100001.md:10: Q100001 About Bells" in out
    assert "content/100/Q100003.md:6: Q100003 How to Ring the Bell" in out


def test_a_citation_of_a_section_is_one_of_its_article(kbtool: Kbtool, base: Path) -> None:
    article(base, "Q100004", "See [Q100020](kb:Q100020#cause) and [why](kb:Q100002#cause).\n")
    assert "     3  Q100020  How to Ring the Bell" in kbtool("refs", "--missing").out
    assert "content/100/Q100004.md:6: Q100004" in kbtool("refs", "Q100002").out


@pytest.mark.parametrize(
    ("titles", "said"), [(["One Bell", "Bell Two"], "1 other title"), (["One", "Two", "Three"], "2 other titles")]
)
def test_other_titles_by_which_what_is_missing_is_cited_are_counted(
    kbtool: Kbtool, base: Path, titles: list[str], said: str
) -> None:
    article(base, "Q100004", "".join(f"[Q100070](kb:Q100070) {title} Rings\n\n" for title in titles))
    assert f"        and by {said}\n" in kbtool("refs", "--missing").out


@pytest.mark.usefixtures("base")
def test_what_is_missing_is_ranked(kbtool: Kbtool) -> None:
    run = kbtool("refs", "--missing")
    assert run.code == 1
    assert run.out.splitlines() == [
        "     2  Q100020  How to Ring the Bell",
        "        did you mean Q100003?",
        "     1  Q100009",
        "        lives on at https://example.org/bells",
    ]
    assert run.err == "2 ids are cited 3 times but not here; 1 of them live on elsewhere.\n"


def test_what_is_shorter_than_any_id_is_not_missing_where_it_stands_free(kbtool: Kbtool, base: Path) -> None:
    article(base, "Q100008", "Select the cells N5:Q7, or see [Q8](kb:Q8).\n")
    assert kbtool("refs", "--missing").err.startswith("3 ids are cited 4 times but not here;")


@pytest.mark.parametrize(
    ("arguments", "is_shown"),
    [
        (("Q100004",), "Q7"),
        (("Q100004", "--format", "json"), '"Q7"'),
        (("Q100004", "--format", "dot"), '"Q7"'),
        (("--format", "dot"), '"Q7"'),
        (("Q7",), "Q100004"),
    ],
)
def test_what_is_shorter_than_any_id_is_no_reference_where_it_stands_free(
    kbtool: Kbtool, base: Path, arguments: tuple[str, ...], is_shown: str
) -> None:
    article(base, "Q100004", "Select the cells N5:Q7.\n", title="Cells")
    assert is_shown not in kbtool("refs", *arguments).out
    article(base, "Q7", "Text.\n", title="The Bell before All")
    assert is_shown in kbtool("refs", *arguments).out


def test_a_short_id_that_is_redirected_is_a_reference(kbtool: Kbtool, base: Path) -> None:
    save(base, REDIRECTS, b'"Q7": "Q100009"\n"Q100009": "Q100020"\n')
    article(base, "Q100004", "Select Q7.\n", title="Cells")
    assert "Q7" in kbtool("refs", "Q100004").out


@pytest.mark.parametrize(
    ("asked", "renamed"), [("Q100002", ""), ("Q100007", "Q100007 was renamed: it is Q100002 now.\n")]
)
def test_an_article_that_cannot_be_read_is_broken_and_not_missing(
    kbtool: Kbtool, base: Path, asked: str, renamed: str
) -> None:
    article(base, "Q100002", title='"How to Ring')
    run = kbtool("refs", asked)
    assert run.code == 1
    assert run.out.startswith(f"{renamed}Q100002 is here, but its file is broken and cannot be read as an article.\n")
    assert "missing" not in run.out
    assert "\n    as Q100007; by its number\n" in run.out
    assert "2 ids are cited" in kbtool("refs", "--missing").err


@pytest.mark.parametrize("asked", ["Q100002", "Q100007"])
def test_programs_are_told_that_an_article_cannot_be_read(kbtool: Kbtool, base: Path, asked: str) -> None:
    article(base, "Q100002", title='"How to Ring')
    run = kbtool("refs", asked, "--format", "json")
    assert run.code == 1
    found = json.loads(run.out)
    assert (found["state"], found["broken"], found["article"]) == ("broken", "Q100002", None)
    assert [(one["state"], one["broken"]) for one in found["cited_by"]] == [("broken", "Q100002")] * 2
    dot = kbtool("refs", asked, "--format", "dot").out
    assert '"Q100002" [label="Q100002\\nbroken", color=' in dot
    assert '"Q100001" -> "Q100002"' in dot


def test_nothing_that_matters_is_missing(kbtool: Kbtool, base: Path) -> None:
    article(base, "Q100020", "Text.\n")
    assert kbtool("refs", "--missing").code == 0


@pytest.mark.parametrize(
    ("limit", "shown"), [((), 25), (("--limit", "2"), 2), (("--limit", "0"), 30), (("--limit", "99"), 30)]
)
def test_a_limit_says_what_it_leaves_out(kbtool: Kbtool, base: Path, limit: tuple[str, ...], shown: int) -> None:
    article(base, "Q100001", "".join(f"See Q2000{number}.\n" for number in range(10, 40)))
    run = kbtool("refs", "Q100001", *limit)
    assert run.out.count("    | ") == shown
    assert (f"{30 - shown} more; --limit 0 shows all." in run.out) == (shown < 30)
    assert "Cites 30 times:" in run.out
    missing = kbtool("refs", "--missing", *limit)
    assert (f"{31 - shown} more; --limit 0 shows all." in missing.err) == (shown < 30)


@pytest.mark.usefixtures("base")
def test_programs_read_the_same(kbtool: Kbtool) -> None:
    run = kbtool("refs", "Q100001", "--format", "json", "--limit", "2")
    found = json.loads(run.out)
    assert (found["id"], found["state"], found["cites_total"], found["cited_by_total"]) == ("Q100001", "here", 3, 0)
    assert found["article"]["path"] == "100/Q100001.md"
    assert found["cites"] == [
        {
            "by": "Q100001",
            "by_title": "About Bells",
            "path": "100/Q100001.md",
            "line": 8,
            "column": 1,
            "id": "Q100002",
            "form": "link",
            "sentence": "For more, see:",
            "state": "here",
            "title": "BUG: How to Ring",
            "target": "Q100002",
            "target_title": "HOWTO: How to Ring",
            "agreement": "label",
        },
        {
            "by": "Q100001",
            "by_title": "About Bells",
            "path": "100/Q100001.md",
            "line": 10,
            "column": 1,
            "id": "Q100020",
            "form": "link",
            "sentence": "For more, see:",
            "state": "missing",
            "title": "How to Ring the Bell",
            "suggestions": ["Q100003"],
        },
    ]


@pytest.mark.usefixtures("base")
def test_programs_read_what_is_missing(kbtool: Kbtool) -> None:
    run = kbtool("refs", "--missing", "--format", "json")
    assert json.loads(run.out) == [
        {
            "id": "Q100020",
            "citations": 2,
            "articles": ["Q100001", "Q100003"],
            "titles": [{"title": "How to Ring the Bell", "times": 1}],
            "successor": None,
            "suggestions": ["Q100003"],
        },
        {
            "id": "Q100009",
            "citations": 1,
            "articles": ["Q100001"],
            "titles": [],
            "successor": {"url": "https://example.org/bells", "title": "Bells"},
            "suggestions": [],
        },
    ]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("arguments", [("Q100001",), ()])
def test_the_graph_is_written(kbtool: Kbtool, arguments: tuple[str, ...]) -> None:
    run = kbtool("refs", *arguments, "--format", "dot")
    assert run.code == 0
    assert run.out.startswith("digraph kb {\n")
    assert '"Q100001" -> "Q100002";' in run.out


@pytest.mark.usefixtures("base")
def test_the_map_is_written(kbtool: Kbtool) -> None:
    run = kbtool("refs", "--format", "xref")
    assert run.code == 0
    assert json.loads(run.out)["articles"]["Q100001"] == {"address": "kb/100/Q100001/", "title": "About Bells"}


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "say which article"),
        (("--format", "json"), "say which article"),
        (("Q100001", "--missing"), "leave out ID"),
        (("--missing", "--format", "dot"), "choose text or json"),
        (("Q100001", "--format", "xref"), "leave out ID"),
        (("bells",), "'bells' is no id: the form is Q[0-9]{1,6}"),
        (("Q100001", "--limit", "-1"), "--limit"),
    ],
)
def test_misuse_is_said(kbtool: Kbtool, arguments: tuple[str, ...], complaint: str) -> None:
    run = kbtool("refs", *arguments)
    assert run.code == 2
    assert complaint in run.err


def test_a_number_of_several_ids_asks_which(kbtool: Kbtool, base: Path) -> None:
    save(base, "kbtool.toml", b'id-pattern = "[KQ][0-9]+"\n')
    article(base, "K100001")
    run = kbtool("refs", "100001")
    assert run.code == 2
    assert "'100001' may be K100001 or Q100001: say which." in run.err


def test_outside_a_base_there_is_nothing_to_show(kbtool: Kbtool) -> None:
    run = kbtool("refs", "Q1")
    assert run.code == 2
    assert "content: there is no such folder" in run.err


def test_what_is_kept_is_used_and_can_be_left_out(kbtool: Kbtool, base: Path) -> None:
    fresh = kbtool("refs", "Q100001", "--no-cache")
    assert not (base / ".kbtool-cache").exists()
    assert kbtool("refs", "Q100001") == fresh
    assert (base / ".kbtool-cache").exists()
    assert kbtool("refs", "Q100001") == fresh
    article(base, "Q100001", "Nothing.\n")
    assert "Cites nothing." in kbtool("refs", "Q100001").out
