"""What the rules about structure say and advise: which language was meant."""

import pytest

from kbtool.findings import Code
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
