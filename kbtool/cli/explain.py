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
from kbtool.explain import Article, is_doubtful
from kbtool.files import reason, write_atomic
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import Block, Document, Label, line_label

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

_DOUBTFUL = "bold not dim yellow"


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
            if len(files) > 1:
                console.print(Text(show.printable(str(path)), style="bold underline"))
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
    return {"path": str(path), "id": document.id if document else None, "blocks": [_block(block) for block in blocks]}


def _block(block: Block) -> dict[str, object]:
    facts: dict[str, object] = {
        "label": line_label(block),
        "start": block.span.start,
        "end": block.span.end,
        "rule": block.rule,
        "confidence": block.confidence,
    }
    return facts | {"doubts": block.doubts} if block.doubts else facts


def _as_text(text: str, document: Document) -> Iterator[Text]:
    lines = text.split("\n")
    for block in document.blocks:
        label = line_label(block)
        sure = f"{block.confidence:.0%}".replace("%", " %")
        for number in range(block.span.start, block.span.end + 1):
            if lines[number - 1].strip():
                margin = Text(f"{number:5} {label:8} {block.rule:20} ", style="dim")
                margin.append(f"{sure:>5}  ", style=_DOUBTFUL if is_doubtful(block) else "")
                yield margin.append(lines[number - 1], style=_STYLES[label])
                sure = ""
        for doubt in block.doubts:
            yield Text(f"{'':5} {'':8} {'doubt':20} {'':5}  ", style="dim").append(
                show.printable(doubt), style=_DOUBTFUL
            )
