"""The base that tests of how the linter is used work on."""

from pathlib import Path

import pytest

from tests.builders import save
from tests.lint.helpers import FIRST, SECOND, article


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """One article with a doubled word and a lost apostrophe, and one with nothing to find."""
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, FIRST, article("Q700001", "Pull the the rope.\n\nIt doesn?t ring.\n"))
    save(tmp_path, SECOND, article("Q700002", "Text.\n", "The Other Bell"))
    return tmp_path
