"""The comment that silences a finding stands where it silences that one, and where it is none itself."""

from collections import Counter
from pathlib import Path

import pytest

from kbtool.findings import Code, Finding, Severity
from kbtool.lsp.silence import silencing
from kbtool.lsp.view import View
from tests.lsp.library import article, base, room, view

WHOLE = article("Q700009", "Title", "{body}", "{front}")


def text(body: str = "## SUMMARY\n\nText.\n", front: str = "") -> str:
    return WHOLE.replace("{body}", body).replace("{front}", front)


CASES = {
    "in a paragraph": (
        text("## SUMMARY\n\nPull the the rope\nand go.\n"),
        "KB703",
        "rope <!-- kbtool-ignore word-doubled -->\n",
    ),
    "before a hard break": (
        text("## SUMMARY\n\nPull the the rope\\\nand go.\n"),
        "KB703",
        "rope <!-- kbtool-ignore word-doubled -->\\\n",
    ),
    "before a hard break of spaces": (
        text("## SUMMARY\n\nPull the the rope  \nand go.\n"),
        "KB703",
        "rope <!-- kbtool-ignore word-doubled -->  \n",
    ),
    "behind a citation": (
        text("## REFERENCES\n\n[Q700099](kb:Q700099) The Title of It\n"),
        "KB301",
        "The Title of It <!-- kbtool-ignore reference-unknown -->\n",
    ),
    "in a list": (
        text("## SUMMARY\n\n- Pull the the rope\n- Go\n"),
        "KB703",
        "rope <!-- kbtool-ignore word-doubled -->\n- Go",
    ),
    "in a quotation": (text("## SUMMARY\n\n> Pull the the rope\n"), "KB703", "> Pull the the rope <!-- kbtool-ignore"),
    "in a table": (
        text("## SUMMARY\n\n| a | b |\n| --- | --- |\n| one | the the rope |\n"),
        "KB703",
        "| one | the the rope <!-- kbtool-ignore word-doubled --> |\n",
    ),
    "before a code span that goes on below": (
        text("## SUMMARY\n\nThe the `code\nspan` x.\n"),
        "KB703",
        "\n\n<!-- kbtool-ignore-next-line word-doubled -->\nThe the `code\nspan` x.\n",
    ),
    "before a code span that goes on below, in a list": (
        text("## SUMMARY\n\n- The the `code\n  span` x.\n"),
        "KB703",
        "---\n\n<!-- kbtool-ignore-file word-doubled -->\n\n## SUMMARY\n\n- The the `code\n",
    ),
    "within a paragraph, before a code span that goes on below": (
        text("## SUMMARY\n\nThis is\nof the the `code\nspan` x.\n"),
        "KB703",
        "---\n\n<!-- kbtool-ignore-file word-doubled -->\n\n## SUMMARY\n\nThis is\nof the the `code\n",
    ),
    "before an address that stands below": (
        text("## SUMMARY\n\nSee the the [bell](https://example.org/bell\n'Bell').\n"),
        "KB703",
        "\n\n<!-- kbtool-ignore-next-line word-doubled -->\nSee the the",
    ),
    "at a heading": (
        text("## SYMPTON\n\nText.\n"),
        "KB501",
        "<!-- kbtool-ignore-next-line section-misspelt -->\n## SYMPTON\n",
    ),
    "at a fence": (
        text("## SUMMARY\n\nText:\n\n```klingon\nx\n```\n"),
        "KB509",
        "<!-- kbtool-ignore-next-line fence-language-unknown -->\n```klingon\n",
    ),
    "at a fence within a list": (
        text("## SUMMARY\n\n- Text:\n\n  ```klingon\n  x\n  ```\n"),
        "KB509",
        "  <!-- kbtool-ignore-next-line fence-language-unknown -->\n  ```klingon\n",
    ),
    "in the front matter": (
        text(front='keywords:\n- "kbbell"\n- "kbbell"\n'),
        "KB409",
        "---\n\n<!-- kbtool-ignore-file keyword-repeated -->\n\n## SUMMARY\n",
    ),
    "at markup of its own lines": (
        text("## SUMMARY\n\n<div>\nText\n</div>\n"),
        "KB901",
        "<!-- kbtool-ignore-next-line markup-in-text -->\n<div>\n",
    ),
}


def insert(shown: View, finding: Finding) -> str:
    subject = shown.draft.subject
    assert subject
    found = silencing(subject, finding)
    assert found
    return shown.draft.text[: found.offset] + found.text + shown.draft.text[found.offset :]


def counted(shown: View) -> Counter[Code]:
    return Counter(finding.code for finding in shown.findings)


@pytest.mark.parametrize("case", CASES)
def test_a_comment_silences_what_was_found_and_nothing_else(case: str, tmp_path: Path) -> None:
    before, code, comment = CASES[case]
    home = room(tmp_path)
    shown = view(home, before)
    finding = next(finding for finding in shown.findings if finding.code == code)
    after = insert(shown, finding)
    assert comment in after
    assert counted(view(home, after)) == counted(shown) - Counter([finding.code])


def test_in_code_a_comment_would_be_code(tmp_path: Path) -> None:
    shown = view(room(tmp_path), text("## SUMMARY\n\nText:\n\n```\none\ntwo\n```\n"))
    finding = Finding("", 12, 1, Code.CHARACTER_OF_CONTROL, Severity.WARNING, "")
    assert "---\n\n<!-- kbtool-ignore-file character-of-control -->\n" in insert(shown, finding)


@pytest.mark.parametrize("code", [Code.SUPPRESSION_UNUSED, Code.INTERNAL_ERROR])
def test_some_things_cannot_be_silenced(tmp_path: Path, code: Code) -> None:
    subject = view(room(tmp_path), text()).draft.subject
    assert subject
    assert silencing(subject, Finding("", 8, 1, code, Severity.WARNING, "")) is None


def test_the_whole_file_can_be_silenced_where_a_finding_has_no_line(tmp_path: Path) -> None:
    shown = view(room(base(tmp_path)), text())
    assert "kbtool-ignore-file article-empty" in insert(shown, Finding("", 0, 0, Code.ARTICLE_EMPTY, Severity.INFO, ""))
