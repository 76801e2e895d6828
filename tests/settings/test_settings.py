"""The settings of a knowledge base."""

from pathlib import Path

import pytest

from kbtool import settings
from kbtool.errors import UsageError
from kbtool.settings import Settings
from tests.builders import save


def refusal(folder: Path, text: str | bytes) -> list[str]:
    save(folder, settings.FILE_NAME, text.encode() if isinstance(text, str) else text)
    with pytest.raises(UsageError) as refused:
        settings.load(folder)
    lines = str(refused.value).split("\n")
    assert all(line.startswith(f"{folder / settings.FILE_NAME}:") for line in lines)
    return [line.removeprefix(f"{folder / settings.FILE_NAME}:").removeprefix(" ") for line in lines]


def test_a_base_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings(content="content", id_pattern="Q[0-9]{1,6}")


def test_settings_are_read(tmp_path: Path) -> None:
    save(tmp_path, settings.FILE_NAME, b'content = "articles"\nid-pattern = "KB-[0-9]+"\n')
    found = settings.load(tmp_path)
    assert found == Settings(content="articles", id_pattern="KB-[0-9]+")
    assert found.ids.matches("KB-1")


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    assert refusal(tmp_path, 'contant = "x"\nid-pattern = "("\ncontent = 3\nxyzzy = 1\n') == [
        "1: no setting is called 'contant'; did you mean 'content'?",
        "2: 'id-pattern' is not a regular expression: missing ), unterminated subpattern at position 0.",
        "3: 'content' must be a string in quotes.",
        "4: no setting is called 'xyzzy'; there are content, id-pattern, lint.",
    ]


def test_the_name_with_an_underscore_is_near_enough_to_be_meant(tmp_path: Path) -> None:
    assert refusal(tmp_path, 'id_pattern = "x"') == ["1: no setting is called 'id_pattern'; did you mean 'id-pattern'?"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("content = x", 1), ("\ncontent", 2), ("\n\n[content\n", 3), ("content = [\n\n", 1), (b'\ncontent = "\xff"', 2)],
)
def test_a_file_that_is_no_toml(tmp_path: Path, text: str | bytes, line: int) -> None:
    (problem,) = refusal(tmp_path, text)
    assert problem.startswith(f"{line}: is not valid TOML: ")
    assert "(at " not in problem


def test_a_byte_order_mark_is_no_part_of_the_settings(tmp_path: Path) -> None:
    save(tmp_path, settings.FILE_NAME, b'\xef\xbb\xbfcontent = "articles"\n')
    assert settings.load(tmp_path).content == "articles"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[lint]\nselect = []",
            "2: 'select' names no rule; name some, or leave it out to run those that are on by themselves.",
        ),
        (
            '[[lint.per-path]]\npaths = ["*"]\nselect = []',
            "3: 'select' names no rule; name some, or leave it out to run those that are on by themselves.",
        ),
        ("[[lint.per-path]]\npaths = []", "2: 'paths' names no articles; name those for which this holds."),
        (
            '[lint.severity]\nKB301 = "off"',
            "2: 'off' is no severity: KB301 can be error, warning, info. To switch the rule off, name it in 'ignore': ignore = [\"KB301\"].",
        ),
        ("lint = 3", "1: 'lint' must be a table: [lint]."),
        ("[lint]\nrules = 3", "2: 'rules' must be a table: [lint.rules]."),
        ("[lint]\nseverity = []", "2: 'severity' must be a table: [lint.severity]."),
        ("[lint]\nper-path = [3]", "2: 'per-path' must be an array of tables: [[lint.per-path]]."),
        ("[lint]\nper-path = {}", "2: 'per-path' must be an array of tables: [[lint.per-path]]."),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, problem: str) -> None:
    assert refusal(tmp_path, text) == [problem]


