"""`kbtool explain`: what each line of a legacy article was taken for, and which rule decided."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from kbtool import explain, legacy, settings
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.explain import Article
from kbtool.files import reason, write_atomic
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import Document, Label, line_label

_STYLES = {
    Label.HEADER: "dim",
    Label.APPLIES: "cyan",
    Label.HEADING: "bold",
    Label.PARA: "",
    Label.ITEM: "green",
    Label.LITERAL: "yellow",
    Label.TABLE: "magenta",
    Label.QUOTE: "italic",
    Label.NOTE: "red",
    Label.XREF: "blue",
    Label.QUERY: "dim cyan",
    Label.FOOTER: "dim",
    Label.LEGAL: "dim",
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    help="Write a page to this file: legacy lines on the left, on the right what readers will see.",
)
def command(files: tuple[Path, ...], form: str, page: Path | None) -> int:
    """Show how legacy articles are understood: each line with its label, the rule that decided, and how sure it was."""
    ids = settings.load(settings.find_root(Path.cwd())).ids
    console = Console(highlight=False, soft_wrap=True)
    failed = False
    articles: list[Article] = []
    for path in files:
        data, problems = _read(path)
        document, found = legacy.read(data, str(path), ids) if not problems else (None, [])
        findings = [*problems, *found]
        show.findings(findings)
        failed = failed or document is None
        if page:
            articles.append(Article(str(path), data, document, tuple(findings)))
        elif form == "jsonl":
            click.echo(json.dumps(_as_json(path, document), ensure_ascii=False))
        elif document is not None:
            for line in _as_text(characters.decode(data), document):
                console.print(line)
    if page:
        _write(page, articles, ids)
    return int(failed)


def _write(page: Path, articles: list[Article], ids: IdForm) -> None:
    try:
        write_atomic(page, explain.page(articles, ids).encode())
    except OSError as error:
        raise UsageError(f"{page}: the page cannot be written: {reason(error)}.") from error


def _read(path: Path) -> tuple[bytes, list[Finding]]:
    try:
        return path.read_bytes(), []
    except OSError as error:
        message = f"cannot be read: {reason(error)}."
        return b"", [
            Finding(str(path), 0, 0, Code.UNREADABLE, Severity.ERROR, message, "Give the path of a legacy file.")
        ]


def _as_json(path: Path, document: Document | None) -> dict[str, object]:
    blocks = document.blocks if document else ()
    return {
        "path": str(path),
        "id": document.id if document else None,
        "blocks": [
            {
                "label": line_label(block),
                "start": block.span.start,
                "end": block.span.end,
                "rule": block.rule,
                "confidence": block.confidence,
            }
            for block in blocks
        ],
    }


def _as_text(text: str, document: Document) -> Iterator[Text]:
    lines = text.split("\n")
    for block in document.blocks:
        label = line_label(block)
        for number in range(block.span.start, block.span.end + 1):
            if lines[number - 1].strip():
                margin = f"{number:5} {label:8} {block.rule:20} "
                yield Text(margin, style="dim").append(lines[number - 1], style=_STYLES[label])
