"""How editors use the linter: choosing rules, silencing them, counting what they find."""

import io
import json
from pathlib import Path

import pytest

from tests.builders import save
from tests.conftest import Kbtool, Run
from tests.lint.helpers import FIRST, SECOND, article, codes

BROKEN = "\udcff"
"""What Python makes of a byte that is no UTF-8, in the name of a file."""

# --- Choosing rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["KB703", "KB709"]),
        (["--select", "KB703"], ["KB703"]),
        (["--select", "word-doubled,KB709"], ["KB703", "KB709"]),
        (["--select", "prose"], ["KB703", "KB709"]),
        (["--select", "references"], []),
        (["--select", "KB7", "--ignore", "apostrophe-lost"], ["KB703"]),
        (["--ignore", "prose"], []),
        (["--select", "KB3", "--extend-select", "KB709"], ["KB709"]),
        (["--select", "all", "--ignore", "KB70"], []),
        (["--ignore", "prose", "--extend-select", "KB703"], ["KB703"]),
        (["--ignore", "all", "--extend-select", "KB70", "--ignore", "word-doubled"], ["KB709"]),
        (["--select", "KB7", "--ignore", "prose"], []),
        (["--select", "word-doubled", "--ignore", "KB703"], []),
    ],
)
def test_rules_are_chosen_on_the_command_line(kbtool: Kbtool, options: list[str], found: list[str]) -> None:
    assert codes(kbtool, *options) == found


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('[lint]\nselect = ["KB703"]', ["KB703"]),
        ('[lint]\nignore = ["prose"]', []),
        ('[[lint.per-path]]\npaths = ["content/700/*1.md"]\nignore = ["KB709"]', ["KB703"]),
        ('[[lint.per-path]]\npaths = ["content/701/*"]\nignore = ["prose"]', ["KB703", "KB709"]),
        ('[lint]\nignore = ["prose"]\n[[lint.per-path]]\npaths = ["content/*"]\nselect = ["KB709"]', ["KB709"]),
        ('[[lint.per-path]]\npaths = ["content/*"]\nselect = ["KB709"]', ["KB709"]),
        ('[lint]\nselect = ["KB703"]\n[[lint.per-path]]\npaths = ["*"]\nextend-select = ["KB709"]', ["KB703", "KB709"]),
        ('[lint]\nignore = ["prose"]\nextend-select = ["KB703"]', ["KB703"]),
        (
            '[lint]\nextend-select = ["KB703"]\n[[lint.per-path]]\npaths = ["*"]\nignore = ["prose"]',
            [],
        ),
        (
            '[lint]\nselect = ["KB703"]\n[[lint.per-path]]\npaths = ["*"]\nselect = ["KB7"]\nignore = ["KB703"]',
            ["KB709"],
        ),
    ],
)
def test_rules_are_chosen_in_the_settings(kbtool: Kbtool, base: Path, settings: str, found: list[str]) -> None:
    save(base, "kbtool.toml", settings.encode())
    assert codes(kbtool) == found


@pytest.mark.parametrize(
    ("settings", "options", "found"),
    [
        ('ignore = ["KB709"]', ["--select", "KB709"], ["KB709"]),
        ('ignore = ["KB709"]', ["--extend-select", "KB709"], ["KB703", "KB709"]),
        ('ignore = ["KB709"]', ["--ignore", "KB703"], []),
        ('extend-select = ["KB703"]', ["--ignore", "prose"], []),
        ('select = ["KB703", "KB709"]', ["--ignore", "KB7", "--extend-select", "KB70"], ["KB703", "KB709"]),
    ],
)
def test_what_the_command_line_says_stands_above_the_settings(
    kbtool: Kbtool, base: Path, settings: str, options: list[str], found: list[str]
) -> None:
    save(base, "kbtool.toml", f"[lint]\n{settings}\n".encode())
    assert codes(kbtool, *options) == found


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('KB703 = "error"\nKB7 = "info"\nprose = "warning"', "3: 'prose' stands for the same as 'KB7'"),
        ('word-doubled = "error"\nKB703 = "info"', "2: 'KB703' stands for the same as 'word-doubled'"),
    ],
)
def test_two_names_of_the_same_rules_cannot_both_hold(kbtool: Kbtool, base: Path, settings: str, found: str) -> None:
    for table in ("lint.severity", "[lint.per-path]]\npaths = ['*']\n[lint.per-path.severity"):
        header = f"[{table}]\n"
        save(base, "kbtool.toml", (header + settings).encode())
        line, _, said = found.partition(":")
        expected = f"{int(line) + header.count(chr(10))}:{said}, which is set here too; keep one of the two."
        run = kbtool("lint")
        assert (run.code, run.err) == (2, f"kbtool: kbtool.toml:{expected}\n")


