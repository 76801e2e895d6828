"""`kbtool rule`: what the rules of the linter look for."""

import click
import msgspec

from kbtool.errors import UsageError
from kbtool.findings import meant
from kbtool.lint.articles import text_of
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Rule


@click.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str | None, form: str) -> None:
    """Explain a rule of the linter, or list all rules.

    NAME is the code of a rule or its name; without it, all are listed.
    """
    rules = list(all_rules().values())
    chosen = [rule for rule in rules if name is None or name.lower() in (rule.code.lower(), rule.name)]
    if not chosen:
        known = [*(rule.name for rule in rules), *(rule.code for rule in rules)]
        near = meant(str(name), known)
        hint = f"Did you mean {near}?" if near else "`kbtool rule` lists all."
        raise UsageError(f"no rule is called '{name}'. {hint}")
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode([_facts(rule) for rule in chosen])).decode())
    else:
        click.echo(_listed(chosen) if name is None else text_of(chosen[0]), nl=False)


def _listed(rules: list[Rule]) -> str:
    """One line a rule."""
    widest = max(len(rule.name) for rule in rules)
    return "".join(
        f"{rule.code}  {rule.name:{widest}}  {rule.severity:7}  {'fix: ' + rule.fix:11}  {'on' if rule.is_on else 'off':3}"
        f"  {rule.summary}\n"
        for rule in rules
    )


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "fix": rule.fix,
        "on": rule.is_on,
        "since": rule.since,
        "summary": rule.summary,
        "symptoms": rule.symptoms,
        "cause": rule.cause,
        "resolution": rule.resolution,
        "precision": rule.precision,
    }
