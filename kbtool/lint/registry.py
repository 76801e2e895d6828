"""The rules there are: every module in `kbtool.lint.rules` has one."""

import importlib
import pkgutil
from functools import cache

from kbtool.findings import Code
from kbtool.lint import rules
from kbtool.lint.rule import Rule


@cache
def all_rules() -> dict[Code, Rule]:
    """The rules by their codes, in the order of the codes."""
    names = [module.name for module in pkgutil.iter_modules(rules.__path__)]
    found: list[Rule] = [importlib.import_module(f"{rules.__name__}.{name}").RULE for name in names]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
