"""From the settings of a base, and what the command line adds to them, to the rules that run and what becomes of their findings."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from kbtool import wording
from kbtool.findings import Code, Finding, Severity, meant
from kbtool.lint.engine import Plan
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import ALL, Family, Rule
from kbtool.settings import LintSettings, PerPath, Problem, Settings, did_you_mean
from kbtool.settings_source import Keys


class Policy(msgspec.Struct, frozen=True):
    """What becomes of findings: those of rules that are not `wanted` are dropped, others get the severity that was set for them."""

    wanted: frozenset[Code]
    severities: dict[Code, Severity] = msgspec.field(default_factory=dict)
    exceptions: "tuple[tuple[tuple[str, ...], Policy], ...]" = ()
    """Patterns of paths relative to the base, and what holds there instead; the last that fits counts."""

    def judged(self, findings: Iterable[Finding], below: str) -> Iterator[Finding]:
        """The findings of one file, whose path relative to the base is `below`."""
        policy = next((policy for patterns, policy in reversed(self.exceptions) if fits(below, patterns)), self)
        rules = all_rules()
        for finding in findings:
            if finding.code in rules and finding.code not in policy.wanted:
                continue
            severity = policy.severities.get(finding.code, finding.severity)
            yield finding if severity is finding.severity else msgspec.structs.replace(finding, severity=severity)


def fits(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path, relative to the base, is one that any of these patterns means."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


class Configuration(msgspec.Struct, frozen=True):
    """What runs, and what becomes of what it finds."""

    plan: Plan
    policy: Policy


def configuration(settings: LintSettings) -> Configuration:
    """What sound settings mean."""
    wanted = _wanted(settings, frozenset(rule.code for rule in all_rules().values() if rule.is_on))
    severities = _severities(settings.severity)
    exceptions = tuple(
        (
            special.paths,
            Policy(_wanted(special, wanted), severities | _severities(special.severity)),
        )
        for special in settings.per_path
    )
    running = wanted.union(*(policy.wanted for _, policy in exceptions))
    options = tuple(
        (code, msgspec.json.encode(value)) for name, value in sorted(settings.rules.items()) for code in _codes([name])
    )
    return Configuration(Plan(running, options), Policy(wanted, severities, exceptions))


def _wanted(settings: LintSettings | PerPath, usual: frozenset[Code]) -> frozenset[Code]:
    """The rules that are wanted; without a selection the usual ones and what is to run beside them."""
    selected = _codes(settings.select) if settings.select else usual
    return (selected | _codes(settings.extend_select)) - _codes(settings.ignore)


def _severities(named: dict[str, Severity]) -> dict[Code, Severity]:
    return {code: severity for name, severity in named.items() for code in _codes([name])}


def _codes(names: Iterable[str]) -> frozenset[Code]:
    return frozenset(rule.code for name in names for rule in all_rules().values() if is_meant(rule, name))


def is_meant(rule: Rule, name: str) -> bool:
    """Whether a rule is meant by a name: its code or the beginning of it, its name, its family, or `all`."""
    return name in (ALL, rule.name, rule.family) or (name.startswith("KB") and rule.code.startswith(name))


def problems(settings: Settings) -> Iterator[Problem]:
    """What the settings of the linter name that there is not."""
    found = settings.lint
    for field in ("select", "extend_select", "ignore"):
        yield from _unknown_names(("lint", field.replace("_", "-")), getattr(found, field))
    yield from _unknown_names(("lint", "severity"), found.severity)
    for number, special in enumerate(found.per_path):
        yield from _special_problems(("lint", "per-path", str(number)), special)
    for name, options in found.rules.items():
        yield from _option_problems(("lint", "rules", name), name, options)


def problems_in(root: Path, settings: Settings) -> Iterator[Problem]:
    """The same, and what they name that is not in the folder in which they stand."""
    yield from problems(settings)
    if settings.content != Settings().content and not (root / settings.content).is_dir():
        yield Problem(("content",), f"there is no folder '{settings.content}'; make it, or correct 'content'.")


def _special_problems(keys: Keys, special: PerPath) -> Iterator[Problem]:
    yield from _unknown_names((*keys, "select"), special.select)
    yield from _unknown_names((*keys, "extend-select"), special.extend_select)
    yield from _unknown_names((*keys, "ignore"), special.ignore)
    yield from _unknown_names((*keys, "severity"), special.severity)


def _unknown_names(keys: Keys, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        if problem := unknown_name(name):
            yield Problem((*keys, name), problem)


def unknown_name(name: str) -> str:
    """What to say of a name by which no rule is meant; "" where one is."""
    rules = list(all_rules().values())
    if any(is_meant(rule, name) for rule in rules):
        return ""
    known = [*(rule.name for rule in rules), *(rule.code for rule in rules), *Family, ALL]
    near = meant(name, known)
    return f"no rule is called '{name}'; " + (f"did you mean '{near}'?" if near else "`kbtool rule` lists all.")


def _option_problems(keys: Keys, name: str, options: dict[str, object]) -> Iterator[Problem]:
    rule = next((rule for rule in all_rules().values() if name in (rule.name, rule.code)), None)
    if rule is None:
        yield from _unknown_names(keys[:-1], [name])
        return
    known = {field.encode_name: field.type for field in msgspec.structs.fields(rule.options)}
    for option, value in options.items():
        if option not in known:
            hint = did_you_mean(option, known) if known else "it has none."
            yield Problem((*keys, option), f"{rule.name} has no option '{option}'; {hint}")
            continue
        try:
            msgspec.convert(value, known[option])
        except msgspec.ValidationError as error:
            yield Problem((*keys, option), f"'{option}' cannot hold this: {wording.problem(error)}.")
