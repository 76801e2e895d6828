"""What references lead to, who cites whom, and what is missing."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kbtool.catalogue import Agreement, Catalogue, State
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS, load
from kbtool.catalogue.neighbours import missing, neighbours
from kbtool.catalogue.slips import slips
from kbtool.catalogue.spelling import ids_meant
from kbtool.catalogue.titles import agreement
from kbtool.errors import UsageError
from kbtool.ids import IdForm
from tests.builders import save
from tests.catalogue.bases import article, loaded

ELSEWHERE = b'"Q100009":\n  url: "https://example.org/bells"\n  title: "Bells"\n'


@pytest.mark.parametrize(
    ("cited", "borne", "expected"),
    [
        ("How to Ring the Bell", "How to ring the bell.", Agreement.SAME),
        ("How to Ring ring,wire", "How to Ring ring_wire", Agreement.SAME),
        ("BUG: The Bell Does Not Ring", "FIX: The Bell Does Not Ring", Agreement.LABEL),
        ("The Bell Does Not Ring", "WD97: The Bell Does Not Ring", Agreement.LABEL),
        ("The Bell Does Not Ring on Sundays", "The Bell Does Not Ring on Su", Agreement.CUT),
        ("The Bell", "The Bell of the Tower Does Not Ring", Agreement.REWORDED),
        ("How to Ring the Old Bell Twice", "How to Ring the Bell of the Tower Twice", Agreement.REWORDED),
        ("How to Oil the Hinges of a Door", "The Bell Does Not Ring", Agreement.OTHER),
    ],
)
def test_titles_agree_in_classes(cited: str, borne: str, expected: Agreement) -> None:
    assert agreement(cited, borne) is expected


def resolved(
    catalogue: Catalogue, article_id: str = "Q100001"
) -> list[tuple[State, str, Agreement | None, Sequence[str]]]:
    found = [catalogue.resolve(reference) for reference in catalogue.by_id[article_id].references]
    return [(one.state, one.target, one.agreement, one.suggestions) for one in found]


def test_a_reference_leads_to_an_article_here_moved_elsewhere_or_missing(tmp_path: Path) -> None:
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100008"\n"Q100008": "Q100002"\n"Q100006": "Q100009"\n')
    save(tmp_path, SUCCESSORS, ELSEWHERE)
    article(tmp_path, "Q100001", "Q100002, Q100007, Q100009, Q100006, Q100005\n")
    article(tmp_path, "Q100002")
    assert resolved(loaded(tmp_path)) == [
        (State.HERE, "Q100002", None, ()),
        (State.MOVED, "Q100002", None, ()),
        (State.ELSEWHERE, "", None, ()),
        (State.ELSEWHERE, "", None, ()),
        (State.MISSING, "", None, ()),
    ]


def test_an_article_that_is_here_is_found_though_a_redirect_leads_on_to_nothing(tmp_path: Path) -> None:
    save(tmp_path, REDIRECTS, b'"Q100006": "Q100002"\n"Q100002": "Q100007"\n"Q100003": "Q100009"\n')
    save(tmp_path, SUCCESSORS, ELSEWHERE)
    article(tmp_path, "Q100001", "Q100002, Q100006, Q100003\n")
    article(tmp_path, "Q100002")
    article(tmp_path, "Q100003")
    assert resolved(loaded(tmp_path)) == [
        (State.HERE, "Q100002", None, ()),
        (State.MOVED, "Q100002", None, ()),
        (State.HERE, "Q100003", None, ()),
    ]


def test_redirects_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100008"\n"Q100008": "Q100007"\n')
    article(tmp_path, "Q100001", "Q100007\n")
    assert resolved(loaded(tmp_path)) == [(State.MISSING, "", None, ())]


@pytest.mark.parametrize(
    ("cited", "suggestions"),
    [
        ("[Q100020](kb:Q100020) How to Ring the Bell", ("Q100002",)),
        ("[Q999999](kb:Q999999) How to Ring the Bell", ("Q100002",)),
        ("[Q100020](kb:Q100020) BUG: How to Ring the Bell", ("Q100002",)),
        ("[Q100020](kb:Q100020) How to Ring the Bell on Sundays", ("Q100002",)),
        ("[Q999999](kb:Q999999) How to Ring the Bell on Sundays", ()),
        ("[Q100003](kb:Q100003) How to Ring the Bell", ("Q100002",)),
        ("[Q100050](kb:Q100050) RB98: How to Pull the Rope", ()),
        ("[Q100050](kb:Q100050) How to Pull the Rope", ()),
        ("[Q100050](kb:Q100050) RB97: How to Pull the Rope", ("Q100005",)),
        ("[Q100070](kb:Q100070) One Title of Two Articles", ()),
        ("[Q100020](kb:Q100020) How to Oil the Hinges", ()),
        ("[Q100020](kb:Q100020) The Bell", ()),
        ("See Q100020.", ()),
    ],
)
def test_what_was_meant_bears_the_title(tmp_path: Path, cited: str, suggestions: tuple[str, ...]) -> None:
    article(tmp_path, "Q100001", f"{cited}\n", title="About")
    article(tmp_path, "Q100002", title="How to Ring the Bell")
    article(tmp_path, "Q100003", title="Quite Another Matter")
    article(tmp_path, "Q100005", title="RB97: How to Pull the Rope")
    article(tmp_path, "Q100007", title="One Title of Two Articles")
    article(tmp_path, "Q100008", title="One Title of Two Articles")
    assert resolved(loaded(tmp_path))[0][3] == suggestions


@pytest.mark.parametrize(
    ("article_id", "others", "strangers"),
    [
        (
            "Q123456",
            ["Q123465", "Q12345", "Q1234567", "Q123956", "Q1123456", "Q213456"],
            ["Q123456", "Q654321", "K123456"],
        ),
        ("Q10", ["Q1", "Q11", "Q110", "Q20"], ["Q01", "Q0", "Q"]),
        ("about", [], ["about"]),
    ],
)
def test_slips_are_those_of_one_finger(article_id: str, others: list[str], strangers: list[str]) -> None:
    found = list(slips(article_id))
    assert set(others) <= set(found)
    assert not set(strangers) & set(found)
    assert len(found) == len(set(found))


def test_nobody_means_the_article_that_cites(tmp_path: Path) -> None:
    article(tmp_path, "Q100001", "[Q100010](kb:Q100010) How to Ring the Bell\n", title="How to Ring the Bell")
    catalogue = loaded(tmp_path)
    reference = catalogue.by_id["Q100001"].references[0]
    assert catalogue.resolve(reference).suggestions == ("Q100001",)
    assert catalogue.resolve(reference, by="Q100001").suggestions == ()
    assert neighbours(catalogue, "Q100001").cites[0].resolution.suggestions == ()


@pytest.mark.parametrize("asked", ["Q100002", "Q100007"])
def test_neighbours_are_what_an_article_cites_and_who_cites_it(tmp_path: Path, asked: str) -> None:
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100002"\n')
    article(tmp_path, "Q100001", "See Q100002.\n")
    article(tmp_path, "Q100002", "See Q100003.\n")
    article(tmp_path, "Q100004", "See Q100007. See Q100002.\n")
    found = neighbours(loaded(tmp_path), asked)
    assert [place.reference.id for place in found.cites] == ["Q100003"]
    assert [(place.by.id, place.reference.id) for place in found.cited_by] == [
        ("Q100001", "Q100002"),
        ("Q100004", "Q100002"),
        ("Q100004", "Q100007"),
    ]


def test_who_cites_an_article_does_not_cite_what_its_redirect_names_in_vain(tmp_path: Path) -> None:
    save(tmp_path, REDIRECTS, b'"Q100002": "Q100007"\n"Q100006": "Q100002"\n')
    article(tmp_path, "Q100001", "See Q100002, Q100006 and Q100007.\n")
    article(tmp_path, "Q100002")
    catalogue = loaded(tmp_path)
    assert [place.reference.id for place in neighbours(catalogue, "Q100002").cited_by] == ["Q100002", "Q100006"]
    assert [place.reference.id for place in neighbours(catalogue, "Q100007").cited_by] == ["Q100007"]


def test_an_id_that_was_renamed_shows_the_article_that_it_is_now(tmp_path: Path) -> None:
    save(tmp_path, REDIRECTS, b'"Q100007": "Q100002"\n')
    article(tmp_path, "Q100002", "See Q100003.\n")
    found = neighbours(loaded(tmp_path), "Q100007")
    assert found.entry
    assert found.entry.id == "Q100002"
    assert [place.reference.id for place in found.cites] == ["Q100003"]


def test_what_is_missing_is_ranked_by_its_citations(tmp_path: Path) -> None:
    save(tmp_path, SUCCESSORS, ELSEWHERE)
    article(
        tmp_path, "Q100001", "[Q100005](kb:Q100005) One\n\n[Q100005](kb:Q100005) Two\n\nQ100009, Q100004, Q100002\n"
    )
    article(tmp_path, "Q100002", "[Q100005](kb:Q100005) Two\n\nQ100009\n")
    found = missing(loaded(tmp_path))
    assert [(one.id, len(one.cited_by), one.articles) for one in found] == [
        ("Q100005", 3, ("Q100001", "Q100002")),
        ("Q100009", 2, ("Q100001", "Q100002")),
        ("Q100004", 1, ("Q100001",)),
    ]
    assert found[0].titles == (("Two", 2), ("One", 1))
    assert [one.successor.url if one.successor else "" for one in found] == ["", "https://example.org/bells", ""]


KNOWN = ["Q193819", "Q100", "K100", "Q2"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Q193819", ["Q193819"]),
        ("q193819", ["Q193819"]),
        ("193819", ["Q193819"]),
        (" kb193819 ", ["Q193819"]),
        ("KB 193819", ["Q193819"]),
        ("kb:Q193819", ["Q193819"]),
        ("Q-193819", ["Q193819"]),
        ("content/193/Q193819.md", ["Q193819"]),
        ("http://support.microsoft.com/support/kb/articles/q193/8/19.asp", ["Q193819"]),
        ("https://example.org/kb/193/Q193819/", ["Q193819"]),
        ("100", ["K100", "Q100"]),
        ("k100", ["K100"]),
        ("000100", ["K100", "Q100"]),
        ("999", ["Q999"]),
        ("kb999", ["Q999"]),
        ("k999", ["K999"]),
        ("K999", ["K999"]),
        ("bells", []),
        ("", []),
        ("http://example.org/", []),
    ],
)
def test_an_id_may_be_written_in_any_way(words: str, meant: list[str]) -> None:
    assert ids_meant(words, IdForm("[KQ][0-9]+"), KNOWN) == meant


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (REDIRECTS, '"Q1": "../etc"\n', "'../etc' is no id of this knowledge base"),
        (REDIRECTS, '"Q2": "Q1"\n\n"x": "Q1"\n', f"{REDIRECTS}:3: 'x' is no id of this knowledge base"),
        (REDIRECTS, '"Q1": "Q2"\n"Q3": "Q2"\n"Q1": "Q4"\n', f"{REDIRECTS}:3: Q1 stands here again (first on line 1)."),
        (
            REDIRECTS,
            '{"Q1": "Q2",\n"Q9": "Q2", "Q9": "Q3"}\n',
            f"{REDIRECTS}:2: Q9 stands here again (first on line 2).",
        ),
        (REDIRECTS, '"Q1": 7\n"Q2": "Q3"\n"Q2": "Q4"\n', f"{REDIRECTS}:3: Q2 stands here again (first on line 2)."),
        (REDIRECTS, '"Q1": "Q2"\n[Q3, Q4]: "Q2"\n', f'{REDIRECTS}:2: holds no id. Write one "OLD": "NEW" a line.'),
        (REDIRECTS, '"Q1": 2001-13-01\n', "is not valid YAML: month must be in 1..12"),
        (
            REDIRECTS,
            '"Q1": "Q2"\n"Q3": 7\nyes: [Q2]\n',
            f"{REDIRECTS}:2: Q3 cannot hold this: this is a whole number, not text.",
        ),
        (
            REDIRECTS,
            '"Q1": "Q2"\n"Q3": 7\nyes: [Q2]\n',
            f"{REDIRECTS}:3: yes cannot hold this: this is a list, not text.",
        ),
        (SUCCESSORS, '"../x": {url: "https://example.org/"}\n', "'../x' is no id of this knowledge base"),
        (SUCCESSORS, '"Q1": {url: "javascript:alert(1)"}\n', "the url of Q1 is 'javascript:alert(1)'"),
        (SUCCESSORS, '"Q1": {url: \'https://example.org/"onclick\'}\n', "the url of Q1"),
        (SUCCESSORS, '"Q1": {url: "https://example.org/", name: "a"}\n', "name"),
        (REDIRECTS, "- Q1\n", f"{REDIRECTS}:1: holds no ids"),
        (
            SUCCESSORS,
            '"Q1":\n  url: "https://example.org/"\n"Q2":\n  url: "x"\n',
            f"{SUCCESSORS}:3: the url of Q2 is 'x'",
        ),
        (REDIRECTS, '"Q1": "Q2\n', "is not valid YAML"),
    ],
)
def test_what_is_wrong_in_the_files_of_editors_is_said(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    save(tmp_path, name, text.encode())
    with pytest.raises(UsageError) as caught:
        load(tmp_path, IdForm())
    assert name in str(caught.value)
    assert complaint in str(caught.value)


def test_a_file_of_editors_is_named_as_one_would_name_it_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, REDIRECTS, b"- Q1\n")
    save(tmp_path, SUCCESSORS, b"- Q1\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        load(tmp_path, IdForm())
    assert [line.partition(":")[0] for line in str(caught.value).split("\n")] == [REDIRECTS, SUCCESSORS]


def test_a_base_without_articles_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        loaded(tmp_path)


def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    article(tmp_path, "Q100001", "See:\n\n[Q100002](kb:Q100002) How to Ring the Bell\n")
    fresh = loaded(tmp_path)
    for _ in range(2):
        assert Catalogue.of_base(tmp_path, workers=1).entries == fresh.entries
