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


_Rules = LintSettings | PerPath
"""Both say which rules run, and how much they matter."""


def configuration(settings: LintSettings, overruling: LintSettings | None = None) -> Configuration:
    """What sound settings mean. What `overruling` says of rules and severities has the last word, for all paths."""
    last = overruling or LintSettings()
    by_file = _layered(settings, Policy(frozenset(rule.code for rule in all_rules().values() if rule.is_on)))
    policy = _layered(last, by_file)
    exceptions = tuple((special.paths, _layered(last, _layered(special, by_file))) for special in settings.per_path)
    running = policy.wanted.union(*(exception.wanted for _, exception in exceptions))
    options = tuple(
        (code, msgspec.json.encode(value)) for name, value in sorted(settings.rules.items()) for code in _codes(name)
    )
    return Configuration(Plan(running, options), msgspec.structs.replace(policy, exceptions=exceptions))


def _layered(rules: _Rules, below: Policy) -> Policy:
    """What holds where these settings stand above others: they select from all rules, or else add to what is wanted below."""
    usual = frozenset() if rules.select else below.wanted
    wanted = frozenset(rule.code for rule in all_rules().values() if _is_wanted(rule, rules, usual))
    return Policy(wanted, below.severities | _severities(rules.severity))


def _is_wanted(rule: Rule, rules: _Rules, usual: frozenset[Code]) -> bool:
    """Whether a rule is to run: the narrowest name that means it decides, and of names as narrow one that ignores it."""
    asked = _narrowness(rule, (*rules.select, *rules.extend_select))
    refused = _narrowness(rule, rules.ignore)
    return asked > refused or (rule.code in usual and refused == _BY_NONE)


_BY_NONE = -1


def _narrowness(rule: Rule, names: Iterable[str]) -> int:
    """How narrow the narrowest of the names is that mean a rule."""
    return max((narrowness(name) for name in names if is_meant(rule, name)), default=_BY_NONE)


def _severities(named: dict[str, Severity]) -> dict[Code, Severity]:
    """The severity of each rule, as its narrowest name has it; of names as narrow the last counts."""
    ordered = sorted(named.items(), key=lambda pair: narrowness(pair[0]))
    return {code: severity for name, severity in ordered for code in _codes(name)}


def _codes(name: str) -> frozenset[Code]:
    return frozenset(rule.code for rule in all_rules().values() if is_meant(rule, name))


def is_meant(rule: Rule, name: str) -> bool:
    """Whether a rule is meant by a name: its code or the beginning of it, its name, its family, or `all`."""
    return name in (ALL, rule.name, rule.family) or (name.startswith(_PREFIX) and rule.code.startswith(name))


_PREFIX = "KB"
_DIGITS = 3
"""Of the code of a rule."""
_OF_MANY = {ALL: 0} | dict.fromkeys(Family, 1)


def narrowness(name: str) -> int:
    """How narrow a name is, by the digits of the codes that it stands for: from 0 for all rules, over 1 for a family, to 3 for one rule."""
    return len(name) - len(_PREFIX) if name.startswith(_PREFIX) else _OF_MANY.get(name, _DIGITS)


def problems(settings: Settings) -> Iterator[Problem]:
    """What the settings of the linter name that there is not."""
    found = settings.lint
    for field in ("select", "extend_select", "ignore"):
        yield from _unknown_names(("lint", field.replace("_", "-")), getattr(found, field))
    yield from _severity_problems(("lint", "severity"), found.severity)
    for number, special in enumerate(found.per_path):
        yield from _special_problems(("lint", "per-path", str(number)), special)
    yield from _repeated_names(("lint", "rules"), found.rules)
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
    yield from _severity_problems((*keys, "severity"), special.severity)


def _severity_problems(keys: Keys, named: Iterable[str]) -> Iterator[Problem]:
    yield from _unknown_names(keys, named)
    yield from _repeated_names(keys, named)


def _repeated_names(keys: Keys, names: Iterable[str]) -> Iterator[Problem]:
    """The names that stand for the same as another, so that it is not clear which of the two is to hold."""
    first: dict[tuple[int, frozenset[Code]], str] = {}
    for name in names:
        same = first.setdefault((narrowness(name), _codes(name)), name)
        if same != name and _codes(name):
            yield Problem(
                (*keys, name), f"'{name}' stands for the same as '{same}', which is set here too; keep one of the two."
            )


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
    known = {field.encode_name: field for field in msgspec.structs.fields(rule.options)}
    for option, value in options.items():
        if option not in known:
            hint = did_you_mean(option, known) if known else "it has none."
            yield Problem((*keys, option), f"{rule.name} has no option '{option}'; {hint}")
            continue
        try:
            chosen = rule.options(**{known[option].name: msgspec.convert(value, known[option].type)})
        except msgspec.ValidationError as error:
            yield Problem((*keys, option), f"'{option}' cannot hold this: {wording.problem(error)}.")
        else:
            yield from (Problem((*keys, option), problem) for problem in chosen.problems())