@pytest.mark.parametrize(
    "named",
    [
        ["KB703=error", "KB70=info", "prose=warning"],
        ["prose=warning", "KB703=error", "KB7=info", "all=warning"],
        ["KB=warning", "word-doubled=error", "all=info"],
    ],
)
def test_the_severity_of_the_narrowest_name_holds(kbtool: Kbtool, base: Path, named: list[str]) -> None:
    options = [option for pair in named for option in ("--severity", pair)]
    assert " error KB703 " in kbtool("lint", "--format", "concise", FIRST, *options).out
    quoted = ", ".join(f'{name} = "{level}"' for name, _, level in (pair.partition("=") for pair in named[:2]))
    save(base, "kbtool.toml", f"[lint]\nseverity = {{ {quoted} }}\n".encode())
    assert " error KB703 " in kbtool("lint", "--format", "concise", FIRST).out


PER_PATH = b'[[lint.per-path]]\npaths = ["*"]\nselect = ["KB709"]\nseverity = { prose = "info", KB709 = "info" }\n'


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["info KB709"]),
        (["--severity", "KB709=error"], ["error KB709"]),
        (["--severity", "apostrophe-lost=error"], ["error KB709"]),
        (["--severity", "prose=error"], ["error KB709"]),
        (["--ignore", "KB709"], []),
        (["--select", "KB703"], ["info KB703"]),
        (["--extend-select", "KB703"], ["info KB703", "info KB709"]),
    ],
)
def test_the_command_line_has_the_last_word_for_all_paths(
    kbtool: Kbtool, base: Path, options: list[str], found: list[str]
) -> None:
    save(base, "kbtool.toml", PER_PATH)
    lines = kbtool("lint", "--format", "concise", *options).out.splitlines()
    assert [" ".join(line.split()[1:3]) for line in lines[:-1]] == found


def test_settings_may_stand_in_pyproject(kbtool: Kbtool, base: Path) -> None:
    (base / "kbtool.toml").unlink()
    save(base, "pyproject.toml", b'[project]\nname = "x"\n\n[tool.kbtool.lint]\nselect = ["KB709"]\n')
    assert codes(kbtool) == ["KB709"]


def test_a_severity_that_is_set_decides_the_exit_code(kbtool: Kbtool, base: Path) -> None:
    assert kbtool("lint").code == 0
    assert kbtool("lint", "--severity", "KB709=error").code == 1
    save(base, "kbtool.toml", b'[lint.severity]\nword-doubled = "error"\n')
    run = kbtool("lint", "--format", "concise")
    assert run.code == 1
    assert "error KB703" in run.out


_OF_TOWERS = """[lint.rules.keyword-unusual]
vocabulary = ["kbtower", "kbropes"]
[lint.rules.product-unusual]
vocabulary = ["Bell", "Bells"]
"""


