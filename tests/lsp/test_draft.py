"""What is not whole yet is still read as far as it goes."""

from pathlib import Path

import pytest

from kbtool.ids import IdForm
from kbtool.lsp.draft import Draft
from tests.lsp.library import BELL, LAMP, marked

FRONT = '---\nid: "Q700001"\ntitle: "The Bell"\n'


def draft(text: str, name: str = "Q700001.md") -> Draft:
    return Draft(text, Path(name), IdForm())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"{FRONT}---\nText", "Text"),
        (f"{FRONT}\nText", "\nText"),  # without its end
        (FRONT, ""),
        ("---\n---\nText", "Text"),
        ("---\n", ""),
        ("Text", "Text"),
        ("", ""),
        (f"\N{BYTE ORDER MARK}{FRONT}---\nText", "Text"),
        (f"{FRONT}---\nText".replace("\n", "\r\n"), "Text"),
    ],
)
def test_the_body_begins_behind_the_front_matter(text: str, body: str) -> None:
    made = draft(text)
    assert made.text[made.body :] == body


@pytest.mark.parametrize(
    ("text", "is_front"),
    [
        ("---\n▌", True),
        (f"{FRONT}product: ▌", True),
        (f"{FRONT}▌---\nText", True),
        (f"{FRONT}---\n▌", False),
        (f"{FRONT}---\n▌Text", False),
        (f"{FRONT}\n▌", False),
        (f"{FRONT}▌\nText", False),
        ("Text▌", False),
        ("▌", False),
    ],
)
def test_the_front_matter_goes_to_the_end_of_a_text_that_does_not_close_it(text: str, *, is_front: bool) -> None:
    text, at = marked(text)
    assert draft(text).is_front(at) is is_front


@pytest.mark.parametrize(
    ("name", "text", "is_article"),
    [
        ("Q700001.md", "Text", True),
        ("index.md", "# Home", False),
        ("copy.md", FRONT + "---\n", True),
        ("index.md", "id: 1", False),
    ],
)
def test_an_article_bears_an_id(name: str, text: str, is_article: bool) -> None:  # noqa: FBT001
    assert draft(text, name).is_article is is_article


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (LAMP.replace("[Q700001", "[Q70▌0001"), "Q700001"),
        (LAMP.replace("(kb:Q700001", "(kb:Q70▌0001"), "Q700001"),
        (LAMP.replace("Ring the", "Ring ▌the"), "Q700001"),
        (LAMP.replace("Q700003.", "Q700003▌."), "Q700003"),
        ("<http://support.microsoft.com/support/kb/arti▌cles/q700/0/02.asp>", "Q700002"),
        ("ARTICLE-ID: Q70▌0001\nTITLE     : The Bell\n", "Q700001"),
        (BELL.replace('id: "Q700001"', 'id: "Q70▌0001"'), "Q700001"),
        (BELL.replace("Ring the", "Ring ▌the"), "Q700001"),
        (BELL.replace('title: "', 'title: broken " ▌"'), "Q700001"),
        (BELL.replace("It is old", "It is ▌old"), None),
        (BELL.replace("kbrope", "kb▌rope"), None),
        ("```\nQ70▌0001\n```\n", None),
    ],
)
def test_the_id_at_a_place_is_known_in_every_form(text: str, target: str | None) -> None:
    text, at = marked(text)
    found = draft(text).target(at)
    assert (found.id if found else None) == target


def test_half_a_pair_is_no_text_of_a_file() -> None:
    broken = draft(BELL.replace("old", "\ud800"))
    assert broken.subject is None
    assert [target.id for target in draft(LAMP.replace("out.", "\ud800")).references] == ["Q700001", "Q700003"]
