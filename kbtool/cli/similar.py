"""`kbtool similar`: the articles most like a draft."""

from pathlib import Path

import click

from kbtool import content, explain, settings
from kbtool.cli import results, show
from kbtool.content import markdown
from kbtool.content.dialect import FENCE
from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason
from kbtool.ids import IdForm
from kbtool.legacy import characters
from kbtool.model import Article, FrontMatter
from kbtool.search import extract


@click.command()
@results.options
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def command(directory: Path | None, form: results.Form, limit: int, file: Path) -> None:
    """Show the articles most like FILE, before a duplicate is written.

    FILE is an article, a legacy article or any other text; - is standard input. The score of an article is the share of what tells
    FILE from others that it tells too, from 0 to 1.
    """
    index = results.opened(directory)
    ids = settings.load(settings.find_root(Path.cwd())).ids
    draft = _draft(_bytes(file), str(file), ids)
    found = index.similar(extract(draft, markdown.parse(draft.body, ids), ""), limit)
    if found or form == "json":
        click.echo(results.shown(found, form, as_shares=True))
    else:
        click.echo("No article is like it: none holds one of its words.", err=True)


def _bytes(file: Path) -> bytes:
    try:
        with click.open_file(str(file), "rb") as stream:
            data: bytes = stream.read()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {reason(error)}.") from error
    return data


def _draft(data: bytes, path: str, ids: IdForm) -> Article:
    """The article in a file; any text that is none is the body of one."""
    if not data.startswith(FENCE.encode()):
        data = explain.read(data, path, ids).text.encode() or data
    article, findings = content.parse(data, path)
    if article:
        return article
    if data.startswith(FENCE.encode()):
        show.findings(findings)
        raise KbtoolError(f"{path}: mend its front matter first.")
    text = characters.decode(data)
    return Article(front=FrontMatter(id="", title=_first_line(text)), body=text)


def _first_line(text: str) -> str:
    return next(filter(None, (line.strip("#= \t") for line in text.splitlines())), "")