@pytest.mark.parametrize(
    ("fields", "settings", "found"),
    [
        ('keywords:\n- "kbtowre"\n', _OF_TOWERS, ["KB410"]),
        ('keywords:\n- "kbtower"\n- "kbfog"\n', _OF_TOWERS, []),
        ('keywords:\n- "kbtowre"\n', "", []),
        ('product: "Blel"\n', _OF_TOWERS, ["KB416"]),
        ('product: "Bells"\n', _OF_TOWERS, []),
        ('product: "Blel"\n', "", []),
    ],
)
def test_in_a_base_of_any_size_a_vocabulary_tells_what_is_mistyped(
    kbtool: Kbtool, base: Path, fields: str, settings: str, found: list[str]
) -> None:
    save(base, "kbtool.toml", settings.encode())
    save(base, SECOND, f'---\nid: "Q700002"\ntitle: "The Other Bell"\n{fields}---\n\nText.\n'.encode())
    assert codes(kbtool, "--select", "KB4") == found


def test_options_reach_their_rule(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Text.\n").replace(b"\n---\n\n", b'\nissue_type:\n- "kbfaq"\n---\n\n'))
    assert codes(kbtool) == ["KB414"]
    save(base, "kbtool.toml", b'[lint.rules.issue-type-unknown]\nknown = ["kbfaq"]\n')
    assert codes(kbtool) == []


@pytest.mark.parametrize(
    ("required", "found"), [("Summary", []), ("SUMMARY", []), ("Rust", ["KB515"]), ("Rope", []), ("rope", [])]
)
def test_a_section_is_required_in_whatever_case_and_may_be_one_of_the_base(
    kbtool: Kbtool, base: Path, required: str, found: list[str]
) -> None:
    body = article("Q700001", "Text.\n\n## Rope\n\nText.\n")
    save(base, FIRST, body.replace(b"\n---\n\n", b'\nissue_type:\n- "kbfog"\n---\n\n'))
    save(base, "kbtool.toml", f'[lint.rules.section-missing]\nrequired = {{ kbfog = [["{required}"]] }}\n'.encode())
    assert codes(kbtool, "--select", "KB515") == found


WRONG = """contnt = "x"
[lint]
select = [
  "KB703",
  "word-dubled", # here
  'prse',
]
ignore = "KB7"

[lint.severity]
KB703 = "fatal"
word-dubled = "error"

[lint.rules]
word-doubled = 2

[lint.rules.issue-type-unknown]
knwon = []
known = 3

[lint.rules.KB414]
known = ["kbfaq"]

[lint.rules.section-missing]
required = { kbbug = [["Symptoms", "Bells"], ["STAUTS"], []] }

[[lint.per-path]]
paths = ["*"]
ignore = ["KB999"]

[[lint.per-path]]
paths = "x"

[lint.per-path.severity]
KB703 = 1
KB998 = "info"

[[lint.per-path]]
selct = []
"""
PROBLEMS = [
    "1: no setting is called 'contnt'; did you mean 'content'?",
    "5: no rule is called 'word-dubled'; did you mean 'word-doubled'?",
    "6: no rule is called 'prse'; did you mean 'prose'?",
    '8: \'ignore\' must be a list of strings: ["...", "..."].',
    "11: 'fatal' is no severity: KB703 can be error, warning, info.",
    "12: no rule is called 'word-dubled'; did you mean 'word-doubled'?",
    "15: 'word-doubled' must be a table: [lint.rules.word-doubled].",
    "18: issue-type-unknown has no option 'knwon'; did you mean 'known'?",
    "19: 'known' cannot hold this: this is a whole number, not a list.",
    "21: 'KB414' stands for the same as 'issue-type-unknown', which is set here too; keep one of the two.",
    "25: 'kbbug' requires one section of none; name those of which one is enough.",
    "25: no section is called 'STAUTS'; did you mean 'STATUS'?",
    "29: no rule is called 'KB999'; `kbtool rule` lists all.",
    '32: \'paths\' must be a list of strings: ["...", "..."].',
    "35: '1' is no severity: KB703 can be error, warning, info.",
    "36: no rule is called 'KB998'; `kbtool rule` lists all.",
    "38: 'paths' is missing: the articles for which this holds.",
    "39: no setting is called 'selct'; did you mean 'select'?",
]


IDLE = """[[lint.per-path]]
paths = ["content/*1.md", "content/701/*"]
ignore = ["prose"]

[[lint.per-path]]
paths = [
  "redirects.yml",
  "contnt/700/*",
]
ignore = ["structure"]
"""


def test_a_pattern_of_paths_that_no_article_fits_is_named_when_the_whole_base_is_checked(
    kbtool: Kbtool, base: Path
) -> None:
    save(base, "kbtool.toml", IDLE.encode())
    assert kbtool("lint").err.splitlines() == [
        "kbtool.toml:2: no article fits 'content/701/*'.",
        "kbtool.toml:8: no article fits 'contnt/700/*'.",
    ]
    assert kbtool("lint", "--quiet").err == ""
    assert kbtool("lint", FIRST).err == ""


def test_a_folder_of_articles_that_is_not_there_is_a_mistake_in_the_settings(kbtool: Kbtool, base: Path) -> None:
    save(base, "kbtool.toml", b'content = "articles"\n[lint]\nignore = ["prse"]\n')
    run = kbtool("lint")
    assert run.code == 2
    said = [line.rpartition("kbtool.toml:")[2] for line in run.err.splitlines()]
    assert said == [
        "1: there is no folder 'articles'; make it, or correct 'content'.",
        "3: no rule is called 'prse'; did you mean 'prose'?",
    ]


def test_all_that_is_wrong_with_the_settings_is_said_at_once_with_its_line(kbtool: Kbtool, base: Path) -> None:
    save(base, "kbtool.toml", WRONG.encode())
    run = kbtool("lint")
    assert run.code == 2
    assert [line.removeprefix("kbtool: kbtool.toml:") for line in run.lines] == PROBLEMS


def test_in_pyproject_it_is_said_in_the_same_way(kbtool: Kbtool, base: Path) -> None:
    (base / "kbtool.toml").unlink()
    shared = WRONG.replace("[lint", "[tool.kbtool.lint").replace("contnt", "[tool.kbtool]\ncontnt")
    save(base, "pyproject.toml", shared.encode())
    said = kbtool("lint").lines
    assert [line.split(":")[2] for line in said] == [str(1 + int(problem.split(":")[0])) for problem in PROBLEMS]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--select", "wrd-doubled"], "did you mean 'word-doubled'?"),
        (["--ignore", "KB999"], "no rule is called 'KB999'; `kbtool rule` lists all."),
        (["--select", ""], "--select names no rule."),
        (["--severity", " , "], "--severity names no rule."),
        (["--ignore", "kb703"], "did you mean 'KB703'?"),
        (["--ignore", "WORD_DOUBLED"], "did you mean 'word-doubled'?"),
        (["--severity", "KB703"], "write RULE=LEVEL"),
        (["--severity", "KB703=grave"], "the levels are error, warning, info"),
        (["--baseline", "none.json"], "cannot be read"),
        (["-"], "--stdin-filename"),
        (["-", FIRST, "--stdin-filename", FIRST], "stands for standard input alone"),
        (["-", "--changed", "HEAD", "--stdin-filename", FIRST], "leave out --changed"),
        ([FIRST, "--stdin-filename", SECOND], "--stdin-filename says which file standard input is"),
        (["--stdin-filename", f"content/{BROKEN}/Q700001.md"], "'content/\\xff/Q700001.md' is not UTF-8"),
        (["--output", FIRST + "/report"], "cannot be written"),
        (["--diff", "--output", "report.txt"], "with --diff there is no report: leave out --output."),
        (["--diff", "--format", "json", "--statistics"], "leave out --format and --statistics."),
        (["--diff", "--write-baseline", "new.json"], "--diff writes nothing: leave out --write-baseline."),
        (["--write-baseline", "new.json", "--output", "report.txt"], "there is no report: leave out --output."),
        (["--write-baseline", "new.json", "--format", "sarif"], "with --write-baseline there is no report"),
        (["--write-baseline", "new.json", "--statistics"], "leave out --statistics."),
    ],
)
def test_misuse_is_said_and_does_nothing(kbtool: Kbtool, options: list[str], problem: str) -> None:
    run = kbtool("lint", *options)
    assert run.code == 2
    assert problem in run.err


