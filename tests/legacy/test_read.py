"""Reading never raises on what a file holds: it returns a document, or the finding that says why there is none."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import legacy
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from tests import builders
from tests.conftest import SAMPLES, Sample
from tests.legacy.helpers import assert_sound, code_and_line, document, refusal

IDS = IdForm()
KINDS = [
    builders.text(),
    builders.page("Q700001", "Text."),
    builders.page("Q700001", "Text.", markers=False),
    builders.mspl(),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_every_sample_is_understood_line_by_line(sample: Sample) -> None:
    found = document(sample.path.read_bytes(), sample.id)
    assert found.id == sample.id
    assert found.form == sample.form


@pytest.mark.parametrize("data", [b"", b"\r\n \t\r\n", b"\n"])
def test_an_empty_file(data: bytes) -> None:
    assert refusal(data).code is Code.FILE_EMPTY


@pytest.mark.parametrize("data", [b"\x00" * 100, b"DOCUMENT:Q1\x00", bytes(range(256))])
def test_a_binary_file(data: bytes) -> None:
    assert refusal(data).code is Code.FILE_BINARY


@pytest.mark.parametrize(
    "data",
    [
        b"Dear Sir or Madam,\n",
        b"document:Q123456  09-AUG-2001\n",
        b" DOCUMENT:Q123456  09-AUG-2001\n",
        b"---\nlayout: page\n---\n# Just a page\n",
        b"<html><body>DOCUMENT:</body></html>",
    ],
)
def test_a_text_that_is_no_article(data: bytes) -> None:
    finding = refusal(data)
    assert code_and_line(finding) == (Code.NOT_AN_ARTICLE, 1)
    assert "kbtool.envelopes" in finding.advice


def test_a_file_too_large_to_be_an_article() -> None:
    finding = refusal(builders.text() + b" " * legacy.MAX_BYTES)
    assert finding.code is Code.FILE_TOO_LARGE
    assert "MiB" in finding.message


@pytest.mark.parametrize("data", KINDS)
def test_who_the_article_is_can_be_said_from_its_beginning(data: bytes) -> None:
    found = document(data)
    identity = legacy.identify(data[:4096], "some/file", IDS)
    assert not isinstance(identity, Finding)
    assert (identity.id, identity.revised) == (found.id, found.fields.revised)


def test_who_a_broken_article_is_cannot_be_said() -> None:
    found = legacy.identify(b"DOCUMENT:../x  09-AUG-2001", "some/file", IDS)
    assert isinstance(found, Finding)
    assert found.code is Code.ID_INVALID


def test_the_same_bytes_give_the_same_document() -> None:
    for data in KINDS:
        assert document(data) == document(data)


def read_without_a_sound(data: bytes) -> None:
    found, findings = legacy.read(data, "some/file", IDS)
    assert (found is None) == any(finding.severity is Severity.ERROR for finding in findings)
    if found:
        assert_sound(data, found)
    for finding in findings:
        assert finding.line >= 0
    legacy.identify(data[:4096], "some/file", IDS)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    read_without_a_sound(data)


@given(st.sampled_from(KINDS), st.data())
def test_any_mutilated_article_is_read_without_an_exception(whole: bytes, data: st.DataObject) -> None:
    """Cut anywhere, lines dropped, swapped or doubled, bytes changed."""
    rng = random.Random(data.draw(st.integers(0, 10_000)))  # noqa: S311 - mutilation need not be secret
    lines = whole.split(b"\n")
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(lines))
        change = rng.choice(["drop", "double", "swap", "byte", "cut"])
        if change == "drop" and len(lines) > 1:
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif change == "swap":
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "byte":
            lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)] + bytes([rng.randrange(256)]) + lines[at][1:]
        else:
            lines = lines[: at + 1]
    read_without_a_sound(b"\n".join(lines))


@given(st.lists(st.text(st.characters(codec="cp1252", exclude_characters="\r\n"), max_size=60), max_size=12))
def test_any_body_is_read_line_by_line(body: list[str]) -> None:
    read_without_a_sound(builders.text(body="\n".join(["Text.", *body])))


def test_samples_are_there() -> None:
    assert len(SAMPLES) >= 20
    assert all(isinstance(sample.path, Path) for sample in SAMPLES)
