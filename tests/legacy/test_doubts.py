"""How sure blocks are: golden cases for every doubt, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.findings import Code
from kbtool.legacy import blocks
from kbtool.legacy.blocks.doubts import DOUBTS
from kbtool.model import Block
from tests import builders, cases
from tests.conftest import Expect
from tests.legacy.test_remarks import found, only

CASES = cases.params(Path(__file__).with_name("doubts") / "doubts.cases")
LINES = st.lists(
    st.lists(
        st.sampled_from(["   ", "word ", "Word ", "1. ", "3. ", " - ", "---", "x = y;", "(a)", "|", "*", ".", ":"])
    ).map("".join)
)


@pytest.mark.parametrize("case", CASES)
def test_doubts(case: cases.Case, expect: Expect) -> None:
    doubted = [block for block in blocks.parse(case.lines, 1) if block.doubts]
    lines = [f"{b.span.start} {b.rule} {b.confidence}: {', '.join(b.doubts)}" for b in doubted]
    expect(case, "\n".join(lines) or "none")


@given(LINES)
def test_a_block_without_doubts_is_certain_and_any_other_is_not(lines: list[str]) -> None:
    for block in blocks.parse(lines, 1):
        assert (block.confidence == 1) == (not block.doubts)
        assert 0 < block.confidence <= 1


@given(LINES)
def test_doubts_decide_nothing(lines: list[str]) -> None:
    def bare(block: Block) -> tuple[object, ...]:
        return block.span, block.rule, block.depth, block.marker

    with pytest.MonkeyPatch.context() as patch:
        found = [bare(block) for block in blocks.parse(lines, 1)]
        patch.setattr(blocks.doubts, "DOUBTS", {})
        assert [bare(block) for block in blocks.parse(lines, 1)] == found


def test_every_doubt_says_why_and_leaves_some_confidence() -> None:
    for doubts in DOUBTS.values():
        assert len({doubt.reason for doubt in doubts}) == len(doubts)
        assert all(0 < doubt.weight < 1 and doubt.reason for doubt in doubts)


def test_blocks_in_great_doubt_are_remarked_on_once_for_each_place() -> None:
    rows = "bell(1) := 2\n\nrope(1) := 3"
    finding = only(builders.text(body=f"The bell rings.\n\n{rows}"), Code.BLOCK_DOUBTFUL)
    assert finding.message.startswith("lines 17 to 19 were taken for 'para', perhaps wrongly: reads like code")
    assert finding.line == 17


def test_places_far_from_each_other_are_remarked_on_each_by_itself() -> None:
    row = "bell(1) := 2"
    between = "\n\n".join(["The bell rings."] * 10)
    data = builders.text(body=f"Bells.\n\n{row}\n\n{between}\n\n{row}")
    assert [finding.code for finding in found(data)] == [Code.BLOCK_DOUBTFUL, Code.BLOCK_DOUBTFUL]


def test_little_doubt_is_no_remark() -> None:
    assert found(builders.text(body="State of the bell\n\nIt rings.")) == []
