"""The text of legacy articles to blocks: golden outlines, and what holds for any text whatever."""

import itertools
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.legacy import blocks
from kbtool.model import Label, Span, Verbatim, line_label, uncovered_lines
from tests import cases
from tests.conftest import Expect
from tests.legacy.outline import outline, without_rules

FILES = sorted(Path(__file__).with_name("blocks").glob("*.cases"))
CASES = [param for file in FILES for param in cases.params(file)]
ALL = [case for file in FILES for case in cases.read(file)]


@pytest.mark.parametrize("case", CASES)
def test_blocks(case: cases.Case, expect: Expect) -> None:
    actual = outline(blocks.parse(case.lines, 1))
    # Which reader will decide where today's outcome is wrong is nobody's business yet.
    expect(case, without_rules(actual) if case.xfail else actual)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_every_line_of_a_case_is_in_exactly_one_block(case: cases.Case) -> None:
    assert_sound(case.lines)


def test_the_cases_show_every_reader_at_work() -> None:
    shown = {block.rule for case in ALL for block in blocks.parse(case.lines, 1)}
    kinds_of_item = {"bullet-item", "number-item", "letter-item", "empty-item"}
    readers = {reader.__name__.replace("_", "-") for reader in blocks.READERS}
    readers = readers - {"list-item", "closing-field"} | kinds_of_item
    readers |= {
        "category-line",
        "address",
        "wrapped",
        "listing",
        "lead-in",
        "screen",
        "title-heading",
        "margin-lines",
        "entry",
    }
    assert shown == readers


def test_the_first_line_of_the_text_may_be_any_line_of_the_file() -> None:
    lines = ["SUMMARY", "=======", "", "Text."]
    assert [block.span.start for block in blocks.parse(lines, 41)] == [41, 44]


def test_no_text_gives_no_blocks() -> None:
    assert blocks.parse([], 1) == ()
    assert blocks.parse(["", "   ", "\t"], 1) == ()


def test_or_glued_to_the_next_item_stays_in_the_list() -> None:
    lines = [" - Pull the lever.", "", "-or-     - Press the button.", "", " - Then wait."]
    assert [line_label(block) for block in blocks.parse(lines, 1)] == [Label.ITEM] * 3


def test_a_long_number_is_no_item() -> None:
    assert [block.marker for block in blocks.parse(["1234. That was a year."], 1)] == [None]


@pytest.mark.parametrize("steps", [[0, 3, 6, 3], [6, 3, 0], [0, 40, 80, 120, 160]])
def test_the_parts_of_a_literal_keep_their_indentation_however_many_they_are(steps: list[int]) -> None:
    assert_joined([steps[i % len(steps)] for i in range(2000)])


def test_the_parts_of_a_literal_may_each_stand_further_in_than_the_one_before() -> None:
    assert_joined(list(range(2000)))


def assert_joined(indents: list[int]) -> None:
    """Parts of two lines with these indentations and a blank line between them are one literal, as they are written."""
    code = [line for indent in indents for line in (f"{' ' * indent}ring();", f"{' ' * indent}wait();", "")][:-1]
    _, literal = blocks.parse(["Write this:", "", *(f"   {line}".rstrip() for line in code)], 1)
    assert isinstance(literal, Verbatim)
    assert list(literal.lines) == code
    assert literal.span == Span(3, len(code) + 2)


class CountingPattern:
    """The pattern of citations, which counts how often it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.calls = 0

    def match(self, line: str) -> re.Match[str] | None:
        self.calls += 1
        return self.pattern.match(line)


def test_many_ids_without_titles_are_looked_at_a_few_times_each(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = CountingPattern(re.compile(r"(?P<id>Q[0-9]+)(?P<title>)\Z"))
    monkeypatch.setattr(blocks, "_citation_pattern", lambda _ids: counting)
    lines = ["Q100002"] * 3000 + ["xx"]
    assert_sound(lines)
    assert 3000 <= counting.calls < 10 * 3000


# Pieces of which hostile articles are made: indentations, markers, rules, tables, notes, citations, words, odd characters.
PIECES = st.sampled_from(
    [
        "",
        " ",
        "   ",
        "      ",
        "\t",
        " - ",
        "   - ",
        "- ",
        "* ",
        "o ",
        "1. ",
        "12. ",
        "a. ",
        "A. ",
        "b. ",
        "-or-",
        "---",
        "=====",
        "-" * 79,
        "=" * 70,
        "+----+",
        "+-----------+",
        "| a | b | ",
        "***",
        "~~~",
        "___",
        "----  ----",
        "a   b",
        "a      b   c",
        "NOTE: ",
        "WARNING: ",
        "NOTES",
        "Q123456",
        "Q123456 ",
        "Q12345: Title",
        "ARTICLE-ID: Q123456",
        "Method 1: ",
        "Step 2",
        "KBCategory: x",
        "http://a.b/c",
        "HKEY_X\\Y",
        "SYMPTOMS",
        "========",
        "word",
        "two words",
        "Ends.",
        "Ends:",
        "word " * 17,
        "}",
        "· ",
        "␛",
        "�",
        "\u2028",
        "\x0b",
        "\x85",
        "\u3000",
        "1.",
        "a.",
        " -",
        "Additional query words:",
    ]
)
LINE = st.lists(PIECES, max_size=4).map("".join) | st.text(
    st.characters(codec="utf-8", exclude_characters="\n"), max_size=100
)


@given(st.lists(LINE, max_size=30), st.integers(1, 5000))
def test_any_text_is_covered_line_by_line(lines: list[str], first_line: int) -> None:
    assert_sound(lines, first_line)


@given(
    st.lists(
        st.lists(st.sampled_from([*string.ascii_letters, " ", "-", "=", "|", "+", ".", ":"])).map("".join), max_size=15
    )
)
def test_any_drawing_is_covered_line_by_line(lines: list[str]) -> None:
    assert_sound(lines)


def assert_sound(lines: list[str], first_line: int = 1) -> None:
    found = blocks.parse(lines, first_line)
    spans = [block.span for block in found]
    assert uncovered_lines([""] * (first_line - 1) + lines, found) == []
    assert spans == sorted(spans)
    assert all(span.start <= span.end for span in spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
    assert all(block.depth >= 0 for block in found)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_a_reader_that_is_not_asked_would_not_have_known_the_line(
    case: cases.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = blocks.parse(case.lines, 1)
    monkeypatch.setattr(blocks, "_readers_of", lambda _sign: blocks.READERS)
    assert blocks.parse(case.lines, 1) == found
