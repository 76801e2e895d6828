"""Checking articles: each by itself in parallel, then what can only be seen over all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import msgspec

from kbtool import content
from kbtool.catalogue import Citation, article_files, citations, strays
from kbtool.content import markdown
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.parallel import map_batches


class Checked(msgspec.Struct, frozen=True):
    """What one file gave: its id ("" when it cannot be read), its citations (lines of the file), its findings."""

    path: str
    id: str
    cited: tuple[Citation, ...]
    findings: tuple[Finding, ...]


class Report(msgspec.Struct):
    """All findings in order of path and line, and how many articles were checked."""

    findings: list[Finding]
    articles: int


def check(
    paths: Iterable[Path],
    base: Path,
    ids: IdForm,
    executor_for: Callable[[int], AbstractContextManager[Executor]],
) -> Report:
    """Check the articles at `paths` (files, or folders searched for articles); references are looked up in the folder `base`."""
    files = list({path.resolve(): path for path in _files(paths, ids)}.values())
    with executor_for(len(files)) as executor:
        results = list(map_batches(partial(check_file, ids=ids), files, executor))
    known = {path.stem for path in article_files(base, ids)} | {result.id for result in results}
    findings = [
        *(finding for result in results for finding in result.findings),
        *_repeated_ids(results),
        *_unknown_references(results, known),
    ]
    return Report(sorted(findings), len(files))


def check_file(path: Path, ids: IdForm) -> Checked:
    """Check one file by itself."""
    article, findings = content.read(path)
    if article is None:
        return Checked(str(path), "", (), tuple(findings))
    if not ids.matches(article.front.id):
        message = f"'{article.front.id}' is no id of this knowledge base."
        advice = f"Ids have the form {ids.pattern}; the setting id-pattern changes it."
        findings.append(Finding(str(path), 2, 0, Code.ID_INVALID, Severity.ERROR, message, advice))
    cited = tuple(
        Citation(citation.id, citation.line + article.body_line - 1)
        for citation in citations(markdown.parse(article.body, ids))
    )
    return Checked(str(path), article.front.id, cited, tuple(findings))


def _files(paths: Iterable[Path], ids: IdForm) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from article_files(path, ids)
            yield from strays(path, ids)
        else:
            yield path


def _repeated_ids(results: Sequence[Checked]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for result in results:
        other = first.setdefault(result.id, result.path) if result.id else result.path
        if other != result.path:
            message = f"the id '{result.id}' is that of {other} too."
            yield Finding(
                result.path, 2, 0, Code.ARTICLE_ID_REPEATED, Severity.ERROR, message, "Give one of them another id."
            )


def _unknown_references(results: Sequence[Checked], known: set[str]) -> Iterator[Finding]:
    for result in results:
        for citation in result.cited:
            if citation.id not in known:
                yield Finding(
                    result.path,
                    citation.line,
                    0,
                    Code.REFERENCE_UNKNOWN,
                    Severity.WARNING,
                    f"{citation.id} is not in this knowledge base.",
                    "Correct the id, or leave it if the article is lost.",
                )
