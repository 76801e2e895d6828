"""From an id to its article, and to all places where it is cited."""

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kbtool.catalogue import Catalogue, Entry, Reference
from kbtool.files import read_file
from kbtool.lsp.draft import Draft, Target

_start = attrgetter("start")


class Citations(NamedTuple):
    """An article that cites another: its path below the content folder, and the places where it does."""

    path: str
    references: list[Reference]


def definition(target: Target, catalogue: Catalogue) -> Entry | None:
    """The article that readers come to by an id."""
    return catalogue.by_id.get(catalogue.resolve_id(target.id).target)


def citations(target: Target, catalogue: Catalogue, drafts: Mapping[str, Draft]) -> list[Citations]:
    """The articles that cite the same article as the target does, under whatever id, in order of their paths.

    `drafts` are those that are open, by their paths: what they cite counts as it stands there.
    """
    ids = catalogue.known.names_of(target.id, catalogue.by_id)
    found: dict[str, list[Reference]] = defaultdict(list)
    for one in ids:
        for citing in catalogue.citing.get(one, ()):
            if citing.entry.path not in drafts:
                found[citing.entry.path].append(citing.reference)
    for path, draft in drafts.items():
        found[path] += [reference for reference in draft.references if reference.id in ids]
    return [Citations(path, sorted(places, key=_start)) for path, places in sorted(found.items()) if places]


def text_of(path: Path) -> str:
    """The text of a file as far as it can be read, for the places in it."""
    try:
        return read_file(path).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""