# --- Silencing ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Pull the the rope. <!-- kbtool-ignore word-doubled -->\n",
        "Pull the the rope. <!-- kbtool-ignore KB703: he said so -->\n",
        "<!-- kbtool-ignore-next-line KB703 -->\nPull the the rope.\n",
        "<!-- kbtool-ignore-file KB709, KB703 -->\n\nIt doesn?t ring. Pull the the rope.\n",
    ],
)
def test_a_comment_silences_a_rule(kbtool: Kbtool, base: Path, body: str) -> None:
    save(base, FIRST, article("Q700001", body))
    assert codes(kbtool, FIRST) == []


@pytest.mark.parametrize(
    "body",
    [
        "Pull the rope. <!-- kbtool-ignore word-doubled -->\n",
        "Pull the rope. <!-- kbtool-ignore word-dubled -->\n",
        "<!-- kbtool-ignore-next-line KB703 -->\n\nPull the rope.\n",
        "Pull the rope. <!-- kbtool-ignore -->\n",
        "Pull the rope. <!-- kbtool-ignore  -->\n",
        "Pull the rope. <!-- kbtool-ignore-line KB703 -->\n",
        "Pull the rope. <!-- kbtool ignore KB703 -->\n",
        "Pull the rope. <!-- kb_tool: word-doubled -->\n",
        "Pull the rope. <!-- lint-disable KB703 -->\n",
        "Pull the rope. <!-- KBTOOL-IGNORE KB703 -->\n",
        "Pull the rope. <!-- kbtool-ignore KB703: for a\nreason -->\n",
    ],
)
def test_a_comment_that_silences_nothing_is_found(kbtool: Kbtool, base: Path, body: str) -> None:
    save(base, FIRST, article("Q700001", body))
    assert codes(kbtool, FIRST) == ["KB601"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# <!-- kbtool-ignore title-spacing -->", []),
        ("# kbtool-ignore title-spacing", ["KB412", "KB601"]),
        ("# kbtool: ignore KB412", ["KB412", "KB601"]),
        ("# <!-- kbtool-ignor KB412 -->", ["KB412", "KB601"]),
        ("# <!-- disable KB412 -->", ["KB412", "KB601"]),
        ("# so says kbtool", ["KB412"]),
    ],
)
def test_in_the_front_matter_a_comment_stands_behind_a_number_sign(
    kbtool: Kbtool, base: Path, comment: str, expected: list[str]
) -> None:
    save(base, FIRST, article("Q700001", "Text.\n", title="The  Bell").replace(b'Bell"', f'Bell" {comment}'.encode()))
    assert codes(kbtool, FIRST) == expected
    kbtool("lint", "--fix", FIRST)
    assert (b"The  Bell" in (base / FIRST).read_bytes()) == (comment != "# so says kbtool")


