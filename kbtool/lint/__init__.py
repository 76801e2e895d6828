"""Checking articles, and mending them.

`engine` runs the rules over one article, each of which is a module of `rules`; `run` checks many, by themselves and among all of a `base`,
and what it finds is shown by one of the `reports`.
"""

from kbtool.lint.base import Base, base_at, idle_patterns
from kbtool.lint.engine import Plan
from kbtool.lint.report import Report
from kbtool.lint.run import catalogue_of, check, check_redirects, check_text

__all__ = [
    "Base",
    "Plan",
    "Report",
    "base_at",
    "catalogue_of",
    "check",
    "check_redirects",
    "check_text",
    "idle_patterns",
]
