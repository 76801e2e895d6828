"""A fix changes what it is about, and keeps all that stands around it."""

from pathlib import Path

import pytest

from kbtool import lint
from kbtool.lint.fixes import applied
from kbtool.lint.rule import Example
from kbtool.parallel import executor_for
from kbtool.settings import LintSettings, Settings
from tests.lint.helpers import written


def _mended(folder: Path, rule: str, example: Example) -> str:
    """The text of an example with the fixes of a rule."""
    path = written(folder, example)
    base = lint.base_at(folder, Settings(lint=LintSettings(select=(rule,))), use_cache=False)
    findings = lint.check([path], base, executor_for).findings
    assert rule in {finding.code for finding in findings}
    return applied(path.read_bytes(), findings)[0].decode().partition("---\n\n")[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.org/wiki/Bell_(tower)", "<http://example.org/wiki/Bell_(tower)>"),
        ("http://example.org/Bell_(of_(the)_tower).", "<http://example.org/Bell_(of_(the)_tower)>."),
        ("(see http://example.org/bell)", "(see <http://example.org/bell>)"),
        ("(http://example.org/Bell_(tower)), at", "(<http://example.org/Bell_(tower)>), at"),
        ("http://example.org:8080/bell?a=b#c", "<http://example.org:8080/bell?a=b#c>"),
        ("*http://example.org/bell*", "*<http://example.org/bell>*"),
        ("http://example.org/`bell`", "<http://example.org/>`bell`"),
        ("http://example.org/a%20b/c_d_", "[http://example.org/a%20b/c_d\\_](<http://example.org/a%20b/c_d_>)"),
        ("Ring!http://example.org/a%20b", "Ring!http://example.org/a%20b"),
        ("http://example.org/a\\_b", "http://example.org/a\\_b"),
    ],
)
def test_an_address_becomes_a_link_as_a_whole(tmp_path: Path, text: str, expected: str) -> None:
    assert _mended(tmp_path, "KB706", Example(f"{text}\n")) == f"{expected}\n"


