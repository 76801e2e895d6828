"""Kbtool's own manual lists all there is: nothing can be added to kbtool without its line in `content/`."""

import re
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from kbtool.catalogue import Agreement, Form, State
from kbtool.catalogue.xref import XrefMap
from kbtool.cli import COMMANDS
from kbtool.content.dialect import ALERTS, DIRECTIVE
from kbtool.findings import Code
from kbtool.lint import config, suppression
from kbtool.lint.articles import articles
from kbtool.lint.registry import all_rules
from kbtool.model import FrontMatter, Label
from kbtool.settings import Settings, load

CONTENT = Path(__file__).parents[2] / "content"
FIRST_CELLS = re.compile(r"^\| `?([^`|]+?)`? \|", re.MULTILINE)


def listed(article: str) -> list[str]:
    """The first cells of all rows of the article's tables."""
    return FIRST_CELLS.findall((CONTENT / "000" / f"{article}.md").read_text())


def test_every_code_is_explained_under_its_name() -> None:
    text = (CONTENT / "000" / "K108.md").read_text()
    assert [code for code in Code if code not in all_rules() and f"| {code} | {code.alias} | " not in text] == []
    assert [cell for cell in listed("K108") if cell.startswith("KB") and cell not in set(Code)] == []


def test_the_article_of_every_rule_is_what_the_rule_says() -> None:
    written = {path.relative_to(CONTENT).as_posix(): path.read_text() for path in CONTENT.glob("001/K1*.md")}
    assert written == dict(articles()), "`make rules` writes them"


def test_every_field_of_the_front_matter_is_explained_in_its_order() -> None:
    assert listed("K105")[2:] == [field.name for field in msgspec.structs.fields(FrontMatter)]


def test_every_label_is_explained() -> None:
    assert listed("K115")[2:] == [str(label) for label in Label]


def test_every_kind_of_note_is_explained() -> None:
    text = (CONTENT / "000/K104.md").read_text()
    assert [kind for kind in ALERTS if f"`{kind}`" not in text] == []


def test_every_setting_is_explained() -> None:
    assert listed("K114")[2:] == [field.encode_name for field in msgspec.structs.fields(Settings)]


@pytest.mark.parametrize("shown", re.findall(r"(?s)```toml\n(.*?)```", (CONTENT / "000/K114.md").read_text()))
def test_the_settings_that_are_shown_are_sound_and_do_something(shown: str, tmp_path: Path) -> None:
    (tmp_path / "kbtool.toml").write_text(shown)
    extended = load(tmp_path, config.problems).lint.extend_select
    assert not any(rule.is_on for rule in all_rules().values() for name in extended if config.is_meant(rule, name))


@pytest.mark.parametrize("path", [suppression.__file__, CONTENT / "000/K107.md"])
def test_the_comments_that_are_shown_name_rules(path: str) -> None:
    rules = {name for comment in re.finditer(DIRECTIVE, Path(path).read_text()) for name in comment["rules"].split()}
    assert rules
    assert not [name for name in rules if name not in {*all_rules(), *(rule.name for rule in all_rules().values())}]


@pytest.mark.parametrize("values", [Form, State, Agreement])
def test_all_that_is_said_of_references_is_explained(values: type[StrEnum]) -> None:
    assert [value for value in values if str(value) not in listed("K118")] == []


def test_every_member_of_the_xref_map_is_explained() -> None:
    assert [field.name for field in msgspec.structs.fields(XrefMap) if field.name not in listed("K118")] == []


def test_every_command_is_named() -> None:
    named = {cell.split()[1] for cell in listed("K101") if cell.startswith("kbtool ")}
    assert named == set(COMMANDS)
