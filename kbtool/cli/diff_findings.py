"""`kbtool diff-findings`: what a change makes the linter find, and what no more."""

from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from kbtool.errors import UsageError
from kbtool.files import reason
from kbtool.findings import Finding
from kbtool.lint.comparison import Change, compare
from kbtool.printing import styled

_FINDING = msgspec.json.Decoder(Finding)
_FINDINGS = msgspec.json.Decoder(list[Finding])


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--show", type=click.IntRange(min=0), default=3, show_default=True, help="Findings to show of each rule, + and -."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(old: Path, new: Path, show: int, form: str) -> int:
    """Compare what two runs of the linter found.

    OLD and NEW are reports of `kbtool lint --format jsonl` or `json`. For each rule it is shown how many findings only the new
    run has, only the old one, and both; findings are known again by article, rule and the text of their line.

    Exit code: 0 when both found the same, 1 when not, 2 when the command itself is wrong.
    """
    changes = compare(_read(old), _read(new))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(changes)).decode())
    else:
        for line in _lines(changes, show):
            click.echo(line)
    return int(any(change.gained or change.lost for change in changes))


def _read(path: Path) -> list[Finding]:
    try:
        data = path.read_bytes()
        return (
            _FINDINGS.decode(data) if data.lstrip().startswith(b"[") else list(map(_FINDING.decode, data.splitlines()))
        )
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        advice = "Write one with `kbtool lint --format jsonl --output FILE`."
        raise UsageError(f"{path}: is no report of findings: {error}. {advice}") from error


def _lines(changes: Iterable[Change], show: int) -> Iterable[str]:
    """A line for each rule, and below it the first of its findings that are new or gone."""
    yield f"{'gained':>9}{'lost':>9}{'same':>9}"
    for change in changes:
        yield f"{len(change.gained):9,}{len(change.lost):9,}{change.same:9,}  {change.code} {change.name}"
        for mark, findings in (("+", change.gained), ("-", change.lost)):
            yield from (f"  {mark} {styled(finding)}" for finding in findings[:show])
