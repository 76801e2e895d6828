"""What the language server finds is what the command finds: in every example of every rule, and over the wire."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from lsprotocol import types

from kbtool import lint, settings
from kbtool.findings import Finding
from kbtool.lint import config
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Example
from kbtool.lsp.room import opened
from kbtool.lsp.view import View
from kbtool.parallel import executor_for
from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import written
from tests.lsp.editor import editing
from tests.lsp.library import LAMP, base, file

SETTINGS = b"""[lint]
extend-select = ["all"]
severity = { prose = "error" }

[[lint.per-path]]
paths = ["content/Q100009.md"]
ignore = ["KB801"]
"""


def _examples() -> Iterator[object]:
    for rule in all_rules().values():
        for number, example in enumerate((*rule.bad, *rule.good)):
            try:
                example.text.encode()
            except UnicodeEncodeError:  # no editor holds what is no text
                continue
            yield pytest.param(example, id=f"{rule.code}-{number}")


@pytest.mark.parametrize("example", list(_examples()))
def test_editor_and_command_find_the_same_in_the_examples_of_the_rules(example: Example, tmp_path: Path) -> None:
    path = written(tmp_path, example)
    save(tmp_path, "kbtool.toml", SETTINGS)
    checked = lint.base_at(tmp_path, settings.load(tmp_path, config.problems), use_cache=False)
    of_all = lint.check([checked.content], checked, executor_for).findings
    found = [finding for finding in of_all if finding.path == str(path)]
    assert View(path.as_uri(), path.read_bytes().decode(), path, opened(tmp_path), "utf-16").findings == found


def test_editor_and_command_show_the_same(kbtool: Kbtool, tmp_path: Path) -> None:
    base(tmp_path)
    save(tmp_path, "kbtool.toml", SETTINGS)
    body = "Pull the the rope, see Q700099 and [Q700010](kb:Q700010). It doesn?t ring. <!-- kbtool-ignore KB708 -->\n"
    path = save(tmp_path, str(file(tmp_path, "Q700002").relative_to(tmp_path)), (LAMP + body).encode())
    lines = kbtool("lint", path, "--format", "jsonl").out.splitlines()
    told = [_told(msgspec.json.decode(line, type=Finding)) for line in lines]
    with editing(tmp_path) as editor:
        shown = [_shown(one) for one in editor.diagnostics(editor.open(path))]
    assert len(told) >= 4
    assert shown == told


def _told(finding: Finding) -> tuple[object, ...]:
    message = " ".join(part for part in (finding.message, finding.advice) if part)
    return str(finding.code), finding.line, finding.column, finding.end_line, finding.end_column, message


def _shown(diagnostic: types.Diagnostic) -> tuple[object, ...]:
    """The same of a diagnostic in which each character is one unit."""
    start, end = diagnostic.range.start, diagnostic.range.end
    places = start.line + 1, start.character + 1, end.line + 1, end.character + 1
    return str(diagnostic.code), *places, diagnostic.message
