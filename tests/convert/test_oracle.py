"""The check that conversion makes of every article: what it sees, what it allows, and that it asks neither parser nor writer."""

from collections.abc import Callable

import msgspec
import pytest

from kbtool import legacy
from kbtool.content import writer
from kbtool.convert import oracle
from kbtool.convert.oracle import Violation
from kbtool.ids import IdForm
from kbtool.legacy.envelope import Opened
from kbtool.model import Document
from tests import builders
from tests.conftest import SAMPLES, Sample

IDS = IdForm()


def read(data: bytes) -> tuple[Opened, Document, str]:
    """An article out of its envelope, as document, and as its file."""
    found = legacy.understand(data, "a", IDS)
    assert isinstance(found, legacy.Understood)
    return found.opened, found.document, writer.dumps(writer.article_of(found.document))


def violation(body: str, shown: str) -> Violation | None:
    """What the oracle says of an article whose text is `body`, from line 1, and whose page is the Markdown `shown`."""
    opened, document, text = read(builders.text(body=body))
    front, _ = oracle.parts(text)
    found = oracle.violation(opened, document, front + "\n" + shown)
    above = opened.body_start + list(opened.body).index(body.split("\n", maxsplit=1)[0]) - 1
    return found and msgspec.structs.replace(found, line=found.line - above)


def front_violation(change: Callable[[str], str], data: bytes = builders.text()) -> Violation | None:
    """What the oracle says of a sound article whose front matter was changed."""
    opened, document, text = read(data)
    front, body = oracle.parts(text)
    changed = change(front)
    assert changed != front, "the change must change something"
    return oracle.violation(opened, document, changed + body)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_it_has_nothing_to_say_of_a_sample(sample: Sample) -> None:
    assert oracle.violation(*read(sample.path.read_bytes())) is None


def test_words_of_category_lines_in_the_text_may_be_keywords() -> None:
    opened, document, text = read(builders.text(body="Ring it.\n\nKBCategory: kbrope"))
    assert "kbrope" in document.fields.keywords
    assert oracle.violation(opened, document, text) is None


ALIKE = {
    "the same words": ("One two.\nThree.", "One two. Three."),
    "words in code": ("x = one()", "```\nx = one()\n```"),
    "a word broken by an inline tag is one": ("foobar", "foo`bar`"),
    "the numbers of a list": ("3. one\n4. two", "3. one\n4. two"),
    "a number with a zero before it": ("01. one", "1. one"),
    "the letters of a list": ("a. one\nb. two", "* a. one\n* b. two"),
    "a nested list": ("1. one\n\n   - two\n\n2. three", "1. one\n   * two\n2. three"),
    "a bullet that is a letter": ("o one\no two", "* one\n* two"),
    "a bullet that is text": ("one o two", "one o two"),
    "a note": ("NOTE: one", "> [!NOTE]\n> one"),
    "a citation": ("Q123456 One two", "[Q123456](kb:Q123456) One two"),
    "an address": ("See http://a.b/c?d=e.", "See <http://a.b/c?d=e>."),
    "an address as the target of the words above": ("one two\n(http://a.b/c%20d)", "[one two](http://a.b/c%20d)"),
    "two addresses": ("one\n(http://a.b)\ntwo\n(http://c.d)", "[one](http://a.b)\\\n[two](http://c.d)"),
    "an address as target, then as text": ("one\n(http://a.b)\n(http://a.b)", "[one](http://a.b)\n\n<http://a.b>"),
    "an address that stands twice": ("http://a.b\n(http://a.b)", "<http://a.b>"),
    "a letter that no encoding of 7 bits has": ("schön \N{MIDDLE DOT} ÉTÉ", "schön \N{MIDDLE DOT} ÉTÉ"),
    "signs that HTML escapes": ('a < b & "c" &lt; d', 'a \\< b & "c" \\&lt; d'),
    "a leaked tag that is gone": ("one <BR/>\ntwo", "one\ntwo"),
    "a leaked tag that is shown": ("one <BR/>\ntwo", "one \\<BR/>\ntwo"),
    "a leaked link": ('see <LINK TYPE="ARTICLE" VALUE="Q1">Q1</LINK> now', "see Q1 now"),
    "a word that goes on behind a link": ("DownloadDownload Q1How to", "Download [Q1](kb:Q1)How to"),
    "a caption that leaked twice": ("DownloadDownload x.exe now", "Download x.exe now"),
    "a caption as it is": ("DownloadDownload x.exe now", "DownloadDownload x.exe now"),
    "cells that went on below": (
        "A     B     C\n----------------\none   two   three\n      more\nfour  five  six",
        "| A | B | C |\n|---|---|---|\n| one | two more | three |\n| four | five | six |",
    ),
    "a word broken at its hyphen": ("self-\ncontained", "self-contained"),
}

