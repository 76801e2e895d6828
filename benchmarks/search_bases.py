"""Bases of different sizes to search: the same articles as a built site and as plain text."""

import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import held_out
import msgspec
from measure import Measured, run
from search_libraries import FIELDS

from kbtool.catalogue import article_files
from kbtool.ids import IdForm
from kbtool.lint.engine import read_subject
from kbtool.parallel import executor_for, map_batches
from kbtool.search.fields import applies_names

KBTOOL = (sys.executable, "-m", "kbtool")
_INDEXING = "Writing the search index"
"""The line of `kbtool build` after which it writes the index and then small files: sitemap, xref map, pages of ids that moved."""


class Base(NamedTuple):
    """A built site, the same articles as plain text, what building took, and the seconds from where it began to write the index to its end."""

    articles: int
    site: Path
    documents: Path
    built: Measured
    indexing: float


def choose(folder: Path, size: int, asked: Iterable[str]) -> list[Path]:
    """Some of the articles: of those asked for as many as fill half, then any, each time in an order that only their ids decide.

    What a smaller size holds, a larger one holds too.
    """
    articles = {path.stem: path for path in article_files(folder, IdForm())}
    ordered = sorted(articles, key=lambda article_id: sha256(article_id.encode()).digest())
    wanted = set(asked)
    first = [article_id for article_id in ordered if article_id in wanted][: size // 2]
    chosen = islice(dict.fromkeys(chain(first, ordered)), size)
    return sorted(articles[article_id] for article_id in chosen)


def make(root: Path, folder: Path, articles: Sequence[Path], cited: Iterable[tuple[str, str]] | None) -> Base:
    """Make a base in `root` of articles below `folder`, and build it.

    With `cited` (see `held_out.copy`), without these citations and without query words.
    """
    run([*KBTOOL, "init", root])
    shutil.rmtree(root / "content")
    if cited is None:
        for article in articles:
            copied = root / "content" / article.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(article, copied)
    else:
        held_out.copy(folder, root / "content", cited, articles)
    documents = root / "documents.jsonl"
    _write_documents(root / "content", documents)
    begun: list[float] = []

    def note(line: str) -> None:
        if line.startswith(_INDEXING):
            begun.append(time.perf_counter())

    built = run([*KBTOOL, "build"], root, on_line=note)
    ended = time.perf_counter()
    if not begun:
        sys.exit(f"kbtool build has no line any more that begins with '{_INDEXING}': correct it in {__file__}.")
    return Base(len(articles), root / "site", documents, built, ended - begun[0])


def _write_documents(folder: Path, target: Path) -> None:
    paths = list(article_files(folder, IdForm()))
    with executor_for(len(paths)) as executor, target.open("wb") as file:
        for document in map_batches(_document, paths, executor):
            file.write(msgspec.json.encode(document) + b"\n")


def _document(path: Path) -> dict[str, str]:
    """What the other libraries index of an article: all that kbtool does."""
    subject = read_subject(path.read_bytes(), IdForm())
    assert subject  # noqa: S101 - the site would not have been built
    front = subject.front
    about = [front.product, *applies_names(front.applies_to), *front.keywords, front.component, *front.issue_type]
    body = [*(passage.text for passage in subject.outline.passages), *(code.text for code in subject.outline.codes)]
    texts = dict(zip(FIELDS, (front.title, front.query_words, "\n".join(about), "\n".join(body)), strict=True))
    return {"id": front.id, **texts}
