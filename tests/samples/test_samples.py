"""What ships with the project is sound: the legacy samples, the table that describes them, and kbtool's own articles."""

import re
from functools import cache
from pathlib import Path

import pytest

from kbtool import content, legacy
from kbtool.content import frontmatter
from kbtool.content.markdown import parse, plain_text
from kbtool.findings import Severity
from kbtool.ids import IdForm, source_path
from kbtool.model import Article, Document, uncovered_lines

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
CONTENT = ROOT / "content"
IDS = IdForm("[KQ][0-9]+")

TEXTS = sorted(SAMPLES.glob("txt/*/*.TXT"))
PAGES = sorted(SAMPLES.glob("kb/*/*/README.md"))
ARTICLES = sorted(CONTENT.glob("00?/*.md"))
SOURCES = [(path, path.stem) for path in TEXTS] + [(path, path.parent.name) for path in PAGES]
LEGAL = b"\r\nTHE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS\r\n"
ROW = re.compile(r"\| (Q\d+) \| ([a-z, ]+) \| (.+) \|")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def document(path: Path, claimed: str) -> Document:
    found, findings = legacy.read(path.read_bytes(), relative(path), IDS, claimed)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert found is not None
    return found


@cache
def article(path: Path) -> Article:
    found, findings = content.read(path)
    assert findings == []
    assert found is not None
    return found


@cache
def titles() -> dict[str, str]:
    """The title of every article there is: of samples in two forms, that of the text form."""
    found = {name: document(path, name).fields.title for path, name in reversed(SOURCES)}
    return found | {path.stem: article(path).front.title for path in ARTICLES}


def test_there_are_samples_of_every_form() -> None:
    forms = {document(path, name).form for path, name in SOURCES}
    assert forms == {"text", "page", "mspl"}


@pytest.mark.parametrize("path", TEXTS, ids=relative)
def test_a_text_sample_has_the_bytes_of_the_archive(path: Path) -> None:
    data = path.read_bytes()
    assert data.replace(b"\r\n", b"").find(b"\n") < 0, "every line ends with CRLF"
    assert b"\r" not in data.replace(b"\r\n", b"")
    data.decode("cp1252")
    header = data[: data.index(b"\r\n")].decode()
    known = re.fullmatch(rf"DOCUMENT:{path.stem}  \d\d-[A-Z]{{3}}-(\d{{4}})  \[[a-z0-9]+\]", header)
    assert known
    last_line = f"\r\n\r\nCopyright Microsoft Corporation {known[1]}."
    assert data.endswith(last_line.encode()), "no line end at the end"
    assert data.count(b"DOCUMENT:") == 1
    assert data.count(LEGAL) == 1


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_sample_has_the_bytes_of_the_archive(path: Path) -> None:
    data = path.read_bytes()
    data.decode("utf-8")
    assert b"\r" not in data
    assert data.startswith(b'---\nlayout: page\ntitle: "%s: ' % path.parent.name.encode())
    assert data.count(b"\tArticle: ") == 1


@pytest.mark.parametrize(("path", "name"), SOURCES, ids=[relative(path) for path, _ in SOURCES])
def test_a_sample_is_read_whole_under_the_name_of_its_file(path: Path, name: str) -> None:
    read = document(path, name)
    assert read.id == name
    folder = path.parent if path.suffix == ".TXT" else path.parent.parent
    assert f"{folder.name}/{name}.md" == source_path(name)
    lines = legacy.characters.decode(path.read_bytes()).split("\n")
    assert uncovered_lines(lines, read.blocks) == []


def test_an_article_given_in_two_forms_is_the_same() -> None:
    text = document(SAMPLES / "txt/900/Q900101.TXT", "Q900101")
    page = document(SAMPLES / "kb/900/Q900101/README.md", "Q900101")
    assert page.fields.title == text.fields.title
    assert page.fields.revised == text.fields.revised
    assert page.fields.applies_to == text.fields.applies_to
    assert page.fields.keywords == text.fields.keywords
    assert page.fields.query_words == text.fields.query_words
    assert len(page.blocks) == pytest.approx(len(text.blocks), abs=2)


def test_the_table_of_constructs_names_every_sample_in_its_forms() -> None:
    table = (SAMPLES / "README.md").read_text().splitlines()
    rows = [row.groups() for line in table if (row := ROW.fullmatch(line))]
    described = {(name, form) for name, forms, _ in rows for form in forms.split(", ")}
    assert described == {(name, document(path, name).form) for path, name in SOURCES}


@pytest.mark.parametrize("path", ARTICLES, ids=relative)
def test_an_article_of_our_own_is_sound_and_in_the_form_that_kbtool_writes(path: Path) -> None:
    read = article(path)
    assert read.front.id == path.stem
    assert relative(path) == f"content/{source_path(path.stem)}"
    assert read.front.product == "kbtool"
    assert path.read_text() == f"---\n{frontmatter.dump(read.front)}---\n{read.body}"


@pytest.mark.parametrize("path", [CONTENT / "index.md", *ARTICLES], ids=relative)
def test_a_page_of_our_own_cites_what_is_there_by_its_title(path: Path) -> None:
    for token in parse(path.read_text(), IDS):
        cited = [
            href.removeprefix("kb:")
            for child in token.children or []
            if child.type == "link_open" and (href := str(child.attrs["href"])).startswith("kb:") and "?" not in href
        ]
        assert [name for name in cited if name not in titles()] == []
        if cited and token.content.startswith(f"[{cited[0]}](kb:"):
            assert plain_text(token) == f"{cited[0]} {titles()[cited[0]]}"


def test_no_two_articles_of_our_own_have_one_title() -> None:
    own = [article(path).front.title for path in ARTICLES]
    assert len(set(own)) == len(own) >= 10