DIFFERENT = {
    "a lost word": ("One two.\nThree four.", "One two. Four.", (2, "three", "four")),
    "a lost end": ("One two.\nThree.", "One two.", (2, "three", "")),
    "an invented word": ("One two.\nThree.", "One or two. Three.", (1, "two", "or")),
    "an invented end": ("One.\n\nTwo.\n\n", "One. Two. Three", (3, "", "three")),
    "a changed word": ("One two", "One twö", (1, "two", "twö")),
    "another order": ("One.\nTwo.", "Two.\n\nOne.", (1, "one", "two")),
    "paragraphs that stand in another order": ("a b\n\nc d\n\na b", "a b\n\na b\n\nc d", (3, "c", "a")),
    "a list that counts otherwise": ("1. one\n2. two", "1. one\n3. two", None),  # Markdown counts on by itself
    "a number that became a bullet": ("1. one\n2. two", "* one\n* two", (1, "1", "one")),
    "a number out of nothing": ("- one\n- two", "1. one\n2. two", (1, "one", "1")),
    "raw HTML that a browser hides": ("one <b> two", "one <b> two", (1, "b", "two")),
    "an image": ("see this", "![see](http://a.b/c) this", (1, "see", "this")),
    "a comment": ("a <!-- b --> c", "a <!-- b --> c", (1, "b", "c")),
    "an entity": ("one &copy; two", "one &copy; two", (1, "copy", "two")),
    "a definition that a page does not show": ("one\n\n[two]: three", "one\n\n[two]: three", (3, "two", "")),
    "the address of another": ("one\n(http://a.b)", "[one](http://a.c)", (2, "http", "")),
    "an address above its words": ("(http://a.b)\none", "[one](http://a.b)", (1, "http", "one")),
    "rows in another order": (
        "A  B\n----\none  two\nfour  five",
        "| A | B |\n|---|---|\n| four | five |\n| one | two |",
        (3, "one", "four"),
    ),
    "a word lost from a row": (
        "A  B\n----\none  two three",
        "| A | B |\n|---|---|\n| one | three |",
        (3, "two", "three"),
    ),
    "lists deeper than pages show": (
        "\n".join("- w" for _ in range(60)),
        "\n".join("  " * i + "* w" for i in range(60)),
        (50, "w", ""),
    ),
}


@pytest.mark.parametrize(("source", "page"), ALIKE.values(), ids=ALIKE)
def test_what_it_takes_as_the_same(source: str, page: str) -> None:
    assert violation(source, page) is None


@pytest.mark.parametrize(("source", "page", "where"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_it_takes_as_different(source: str, page: str, where: tuple[int, str, str] | None) -> None:
    found = violation(source, page)
    assert (found and (found.line, found.source, found.article)) == where


FRONT = {
    "the title": ("the Bell of the Harbour", "the Harbour of the Bell", 1),
    "a product of the list": ("Tideworks Harbour Bell", "Tideworks Bell", 12),
    "the query words": ("bell rope signal", "bell signal", 29),
    "a keyword": ("kbbell", "kbbel", 1),
    "the version": ("WINDOWS:2.1", "WINDOWS:2.2", 1),
}


@pytest.mark.parametrize(("said", "instead", "line"), FRONT.values(), ids=FRONT)
def test_what_is_lost_from_the_front_matter(said: str, instead: str, line: int) -> None:
    found = front_violation(lambda front: front.replace(said, instead))
    assert found is not None
    assert (found.line, found.in_body) == (line, False)


def test_what_is_invented_in_the_front_matter() -> None:
    found = front_violation(lambda front: front.replace('title: "HOWTO', 'title: "HOWTO Gladly'))
    assert found is not None
    assert front_violation(lambda front: front.removesuffix("---\n") + 'component: "gladly"\n---\n') == Violation(
        1, "", "gladly", in_body=False
    )


def test_products_in_another_order() -> None:
    first, second = "Harbour Bell", "Harbour Rope"
    swapped = {first: second, second: first}
    found = front_violation(
        lambda front: "".join(
            line.replace(*next((pair for pair in swapped.items() if pair[0] in line), ("", "")))
            for line in front.splitlines(keepends=True)
        ),
        builders.text(applies=[f" - {first} ", f" - {second} "]),
    )
    assert found is not None


def test_a_front_matter_with_escapes_is_read_as_yaml_reads_it() -> None:
    opened, document, text = read(builders.text(title="A \\x41 and \\\\n", query='Additional query words: C:\\new "q"'))
    assert oracle.violation(opened, document, text) is None
    assert oracle.violation(opened, document, text.replace("\\\\x41", "\\x41")) is not None


def test_fields_that_lose_are_kept_too() -> None:
    header = {"KEYWORDS": "kbother", "PROD/VER": "WINDOWS:9.9"}
    footer = {"Keywords": "kbbell", "Version": "WINDOWS:2.1"}
    opened, document, _ = read(builders.text(header=header, footer=footer))
    without = msgspec.structs.replace(document, fields=msgspec.structs.replace(document.fields, superseded={}))
    assert oracle.violation(opened, document, writer.dumps(writer.article_of(document))) is None
    assert oracle.violation(opened, document, writer.dumps(writer.article_of(without))) is not None


def test_a_product_with_a_note_to_editors_may_be_kept_apart() -> None:
    noted = " - *EDITOR Please leave this product alone*Bell* use 1699, version 1.0"
    opened, document, text = read(builders.text(applies=[" - Rope", noted, " - Lamp"]))
    without = msgspec.structs.replace(document, fields=msgspec.structs.replace(document.fields, cleaned=()))
    assert oracle.violation(opened, document, text) is None
    assert oracle.violation(opened, document, writer.dumps(writer.article_of(without))) is not None


def test_values_below_the_header_may_each_be_in_a_field_of_its_own() -> None:
    opened, document, text = read(builders.text(residue=["3.00", "WINDOWS", "kbref", ""]))
    assert text.index("WINDOWS") < text.index("3.00")
    assert oracle.violation(opened, document, text) is None
