"""The forms in which findings can be written, each in a module of its own: a stream of findings goes in, text comes out.

A writer never holds more than the finding it writes, so that a whole archive's findings fit through it.
"""

import importlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from kbtool.findings import Finding


class Form(StrEnum):
    """The names of the forms; each is that of its module."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


class Writer(Protocol):
    """What the module of a form offers."""

    def write(self, findings: Iterable[Finding]) -> Iterator[str]:
        """The report, in pieces that follow each other."""


def writer(form: Form) -> Writer:
    """The module that writes a form."""
    module: Writer = importlib.import_module(f"{__name__}.{form}")
    return module
