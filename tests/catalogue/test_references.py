"""References are found in every form, each with its title, its place and its sentence."""

from pathlib import Path

import pytest

from kbtool.catalogue import Form, Reference
from kbtool.catalogue.addresses import id_in_address
from kbtool.catalogue.known import REDIRECTS, SUCCESSORS
from kbtool.catalogue.sentences import LONGEST, sentence_around
from kbtool.ids import IdForm
from tests.builders import save
from tests.catalogue.bases import article, loaded

OLD = "http://support.microsoft.com/support/kb/articles"


def found(folder: Path, text: str) -> tuple[Reference, ...]:
    article(folder, "Q100001", text)
    return loaded(folder).by_id["Q100001"].references


@pytest.mark.parametrize(
    ("text", "ids", "form"),
    [
        ("See [Q100002](kb:Q100002).", ["Q100002"], Form.LINK),
        ("See [the bell](kb:Q100002).", ["Q100002"], Form.LINK),
        ("See Q100002 and Q100003.", ["Q100002", "Q100003"], Form.MENTION),
        (f"See <{OLD}/q100/0/02.asp>.", ["Q100002"], Form.ADDRESS),
        (f"See [here]({OLD}/Q100/0/02.ASP).", ["Q100002"], Form.ADDRESS),
        (f"See ({OLD}/q100/0/02.asp).", ["Q100002"], Form.ADDRESS),
        ("See <http://support.microsoft.com/default.aspx?scid=kb;en-us;q100002>.", ["Q100002"], Form.ADDRESS),
        ("See http://support.microsoft.com/?scid=kb;en-us;Q100002.", ["Q100002"], Form.ADDRESS),
        ("See <https://support.microsoft.com/en-us/kb/100002>.", ["Q100002"], Form.ADDRESS),
        ("See <https://example.org/archive/kb/100/Q100002/#cause>.", ["Q100002"], Form.PAGE),
        ("See https://example.org/kb/100/Q100002/.", ["Q100002"], Form.PAGE),
        ("See <https://example.org/archive/kb/200/Q100002/>.", [], None),
        ("## See [Q100002](kb:Q100002)", ["Q100002"], Form.LINK),
        ("Q100002 and Q100003\n---", ["Q100002", "Q100003"], Form.MENTION),
        (f"### From <{OLD}/q100/0/02.asp>", ["Q100002"], Form.ADDRESS),
        ("## The Code `Q100002`", [], None),
        ("See `Q100002`.", [], None),
        ("Search for [bells](kb:?q=bells).", [], None),
        ("    Q100002 in a listing", [], None),
    ],
)
def test_every_form_is_found(tmp_path: Path, text: str, ids: list[str], form: Form | None) -> None:
    references = found(tmp_path, f"{text}\n")
    assert [reference.id for reference in references] == ids
    assert {reference.form for reference in references} <= {form}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("[Q100002](kb:Q100002) How to Ring", "How to Ring"),
        ("- [Q100002](kb:Q100002): How to Ring", "How to Ring"),
        ("Text before:\n[Q100002](kb:Q100002) - How to Ring\n[Q100003](kb:Q100003) Other", "How to Ring"),
        ("ARTICLE-ID: [Q100002](kb:Q100002)\\\nTITLE : How to Ring", "How to Ring"),
        ("Article ID: [Q100002](kb:Q100002)\\\nTitle: How to Ring", "How to Ring"),
        ("[Q100002](kb:Q100002) TITLE :How to Ring", "How to Ring"),
        ("[Q100002](kb:Q100002) How to Ring (http://example.org/ring)", "How to Ring"),
        ("[Q100002](kb:Q100002) How to Ring (by Hand)", "How to Ring (by Hand)"),
        ("> ARTICLE-ID: Q100002 TITLE : How to Ring\n> the Bell", "How to Ring the Bell"),
        ("Article ID: Q100002 How to Ring", "How to Ring"),
        ("- Q100002 : How to Ring", "How to Ring"),
        ('Q100002 "How to Ring."', '"How to Ring."'),
        ("| Article | About |\n| --- | --- |\n| Q100002 | How to Ring |", "How to Ring"),
        ("| Article | About |\n| --- | --- |\n| [Q100002](kb:Q100002) | How to Ring |", "How to Ring"),
        ("| Article | About |\n| --- | --- |\n| Q100002 | how-to-ring |", ""),
        ("| Article | About |\n| --- | --- |\n| Q100002 | Bell |", ""),
        ("| About | Article |\n| --- | --- |\n| How to Ring | Q100002 |\n\nText.", ""),
        ("Q100002 describes how to ring.", ""),
        ("Look into\nQ100002 How to Ring", ""),
        ("See [Q100002](kb:Q100002) How to Ring", ""),
        ("## [Q100002](kb:Q100002) How to Ring", ""),
        ("[Q100002](kb:Q100002)", ""),
        ("Q100002 The bell\nrings\nand\nrings.", ""),
    ],
)
def test_the_title_stands_behind_the_id(tmp_path: Path, text: str, title: str) -> None:
    assert found(tmp_path, f"{text}\n")[0].title == title


