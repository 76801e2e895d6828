"""Whatever the writer does, the article that is written says what its source says."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kbtool import legacy
from kbtool.content import frontmatter, parse, writer
from kbtool.convert import faithful
from kbtool.findings import Finding
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import Block, FrontMatter
from tests import builders, oracle
from tests.conftest import Kbtool
from tests.convert.helpers import articles

IDS = IdForm()
BODY = """\
SUMMARY
=======

Ring the bell.

1. Take the rope.

   a. Both hands.

2. Pull:

      bell /slow

Walk home.
"""
DATA = builders.text(body=BODY)

Change = Callable[[str], str]


def article(data: bytes = DATA) -> tuple[str, list[Finding]]:
    found = legacy.understand(data, "some/file", IDS)
    assert isinstance(found, legacy.Understood)
    kept = faithful.keep(found.document, found.opened, data, "some/file")
    return kept.text, list(kept.findings)


def spoil_body(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """Let the writer make another body than it should."""
    write = writer.markdown

    def spoiled(blocks: Iterable[Block]) -> str:
        return change(write(blocks))

    monkeypatch.setattr(writer, "markdown", spoiled)


def spoil_front_matter(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    dump = frontmatter.dump

    def spoiled(front: FrontMatter) -> str:
        return change(dump(front))

    monkeypatch.setattr(frontmatter, "dump", spoiled)


def assert_says_all(text: str, data: bytes = DATA) -> None:
    """The oracle of the tests has nothing to say of the article."""
    written, findings = parse(text.encode(), "a")
    assert findings == []
    assert written is not None
    source = oracle.source_words(characters.decode(data))
    assert oracle.differences(source, oracle.page_words(written.body, IDS), oracle.front_words(written)) == []


def test_an_article_that_says_all_is_as_the_writer_made_it() -> None:
    text, findings = article()
    assert findings == []
    assert "\n## SUMMARY\n\nRing the bell.\n\n1. Take the rope.\n\n   * a. Both hands.\n\n2. Pull:\n\n   ```\n" in text


@pytest.mark.parametrize(
    ("change", "line", "source", "shown", "literal"),
    [
        (lambda body: body.replace("\n\nRing the bell.", "\n\nRing bell."), 4, "the", "bell", ["Ring the bell."]),
        (lambda body: body.replace("\n\nWalk home.", "\n\nHome walk."), 14, "walk", "home", ["Walk home."]),
        (lambda body: body.replace("\n\nWalk home.", "\n\nWalk home now."), 14, "", "now", ["Walk home."]),
        (lambda body: body.replace("\n\n1. Take", "\n\n* Take"), 6, "1", "take", ["1. Take the rope."]),
        (lambda body: body.replace("* a. Both", "* Both"), 8, "a", "both", ["a. Both hands."]),
        (lambda body: body.replace("## SUMMARY", "##"), 1, "summary", "ring", ["SUMMARY", "======="]),
        (lambda body: body.replace("   bell /slow", "   bell"), 12, "slow", "walk", None),
    ],
)
def test_a_block_that_would_say_something_else_stands_as_literal_text(  # noqa: PLR0917
    monkeypatch: pytest.MonkeyPatch,
    change: Change,
    line: int,
    source: str,
    shown: str,
    literal: list[str] | None,
) -> None:
    sound, _ = article()
    spoil_body(monkeypatch, change)
    text, (finding,) = article()
    first = characters.decode(DATA).split("\n").index("SUMMARY")
    assert (finding.path, finding.line, finding.code, finding.severity) == (
        "some/file",
        first + line,
        "KB227",
        "warning",
    )
    said = f"'{source}'" if source else "nothing"
    assert f"the source has {said} here, the article '{shown}'" in finding.message
    assert_says_all(text)
    if literal:
        assert "\n```\n{}\n```\n".format("\n".join(literal)) in text
        assert "became literal text" in finding.message
        assert sum(a != b for a, b in zip(sound, text, strict=False)), "the rest is as it was"
        assert text.count("## SUMMARY") == (line != 1)


def test_two_blocks_that_would_say_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil_body(
        monkeypatch, lambda body: body.replace("\n\nRing the", "\n\nRing").replace("\n\nWalk home.", "\n\nWalk.")
    )
    text, (finding,) = article()
    assert "line 18, line 28 became literal text" in finding.message
    assert "```\nRing the bell.\n```" in text
    assert "\n1. Take the rope.\n" in text
    assert_says_all(text)


def test_a_writer_that_loses_words_of_literal_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil_body(monkeypatch, lambda body: body.replace("bell", "BELL RANG"))
    text, (finding,) = article()
    assert "the whole text became literal text" in finding.message
    assert text.endswith("```\nSUMMARY\n=======\n" + BODY.partition("=======\n")[2].rstrip("\n") + "\n```\n")
    assert_says_all(text)


def test_a_writer_that_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil_body(monkeypatch, lambda _: "")
    text, (finding,) = article()
    assert "the whole text became literal text" in finding.message
    assert_says_all(text)


def test_a_front_matter_that_would_lose_words(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil_front_matter(monkeypatch, lambda front: front.replace("bell rope signal", "bell signal"))
    text, (finding,) = article()
    assert "the whole source became literal text" in finding.message
    assert finding.line == len(characters.decode(DATA).split("\n")) - characters.decode(DATA).split("\n")[::-1].index(
        "Additional query words: bell rope signal"
    )
    written, _ = parse(text.encode(), "a")
    assert written is not None
    lines = characters.decode(DATA).split("\n")
    assert written.body == "\n".join(["", "```", *(line.rstrip() for line in lines), "```", ""])


def test_backticks_in_literal_text_close_no_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    data = builders.text(body="one\n```\ntwo\n````\nthree\n")
    spoil_body(monkeypatch, lambda _: "")
    text, _ = article(data)
    assert "\n`````\none\n```\ntwo\n````\nthree\n`````\n" in text
    assert_says_all(text, data)


def test_an_article_whose_words_cannot_be_kept_is_not_written(
    monkeypatch: pytest.MonkeyPatch, kbtool: Kbtool, tmp_path: Path
) -> None:
    builders.save(tmp_path, "Q700001.TXT", DATA)
    spoil_body(monkeypatch, lambda _: "")
    monkeypatch.setattr(faithful, "_fenced", lambda _lines: "")
    run = kbtool("convert", "Q700001.TXT", "--to", "out")
    assert run.code == 1
    assert "KB600" in run.err
    assert "its words would be lost even as literal text" in run.err
    assert articles(tmp_path / "out") == {}


def test_conversion_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch, kbtool: Kbtool, tmp_path: Path) -> None:
    builders.save(tmp_path, "Q700001.TXT", DATA)
    spoil_body(monkeypatch, lambda body: body.replace("\n\nRing the", "\n\nRing"))
    run = kbtool("convert", "Q700001.TXT", "--to", "out")
    assert run.code == 0
    assert "Q700001.TXT:18: warning KB227 words-differ: the words would not stay as they are" in run.err
    (written,) = articles(tmp_path / "out").values()
    assert_says_all(written.decode())
