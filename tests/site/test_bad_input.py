"""What is wrong with an article or a base is said with file, line, reason and advice; the rest is built."""

import errno
from pathlib import Path
from typing import Any

import pytest

from kbtool.catalogue import FOLDER
from kbtool.content import markdown
from kbtool.errors import KbtoolError, UsageError
from kbtool.findings import Code
from kbtool.site.builder import BuildError
from tests.site.bases import CUSTOM_THEME, Base


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("# No front matter\n", 1, Code.FRONT_MATTER_MISSING),
        ("", 1, Code.FRONT_MATTER_MISSING),
        ('---\nid: "Q2"\ntitle: "broken\n---\n', 3, Code.FRONT_MATTER_BROKEN),
        ('---\nid: "Q2"\ntitle: "a"\ntitle: "b"\n---\n', 4, Code.FIELD_REPEATED),
        ('---\nid: "Q2"\ntitle: "a"\nprodukt: "b"\n---\n', 4, Code.FIELD_UNKNOWN),
        ('---\nid: "Q3"\ntitle: "a"\n---\n', 2, Code.ARTICLE_ID_DIFFERS_FROM_NAME),
    ],
)
def test_an_article_that_cannot_be_read_is_named_and_the_others_are_built(
    base: Base, text: str, line: int, code: Code
) -> None:
    base.article("Q1")
    base.write("000/Q2.md", text)
    report = base.build()
    (finding,) = report.findings
    assert (finding.path, finding.line, finding.code) == ("content/000/Q2.md", line, code)
    assert finding.message
    assert finding.advice
    assert not report.complete
    base.shown("Q1").one("h1")
    assert not (base.site / "kb/000/Q2").exists()


def test_a_file_that_is_no_text_is_named(base: Base) -> None:
    (base.content / "Q2.md").write_bytes(b"---\nid: \xff\n")
    assert [finding.code for finding in base.build().findings] == [Code.UNREADABLE]


def test_a_file_that_vanishes_is_named(base: Base) -> None:
    (base.content / "Q2.md").symlink_to(base.folder / "nowhere")
    (finding,) = base.build().findings
    assert finding.code is Code.UNREADABLE
    assert "No such file" in finding.message


def test_of_two_files_with_one_id_the_first_by_path_is_built_and_both_are_named(base: Base) -> None:
    base.article("Q1", folder="b", title="Second")
    base.article("Q1", folder="a", title="First")
    (finding,) = base.build().findings
    assert finding.code is Code.ARTICLE_ID_REPEATED
    assert finding.path == "content/b/Q1.md"
    assert "content/a/Q1.md" in finding.message
    assert base.shown("Q1").one("h1").text == "First"


def test_a_fault_of_ours_in_one_article_does_not_keep_the_others_from_their_readers(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.article("Q1", "fine")
    base.article("Q2", "fatal")
    parse: Any = markdown.parse

    def fail(body: str, *rest: object) -> object:
        if "fatal" in body:
            raise RuntimeError("out of ideas")
        return parse(body, *rest)

    monkeypatch.setattr("kbtool.content.markdown.parse", fail)
    report = base.build()
    assert [(finding.path, finding.code) for finding in report.findings] == [("content/000/Q2.md", Code.INTERNAL_ERROR)]
    assert report.articles == 1


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("main.html", '{% extends "base.html" %}\n{% block content %}\n{{ oops( }}\n{% endblock %}', "main.html:3"),
        ("main.html", '{% extends "base.html" %}\n{% block content %}\n\n{{ 1 / 0 }}\n{% endblock %}', "main.html:4"),
        ("kbtool/article.html", "<p>\n{{ front.titel }}</p>", "kbtool/article.html:2"),
        ("kbtool/listing.html", "{% for row in page.rows %}", "kbtool/listing.html:1"),
        ("404.html", '{% extends "basis.html" %}', "basis.html"),
    ],
)
def test_an_error_in_a_template_is_named_with_its_line(base: Base, name: str, text: str, problem: str) -> None:
    base.configure(theme=CUSTOM_THEME)
    base.template(name, text)
    base.article("Q1")
    with pytest.raises(KbtoolError) as error:
        base.build()
    assert problem in str(error.value)
    assert "cannot be rendered" in str(error.value)
    assert error.value.exit_code == 1


def test_a_template_of_one_s_own_replaces_the_theme_s(base: Base) -> None:
    base.configure(theme=CUSTOM_THEME)
    base.template("kbtool/article.html", "<h1>{{ front.title }}!</h1>{{ body }}")
    base.article("Q1", title="<b>")
    base.build()
    assert base.shown("Q1").one("main").one("h1").text == "<b>!"


