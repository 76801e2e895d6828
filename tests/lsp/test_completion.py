"""What is proposed where an editor writes."""

from pathlib import Path

import pytest
from lsprotocol.types import CompletionItem, TextEdit

from kbtool.lsp.completion import completion
from kbtool.lsp.room import Room, opened
from kbtool.model import SECTION_NAMES
from tests.builders import save
from tests.lsp.editor import applied
from tests.lsp.library import BELL, article, file, marked, room, view


def proposed(home: Room, text: str) -> tuple[str, list[CompletionItem]]:
    text, at = marked(text)
    shown = view(home, text)
    return text, list(completion(shown.draft, at, home.finder, shown.positions).items)


def chosen(text: str, item: CompletionItem) -> str:
    assert isinstance(item.text_edit, TextEdit)
    return applied(text, [item.text_edit])


IDS = {
    "in the target of a link": ("See [that](kb:Q70000▌", "Q700001", "See [that](kb:Q700001"),
    "in a target in capitals": ("See [that](KB:Q70000▌", "Q700001", "See [that](KB:Q700001"),
    "in a target that is closed": ("See [that](kb:▌) now.", "Q700002", "See [that](kb:Q700002) now."),
    "in a target that has an id": ("See [that](kb:▌Q700003) now.", "Q700002", "See [that](kb:Q700002) now."),
    "in a target by words": ("See [that](kb:fog harb▌)", "Q700003", "See [that](kb:Q700003)"),
    "after a bracket": ("[▌", "Q700002", "[Q700002](kb:Q700002) BUG: The Lamp Goes Out"),
    "after a bracket by number": (
        "See [Q700002▌] now",
        "Q700002",
        "See [Q700002](kb:Q700002) BUG: The Lamp Goes Out now",
    ),
    "after a bracket by words": ("- [goes la▌]\n", "Q700002", "- [Q700002](kb:Q700002) BUG: The Lamp Goes Out\n"),
    "in a link that is there": ("[Q7▌00003](kb:Q700003) Fog", "Q700001", "[Q700001](kb:Q700001) Fog"),
    "after a number": ("See Q70000▌.", "Q700003", "See Q700003."),
    "after a small letter": ("See q7▌.", "Q700003", "See Q700003."),
    "after the first letter": ("See Q▌", "Q700001", "See Q700001"),
    "after digits": ("See 7000▌", "Q700001", "See Q700001"),
    "behind a character of two units": (
        "\N{BELL}\U0001f514 See Q7▌ \U0001f514",
        "Q700001",
        "\N{BELL}\U0001f514 See Q700001 \U0001f514",
    ),
    "with broken front matter": ('---\nid: "Q7\n\nSee Q7▌', "Q700001", '---\nid: "Q7\n\nSee Q700001'),
}


@pytest.mark.parametrize("case", IDS)
def test_an_id_is_proposed(case: str, tmp_path: Path) -> None:
    text, label, expected = IDS[case]
    text, items = proposed(room(tmp_path), text)
    assert chosen(text, next(item for item in items if item.label == label)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "plain wor▌",
        "It takes 12▌",
        "Version 7.700▌",
        "a/b/700▌",
        "# The ▌",
        "```\nQ7▌\n```",
        "![harbour▌",
        "[no such title▌",
        "x▌",
    ],
)
def test_elsewhere_nothing_is_proposed(text: str, tmp_path: Path) -> None:
    assert proposed(room(tmp_path), text)[1] == []


def test_what_is_cited_most_comes_first(tmp_path: Path) -> None:
    _, items = proposed(room(tmp_path), "[harbour▌")
    assert [item.label for item in items] == ["Q700001", "Q700003"]
    assert items[0].detail == "HOWTO: Ring the Bell of the Harbour"


def test_a_title_is_written_as_markdown_that_shows_it(tmp_path: Path) -> None:
    home = room(tmp_path)
    save(tmp_path, "content/700/Q700004.md", article("Q700004", "Use *.bel and <b>").encode())
    home.follow([file(tmp_path, "Q700004")])
    text, items = proposed(home, "[use bel▌")
    assert chosen(text, items[0]) == "[Q700004](kb:Q700004) Use \\*.bel and \\<b>"


def test_editors_need_not_sort_nor_filter(tmp_path: Path) -> None:
    _, items = proposed(room(tmp_path), "See [▌")
    assert [item.sort_text for item in items] == sorted(str(item.sort_text) for item in items)
    assert {item.filter_text for item in items} == {"["}