CITED = {"Q100002": "FIX: The *Old* Bell | Does Not Ring on Sundays", "Q100004": "The Other Bell"}
CITATION = "[Q100002](kb:Q100002) "
FIXED = "FIX: The \\*Old\\* Bell | Does Not Ring on Sundays"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BUG: The \\*Old\\* Bell | Does Not Ring on Sundays", FIXED),
        ("BUG: The Old Bell &vert; Does Not Ring on Sundays", FIXED),
        ("*BUG: The Old Bell Does Not Ring on Sundays*", f"*{FIXED}*"),
        ("**BUG:** The Old Bell Does Not Ring on Sundays", None),
        ("BUG: *The Old Bell Does Not Ring on Sundays*", None),
        ("BUG: The [Old](https://example.org/old) Bell Does Not Ring on Sundays", None),
        ("[BUG: The Old Bell Does Not Ring on Sundays](https://example.org/old)", None),
        ("BUG: The `Old` Bell Does Not Ring on Sundays", None),
        ("`BUG: The Old Bell Does Not Ring on Sundays`", None),
        ("BUG: The Old Bell Does <!-- kbtool-ignore KB101 --> Not Ring on Sundays", None),
    ],
)
def test_a_cited_title_is_taken_over_where_it_is_text_alone(tmp_path: Path, text: str, expected: str | None) -> None:
    mended = _mended(tmp_path, "KB304", Example(f"{CITATION}{text}\n", others=CITED))
    assert mended == f"{CITATION}{text if expected is None else expected}\n"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("KB305", "The Old Bell Does", FIXED),
        ("KB305", "*The Old* Bell `Does`", None),
        ("KB306", "How the Old Bell Does Not Ring on Mondays", FIXED),
        ("KB306", "How the *Old* Bell Does Not Ring on Mondays", None),
    ],
)
def test_so_are_the_others(tmp_path: Path, rule: str, text: str, expected: str | None) -> None:
    mended = _mended(tmp_path, rule, Example(f"{CITATION}{text}\n", others=CITED))
    assert mended == f"{CITATION}{text if expected is None else expected}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "| id | title |\n| - | - |\n| Q100002 | BUG: The Old Bell Does Not Ring on Sundays |",
            f"| id | title |\n| - | - |\n| Q100002 | {FIXED.replace('|', chr(92) + '|')} |",
        ),
        ("Q100002 BUG: The Old Bell\nDoes Not Ring on Sundays", f"Q100002 {FIXED}"),
        ("- Q100002 BUG: The Old Bell\n  Does Not Ring on Sundays", f"- Q100002 {FIXED}"),
        ("> Q100002 BUG: The Old Bell\n> Does Not Ring on Sundays", f"> Q100002 {FIXED}"),
    ],
)
def test_a_cited_title_is_taken_over_in_tables_and_from_several_lines(tmp_path: Path, text: str, expected: str) -> None:
    assert _mended(tmp_path, "KB304", Example(f"{text}\n", others=CITED)) == f"{expected}\n"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("KB514", "## Symptoms", "## SYMPTOMS"),
        ("KB514", "##  Symptoms ##", "##  SYMPTOMS ##"),
        ("KB514", "Symptoms\n---", "SYMPTOMS\n---"),
        ("KB514", "## *Symptoms*", "## *SYMPTOMS*"),
        ("KB514", "> [!NOTE]\n> ## Symptoms", "> [!NOTE]\n> ## SYMPTOMS"),
        ("KB514", "## [Symptoms](https://example.org/x)", None),
        ("KB514", "## ![Symptoms](a.png)", None),
        ("KB514", "## Symp**toms**", None),
        ("KB514", "## `Symptoms`", None),
        ("KB501", "## Symptons ##", "## SYMPTOMS ##"),
        ("KB501", "## [Symptons](https://example.org/x)", None),
        ("KB501", "Symptons\n---", "SYMPTOMS\n---"),
        ("KB518", "### [CAUSE](https://example.org/x) ###", "## [CAUSE](https://example.org/x) ###"),
        ("KB709", "It doesn&quest;t, doesn?t ring.", "It doesn&quest;t, doesn't ring."),
        ("KB712", "A bell, a*n* rope, and a apple", "A bell, a*n* rope, and an apple"),
        ("KB712", "It is a*n* bell, an bell.", "It is a*n* bell, a bell."),
    ],
)
def test_what_stands_around_words_stays(tmp_path: Path, rule: str, text: str, expected: str | None) -> None:
    assert _mended(tmp_path, rule, Example(f"{text}\n")) == f"{text if expected is None else expected}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[**Q100003**](kb:Q100003 "tip")', '[**Q100004**](kb:Q100004 "tip")'),
        ("[`Q100003`](kb:Q100003)", "[`Q100004`](kb:Q100004)"),
        ("![Q100003](kb:Q100003)", "![Q100004](kb:Q100004)"),
        ("[![Q100003](kb:Q100003)](kb:Q100003)", "[![Q100004](kb:Q100004)](kb:Q100003)"),
        ("[Q100003][bell]\n\n[bell]: kb:Q100003", "[Q100004](kb:Q100004)\n\n[bell]: kb:Q100003"),
        ("[**Q100003**][bell]\n\n[bell]: kb:Q100003", None),
        ("![Q100003][bell]\n\n[bell]: kb:Q100003", None),
        ("<kb:Q100003>", "[Q100004](kb:Q100004)"),
        ("*Q100003*", "*[Q100004](kb:Q100004)*"),
    ],
)
def test_a_link_to_an_article_that_moved_keeps_all_else(tmp_path: Path, text: str, expected: str | None) -> None:
    redirected = Example(f"{text}\n", others=CITED, files={"redirects.yml": '"Q100003": "Q100004"\n'})
    assert _mended(tmp_path, "KB302", redirected) == f"{text if expected is None else expected}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[**Q100004**](kb:Q100002 "tip")', '[**Q100004**](kb:Q100004 "tip")'),
        ("![Q100004](kb:Q100002)", "![Q100004](kb:Q100004)"),
        ("[Q100004][bell]\n\n[bell]: kb:Q100002", "[Q100004](kb:Q100004)\n\n[bell]: kb:Q100002"),
    ],
)
def test_a_link_that_shows_another_id_keeps_all_but_its_address(tmp_path: Path, text: str, expected: str) -> None:
    assert _mended(tmp_path, "KB310", Example(f"{text}\n", others=CITED)) == f"{expected}\n"