@pytest.mark.parametrize("title", ["How to C# kbtool-ignore comments", "Use of # kbtool-ignore comments"])
def test_what_a_title_says_is_no_comment(kbtool: Kbtool, base: Path, title: str) -> None:
    save(base, FIRST, article("Q700001", "Text.\n", title=title))
    assert "KB601" not in codes(kbtool, FIRST)


def test_a_comment_is_left_alone_when_its_rule_does_not_run(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "Pull the rope. <!-- kbtool-ignore KB703 -->\n"))
    assert codes(kbtool, "--ignore", "KB703") == []


def test_a_comment_is_not_held_against_an_article_of_which_only_the_body_can_be_read(
    kbtool: Kbtool, base: Path
) -> None:
    body = article("Q700002", "The the bell. <!-- kbtool-ignore KB703 KB301 title-spacing -->\n")
    save(base, SECOND, body.replace(b"title:", b"titel:"))
    assert codes(kbtool, SECOND) == ["KB406", "KB404"]


def test_a_name_that_stands_for_several_rules_silences_none(kbtool: Kbtool, base: Path) -> None:
    for name in ("references", "KB7", "all"):
        save(base, SECOND, article("Q700002", f"Text. <!-- kbtool-ignore {name} -->\n", "The Other Bell"))
        assert f"'{name}' stands for several rules, which no comment silences." in kbtool("lint", SECOND).out


