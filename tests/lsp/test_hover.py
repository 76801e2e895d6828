"""What an editor sees of a cited article."""

from pathlib import Path

import pytest

from kbtool.lsp.hover import MARKDOWN, PLAIN, Style, hover, summary
from kbtool.lsp.room import Room
from tests.lsp.library import article, file, marked, room, view


def shown(home: Room, text: str, style: Style = MARKDOWN) -> str:
    text, at = marked(text)
    draft = view(home, text).draft
    target = draft.target(at)
    assert target
    return hover(target, home.catalogue, lambda entry: home.read(home.path(entry.path)), style, by=draft.id)


HERE = """\
**Q700001** HOWTO: Ring the Bell of the Harbour

Tideworks Bell, revised 2001-08-09

The bell is rung by its rope. Pull it twice, and mind the other rope."""

CASES = {
    "here": ("See Q70▌0001.", HERE),
    "in a heading": ("## How Q70▌0001 Rings", HERE),
    "in an old address": ("<http://support.microsoft.com/kb/70▌0001>", HERE),
    "moved": ("See Q7000▌10.", "**Q700010** is **Q700001** now.\n\n" + HERE),
    "elsewhere": (
        "See Q7000▌20.",
        (
            "**Q700020** is not in this knowledge base. It lives on elsewhere:\n\n"
            "Oars and their care <https://tideworks.example/oars>"
        ),
    ),
    "only like an id": ("See the cells N5:Q▌7.", ""),
    "missing": (
        "See Q7000▌99.",
        "**Q700099** is not in this knowledge base, and nothing says where it lives on.",
    ),
    "missing, but its title is known": (
        "[Q7000▌99](kb:Q700099) HOWTO: Ring the Bell of the Harbour",
        (
            "**Q700099** is not in this knowledge base, and nothing says where it lives on.\n\n"
            "Perhaps this was meant:\n\n**Q700001** HOWTO: Ring the Bell of the Harbour"
        ),
    ),
    "missing, but its title is that of the article itself": (
        article(
            "Q700001",
            "HOWTO: Ring the Bell of the Harbour",
            "[Q7000▌99](kb:Q700099) HOWTO: Ring the Bell of the Harbour",
        ),
        "**Q700099** is not in this knowledge base, and nothing says where it lives on.",
    ),
    "of the article itself": (article("Q700001", "The ▌Bell"), HERE),
    "of an article that is not there yet": (article("Q700077", "The ▌Bell"), ""),
}


@pytest.mark.parametrize("case", CASES)
def test_an_id_shows_what_it_leads_to(case: str, tmp_path: Path) -> None:
    text, expected = CASES[case]
    assert shown(room(tmp_path), text) == expected


def test_in_plain_text_nothing_is_marked(tmp_path: Path) -> None:
    assert shown(room(tmp_path), "See Q70▌0001.", PLAIN) == HERE.replace("**", "")


def test_text_of_others_is_no_markup(tmp_path: Path) -> None:
    home = room(tmp_path)
    path = file(tmp_path, "Q700004")
    path.write_text(article("Q700004", "<b>*Bells*</b>", "`<script>` \\*stays\\* \\[text\\](javascript:x)\n"))
    home.follow([path])
    assert shown(home, "Q70▌0004") == (
        "**Q700004** \\<b>\\*Bells\\*\\</b>\n\n\\<script> \\*stays\\* [text\\](javascript:x)"
    )


def test_an_article_that_cannot_be_read_any_more_shows_its_title(tmp_path: Path) -> None:
    home = room(tmp_path)
    file(tmp_path, "Q700001").write_text("broken")
    assert shown(home, "See Q70▌0001.") == "\n\n".join(HERE.split("\n\n")[:2])


LONG = " ".join(f"Sentence {n} is as long as others." for n in range(1, 30))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## CAUSE\n\nWind.\n\n## SUMMARY\n\nIn short.\n", "In short."),
        ("## Symptoms\n\nNo light.\n\n- One\n- Two\n\n## CAUSE\n\nWind.\n", "No light. One Two"),
        ("## SUMMARY\n\n### Background\n\nDeeper.\n", "Deeper."),
        ("Opening words.\n\n## CAUSE\n\nWind.\n", "Opening words."),
        ("## SUMMARY\n\n| a | b |\n| --- | --- |\n| c | d |\n\nBelow.\n", "Below."),
        ("## SUMMARY\n", ""),
        (f"## SUMMARY\n\n{LONG}\n", " ".join(LONG.split(" ")[: 7 * 9])),
        (f"## SUMMARY\n\n{'word ' * 100}\n", ("word " * 64).strip() + " \N{HORIZONTAL ELLIPSIS}"),
    ],
)
def test_the_summary_is_what_the_article_says_first_of_itself(tmp_path: Path, body: str, expected: str) -> None:
    subject = view(room(tmp_path), article("Q700009", "Title", body)).draft.subject
    assert subject
    assert summary(subject) == expected