def test_the_address_of_a_page_is_a_reference_only_where_its_article_is_here(tmp_path: Path) -> None:
    pages = "".join(f"- <https://example.org/kb/100/Q10000{number}/>\n" for number in (2, 3, 4, 5, 6))
    save(tmp_path, REDIRECTS, b'"Q100004": "Q100002"\n')
    save(tmp_path, SUCCESSORS, b'"Q100005":\n  url: "https://example.org/kb/100/Q100005/"\n')
    save(tmp_path, "content/100/Q100006.md", b"---\ntitle: [\n---\n")
    article(tmp_path, "Q100001", pages)
    article(tmp_path, "Q100002")
    catalogue = loaded(tmp_path)
    assert [reference.id for reference in catalogue.references(catalogue.by_id["Q100001"])] == ["Q100002", "Q100006"]
    assert sorted(catalogue.citing) == ["Q100002", "Q100006"]


def test_the_places_are_those_of_the_file(tmp_path: Path) -> None:
    text = "| \u00fc | b |\n| --- | --- |\n| Q100002 | How *to* Ring |\n\n- \u00fc [Q100003](kb:Q100003)\n"
    cell, link = found(tmp_path, text)
    whole = article(tmp_path, "Q100001", text).read_text(encoding="utf-8")
    assert whole[cell.start : cell.end] == "Q100002"
    assert whole[cell.title_start : cell.title_end] == "How *to* Ring"
    assert whole[link.start : link.end] == "[Q100003](kb:Q100003)"
    assert (link.line, link.column) == (10, 5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ring it. See Q100002 for more. Then go.", "See Q100002 for more."),
        ("See Q100002\nfor more.", "See Q100002 for more."),
        ('They say: "Ring it, see Q100002." Then go.', 'They say: "Ring it, see Q100002."'),
        ("For more, see:\n\n[Q100002](kb:Q100002) How to Ring", "For more, see:"),
        ("Stop. For more, see:\n\n[Q100003](kb:Q100003) Other\n\n[Q100002](kb:Q100002) How to Ring", "For more, see:"),
        ("Ring it.\n\n[Q100002](kb:Q100002) How to Ring", "Q100002 How to Ring"),
        ("For more, see:\n\n## CAUSE\n\n[Q100002](kb:Q100002) How to Ring", "Q100002 How to Ring"),
        ("For more, see:\n\n## How Q100002 Rings", "How Q100002 Rings"),
        ("## For more:\n\n[Q100002](kb:Q100002) How to Ring", "Q100002 How to Ring"),
        ("| These: | b |\n| --- | --- |\n| Q100002 | How to Ring |", "Q100002"),
    ],
)
def test_the_sentence_says_why_an_article_is_cited(tmp_path: Path, text: str, sentence: str) -> None:
    reference = next(one for one in found(tmp_path, f"{text}\n") if one.id == "Q100002")
    assert reference.sentence == sentence


@pytest.mark.parametrize(("before", "after"), [(100, 0), (0, 100), (100, 100), (5, 100), (100, 5)])
def test_of_a_long_sentence_what_is_near_is_kept(before: int, after: int) -> None:
    text = "Ring " + "and ring " * before + "as Q100002 says" + " and ring" * after + "."
    at = text.index("Q100002")
    sentence = sentence_around(text, at, at + len("Q100002"))
    assert "as Q100002 says" in sentence
    assert 200 < len(sentence) <= LONGEST + 4
    assert sentence.startswith("\u2026 ") == (before > 5)
    assert sentence.endswith(" \u2026") == (after > 5)


@pytest.mark.parametrize("address", ["http://example.org/", "kb/100/Q100002", "http://example.org/?id=kb;en;12", ""])
def test_other_addresses_lead_to_no_article(address: str) -> None:
    assert id_in_address(address, IdForm()) is None


def test_old_addresses_lead_to_no_article_where_ids_have_another_form() -> None:
    assert id_in_address(f"{OLD}/q100/0/02.asp", IdForm("K[0-9]+")) is None