@pytest.mark.parametrize(
    ("setup", "problem"),
    [
        (lambda base: base.config_file.unlink(), "does not exist"),
        (lambda base: base.config_file.write_text("site_name: [\n"), "mkdocs.yml"),
        (lambda base: base.config_file.write_text("theme: kbtool\n"), "site_name"),
        (lambda base: base.configure(theme="nonsense"), "nonsense"),
        (lambda base: base.configure(plugins=[]), "plugin kbtool"),
        (lambda base: (base.folder / "kbtool.toml").write_text("nonsense = 1\n"), "nonsense"),
        (lambda base: (base.folder / "kbtool.toml").write_text('content = "articles"\n'), "docs_dir: articles"),
        (lambda base: base.configure(site_dir="."), "site"),
        (lambda base: base.configure(site_dir=".."), "site"),
    ],
)
def test_a_wrong_configuration_is_a_misuse_that_is_explained(base: Base, setup: object, problem: str) -> None:
    setup(base)  # type: ignore[operator]
    with pytest.raises(UsageError) as error:
        base.build()
    assert problem in str(error.value)


def test_a_folder_that_holds_something_else_is_not_emptied(base: Base, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "summer.png").write_bytes(b"")
    with pytest.raises(UsageError, match="would delete them"):
        base.build(site_dir=tmp_path / "photos")
    assert (tmp_path / "photos" / "summer.png").exists()


@pytest.mark.parametrize("index", [None, b"", b"\xff", b"{}", b"[]", b'{"format": "another"}', b'{"docs": []}'])
def test_the_site_of_another_program_is_not_emptied(base: Base, tmp_path: Path, index: bytes | None) -> None:
    other = tmp_path / "other"
    (other / "search" / "index").mkdir(parents=True)
    for name in ("index.html", "404.html", "sitemap.xml", "search/search_index.json"):
        (other / name).write_text("theirs")
    if index is not None:
        (other / "search" / "index" / "index.json").write_bytes(index)
    with pytest.raises(UsageError, match="no site made by kbtool"):
        base.build(site_dir=other)
    assert (other / "index.html").read_text() == "theirs"


@pytest.mark.parametrize("theme", ["kbtool", "mkdocs", "readthedocs"])
def test_a_site_of_one_s_own_is_built_again_under_any_theme_even_without_articles(base: Base, theme: str) -> None:
    base.configure(theme=theme)
    base.build()
    base.build()


def test_an_empty_folder_with_hidden_files_takes_a_site(base: Base) -> None:
    base.site.mkdir()
    (base.site / ".gitkeep").write_text("")
    base.build()
    assert (base.site / ".gitkeep").exists()


def test_a_site_that_cannot_be_written_is_explained(base: Base) -> None:
    (base.folder / "file").write_text("")
    with pytest.raises(KbtoolError, match=r"file/site: the site cannot be written: Not a directory\."):
        base.build(site_dir=base.folder / "file" / "site")


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_content: bytes, path: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", path)

    monkeypatch.setattr("mkdocs.utils.write_file", write)


def test_a_full_disk_leaves_the_old_site_as_it_was(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    base.article("Q1", title="Old")
    base.build()
    base.article("Q1", title="New")
    fill_disk(monkeypatch)
    with pytest.raises(KbtoolError, match="No space left on device"):
        base.build()
    assert base.shown("Q1").one("h1").text == "Old"
    assert sorted(path.name for path in base.folder.iterdir()) == [FOLDER, "content", "mkdocs.yml", "site"]


def test_an_interrupt_leaves_the_old_site_as_it_was(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    base.article("Q1", title="Old")
    base.build()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mkdocs.utils.write_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        base.build()
    assert base.shown("Q1").one("h1").text == "Old"
    assert sorted(path.name for path in base.folder.iterdir()) == [FOLDER, "content", "mkdocs.yml", "site"]


def test_a_strict_build_fails_on_findings_and_leaves_the_old_site(base: Base) -> None:
    base.article("Q1", title="Old")
    base.build()
    base.article("Q1", title="New")
    base.write("Q2.md", "broken")
    with pytest.raises(BuildError, match="strict") as error:
        base.build(strict=True)
    assert [(finding.path, finding.code) for finding in error.value.findings] == [
        ("content/Q2.md", Code.FRONT_MATTER_MISSING)
    ]
    assert base.shown("Q1").one("h1").text == "Old"
