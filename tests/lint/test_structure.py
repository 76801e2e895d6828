"""What the rules about structure say and advise: which language was meant, and which level a heading should have."""

import pytest

from kbtool.findings import Code
from kbtool.lint.rule import Hit
from kbtool.lint.rules.fence_language_unknown import OTHER_NAMES
from tests.lint.helpers import hits


@pytest.mark.parametrize(
    ("language", "advice"),
    [
        ("pyhton", ["Did you mean python?"]),
        ("PYHTON", ["Did you mean python?"]),
        ("Python", []),
        ("SQL title", []),
        ("harbour-lamp of old", ["Leave the language out if there is none."]),
    ],
)
def test_the_language_that_was_meant(language: str, advice: list[str]) -> None:
    assert [hit.advice for hit in hits(Code.FENCE_LANGUAGE_UNKNOWN, f"```{language}\nring\n```\n")] == advice


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        ([2, 3, 4, 2, 3], []),
        ([1, 2, 1, 2], []),
        ([2, 4], ["the heading is of level 4, the one above of level 2. Make it level 3."]),
        ([1, 3], ["the heading is of level 3, the one above of level 1. Make it level 2."]),
        ([3, 4], ["the heading is of level 3, the title of the article of level 1. Make it level 2."]),
    ],
)
def test_a_heading_is_one_level_below_what_it_belongs_to(levels: list[int], found: list[str]) -> None:
    body = "".join(f"{'#' * level} Bell\n\nText.\n\n" for level in levels)
    assert [f"{hit.message} {hit.advice}" for hit in hits(Code.HEADING_LEVEL_SKIPPED, body)] == found


def _language(name: str) -> list[Hit]:
    return hits(Code.FENCE_LANGUAGE_UNKNOWN, f"```{name}\nring\n```\n")


@pytest.mark.parametrize(
    ("other", "language"), [(other, name) for name, others in OTHER_NAMES.items() for other in others.split()]
)
def test_a_language_is_known_by_its_other_names(other: str, language: str) -> None:
    (hit,) = _language(other.upper())
    assert hit.advice == f"Did you mean {language}?"
    assert not _language(language)
