"""`kbtool schema`: the JSON Schema of the front matter."""

import json

import click

from kbtool.content.schema import json_schema


@click.command()
def command() -> None:
    """Print the JSON Schema of the front matter, for editors that check YAML as you type."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
