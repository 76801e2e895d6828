"""`kbtool explain`: what each line of a legacy article was taken for, and which rule decided."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from kbtool import explain, settings
from kbtool.cli import outputs, show
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
    if page is not None:
        outputs.check(page, "--html", files)
    ids = settings.load(settings.find_root(Path.cwd())).ids
    console = Console(highlight=False, soft_wrap=True)
    articles: list[Article] = []
    failed = False
    for path in files:
        article = _read(path, ids)
        show.findings(article.findings)
        failed = failed or article.document is None
        if page is not None:
            articles.append(article)
        elif form == "jsonl":
            click.echo(json.dumps(_as_json(path, article.document), ensure_ascii=False))
        elif article.document is not None:
            if len(files) > 1:
                console.print(Text(show.printable(str(path)), style="bold underline"))
            for line in _as_text(characters.decode(article.data), article.document):
                console.print(line)
    if page is not None:
        _write(page, articles, ids)
    return int(failed)


def _write(page: Path, articles: list[Article], ids: IdForm) -> None:
    try:
        write_atomic(page, explain.page(articles, ids).encode())
    except OSError as error:
        raise UsageError(f"{page}: the page cannot be written: {reason(error)}.") from error
    blocks = [block for article in articles if article.document for block in article.document.blocks]
    read = sum(article.document is not None for article in articles)
    doubtful = sum(map(is_doubtful, blocks))
    click.echo(f"{page}: {read:,} of {len(articles):,} files, {len(blocks):,} blocks, {doubtful:,} of them doubtful.")


def _read(path: Path, ids: IdForm) -> Article:
    try:
        return explain.read(path.read_bytes(), str(path), ids)
    except OSError as error:
        message = f"cannot be read: {reason(error)}."
        advice = "Give the path of a legacy file."
        return Article(
            str(path), findings=(Finding(str(path), 0, 0, Code.UNREADABLE, Severity.ERROR, message, advice),)
        )


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
