"""A citation is mended without the words that an editor gave it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import FIRST, SECOND, article, codes

ADDRESS = "http://support.microsoft.com/support/kb/articles/q700/0/03.asp"
ADDRESS_HERE = "http://support.microsoft.com/support/kb/articles/q700/0/02.asp"
ADDRESS_OWN = "http://support.microsoft.com/support/kb/articles/q700/0/01.asp"

Mended = Callable[..., str]
"""From a text, a code and options to the text as it is mended."""


@pytest.fixture
def mended(kbtool: Kbtool, tmp_path: Path) -> Mended:
    """Mends the text of an article, in a base where Q700003 is Q700002 now."""
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, "redirects.yml", b'"Q700003": "Q700002"\n')
    save(tmp_path, "content/700/Q700002.md", article("Q700002", "Text.\n", "How to Oil the Hinges of a Door"))
    save(tmp_path, "content/700/Q700004.md", article("Q700004", "Text.\n", "Quite Another Matter"))

    def run(text: str, code: str, *options: str) -> str:
        save(tmp_path, FIRST, article("Q700001", f"{text}\n"))
        kbtool("lint", "--select", code, *options, FIRST)
        return (tmp_path / FIRST).read_text(encoding="utf-8").partition("## SUMMARY\n\n")[2].rstrip("\n")

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Q700003](kb:Q700003).", "See [Q700002](kb:Q700002)."),
        ("See Q700003.", "See [Q700002](kb:Q700002)."),
        ("See [Q700003].\n\n[Q700003]: kb:Q700003", "See [Q700002](kb:Q700002).\n\n[Q700003]: kb:Q700003"),
        (f"See <{ADDRESS}>.", "See [Q700002](kb:Q700002)."),
        (f"See {ADDRESS}.", "See [Q700002](kb:Q700002)."),
        ("See http://support.microsoft.com/?scid=kb;en-us;Q700003.", "See [Q700002](kb:Q700002)."),
        ("See [how the *bell*](kb:Q700003).", "See [how the *bell*](kb:Q700002)."),
        ("See [bell](<kb:Q700003> 'kb:Q700003').", "See [bell](<kb:Q700002> 'kb:Q700003')."),
        ("See [by kb:Q700003](kb:Q700003).", "See [by kb:Q700003](kb:Q700002)."),
        ("See [the bell][one].\n\n[one]: kb:Q700003", "See [the bell][one].\n\n[one]: kb:Q700003"),
        (
            "See [the bell][kb:Q700003].\n\n[kb:Q700003]: kb:Q700003",
            "See [the bell][kb:Q700003].\n\n[kb:Q700003]: kb:Q700003",
        ),
        (f"See [this page]({ADDRESS}).", f"See [this page]({ADDRESS})."),
    ],
)
def test_words_stay_when_the_article_has_moved(mended: Mended, text: str, expected: str) -> None:
    assert mended(text, "KB302", "--fix") == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        (f"See [this page]({ADDRESS}).", "KB302", "See [this page](kb:Q700002)."),
        (
            f"See [this page]({ADDRESS_HERE}), not <http://example.org/>.",
            "KB309",
            "See [this page](kb:Q700002), not <http://example.org/>.",
        ),
        (f"See <{ADDRESS_HERE}>.", "KB309", "See [Q700002](kb:Q700002)."),
        (f"See Q700002 (<{ADDRESS_HERE}>).", "KB309", f"See Q700002 (<{ADDRESS_HERE}>)."),
        (f"See Q700002\nat\n<{ADDRESS_HERE}>.", "KB309", f"See Q700002\nat\n<{ADDRESS_HERE}>."),
        (
            f"See Q700002.\n\nFar away:\n\n<{ADDRESS_HERE}>",
            "KB309",
            "See Q700002.\n\nFar away:\n\n[Q700002](kb:Q700002)",
        ),
        (f"<{ADDRESS_HERE}>\n\n[Q700002](kb:Q700002)", "KB309", f"<{ADDRESS_HERE}>\n\n[Q700002](kb:Q700002)"),
        (
            f"<{ADDRESS_HERE}>\n\n\n[Q700002](kb:Q700002)",
            "KB309",
            "[Q700002](kb:Q700002)\n\n\n[Q700002](kb:Q700002)",
        ),
        (f"See <{ADDRESS_OWN}>.", "KB309", f"See <{ADDRESS_OWN}>."),
        (
            "[the door](kb:Q700020) How to Oil the Hinges of a Door",
            "KB301",
            "[the door](kb:Q700002) How to Oil the Hinges of a Door",
        ),
        (
            "[the door](kb:Q700004) How to Oil the Hinges of a Door",
            "KB307",
            "[the door](kb:Q700002) How to Oil the Hinges of a Door",
        ),
        ("See [Q700002](../700/Q700002.md#summary).", "KB314", "See [Q700002](kb:Q700002#summary)."),
        ("See [Q700002.md](Q700002.md).", "KB314", "See [Q700002](kb:Q700002)."),
        (r"See [a\*b\* c](Q700002.md).", "KB314", r"See [a\*b\* c](kb:Q700002)."),
        ("See [*how* to](<Q700002.md> 'The door').", "KB314", "See [*how* to](<kb:Q700002> 'The door')."),
        (
            "See [![The door](../../../700/door.png)](Q700002.md).",
            "KB314",
            "See [![The door](../../../700/door.png)](kb:Q700002).",
        ),
        (
            "See [how][Q700002.md].\n\n[Q700002.md]: Q700002.md",
            "KB314",
            "See [how][Q700002.md].\n\n[Q700002.md]: Q700002.md",
        ),
        ("See [Q700002].\n\n[Q700002]: Q700002.md", "KB314", "See [Q700002](kb:Q700002).\n\n[Q700002]: Q700002.md"),
    ],
)
def test_words_stay_when_the_mending_is_not_certain(mended: Mended, text: str, code: str, expected: str) -> None:
    assert mended(text, code, "--fix", "--unsafe-fixes") == expected


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Q700003](kb:Q700003).", ["KB312"]),
        (f"See {ADDRESS}.", ["KB312"]),
        (f"See {ADDRESS_HERE}.", ["KB309"]),
        ("See http://support.microsoft.com/?scid=kb;en-us;Q700002.", ["KB309"]),
        ("See http://support.microsoft.com/?scid=kb;en-us;Q700009.", ["KB301"]),
        (f"See Q700002 ({ADDRESS_HERE}).", ["KB309"]),
        (f"See {ADDRESS_OWN}.", ["KB309"]),
    ],
)
def test_one_mistake_is_found_once(kbtool: Kbtool, tmp_path: Path, text: str, expected: list[str]) -> None:
    save(tmp_path, "redirects.yml", b'"Q700003": "Q700005"\n')
    save(tmp_path, FIRST, article("Q700001", f"{text}\n"))
    assert codes(kbtool, "--select", "references,KB706", FIRST) == expected


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("target", "said"),
    [("Q700001", "whoever cites this article is led there"), ("Q700009", "but there is none")],
)
def test_a_redirected_article_is_told_where_its_readers_are_led(
    kbtool: Kbtool, tmp_path: Path, target: str, said: str
) -> None:
    save(tmp_path, "redirects.yml", f'"Q700002": "{target}"\n'.encode())
    found = kbtool("lint", "--select", "KB313", "--format", "concise", SECOND).out
    assert f"redirects.yml says that Q700002 is {target} now: {said}." in found


REDIRECTS = b"""# who went where
"Q700020": "Q700001"
"Q700021": "Q700099"
"Q700022": "Q700023"
"Q700023": "Q700022"
"Q700024": "Q700021"
"Q700025": "Q700026"
"""
SUCCESSORS = b'"Q700026":\n  url: "https://example.org/"\n'


def test_redirects_that_lead_nowhere_are_found_though_nobody_cites_them(kbtool: Kbtool, base: Path) -> None:
    save(base, "redirects.yml", REDIRECTS)
    save(base, "successors.yml", SUCCESSORS)
    for _ in range(2):  # the second time from the cache
        run = kbtool("lint", "--select", "KB312", "--format", "concise")
        assert run.code == 1
        assert [line.partition(" KB312 ")[2].partition(": ")[2] for line in run.out.splitlines()[:-1]] == [
            "the redirect of Q700021 leads to Q700099, and from there to no article. Correct the new id, or remove the line.",
            "the redirects lead in a circle: Q700022, Q700023, Q700022. Correct the new id, or remove the line.",
            "the redirects lead in a circle: Q700023, Q700022, Q700023. Correct the new id, or remove the line.",
            "the redirect of Q700024 leads to Q700021, and from there to no article. Correct the new id, or remove the line.",
        ]
        places = [line.partition(": ")[0] for line in run.out.splitlines()[:-1]]
        assert places == [f"redirects.yml:{line}:1" for line in (3, 4, 5, 6)]
    save(base, "redirects.yml", b"\n" + REDIRECTS)
    assert "redirects.yml:4:1" in kbtool("lint", "--select", "KB312", "--format", "concise").out
    assert kbtool("lint", "--ignore", "KB312").code == 0


@pytest.mark.parametrize(
    "data",
    [
        '# one\N{LINE SEPARATOR}# two\N{LINE SEPARATOR}# three\n"Q700021": "Q700099"'.encode(),
        '"Q700021": "Q700099"\n'.encode("utf-16"),
    ],
    ids=["line separators", "UTF-16"],
)
def test_redirects_may_be_encoded_and_split_in_all_ways_of_yaml(kbtool: Kbtool, base: Path, data: bytes) -> None:
    save(base, "redirects.yml", data)
    run = kbtool("lint", "--select", "KB312")
    assert run.code == 1
    assert '"Q700021": "Q700099"' in run.out
