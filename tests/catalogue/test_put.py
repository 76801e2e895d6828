"""A catalogue that is told of changes is the same as one that is read anew."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import content
from kbtool.catalogue import Catalogue, Entry, Known
from kbtool.catalogue.entry import entry_of
from kbtool.catalogue.neighbours import missing
from kbtool.content.subject import Subject
from kbtool.ids import IdForm

LONG = " ".join(f"The rope of bell {number} is pulled at {number} o'clock." for number in range(1, 13))
IDS = ["Q700001", "Q700002", "Q700003"]
FOLDERS = ["", "other/"]


def entry(article_id: str, folder: str, title: str, product: str, body: str) -> Entry:
    path = f"{folder}{article_id}.md"
    text = f'---\nid: "{article_id}"\ntitle: "{title}"\nproduct: "{product}"\nkeywords:\n- "{product}"\n- "kb"\n---\n\n{body}\n'
    article, _ = content.parse(text.encode(), path, Path(path).stem)
    assert article
    return entry_of(Subject(article, text, IdForm()), path)


ENTRIES = st.builds(
    entry,
    st.sampled_from(IDS),
    st.sampled_from(FOLDERS),
    st.sampled_from(["The Bell Does Not Ring", "BUG: The Bell Does Not Ring", "The Harbour Lamp Goes Out"]),
    st.sampled_from(["Bells", "Lamps"]),
    st.sampled_from(
        [
            "Text.",
            "See Q700001 and Q700009, and Q700001.",
            "[Q700009](kb:Q700009) The Bell",
            f"{LONG} See Q700002.",
            LONG,
        ]
    ),
)
REDIRECTED = Known(redirects={"Q700009": "Q700002", "Q700002": "Q700003"})
CHANGES = st.lists(st.tuples(ENTRIES, st.booleans()), max_size=12)


def known(catalogue: Catalogue) -> Mapping[str, Any]:
    """All that it knows; the order of articles of one title aside."""
    return {
        "entries": catalogue.entries,
        "by id": dict(catalogue.by_id),
        "citing": dict(catalogue.citing),
        "cited as": {entry.id: list(catalogue.cited_as(entry.id)) for entry in catalogue.entries},
        "keywords": dict(catalogue.keywords),
        "products": dict(catalogue.products),
        "bearers": [sorted(catalogue.titles.bearers(entry.title)) for entry in catalogue.entries],
        "resembling": [catalogue.resembling(entry) for entry in catalogue.entries],
        "resolved": [
            catalogue.resolve(reference).state for entry in catalogue.entries for reference in entry.references
        ],
    }


@given(CHANGES)
def test_one_that_is_told_knows_what_one_that_reads_knows(changes: list[tuple[Entry, bool]]) -> None:
    told = Catalogue([], REDIRECTED)
    files: dict[str, Entry] = {}
    for changed, is_there in changes:
        told.put(changed.path, changed if is_there else None)
        known(told)  # whatever is asked between
        files.pop(changed.path, None)
        files |= {changed.path: changed} if is_there else {}
    assert known(told) == known(Catalogue([files[path] for path in sorted(files)], REDIRECTED))


def test_what_nobody_cites_any_more_is_not_among_the_cited() -> None:
    told = Catalogue([])
    citing = entry("Q700001", "", "The Bell", "Bells", "See Q700009.")
    told.put(citing.path, citing)
    told.put(citing.path, None)
    assert told.citing == {}
    with pytest.raises(KeyError):
        told.citing["Q700009"]
    assert missing(told) == []


@pytest.mark.parametrize("path", ["Q700001.md", "Q700009.md"])
def test_what_is_not_there_can_go(path: str) -> None:
    told = Catalogue([])
    told.put(path, None)
    assert told.entries == []
