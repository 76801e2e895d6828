"""A fix changes what it is about, and keeps all that stands around it."""

from pathlib import Path

import pytest

from kbtool import lint
from kbtool.lint.fixes import applied
from kbtool.lint.rule import Example
from kbtool.parallel import executor_for
from kbtool.settings import LintSettings, Settings
from tests.lint.helpers import written


def _mended(folder: Path, rule: str, example: Example) -> str:
    """The text of an example with the fixes of a rule."""
    path = written(folder, example)
    base = lint.base_at(folder, Settings(lint=LintSettings(select=(rule,))), use_cache=False)
    findings = lint.check([path], base, executor_for).findings
    assert rule in {finding.code for finding in findings}
    return applied(path.read_bytes(), findings)[0].decode().partition("---\n\n")[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.org/wiki/Bell_(tower)", "<http://example.org/wiki/Bell_(tower)>"),
        ("http://example.org/Bell_(of_(the)_tower).", "<http://example.org/Bell_(of_(the)_tower)>."),
        ("(see http://example.org/bell)", "(see <http://example.org/bell>)"),
        ("(http://example.org/Bell_(tower)), at", "(<http://example.org/Bell_(tower)>), at"),
        ("http://example.org:8080/bell?a=b#c", "<http://example.org:8080/bell?a=b#c>"),
        ("*http://example.org/bell*", "*<http://example.org/bell>*"),
        ("http://example.org/`bell`", "<http://example.org/>`bell`"),
        ("http://example.org/a%20b/c_d_", "[http://example.org/a%20b/c_d\\_](<http://example.org/a%20b/c_d_>)"),
        ("Ring!http://example.org/a%20b", "Ring!http://example.org/a%20b"),
        ("http://example.org/a\\_b", "http://example.org/a\\_b"),
    ],
)
def test_an_address_becomes_a_link_as_a_whole(tmp_path: Path, text: str, expected: str) -> None:
    assert _mended(tmp_path, "KB706", Example(f"{text}\n")) == f"{expected}\n"
