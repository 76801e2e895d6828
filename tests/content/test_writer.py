"""The writer: blocks to Markdown."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import legacy
from kbtool.content import parse, writer
from kbtool.ids import IdForm
from kbtool.legacy import blocks
from kbtool.model import (
    AppliesTo,
    Article,
    Block,
    Cells,
    ClosingField,
    Frame,
    FrontMatter,
    Label,
    Marker,
    Note,
    Paragraph,
    Quote,
    Source,
    Span,
    Table,
    Verbatim,
)
from tests import builders, cases
from tests.conftest import SAMPLES, Expect, Sample
from tests.content.test_escape import PLAIN, TEXT, Shown, normalised
from tests.content.test_frontmatter import FRONT
from tests.legacy.test_blocks import ALL

IDS = IdForm()
FILE = Path(__file__).with_name("writer.cases")


@pytest.mark.parametrize("case", cases.params(FILE))
def test_markdown(case: cases.Case, expect: Expect) -> None:
    expect(case, writer.markdown(blocks.parse(case.lines, 1)))


@pytest.mark.parametrize("case", [*ALL, *cases.read(FILE)], ids=lambda case: case.title)
def test_markdown_has_no_blank_at_a_line_end_and_one_line_end_at_its_own(case: cases.Case) -> None:
    text = writer.markdown(blocks.parse(case.lines, 1))
    assert text.startswith("\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert "\t" not in text


def test_each_block_can_be_found_in_the_markdown() -> None:
    first = Span(1, 1)
    done = writer.written(
        [
            Frame(span=first, rule="", part=Label.HEADER),
            Paragraph(span=first, rule="", lines=("One,", "two.")),
            Paragraph(span=first, rule="", lines=(), marker=Marker("number", "1")),
            Paragraph(span=first, rule="", lines=("Three.",), marker=Marker("bullet"), depth=1),
            Paragraph(span=first, rule="", lines=(), marker=Marker("number", "2")),
            Verbatim(span=first, rule="", lines=("four", "", "five")),
        ]
    )
    ends = (*done.starts[1:], None)
    lines = done.text.split("\n")
    parts = ["\n".join(lines[start:end]).strip() for start, end in zip(done.starts, ends, strict=True)]
    assert parts == ["", "One,\ntwo.", "", "1. - Three.", "2.", "```\nfour\n\nfive\n```"]


@pytest.mark.parametrize("case", [*ALL, *cases.read(FILE)], ids=lambda case: case.title)
def test_blocks_stand_in_the_markdown_in_their_order(case: cases.Case) -> None:
    parsed = blocks.parse(case.lines, 1)
    done = writer.written(parsed)
    assert done.text == writer.markdown(parsed)
    assert list(done.starts) == sorted(done.starts)
    lines = done.text.split("\n")
    for block, start in zip(parsed, done.starts, strict=True):
        assert lines[start].strip() in ("", ">") or block.marker  # an item may stand right below another
        if isinstance(block, Verbatim) and block.lines[0].isalpha():
            end = next((other for other in done.starts if other > start), None)
            assert block.lines[0] in "\n".join(lines[start:end])


def test_no_blocks_give_no_text() -> None:
    assert writer.markdown([]) == ""


def test_every_field_of_a_document_is_in_the_front_matter() -> None:
    data = builders.text(
        residue=["3.00", "kbold", ""],
        applies=[" - Bells, used with: ", "    - Ropes "],
        header={"OPER/SYS": "MS-DOS", "PROD/VER": "winnt:1.0"},
        query="Additional query words: signal\r\nKBCategory: kbbell",
        footer={
            "Keywords": "kbbell kbrope ",
            "Component": "Admin",
            "Technology": "kbTide",
            "Version": "WINDOWS:2.1",
            "Platform": "winnt",
            "Hardware": "x86",
            "Issue type": "kbprb",
            "Solution Type": "kbfix",
        },
    )
    document, _ = legacy.read(data, "x", IDS)
    assert document is not None
    assert writer.article_of(document).front == FrontMatter(
        id="Q700001",
        title="HOWTO: Ring the Bell of the Harbour",
        revised=date(2001, 8, 9),
        product="Microsoft Home Games",
        product_code="homegame",
        applies_to=(AppliesTo("Bells, used with:", ("Ropes",)),),
        version="WINDOWS:2.1",
        operating_system="MS-DOS",
        keywords=("kbbell", "kbrope", "kbold"),
        component="Admin",
        technology=("kbTide",),
        platform="winnt",
        hardware=("x86",),
        issue_type=("kbprb",),
        solution_type=("kbfix",),
        query_words="signal",
        source=Source(
            form="text",
            prologue=("3.00", "kbold"),
            closing=("KBCategory: kbbell",),
            superseded={"PROD/VER": "winnt:1.0"},
        ),
    )


def assert_round_trip(article: Article) -> None:
    text = writer.dumps(article)
    again, findings = parse(text.encode(), article.path)
    assert findings == []
    assert again is not None
    assert (again.front, again.body) == (article.front, article.body)
    assert text.split("\n")[: again.body_line - 1][-1] == "---"
    assert writer.dumps(again) == text


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_converted_sample_reads_back_and_writes_again_as_it_was(sample: Sample) -> None:
    document, _ = legacy.read(sample.path.read_bytes(), str(sample), IDS, sample.id)
    assert document is not None
    assert_round_trip(writer.article_of(document))


BODY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80)


@given(FRONT, BODY)
def test_any_article_reads_back_and_writes_again_as_it_was(front: FrontMatter, body: str) -> None:
    assert_round_trip(Article(front=front, body=body))


@pytest.mark.parametrize(
    "body", ["", "\n", "---\n", "\n---\n", "---", "no line end", "\n\n\n", "---\nid: x\n---\n", "\ufeff", " \n"]
)
def test_bodies_that_are_hard_to_tell_from_front_matter(body: str) -> None:
    assert_round_trip(Article(front=FrontMatter(id="Q1", title="x"), body=body))


CELL = TEXT | st.text(st.sampled_from("|\\\\`*_ ab<>&[]()"), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.tuples(*[CELL] * n), min_size=2, max_size=4)))
def test_cells_are_shown_as_they_are(rows: list[tuple[str, ...]]) -> None:
    cells = Cells(rows[0], tuple(rows[1:]), (False,) * len(rows[0]))
    html = PLAIN.render(writer.markdown([Table(span=Span(1, 1), rule="x", lines=(), cells=cells)]))
    shown = [normalised("".join(Shown(cell).text)) for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", html, re.DOTALL)]
    assert shown == [normalised(cell) for row in rows for cell in row]


def item(kind: str, text: str, depth: int, *lines: str) -> Paragraph:
    return Paragraph(span=Span(1, 1), rule="x", marker=Marker(kind=kind, text=text), depth=depth, lines=lines)  # type: ignore[arg-type]


def test_two_lists_that_touch_do_not_run_into_one() -> None:
    two = [
        item("number", "1", 0, "a"),
        item("number", "1", 0, "b"),
        item("letter", "a", 0, "c"),
        item("bullet", "", 0, "d"),
    ]
    assert writer.markdown(two) == "\n1. a\n\n1) b\n\n* a. c\n\n- d\n"


def test_an_item_without_anything_is_still_an_item() -> None:
    assert writer.markdown([item("number", "1", 0), item("number", "2", 0, "b")]) == "\n1.\n\n2. b\n"
    assert writer.markdown([item("bullet", "", 0)]) == "\n-\n"


def test_paragraphs_of_a_passage_keep_their_breaks_where_their_lines_stand_apart() -> None:
    lines = ("It was wrapped", "here.", "", "Name", "Place", "", "Also", "wrapped.")
    passage = Quote(span=Span(1, 8), rule="x", lines=lines, apart=(1,))
    assert writer.markdown([passage]) == "\n> It was wrapped\n> here.\n>\n> Name\\\n> Place\n>\n> Also\n> wrapped.\n"


RULES = ["-- -", "- - -", "---", "--- | ---", "-|-", "| - |", "|-", "===", "= =", ":-:", "-", "="]
HEADS = ["word", "a | b", "| a | b |"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("head", HEADS)
def test_lines_of_rule_signs_are_text_wherever_they_stand(head: str, rule: str) -> None:
    lines = (head, rule, "c | d")
    text = normalised(" ".join(lines))
    expected: list[tuple[list[str], Block]] = [
        (["p"], Paragraph(span=Span(1, 3), rule="x", lines=lines)),
        (["ul", "li"], item("bullet", "", 0, *lines)),
        (["ol", "li"], item("number", "1", 0, *lines)),
        (["ul", "li"], item("bullet", "", 0, rule)),
        (["blockquote", "p"], Quote(span=Span(1, 3), rule="x", lines=lines)),
        (["blockquote", "p"], Note(span=Span(1, 3), rule="x", word="", lines=lines)),
        (["blockquote", "p"], Note(span=Span(1, 3), rule="x", word="NOTE", lines=lines)),
        (["blockquote", "p", "strong"], Note(span=Span(1, 3), rule="x", word="HINT", lines=lines)),
        (["p"], ClosingField(span=Span(1, 1), rule="x", text=rule)),
    ]
    for tags, block in expected:
        shown = Shown(PLAIN.render(writer.markdown([block])))
        assert shown.tags == tags
        words = normalised("".join(shown.text)).removeprefix("[!NOTE] ").removeprefix("HINT: ")
        assert words in (text, rule)
