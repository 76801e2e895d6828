"""Text from an archive can put no markup and no script on any page, under any theme."""

import re

import pytest

from kbtool.catalogue import FOLDER
from tests.site.bases import Base

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
TEMPLATE = "{{ 7 * 7 }}{% raise %}"


@pytest.fixture(params=["kbtool", "mkdocs", "readthedocs"])
def hostile(base: Base, request: pytest.FixtureRequest) -> Base:
    base.configure(theme=request.param, site_url="https://example.org/")
    base.article(
        "Q1",
        f"## {SCRIPT}\n\n{SCRIPT} {BREAKOUT} {TEMPLATE}\n\n```\n{SCRIPT}\n```\n\n[x](javascript:alert(1)) [y](kb:{SCRIPT})\n",
        title=f"{SCRIPT} {BREAKOUT} {TEMPLATE} & more",
        product=f"{SCRIPT}{BREAKOUT}",
        keywords=[SCRIPT, BREAKOUT, "../../etc/passwd", "</ul>"],
        applies_to=[SCRIPT, {"name": BREAKOUT, "includes": [SCRIPT]}],
        version=f"{SCRIPT}:{BREAKOUT}",
        issue_type=[SCRIPT],
        query_words=SCRIPT,
        technology=[BREAKOUT],
    )
    base.build()
    return base


def test_it_shows_as_text_and_makes_no_elements(hostile: Base) -> None:
    for address, page in hostile.pages():
        code = [STRING.sub("", script.raw) for script in page.all("script")]  # one theme names the page in a string
        assert not [text for text in code if "alert" in text], address
        assert not [image for image in page.all("img") if "onerror" in image.attributes], address
        assert not [link for link in page.all("a") if link.attributes.get("href", "").startswith("javascript:")], (
            address
        )


def test_it_is_there_word_for_word(hostile: Base) -> None:
    page = hostile.shown("Q1")
    assert page.one("article").one("h1").text == f"{SCRIPT} {BREAKOUT} {TEMPLATE} & more"
    assert SCRIPT in page.one("pre").raw
    assert f"{SCRIPT} {BREAKOUT} {TEMPLATE}" in page.one(".kb-body").text


def test_linked_data_cannot_leave_its_script(hostile: Base) -> None:
    data = hostile.shown("Q1").one("[type=application/ld+json]").raw
    assert "<" not in data
    assert ">" not in data


def test_no_file_is_written_outside_the_site(hostile: Base) -> None:
    assert sorted(path.name for path in hostile.folder.iterdir()) == [FOLDER, "content", "mkdocs.yml", "site"]


def test_hidden_files_and_files_that_only_look_like_articles_make_no_article(base: Base) -> None:
    base.write(".hidden/Q1.md", "secret")
    base.write("Q1/../Q2x.md", "# Ordinary\n")
    assert base.build().articles == 0