def test_the_shared_file_must_hold_a_table(tmp_path: Path) -> None:
    save(tmp_path, "pyproject.toml", b"[tool]\nkbtool = 3\n")
    with pytest.raises(UsageError, match=r"pyproject\.toml:2: 'tool\.kbtool' must be a table\."):
        settings.load(tmp_path)


@pytest.mark.parametrize("text", [b"tool = 3\n", b"[tool.other]\nkbtool = 3\n", b""])
def test_a_shared_file_without_settings_has_none(tmp_path: Path, text: bytes) -> None:
    save(tmp_path, "pyproject.toml", text)
    assert settings.load(tmp_path) == Settings()


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).mkdir()
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        settings.load(tmp_path)


def test_loading_changes_no_file(tmp_path: Path) -> None:
    path = save(tmp_path, settings.FILE_NAME, b'content = "a"\n')
    settings.load(tmp_path)
    assert path.read_bytes() == b'content = "a"\n'


@pytest.mark.parametrize("name", [settings.FILE_NAME, "mkdocs.yml"])
def test_the_root_is_the_nearest_folder_above_with_settings_or_mkdocs(tmp_path: Path, name: str) -> None:
    save(tmp_path, "mkdocs.yml", b"")
    save(tmp_path, f"base/{name}", b"")
    below = tmp_path / "base" / "content" / "700"
    below.mkdir(parents=True)
    assert settings.find_root(below) == tmp_path / "base"
    assert settings.find_root(tmp_path) == tmp_path


def test_without_any_the_root_is_where_one_stands(tmp_path: Path) -> None:
    assert settings.find_root(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(KB|Q)[0-9]+", "has a group that captures; write (?:...) instead of (...)."),
        ("(?P<letters>KB)[0-9]+", "has a group that captures; write (?:...) instead of (...)."),
        ("(?i)kb[0-9]+", "sets a flag; write the letters out instead, [Qq] for Q or q."),
        ("(?x) KB [0-9]+", "sets a flag; write the letters out instead, [Qq] for Q or q."),
        ("^KB[0-9]+", "has an anchor (^, $); it always stands for the whole id, leave them out."),
        ("KB[0-9]+$", "has an anchor (^, $); it always stands for the whole id, leave them out."),
        ("^KB[0-9]+$", "has an anchor (^, $); it always stands for the whole id, leave them out."),
        ("KB[0-9]+\\Z", "has an anchor (^, $); it always stands for the whole id, leave them out."),
    ],
)
def test_a_pattern_that_cannot_stand_within_a_larger_one_is_refused_with_a_hint(
    tmp_path: Path, pattern: str, problem: str
) -> None:
    assert refusal(tmp_path, f"id-pattern = '{pattern}'\n") == [f"1: 'id-pattern' {problem}"]


def test_everything_wrong_with_a_pattern_is_said_at_once(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, "id-pattern = '(?i)(KB|Q)[0-9]+$'\n")) == 3


@pytest.mark.parametrize("sound", ["Q1", "KB20"])
def test_a_pattern_may_have_groups_that_capture_nothing(tmp_path: Path, sound: str) -> None:
    save(tmp_path, settings.FILE_NAME, b"id-pattern = '(?:KB|Q)[0-9]+'\n")
    ids = settings.load(tmp_path).ids
    assert ids.matches(sound)
    assert not ids.matches(f"{sound}x")
    assert not ids.matches(f"x{sound}")


@pytest.mark.parametrize(
    ("here", "named"),
    [("", "kbtool.toml"), ("content/700", "../../kbtool.toml"), ("../elsewhere", "{base}/kbtool.toml")],
)
def test_the_file_is_named_as_one_would_name_it_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, named: str
) -> None:
    base = tmp_path / "base"
    save(base, settings.FILE_NAME, b"xyzzy = 1\n")
    (base / here).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(base / here)
    with pytest.raises(UsageError) as refused:
        settings.load(base)
    assert str(refused.value).startswith(f"{named.format(base=base)}:1: no setting")
