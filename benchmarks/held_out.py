"""Articles without what some queries ask for, so that search has to find them by the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

import msgspec

from kbtool.catalogue import article_files
from kbtool.catalogue.references import references
from kbtool.catalogue.titles import fit
from kbtool.content import dialect, frontmatter
from kbtool.ids import IdForm
from kbtool.lint.engine import read_subject


def copy(source: Path, target: Path, cited: Iterable[tuple[str, str]], paths: Iterable[Path] | None = None) -> int:
    """Copy articles below `source` (all, or those at `paths`) without query words and without what cites by certain titles.

    `cited` are pairs of a cited id and a title: that title, and any that differs from it by no more than label and length, is cut where
    it cites this id. Returns the number of articles; a file that cannot be read as one is left out.
    """
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, title in cited:
        titles[article_id].append(title)
    written = 0
    for path in article_files(source, IdForm()) if paths is None else paths:
        text = without(path.read_bytes(), titles)
        if text is not None:
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_text(text, encoding="utf-8", newline="\n")
            written += 1
    return written


def without(data: bytes, titles: Mapping[str, Sequence[str]]) -> str | None:
    """The article without its query words and without the titles by which it cites, which are given by cited id; None if it is no article."""
    subject = read_subject(data, IdForm())
    if subject is None:
        return None
    text = subject.text
    found = references(subject.outline, subject.ids, subject.lines.position)
    for reference in sorted(found, key=attrgetter("title_start"), reverse=True):
        if reference.title and any(fit(reference.title, title) for title in titles.get(reference.id, ())):
            text = text[: reference.title_start] + text[reference.title_end :]
    front = frontmatter.dump(msgspec.structs.replace(subject.front, query_words=""))
    return f"{dialect.FENCE}\n{front}{dialect.FENCE}\n{text[subject.body :]}"
