"""A preview makes only the pages anew that have changed, where that is enough."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from kbtool import search
from kbtool.site.builder import kbtool_plugin
from tests.site.bases import CUSTOM_THEME, Base

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from kbtool.site.plugin import KbtoolPlugin


class Previewed:
    """A base as `kbtool serve` holds it: built once, the plugin waiting for edits."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.config: MkDocsConfig = load_config(str(base.config_file))
        self.plugin: KbtoolPlugin = kbtool_plugin(self.config)
        self.plugin.on_startup(command="serve", dirty=False)
        mkdocs_build.build(self.config, serve_url="http://127.0.0.1:8000/")
        self.before = self.stamps()

    def follow(self) -> bool:
        """What happens when the server notices a change; False where it would go on to a whole build."""
        return self.plugin._update(self.config)

    def stamps(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in self.base.site.rglob("*.html")}

    def rewritten(self) -> list[str]:
        after = self.stamps()
        changed = (path for path in after if after[path] != self.before.get(path))
        return sorted(path.relative_to(self.base.site).as_posix() for path in changed)


@pytest.fixture
def previewed(base: Base) -> Previewed:
    base.configure(theme=CUSTOM_THEME)
    (base.folder / "overrides").mkdir()
    (base.folder / "kbtool.toml").write_text("")
    base.article("Q1", "The first text.", title="One")
    base.article("Q2", "See Q1.", title="Two")
    base.write("about.md", "# About\n")
    return Previewed(base)


def test_an_edit_of_the_text_makes_that_page_alone(previewed: Previewed) -> None:
    previewed.base.article("Q2", "The second text. See Q1. Not Q3.", title="Two")
    assert previewed.follow()
    assert previewed.rewritten() == ["kb/000/Q2/index.html"]
    body = previewed.base.shown("Q2").one(".kb-body")
    assert body.text == "The second text. See Q1. Not Q3."
    assert [link.text for link in body.all("a.kb-link")] == ["Q1"]


def test_pages_of_articles_that_are_cited_otherwise_are_made_too(previewed: Previewed) -> None:
    previewed.base.article("Q2", "The lamp of Q1 is green, and Q3 is not here.", title="Two")
    assert previewed.follow()
    assert previewed.rewritten() == ["kb/000/Q1/index.html", "kb/000/Q2/index.html"]
    assert "The lamp of Q1 is green" in previewed.base.shown("Q1").one(".kb-cited-by").text
    previewed.base.article("Q2", "Nothing.", title="Two")
    assert previewed.follow()
    assert not previewed.base.shown("Q1").all(".kb-cited-by")


def test_a_second_edit_is_followed_too(previewed: Previewed) -> None:
    for text in ("Second.", "Third."):
        previewed.base.article("Q1", text, title="One")
        assert previewed.follow()
        assert previewed.base.shown("Q1").one(".kb-body").text == text


def test_the_page_is_the_one_that_a_whole_build_makes(previewed: Previewed) -> None:
    previewed.base.article("Q1", "## SYMPTOMS\n\nSee Q2.\n", title="One", technology=["new"])
    assert previewed.follow()
    followed = (previewed.base.site / "kb/000/Q1/index.html").read_bytes()
    mkdocs_build.build(load_config(str(previewed.base.config_file)), serve_url="http://127.0.0.1:8000/")
    assert (previewed.base.site / "kb/000/Q1/index.html").read_bytes() == followed


def test_the_search_finds_the_new_text(previewed: Previewed) -> None:
    previewed.base.article("Q1", "The word is zephyr.", title="One")
    assert previewed.follow()
    index = search.Index(previewed.base.site / search.SITE_FOLDER)
    assert [result.id for result in index.search("zephyr")] == ["Q1"]


def test_nothing_is_made_when_nothing_has_changed(previewed: Previewed) -> None:
    assert previewed.follow()
    assert previewed.rewritten() == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda base: base.article("Q1", "The first text.", title="Another title"),
        lambda base: base.article("Q1", "The first text.", title="One", product="Lamps"),
        lambda base: base.article("Q3"),
        lambda base: (base.content / "000/Q2.md").unlink(),
        lambda base: base.write("000/Q1.md", "broken"),
        lambda base: base.write("about.md", "# More about\n"),
        lambda base: base.template("main.html", '{% extends "base.html" %} '),
        lambda base: (base.folder / "redirects.yml").write_text('"Q3": "Q1"'),
        lambda base: (base.folder / "kbtool.toml").write_text('id-pattern = "[KQ][0-9]+"\n'),
        lambda base: base.configure(site_name="Renamed"),
    ],
    ids=[
        "title",
        "product",
        "new",
        "deleted",
        "broken",
        "other page",
        "template",
        "redirects",
        "settings",
        "configuration",
    ],
)
def test_what_shows_on_other_pages_is_left_to_a_whole_build(previewed: Previewed, edit: Callable[[Base], None]) -> None:
    edit(previewed.base)
    assert not previewed.follow()


def test_after_a_build_that_failed_the_next_is_a_whole_one(previewed: Previewed) -> None:
    template = previewed.base.template("main.html", "{{ nonsense( }}")
    with pytest.raises(SystemExit):
        mkdocs_build.build(load_config(str(previewed.base.config_file)), serve_url="http://127.0.0.1:8000/")
    previewed.base.article("Q1", "The second text.", title="One")
    assert not previewed.follow()
    template.unlink()
    assert not previewed.follow()