VALUES = {
    "a keyword": ('keywords:\n- "kb▌"\n', "kbrope", 'keywords:\n- "kbrope"\n'),
    "a keyword without quotes": ("keywords:\n- kb▌\n", "kbrope", 'keywords:\n- "kbrope"\n'),
    "a further keyword": ('keywords:\n- "kblamp"\n- ▌\n', "kbbell", 'keywords:\n- "kblamp"\n- "kbbell"\n'),
    "a keyword between brackets": ('keywords: ["kb▌"]\n', "kbrope", 'keywords: ["kbrope"]\n'),
    "a keyword between brackets that are open": ('keywords: ["kb▌\n', "kbrope", 'keywords: ["kbrope"\n'),
    "a keyword between brackets without quotes": ("keywords: [kb▌]\n", "kbrope", 'keywords: ["kbrope"]\n'),
    "a further keyword between brackets": (
        'keywords: ["kb, \\"lamp\\"", kbbell , "kb▌"]\n',
        "kbrope",
        'keywords: ["kb, \\"lamp\\"", kbbell , "kbrope"]\n',
    ),
    "a product": ('product: "tide▌"\n', "Tideworks Lamp", 'product: "Tideworks Lamp"\n'),
    "a product without quotes": ("product: ▌\n", "Tideworks Bell", 'product: "Tideworks Bell"\n'),
}


@pytest.mark.parametrize("case", VALUES)
@pytest.mark.parametrize("end", ["---\n\nText.\n", ""])
def test_a_value_is_proposed_in_the_front_matter(case: str, end: str, tmp_path: Path) -> None:
    front, label, expected = VALUES[case]
    opening = '---\nid: "Q700009"\ntitle: "New"\n'
    text, items = proposed(room(tmp_path), opening + front + end)
    assert chosen(text, next(item for item in items if item.label == label)) == opening + expected + end


@pytest.mark.parametrize("case", VALUES)
def test_a_value_is_proposed_at_the_very_end_of_a_new_file(case: str, tmp_path: Path) -> None:
    front, label, _ = VALUES[case]
    _, items = proposed(room(tmp_path), f"---\n{front.partition('▌')[0]}▌")
    assert label in [item.label for item in items]


@pytest.mark.parametrize(
    "front",
    [
        'title: "kb▌"\n',
        'title: ["kb▌\n',
        'keywords: ["kblamp"] ▌\n',
        'keywords: ["kblamp", ["kb▌\n',
        'product: ["Tide▌"]\n',
        'keywords: "kb▌"\n',
        'issue_type:\n- "kb▌"\n',
        'query_words: "x"\n- "kb▌"\n',
        "- kb▌\n",
        "kb▌\n",
    ],
)
def test_no_value_is_proposed_in_another_field(front: str, tmp_path: Path) -> None:
    assert proposed(room(tmp_path), f'---\nid: "Q700009"\n{front}---\n')[1] == []


def test_values_of_most_articles_come_first(tmp_path: Path) -> None:
    _, items = proposed(room(tmp_path), '---\nkeywords:\n- "▌"\n---\n')
    assert items[0].label == "kbbell"
    assert items[0].detail == "2 articles"


def test_the_name_of_a_section_is_proposed(tmp_path: Path) -> None:
    text, items = proposed(room(tmp_path), "## SUMMARY\n\nText.\n\n## s▌tat\n")
    assert [item.label for item in items] == ["STATUS", "SYMPTOMS", "SUMMARY"]
    assert chosen(text, items[0]) == "## SUMMARY\n\nText.\n\n## STATUS\n"
    _, items = proposed(room(tmp_path), "## ▌")
    assert {item.label for item in items} == SECTION_NAMES


def test_what_is_proposed_is_bounded_and_says_so(tmp_path: Path) -> None:
    words = "".join(f'- "kbword{number:03}"\n' for number in range(60))
    save(tmp_path, "kbtool.toml", b"")
    for number in range(700100, 700160):
        save(
            tmp_path,
            f"content/700/Q{number}.md",
            article(f"Q{number}", f"Bell {number}", more=f"keywords:\n{words}").encode(),
        )
    home = opened(tmp_path)
    for text in ("[bell▌", "Q7▌", '---\nkeywords:\n- "kb▌"\n---\n'):
        plain, at = marked(text)
        shown = view(home, plain)
        found = completion(shown.draft, at, home.finder, shown.positions)
        assert len(found.items) == 40
        assert found.is_incomplete


def test_the_own_title_is_found_as_it_is_on_disk(tmp_path: Path) -> None:
    home = room(tmp_path)
    save(tmp_path, "content/700/Q700001.md", BELL.replace("Ring", "Toll").encode())
    assert proposed(home, "[toll▌")[1] == []
    home.follow([file(tmp_path, "Q700001")])
    assert [item.label for item in proposed(home, "[toll▌")[1]] == ["Q700001"]
    assert [item.label for item in proposed(home, "[ring▌")[1]] == []
