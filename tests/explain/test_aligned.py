"""Rows of an explained article: which blocks face which elements of the page."""

import re

import msgspec
import pytest

from kbtool.content import writer
from kbtool.explain.aligned import Explained, explain
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.model import Label
from kbtool.site import addresses, kept, prepare
from kbtool.site.context import SiteContext
from kbtool.site.prepare import Job, named_ids
from kbtool.site.theme import templates_folder
from tests import cases
from tests.builders import mspl, text
from tests.conftest import SAMPLES, Sample
from tests.explain.helpers import article
from tests.legacy.test_blocks import ALL

IDS = IdForm()
SITE = SiteContext(ids=IDS, site_name="Harbour", template_folders=(str(templates_folder()),))
ADDED = re.compile(r' (?:data-block|data-label)="[^"]*"| id="a1-r\d+"')


def explained(data: bytes) -> Explained:
    read = article(data)
    assert read.document
    view = SITE.view(addresses.article(read.document.id))
    return explain(read, IDS, lambda cited: view.to(addresses.article(cited)), view.to_search)


def text_rows(found: Explained) -> list[tuple[list[int], str]]:
    """For each row of the text the lines its blocks begin on, and its HTML."""
    return [([piece.start for piece in row.pieces], row.html) for row in found.rows if row.part == "text"]


class Everything(dict[str, str]):
    """Knows every article."""

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return name


def shown_by_the_site(data: bytes) -> str:
    read = article(data)
    assert read.document
    name, file = read.document.id, read.text.encode()
    page = prepare.prepare(SITE, Job(f"{name}.md", name, file, named_ids(file, IDS, Everything()), ()))
    body = kept.text(page.html).split('<div class="kb-body prose">\n', 1)[1]
    return re.split(r"</div>\s*<footer class=\"kb-tail\">", body)[0].strip()


def without_marks(found: Explained) -> str:
    html = ADDED.sub("", "".join(row.html for row in found.rows))
    return html.replace(' id="a1-', ' id="').replace(' href="#a1-', ' href="#').strip()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_readers_of_a_sample_see_what_the_page_shows(sample: Sample) -> None:
    data = sample.path.read_bytes()
    assert without_marks(explained(data)) == shown_by_the_site(data)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_readers_see_what_the_page_shows(case: cases.Case) -> None:
    data = text(body="\n".join(case.lines).encode("cp1252", "replace").decode("cp1252"))
    found = explained(data)
    assert without_marks(found) == shown_by_the_site(data)
    assert [piece.number for piece in found.pieces] == list(range(len(found.pieces))), "every block, once and in order"


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_every_block_faces_an_element_that_names_it(case: cases.Case) -> None:
    found = explained(text(body="\n".join(case.lines).encode("cp1252", "replace").decode("cp1252")))
    for row in found.rows:
        named = {name for names in re.findall(r'data-block="([^"]*)"', row.html) for name in names.split()}
        assert named <= {f"a1-{piece.number}" for piece in row.pieces}
        for piece in row.pieces:
            if row.part == "text" and piece.label is not Label.QUERY:
                assert f"a1-{piece.number}" in named
                assert f'id="{piece.target}"' in row.html


def test_each_paragraph_is_a_row_and_a_list_is_one() -> None:
    found = explained(text(body="One.\n\nTwo.\n\n1. Three.\n\n   Four:\n\n      five\n\n2. Six.\n\nSeven."))
    rows = text_rows(found)
    assert [starts for starts, _ in rows] == [[15], [17], [19, 21, 23, 25], [27]]
    items = re.findall(r'<(\w+)(?: [\w-]+="[^"]*")*? data-block="a1-(\d+)" data-label="(\w+)"', rows[2][1])
    number = found.rows[3].pieces[0].number
    assert items == [
        ("p", str(number), "item"),
        ("p", str(number + 1), "item"),
        ("code", str(number + 2), "literal"),
        ("p", str(number + 3), "item"),
    ]


