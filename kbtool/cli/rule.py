"""`kbtool rule`: what the rules of the linter look for."""

import click
import msgspec

from kbtool.errors import UsageError
from kbtool.findings import Code, meant
from kbtool.lint.articles import defaults, text_of
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Family, Rule


@click.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str | None, form: str) -> None:
    """Explain a rule of the linter, or list rules.

    NAME is the code of a rule or its name; that of a family, or the beginning of a code (KB3), lists its rules; without any, all are listed.
    """
    rules = list(all_rules().values())
    asked = (name or "").lower()
    chosen = [rule for rule in rules if asked in (rule.code.lower(), rule.name)]
    listed = chosen or [rule for rule in rules if asked in ("", rule.family) or _begins(rule, asked)]
    if not listed:
        raise UsageError(_unknown(str(name), rules))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode([_facts(rule) for rule in listed])).decode())
    else:
        click.echo(text_of(chosen[0]) if chosen else _listed(listed), nl=False)


def _begins(rule: Rule, name: str) -> bool:
    """Whether a name is the beginning of a rule's code: `kb3`."""
    return name.startswith("kb") and rule.code.lower().startswith(name)


def _unknown(name: str, rules: list[Rule]) -> str:
    """What to say of a name that no rule has."""
    code = next((code for code in Code if name.lower() in (code.lower(), code.alias)), None)
    if code:
        return f"{code} {code.alias} is no rule of the linter; the manual explains it in K108."
    near = meant(name, [*(rule.name for rule in rules), *(rule.code for rule in rules), *Family])
    hint = f"Did you mean {near}?" if near else "`kbtool rule` lists all."
    return f"no rule is called '{name}'. {hint}"


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
        "options": defaults(rule),
    }