@pytest.mark.parametrize("name", ["KB101", "title-cut"])
def test_a_code_of_conversion_silences_nothing(kbtool: Kbtool, base: Path, name: str) -> None:
    save(base, SECOND, article("Q700002", f"Text. <!-- kbtool-ignore {name} -->\n", "The Other Bell"))
    assert f"{name} is no rule of the linter. Remove it from the comment." in kbtool("lint", SECOND).out
    assert codes(kbtool, "--select", "KB703", SECOND) == []
    kbtool("lint", "--fix", SECOND)
    assert (base / SECOND).read_bytes() == article("Q700002", "Text.\n", "The Other Bell")


def test_a_comment_in_code_is_code(kbtool: Kbtool, base: Path) -> None:
    save(base, FIRST, article("Q700001", "```\n<!-- kbtool-ignore-file KB703 -->\n```\n\nPull the the rope.\n"))
    assert codes(kbtool, FIRST) == ["KB703"]


def test_a_comment_is_no_part_of_the_title_that_it_stands_behind(kbtool: Kbtool, base: Path) -> None:
    cited = "[Q700002](kb:Q700002) The Other Bell <!-- kbtool-ignore word-doubled -->\n"
    save(base, FIRST, article("Q700001", cited))
    assert codes(kbtool, FIRST) == ["KB601"]


# --- Counting ----------------------------------------------------------------------------------------------------------------


def test_statistics_count_by_rule_and_say_what_can_be_mended(kbtool: Kbtool, base: Path) -> None:
    save(base, SECOND, article("Q700002", "Pull the the rope.\n", "The Other Bell"))
    run = kbtool("lint", "--statistics")
    assert [line.split() for line in run.out.splitlines()[:-1]] == [
        ["2", "warning", "KB703", "word-doubled", "2", "--unsafe-fixes"],
        ["1", "warning", "KB709", "apostrophe-lost", "1", "--fix"],
    ]
    assert (
        run.out.splitlines()[-1]
        == "2 articles checked: 3 warnings. 1 can be mended with --fix, 2 more with --unsafe-fixes."
    )


def test_statistics_are_for_programs_too(kbtool: Kbtool, base: Path) -> None:
    kbtool("lint", "--statistics", "--format", "json", "--output", "counts.json")
    first, _ = json.loads((base / "counts.json").read_text())
    assert first == {
        "code": "KB703",
        "name": "word-doubled",
        "severity": "warning",
        "findings": 1,
        "safe_fixes": 0,
        "unsafe_fixes": 1,
    }
    run = kbtool("lint", "--statistics", "--format", "sarif")
    assert run.code == 2
    assert "--statistics has the forms text, concise, json, not sarif." in run.err


# --- Standard input ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def piped(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> Kbtool:
    """The command line with an article on standard input: one that cites another and lost an apostrophe."""

    def run(*arguments: str | Path) -> Run:
        data = article("Q700001", "It doesn?t ring. See [Q700009](kb:Q700009).\n")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return kbtool("lint", *arguments)

    return run


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("paths", [[], ["-"]])
def test_what_comes_from_standard_input_stands_for_a_file(piped: Kbtool, paths: list[str]) -> None:
    run = piped(*paths, "--stdin-filename", FIRST, "--format", "concise", "--threshold", "warning")
    assert run.code == 1
    assert [line.split(" ")[0] for line in run.out.splitlines()[:2]] == [f"{FIRST}:8:9:", f"{FIRST}:8:22:"]
    assert run.out.splitlines()[-1] == "1 article checked: 2 warnings. 1 can be mended with --fix."


