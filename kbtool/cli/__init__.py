"""The command line: one thin module per command, found by its name.

Commands parse arguments, call the library, show what came back and choose the exit code. Nothing else does.
"""

import importlib
import io
import sys

import click

from kbtool import __version__, collector
from kbtool.errors import KbtoolError

COMMANDS = {
    "init": "Make a new knowledge base.",
    "convert": "Convert legacy articles to Markdown.",
    "explain": "Show how a legacy article is understood, line by line.",
    "lint": "Check articles, and mend them.",
    "refs": "Show what articles cite and who cites them.",
    "rule": "Explain the rules of the linter.",
    "lsp": "Check articles in the editor: a language server.",
    "diff-findings": "Compare what two runs of the linter found.",
    "build": "Build the site.",
    "serve": "Preview the site and follow edits.",
    "publish": "Convert, check and build, in one go.",
    "search": "Search a built site's index.",
    "similar": "Show the articles most like a draft.",
    "schema": "Print the JSON Schema of the front matter.",
}


def _near(word: str) -> list[str]:
    """The command that was meant by a word that is none, if one is near."""
    import difflib  # noqa: PLC0415 - only who mistypes a command needs it

    return difflib.get_close_matches(word.lower(), COMMANDS, n=1)


class _Commands(click.Group):
    """Imports a command's module only when it is called, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        try:
            command: click.Command = importlib.import_module(f"kbtool.cli.{cmd_name.replace('-', '_')}").command
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("kbtool"):
                raise
            name = error.name or ""
            hint = " (a MkDocs of version 2 or later lacks some of its modules)" if name.startswith("mkdocs") else ""
            raise KbtoolError(
                f"`{cmd_name}` needs the Python module {name}, which is not installed here{hint}."
                " Install kbtool again: pip install --force-reinstall kbtool"
            ) from error
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            near = error.possibilities or _near(error.option_name.lstrip("-"))
            raise click.NoSuchOption(error.option_name, possibilities=near, ctx=ctx) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = "".join(f" Did you mean '{near}'?" for near in _near(args[0]))
            raise click.UsageError(error.message + meant, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbtool")
def cli() -> None:
    """Bring a legacy plain-text knowledge base back to life: convert, check, publish and search it."""


def main() -> None:
    """Run the command line; problems the user can solve are shown as text, never as a traceback."""
    collector.look_seldom()
    _tolerate_any_character()
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except KbtoolError as error:
        click.echo("\n".join(f"kbtool: {line}" for line in str(error).split("\n")), err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kbtool: interrupted.", err=True)
        sys.exit(130)
    sys.exit(status if isinstance(status, int) else 0)


def _tolerate_any_character() -> None:
    """Let output show as an escape what its encoding lacks. Streams that someone else put in place stay as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
