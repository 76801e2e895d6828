"""Front matter: everything a YAML reader would hide from an editor is a finding with its place, its reason and what to do."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbtool.content import frontmatter, parse, writer
from kbtool.findings import Code, Finding
from kbtool.model import AppliesTo, Article, FrontMatter, Source

ROOT = Path(__file__).parents[2]
PATH = "content/700/Q700001.md"
SOUND = b'---\nid: "Q700001"\ntitle: "The Bell"\n---\n\nText.\n'


def findings(text: str | bytes, file_stem: str | None = None) -> list[Finding]:
    data = text.encode() if isinstance(text, str) else text
    article, found = parse(data, PATH, file_stem)
    assert (article is None) == bool(found)
    for finding in found:
        assert finding.path == PATH
        assert finding.severity == "error"
        assert finding.advice
    return found


def places(found: list[Finding]) -> list[tuple[int, int, Code]]:
    return [(finding.line, finding.column, finding.code) for finding in found]


def with_fields(*lines: str) -> str:
    return "\n".join(["---", 'id: "Q700001"', 'title: "The Bell"', *lines, "---", "", "Text.", ""])


def test_a_sound_article_has_no_finding() -> None:
    article, found = parse(SOUND, PATH, "Q700001")
    assert found == []
    assert article is not None
    assert (article.front.id, article.front.title, article.body) == ("Q700001", "The Bell", "\nText.\n")
    assert (article.path, article.body_line) == (PATH, 5)


@pytest.mark.parametrize(
    "data", [b"", b"# Title\n", b"Text.\n---\nid: x\n---\n", b" ---\n", b"----\n", b"\n---\nid: x\n---\n"]
)
def test_no_front_matter(data: bytes) -> None:
    (finding,) = findings(data)
    assert places([finding]) == [(1, 0, Code.FRONT_MATTER_MISSING)]
    assert "'---'" in finding.message


@pytest.mark.parametrize(
    "data", [b"---\n", b'---\nid: "Q1"\n', b'---\nid: "Q1"\n ---\n', b'---\nid: "Q1"\n---- \nText.']
)
def test_front_matter_without_an_end(data: bytes) -> None:
    (finding,) = findings(data)
    assert places([finding]) == [(1, 0, Code.FRONT_MATTER_BROKEN)]
    assert "no end" in finding.message


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('product: "The "Bell""', 16),
        ("product: a: b", 11),
        ('product: "\\q"', 11),
        ("product: @a", 10),
        ("product: *a", 10),
        ("[a]: b", 1),
    ],
)
def test_broken_yaml_is_named_with_its_place(line: str, column: int) -> None:
    (finding,) = findings(with_fields(line))
    assert places([finding]) == [(4, column, Code.FRONT_MATTER_BROKEN)]
    assert "double quotes" in finding.advice


LOST = {
    "a quotation mark is missing at the end of this value.": [
        ('product: "a', 10),
        ("product: 'a", 10),
        ('- "a', 3),
        ('source:\n  form: "a', 9),
    ],
    "a quotation mark is missing before this value.": [('product: a: b"', 10)],
    "a colon is missing behind 'product'.": [('product "a"', 1), ("product a", 1)],
    "a blank is missing behind the colon.": [('product:"a"', 8), ("product:a", 8)],
}


@pytest.mark.parametrize(
    ("problem", "written", "column"), [(problem, *one) for problem, many in LOST.items() for one in many]
)
@pytest.mark.parametrize("below", [['version: "1"'], ["", "# more", "version: 1", 'platform: "x"'], []])
def test_a_sign_that_was_lost_is_named_where_it_was(problem: str, written: str, column: int, below: list[str]) -> None:
    above = ["keywords:", '- "b"'] if written.startswith("-") else ['product_code: "it\'s"']
    text = with_fields(*above, *written.split("\n"), *(['- "c"'] if written.startswith("-") else []), *below)
    (finding,) = findings(text)
    line = text[: text.index(written) + len(written)].count("\n") + 1
    assert places([finding]) == [(line, column, Code.FRONT_MATTER_BROKEN)]
    assert finding.message == f"the front matter is not valid YAML: {problem}"
    assert finding.advice == "Put one there."


@pytest.mark.parametrize("written", ['product: The Bell"', 'product: a "b" c"', 'keywords:\n- bell"'])
def test_a_value_that_lost_only_its_first_quotation_mark_is_none(written: str) -> None:
    (finding,) = findings(with_fields(*written.split("\n"), 'version: "1"'))
    assert finding.code is Code.FIELD_INVALID
    assert finding.message == "the value ends in a quotation mark that nothing opens."


def test_quotation_marks_within_a_value_need_none_around_it() -> None:
    article, _ = parse(with_fields('product: The "Bell"', 'platform: a 3" bell', 'version: 3.5"').encode(), PATH)
    assert article is not None
    assert (article.front.product, article.front.platform, article.front.version) == ('The "Bell"', 'a 3" bell', '3.5"')


@pytest.mark.parametrize("lines", [("\tproduct: a",), ("keywords:", '\t- "a"'), ("keywords:", ' \t- "a"')])
def test_a_tab_is_called_one(lines: tuple[str, ...]) -> None:
    (finding,) = findings(with_fields(*lines))
    assert places([finding]) == [(3 + len(lines), 1, Code.FRONT_MATTER_BROKEN)]
    assert finding.message.endswith("a tab stands before this.")
    assert finding.advice == "Put blanks in the place of the tab."


def test_a_title_without_text_is_to_be_written() -> None:
    (finding,) = findings('---\nid: "Q1"\ntitle: ""\n---\n')
    assert finding.message == "the field 'title' cannot hold this: this is empty."
    assert finding.advice == 'Write it: title: "...".'


@pytest.mark.parametrize("line", ["product: [a, b", "product: 'a", 'product: "a'])
def test_yaml_that_is_never_closed_is_named_at_its_end_at_the_latest(line: str) -> None:
    (finding,) = findings(with_fields(line))
    assert finding.code is Code.FRONT_MATTER_BROKEN
    assert finding.line in (4, 5)


def test_an_impossible_date_is_named_with_its_line() -> None:
    (finding,) = findings(with_fields("revised: 2001-02-30"))
    assert finding.line == 4


def test_a_control_character_is_named_with_its_line() -> None:
    (finding,) = findings(with_fields('product: "a\x00b"'))
    assert finding.line == 4


@pytest.mark.parametrize("text", ["---\njust words\n---\n", "---\n- a\n- b\n---\n", "---\n42\n---\n"])
def test_front_matter_that_is_no_fields(text: str) -> None:
    (finding,) = findings(text)
    assert places([finding]) == [(2, 0, Code.FRONT_MATTER_BROKEN)]


def test_a_repeated_field_is_named_where_it_stands_again() -> None:
    (finding,) = findings(with_fields('product: "a"', 'version: "1"', 'product: "b"'))
    assert places([finding]) == [(6, 1, Code.FIELD_REPEATED)]
    assert "'product'" in finding.message
    assert "line 4" in finding.message


def test_an_unknown_field_with_a_near_one() -> None:
    (finding,) = findings(with_fields('keyword: ["a"]'))
    assert places([finding]) == [(4, 1, Code.FIELD_UNKNOWN)]
    assert finding.message == "no field is called 'keyword'."
    assert finding.advice == "Did you mean 'keywords'?"


def test_an_unknown_field_that_is_like_none() -> None:
    (finding,) = findings(with_fields('xyzzy: "a"'))
    assert places([finding]) == [(4, 1, Code.FIELD_UNKNOWN)]
    assert "kbtool schema" in finding.advice


@pytest.mark.parametrize("key", ["1", "true", "null", "2001-08-09"])
def test_a_key_that_is_no_word_is_an_unknown_field(key: str) -> None:
    (finding,) = findings(with_fields(f'{key}: "a"'))
    assert finding.code is Code.FIELD_UNKNOWN


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("version: 1.10", 'version: "1.10"'),
        ("version: 0123", 'version: "0123"'),
        ("product: no", 'product: "no"'),
        ("product: null", 'product: "null"'),
        ("product: 12:30", 'product: "12:30"'),
    ],
)
def test_what_yaml_would_take_for_something_else_must_be_quoted(line: str, quoted: str) -> None:
    (finding,) = findings(with_fields(line))
    assert places([finding]) == [(4, 1, Code.FIELD_INVALID)]
    assert quoted in finding.advice


@pytest.mark.parametrize(
    "line",
    [
        'keywords: "one two"',
        'keywords: {a: "b"}',
        'revised: "yesterday"',
        'title: ""',
        'applies_to: [["a"]]',
        'source: "text"',
        "keywords: [1, 2]",
        'source: {form: "text", colour: "green"}',
        'applies_to: [{name: "a"}]',
        "source: {}",
    ],
)
def test_a_value_of_another_type(line: str) -> None:
    text = with_fields(line) if not line.startswith("title") else with_fields().replace('title: "The Bell"', line)
    (finding,) = findings(text)
    assert finding.code is Code.FIELD_INVALID
    assert finding.line in (3, 4)
    assert line.split(":", maxsplit=1)[0] in finding.message


@pytest.mark.parametrize(
    ("written", "missing"), [('id: "Q1"', ["title"]), ('title: "x"', ["id"]), ("", ["id", "title"])]
)
def test_missing_fields_are_all_named(written: str, missing: list[str]) -> None:
    found = findings(f"---\n{written}\n---\n")
    assert [(finding.code, finding.line) for finding in found] == [(Code.FIELD_MISSING, 2)] * len(missing)
    assert [f"'{name}'" in finding.message for name, finding in zip(missing, found, strict=True)] == [True] * len(
        missing
    )


def test_front_matter_of_no_lines_lacks_all_fields() -> None:
    assert {finding.code for finding in findings("---\n---\n\nText.\n")} == {Code.FIELD_MISSING}


def test_everything_wrong_is_said_at_once() -> None:
    found = findings('---\nid: 12\ntitel: "x"\nversion: 1.0\nversion: 2.0\n---\n')
    assert [finding.code for finding in found] == [
        Code.FIELD_REPEATED,
        Code.FIELD_INVALID,
        Code.FIELD_UNKNOWN,
        Code.FIELD_INVALID,
        Code.FIELD_MISSING,
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SOUND.decode(), 2),
        ('---\ntitle: "The id: Bell"\nid: "Q700001"\n---\n', 3),
        ("---\n# id: Q700002\ntitle: The Bell\n\nid: Q700001\n---\n", 5),
        ("---\n{title: The Bell,\nid: Q700001}\n---\n", 3),
    ],
)
def test_the_id_must_be_the_name_of_the_file(text: str, line: int) -> None:
    (finding,) = findings(text, "Q700002")
    assert places([finding]) == [(line, 5, Code.ARTICLE_ID_DIFFERS_FROM_NAME)]
    assert finding.end_line == line
    assert text.split("\n")[line - 1][4 : finding.end_column - 1].strip('"') == "Q700001"
    assert "Q700001" in finding.message
    assert "Q700002" in finding.message


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    (finding,) = findings(SOUND.replace(b"Text", b"T\xe9xt"))
    assert places([finding]) == [(6, 0, Code.UNREADABLE)]
    assert "UTF-8" in finding.message


def test_a_byte_order_mark_changes_nothing() -> None:
    assert parse(b"\xef\xbb\xbf" + SOUND, PATH) == parse(SOUND, PATH)


def test_line_ends_of_windows_change_nothing() -> None:
    assert parse(SOUND.replace(b"\n", b"\r\n"), PATH) == parse(SOUND, PATH)


@pytest.mark.parametrize("tail", [b"", b"\n"])
def test_an_article_may_have_no_text(tail: bytes) -> None:
    article, found = parse(b'---\nid: "Q1"\ntitle: "x"\n---' + tail, PATH)
    assert found == []
    assert article is not None
    assert article.body == ""


def test_a_date_may_be_quoted_or_not() -> None:
    for value in ("2001-08-09", '"2001-08-09"'):
        article, _ = parse(with_fields(f"revised: {value}").encode(), PATH)
        assert article is not None
        assert article.front.revised == date(2001, 8, 9)


def test_a_rule_in_the_text_is_not_the_end_of_the_front_matter() -> None:
    article, _ = parse(SOUND + b"\n---\n\nMore.\n", PATH)
    assert article is not None
    assert article.body == "\nText.\n\n---\n\nMore.\n"


@pytest.mark.parametrize(
    "line", ['source: {form: "text", form: "page"}', 'applies_to: [{name: "a", name: "b", includes: ["c"]}]']
)
def test_a_field_repeated_further_down_is_named_too(line: str) -> None:
    (finding,) = findings(with_fields(line))
    assert finding.code is Code.FIELD_REPEATED
    assert finding.line == 4


def test_a_merge_key_is_an_unknown_field() -> None:
    (finding,) = findings(with_fields('<<: {product: "a"}'))
    assert finding.code is Code.FIELD_UNKNOWN


def test_a_value_that_holds_itself_is_refused() -> None:
    (finding,) = findings(with_fields('applies_to: &a [{name: "x", includes: *a}]'))
    assert finding.line == 4


def test_brackets_without_end_do_not_kill_the_process() -> None:
    script = (
        "from kbtool.content import parse\n"
        "_, found = parse(b'---\\nkeywords: ' + b'[' * 300_000 + b'\\n---\\n', 'x')\n"
        "assert found\n"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [('product: 3" disk', 'platform: 5" disk'), ('# a "', '# b "'), ("product: '\"'", "platform: '\"'")],
    ids=["in plain text", "in comments", "in single quotes"],
)
def test_quotes_that_open_no_string_hide_no_brackets(before: str, after: str) -> None:
    text = with_fields(before, f"keywords: {'[' * 300_000}", after)
    script = f"from kbtool.content import parse\nimport sys\n_, found = parse(sys.stdin.buffer.read(), {PATH!r})\nassert found\n"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, input=text.encode(), check=False)
    assert run.returncode == 0


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
ENTRY = st.recursive(
    TEXT, lambda below: st.builds(AppliesTo, WORD, st.lists(below, min_size=1, max_size=3).map(tuple)), max_leaves=4
)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
FRONT = st.builds(
    FrontMatter,
    id=WORD,
    title=WORD,
    revised=st.none() | st.dates(),
    product=TEXT,
    product_code=TEXT,
    applies_to=st.lists(ENTRY, max_size=3).map(tuple),
    version=TEXT,
    operating_system=TEXT,
    keywords=WORDS,
    component=TEXT,
    technology=WORDS,
    platform=TEXT,
    hardware=WORDS,
    issue_type=WORDS,
    solution_type=WORDS,
    query_words=TEXT,
    source=st.none() | st.builds(Source, form=WORD, prologue=WORDS, superseded=st.dictionaries(WORD, TEXT, max_size=2)),
)


@given(FRONT)
def test_front_matter_reads_back_as_it_was_written(front: FrontMatter) -> None:
    again, found = frontmatter.load(frontmatter.dump(front), PATH)
    assert found == []
    assert again == front


@given(FRONT)
def test_every_value_is_quoted_and_every_line_short_of_folding(front: FrontMatter) -> None:
    text = frontmatter.dump(front)
    events = [event for event in yaml.parse(text, Loader=yaml.CSafeLoader) if isinstance(event, yaml.ScalarEvent)]
    assert all(event.start_mark and event.end_mark and event.start_mark.line == event.end_mark.line for event in events)
    assert all(event.style == '"' or str(event.value).replace("_", "").isalpha() for event in events)


@pytest.mark.parametrize(
    "value", ["1.10", "no", "0123", "null", "2001-08-09", "~", "a: b", "# x", "- x", "'", '"', "\\", "|", ">"]
)
def test_no_yaml_reader_takes_a_string_for_something_else(value: str) -> None:
    text = frontmatter.dump(
        FrontMatter(id="Q1", title=value, keywords=(value,), source=Source(form=value, superseded={value: value}))
    )
    plain = yaml.safe_load(text)
    assert plain["title"] == plain["keywords"][0] == plain["source"]["form"] == value
    assert plain["source"]["superseded"] == {value: value}


def test_empty_fields_are_left_out() -> None:
    assert frontmatter.dump(FrontMatter(id="Q1", title="x")) == 'id: "Q1"\ntitle: "x"\n'


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    article, found = parse(data, PATH)
    assert (article is None) == bool(found)


@given(
    st.lists(
        st.sampled_from(
            [
                "---",
                "id:",
                " ",
                '"',
                "Q1",
                "\n",
                "- ",
                "{",
                "}",
                "[",
                "]",
                "&a",
                "*a",
                "!!x",
                "title: x",
                "#",
                "|",
                "? ",
                "<<: ",
                "%",
                "2001-99-99",
            ]
        )
    ).map("".join)
)
def test_any_yaml_is_read_without_an_exception(text: str) -> None:
    article, found = parse(f"---\n{text}\n---\n".encode(), PATH)
    assert (article is None) == bool(found)
    assert all(finding.line >= 1 for finding in found)


BRACKETS = ["[" * 600, "{" * 600, "[" * 600 + '"' + "{" * 600, '\\"' * 300 + "[" * 600, "\\" * 301 + "[" * 600]


@pytest.mark.parametrize("title", BRACKETS, ids=range(len(BRACKETS)))
def test_brackets_in_quotes_are_text_however_many(title: str) -> None:
    front = FrontMatter(id="Q1", title=title, applies_to=(AppliesTo(title, (title,)),))
    article, found = parse(writer.dumps(Article(front=front, body="\nText.\n")).encode(), PATH)
    assert found == []
    assert article is not None
    assert article.front == front


@pytest.mark.parametrize(
    "line",
    [
        f"product: {'[' * 600}",
        f"product: {'{a: ' * 600}",
        f'keywords: ["a", {"[" * 600}"b"',
        f'"a": {"[" * 600}',
        f'product: "[" {"[" * 600} "]"',
    ],
    ids=range(5),
)
def test_brackets_outside_of_quotes_are_refused_before_they_nest_too_deep(line: str) -> None:
    (finding,) = findings(with_fields(line))
    assert finding.code is Code.FRONT_MATTER_BROKEN