def test_a_block_that_became_several_elements_is_one_row() -> None:
    (first, last) = text_rows(explained(text(body="   Q123456 The Bell\n   Q123457 The Rope\n\nText.")))
    assert first[1].count("<p ") == 2
    assert "Text." in last[1]


def test_an_item_that_begins_with_another_item_faces_it() -> None:
    found = explained(text(body="1. - One.\n\n   - Two.\n\n2. Three."))
    (row,) = text_rows(found)
    assert row[1].count("data-block=") >= 3


def test_the_envelope_faces_the_fields() -> None:
    found = explained(text())
    assert [row.part for row in found.rows if row.part != "text"] == ["top", "tail"]
    assert {piece.label for piece in found.rows[0].pieces} == {Label.HEADER, Label.APPLIES}
    assert {piece.label for piece in found.rows[-1].pieces} == {Label.QUERY, Label.FOOTER, Label.LEGAL}


def test_an_article_that_ends_with_its_text_has_its_fields_all_the_same() -> None:
    rows = explained(mspl(markers=False).rstrip()).rows
    assert [row.part for row in rows] == ["top", "text", "tail"]
    assert rows[-1].pieces == ()


def test_an_article_without_text_has_both() -> None:
    rows = explained(text(body="", query="Additional query words: bell")).rows
    assert [row.part for row in rows if row.pieces] == ["top", "tail"]


def test_what_conversion_drops_or_smooths_can_be_seen() -> None:
    lines = [line for piece in explained(text(body="A\x7fB\xa0C\x1bD")).pieces for line in piece.lines]
    assert "A␡B⍽C␛D" in lines


def test_a_text_that_conversion_had_to_change_faces_all_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    dumps = writer.dumps
    monkeypatch.setattr("kbtool.convert.faithful.writer.dumps", lambda article: dumps(article) + "\nmore\n")
    read = article(text(body="One.\n\nTwo."))
    assert [finding.code for finding in read.findings] == [Code.WORDS_DIFFER]
    found = explain(read, IDS, lambda _: None)
    (row,) = text_rows(found)
    assert row[0] == [15, 17]
    assert re.findall(r"<(\w+)", row[1]) == ["pre", "code"]
    assert "One.\n\nTwo." in row[1]


def test_of_a_text_with_a_block_that_conversion_had_to_change_each_block_faces_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write = writer.markdown
    monkeypatch.setattr(writer, "markdown", lambda blocks: write(blocks).replace("\n\nTwo.", "\n\nTow."))
    read = article(text(body="One.\n\nTwo.\n\nThree."))
    assert [finding.code for finding in read.findings] == [Code.WORDS_DIFFER]
    found = explain(read, IDS, lambda _: None)
    assert [row[0] for row in text_rows(found)] == [[15], [17], [19]]
    assert [piece.rule for piece in found.pieces if piece.start == 17] == ["words-differ"]


def test_findings_stand_at_their_block() -> None:
    read = article(text(body="One.\n\nTwo."))
    first, second = (Finding("a.txt", line, 0, Code.END_MISSING, Severity.WARNING, "m") for line in (0, 17))
    found = explain(msgspec.structs.replace(read, findings=(first, second)), IDS, lambda _: None)
    assert [piece.start for piece in found.pieces if piece.findings == (second,)] == [17]
    assert [(finding, piece and piece.start) for finding, piece in found.remarks] == [(first, None), (second, 17)]


def test_tallies_count_and_average() -> None:
    data = text(body="One.\n\nTwo.")
    found = explain(article(data, doubts={17: ("why",)}), IDS, lambda _: None)
    (tally,) = [tally for tally in found.tallies if tally.label is Label.PARA]
    assert (tally.count, tally.confidence) == (2, 0.8)
    assert [(piece.start, piece.doubts) for piece in found.doubtful] == [(17, ("why",))]