def test_settings_for_paths_hold_for_standard_input_wherever_its_name_begins(piped: Kbtool, base: Path) -> None:
    save(base, "kbtool.toml", b'[[lint.per-path]]\npaths = ["content/700/*"]\nignore = ["KB301"]\n')
    for name in (FIRST, base / FIRST):
        run = piped("--stdin-filename", name, "--format", "concise", "--threshold", "warning")
        assert "KB709" in run.out
        assert "KB301" not in run.out


def test_mended_text_goes_to_standard_output_and_what_is_left_to_standard_error(piped: Kbtool, base: Path) -> None:
    before = (base / FIRST).read_bytes()
    run = piped("--fix", "--stdin-filename", FIRST, "--threshold", "warning")
    assert run.code == 1
    assert run.out.encode() == article("Q700001", "It doesn't ring. See [Q700009](kb:Q700009).\n")
    assert "KB301" in run.err
    assert "KB709" not in run.err
    assert (base / FIRST).read_bytes() == before


@pytest.mark.usefixtures("base")
def test_a_diff_of_standard_input(piped: Kbtool) -> None:
    run = piped("--diff", "--stdin-filename", FIRST)
    assert run.code == 1
    assert f"--- a/{FIRST}\n" in run.out
    assert "+It doesn't ring." in run.out


@pytest.mark.usefixtures("base")
def test_what_is_no_text_is_found_and_passed_on_as_it_is(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert kbtool("lint", "--diff", "--unsafe-fixes", "--stdin-filename", FIRST) == (0, "", "")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert codes(kbtool, "--stdin-filename", FIRST) == ["KB105"]


@pytest.mark.usefixtures("base")
def test_an_article_from_standard_input_need_not_be_on_disk(kbtool: Kbtool, monkeypatch: pytest.MonkeyPatch) -> None:
    data = article("Q700009", "Pull the the rope, see Q700001.\n", "New")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert codes(kbtool, "-", "--stdin-filename", "content/700/Q700009.md") == ["KB703"]


# --- Paths -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        (".", FIRST),
        ("content", "700/Q700001.md"),
        ("content/700", "Q700001.md"),
        ("content/701", "../700/Q700001.md"),
        ("docs", f"../{FIRST}"),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_paths_are_shown_as_one_would_type_them_here(
    kbtool: Kbtool, base: Path, monkeypatch: pytest.MonkeyPatch, folder: str, shown: str, *, is_named: bool
) -> None:
    (base / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(base / folder)
    for cache in ("--cache", "--no-cache"):
        asked = ([shown], [base / FIRST])[cache == "--cache"] if is_named else []
        run = kbtool("lint", "--format", "concise", cache, *asked)
        assert [line.split(":")[0] for line in run.out.splitlines()[:-1]] == [shown, shown]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "2 warnings. 1 can be mended with --fix, 1 more with --unsafe-fixes."),
        (["--select", "KB703"], "1 warning. 1 can be mended with --unsafe-fixes."),
        (["--select", "KB709"], "1 warning. 1 can be mended with --fix."),
        (["--select", "KB301"], "no findings."),
        (["--select", "KB703", "--fix"], "1 warning."),
    ],
)
@pytest.mark.usefixtures("base")
def test_the_summary_says_what_can_be_mended(kbtool: Kbtool, options: list[str], said: str) -> None:
    assert kbtool("lint", *options).out.splitlines()[-1] == f"2 articles checked: {said}"


@pytest.mark.usefixtures("base")
def test_who_switches_a_rule_off_by_its_severity_gets_a_hint(kbtool: Kbtool) -> None:
    assert "To switch a rule off: --ignore KB301." in kbtool("lint", "--severity", "KB301=off").err
