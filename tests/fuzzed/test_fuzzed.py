"""What the fuzzers found stays mended, and what they look for holds for a few articles in every run of the tests."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kbtool.content import writer
from kbtool.legacy import blocks
from tests import builders, cases
from tests.composed import articles
from tests.conftest import Expect
from tests.properties import assert_converts

FINDS = Path(__file__).with_name("finds.cases")


@pytest.mark.parametrize("case", cases.params(FINDS))
def test_a_find_stays_mended(case: cases.Case, expect: Expect) -> None:
    assert assert_converts(builders.text(body=case.input))
    assert assert_converts(builders.page_of(builders.text(body=case.input)))
    expect(case, writer.markdown(blocks.parse(case.lines, 1)))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_any_composed_article_converts(data: bytes) -> None:
    assert assert_converts(data)


@pytest.mark.parametrize(
    "data", [b"", b"DOCUMENT:", b"---\n\tArticle: Q1", b"\0", b"DOCUMENT:Q1  09-AUG-2001\nTITLE :"]
)
def test_what_is_no_article_is_refused(data: bytes) -> None:
    assert not assert_converts(data)
