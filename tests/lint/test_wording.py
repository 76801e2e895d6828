"""What the rules know of words: slips of the fingers, shortened titles, claims of the section STATUS."""

import pytest

from kbtool.lint.abbreviation import is_shortened
from kbtool.lint.misspellings import MISSPELLINGS
from kbtool.lint.status import Claim, claim, claims
from kbtool.lint.vocabulary import is_slip
from tests.lint.helpers import subject_of


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("kbtoweer", "kbtower", True),
        ("kbtwer", "kbtower", True),
        ("kbtowre", "kbtower", True),
        ("kbtower", "kbtower", True),
        ("kbtowel", "kbtower", False),
        ("tower51", "tower15", False),
        ("tower1", "tower", False),
    ],
)
def test_a_slip_is_a_letter_too_many_or_missing_or_two_swapped(word: str, other: str, *, expected: bool) -> None:
    assert is_slip(word, other) is expected
    assert is_slip(other, word) is expected


@pytest.mark.parametrize(
    ("title", "whole", "expected"),
    [
        ("Err Msg: Bell Is Rung w/o a Rope", "Error Message: The Bell Is Rung Without a Rope", True),
        ("MTA Stops", "Message Transfer Agent Stops", False),
        ("MTA Stops and Does Not Start Again", "The Message Transfer Agent Stops and Does Not Start Again", True),
        ("The Rope of the Bell", "The Bell and How to Pull It", False),
        ("", "The Bell", False),
    ],
)
def test_a_title_is_shortened_when_nearly_all_its_words_are_in_the_other(
    title: str, whole: str, *, expected: bool
) -> None:
    assert is_shortened(title, whole) is expected


def test_no_misspelling_is_a_right_spelling() -> None:
    assert MISSPELLINGS.keys().isdisjoint(right.lower() for right in MISSPELLINGS.values())
    assert all(wrong.isalpha() and wrong.islower() for wrong in MISSPELLINGS)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## STATUS\n\nThis problem was first corrected in Tower 2.0.\n",
            {Claim.CORRECTED: "problem was first corrected in"},
        ),
        ("## STATUS\n\nThis bug\nhas been fixed with Tower 2.0.\n", {Claim.CORRECTED: "bug\nhas been fixed with"}),
        ("## STATUS\n\nThis problem was not corrected in Tower 2.0.\n", {}),
        ("## STATUS\n\nWe are researching this problem.\n", {Claim.RESEARCHED: "researching this"}),
        ("## STATUS\n\nIt is known.\n\n### Bells\n\nThis is by design.\n", {Claim.BY_DESIGN: "This is by design"}),
        ("## CAUSE\n\nThis is by design.\n\n## STATUS\n\nIt is known.\n", {}),
        ("## STATUS\n\nIt is known.\n\n## CAUSE\n\nThis is by design.\n", {}),
    ],
)
def test_what_status_claims_and_where(body: str, expected: dict[Claim, str]) -> None:
    subject = subject_of(body)
    assert {what: subject.text[slice(*place)] for what, place in claims(subject).items()} == expected


def test_two_claims_are_no_certain_one() -> None:
    assert claim(subject_of("## STATUS\n\nIt was corrected in Tower 2.0. We are researching this other one.\n")) is None
