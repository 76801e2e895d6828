"""Words to terms: Python and the client in the browser must agree on every one."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from Stemmer import Stemmer

from kbtool.search import analysis
from tests import cases
from tests.conftest import Expect
from tests.search.conftest import RunClient

FILE = Path(__file__).parent / "cases" / "terms.txt"


@pytest.mark.parametrize("case", cases.params(FILE))
def test_terms(case: cases.Case, expect: Expect) -> None:
    expect(case, _shown(analysis.query_terms(case.input)))


def test_the_client_has_the_same_terms(run_client: RunClient) -> None:
    texts = [case.input for case in cases.read(FILE)]
    code = "return input.map((text) => [...m.queryTerms(text)])"
    found = run_client("search-text.js", code, texts)
    assert found == [[[chunk, list(terms)] for chunk, terms in analysis.query_terms(text)] for text in texts]


def test_the_client_has_the_same_stems(run_client: RunClient) -> None:
    words = sorted({*_english(), *_invented(4000)})
    stem = Stemmer("english").stemWord
    found = run_client("search-stemmer.js", "return input.map((word) => m.stem(word))", words)
    assert dict(zip(words, found, strict=True)) == {word: stem(word) for word in words}


def test_the_client_marks_the_words_that_were_found(run_client: RunClient) -> None:
    code = "return input.map(([text, wanted]) => m.marked(text, new Set(wanted)))"
    given = [
        ["The bells rang; ring-bells ring!", ["bell", "ring"]],
        ["LAMP32.SYS and C++", ["lamp", "c++"]],
        ["naïve bells …", ["bell"]],
        ["The cafe\u0301\u2019s bells", ["cafe"]],
        ["ﬁt ½ \U0001f514 bell", ["fit", "2", "1", "bell"]],
        ["", ["bell"]],
    ]
    assert run_client("search-text.js", code, given) == [
        [
            ["The ", False],
            ["bells", True],
            [" rang; ", False],
            ["ring-bells", True],
            [" ", False],
            ["ring", True],
            ["!", False],
        ],
        [["LAMP32.SYS", True], [" and ", False], ["C++", True]],
        [["naïve ", False], ["bells", True], [" …", False]],
        [["The ", False], ["cafe\u0301\u2019s", True], [" bells", False]],
        [["ﬁt", True], [" ", False], ["½", True], [" \U0001f514 ", False], ["bell", True]],
        [],
    ]


def _shown(words: list[tuple[str, tuple[str, ...]]]) -> str:
    return "\n".join(f"{chunk}: {' '.join(terms)}".rstrip() for chunk, terms in words)


def _english() -> Iterator[str]:
    """Words that touch every rule of the stemmer, exceptions included."""
    bases = (  # noqa: SIM905 - words are easier read as words
        "arsenal bias commune emerge general inter later organ past universe proceed exceed succeed news sky howe andes"
        " atlas cosmos early only singly gently idly ugly outing inning canning evening herring earring dying lying tying"
        " hope hop fail fall trap plan agree feed bleed conflate trouble size fizz enjoy say by cry happy relate"
        " condition rational valence hesitance digitize radical vile analogous vital formal operate feudal decisive"
        " hopeful callous sensible communicate electric form good revive allow infer airline gyroscope adjust defend"
        " irritate replace adopt homolog effect bowdler control roll probate rate cease geology yes toy yellow"
    ).split()
    endings = (
        "", "s", "es", "ed", "ing", "ingly", "edly", "er", "ers", "ly", "ness", "ful", "fulness", "ation", "ization", "ator",
        "alism", "ality", "ally", "iveness", "ivity", "bility", "logist", "logy", "lessly", "ance", "ence", "able", "ible", "ant",
        "ement", "ment", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize", "al", "ic", "icate", "ative", "alize", "iciti",
        "ical", "ied", "ies", "sses", "us", "ss", "y", "eed", "eedly", "e", "l", "ll", "le",
    )  # fmt: skip
    for base in bases:
        for ending in endings:
            yield base + ending
            yield base.removesuffix("e") + ending


def _invented(count: int) -> Iterator[str]:
    dice = random.Random(1)  # noqa: S311 - the same words in every run
    for _ in range(count):
        yield "".join(dice.choice("aeiouybdlnrstwxgm'"[:-1]) for _ in range(dice.randint(1, 9)))
