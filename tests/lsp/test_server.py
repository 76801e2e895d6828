"""The server as an editor meets it: over stdio, with a client of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from tests.builders import save
from tests.lsp.editor import Editor, applied, editing
from tests.lsp.library import BELL, FOG, LAMP, REDIRECTS, article, base, file

FLAWED = article(
    "Q700002",
    "BUG: The Lamp Goes Out",
    "## SYMPTOMS\n\n\U0001f514 Pull the the rope, see [Q700010](kb:Q700010) or Q700099.\n\nIt doesn?t ring.\n",
)
LINE = 7
"""Of FLAWED, the one with most in it; as the protocol counts."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base that no test changes."""
    return base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Editor]:
    """An editor that works in it, once the base has been read: before, requests get no answer."""
    with editing(home) as editor:
        uri = editor.open(file(home, "Q700001"))
        editor.diagnostics(uri)
        editor.close(uri)
        yield editor


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A base that the test may change."""
    return base(tmp_path)


# --- Findings ------------------------------------------------------------------------------------------------------------------


def test_findings_come_while_one_types(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"))
    assert shared.codes(uri) == []
    shared.type(uri, FLAWED)
    found = {str(one.code): one for one in shared.diagnostics(uri)}
    assert set(found) == {"KB703", "KB301", "KB302", "KB709"}
    doubled = found["KB703"]
    assert str(doubled.range) == "7:8-7:15"  # behind a character of two units
    assert doubled.severity is types.DiagnosticSeverity.Warning
    assert doubled.source == "kbtool"
    assert doubled.message == "'the' stands here twice. Remove one of the two."
    shared.type(uri, LAMP)
    assert shared.codes(uri) == []


def test_a_finding_leads_to_the_articles_it_speaks_of(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), FLAWED)
    moved = next(one for one in shared.diagnostics(uri) if one.code == "KB302")
    assert moved.related_information
    assert [(one.location.uri, one.message) for one in moved.related_information] == [
        (file(home, "Q700001").as_uri(), "Q700001 HOWTO: Ring the Bell of the Harbour")
    ]


def test_a_comment_silences_them(shared: Editor, home: Path) -> None:
    uri = shared.open(
        file(home, "Q700003"), FOG + "\n<!-- kbtool-ignore-next-line word-doubled -->\nPull the the rope.\n"
    )
    assert shared.codes(uri) == []


def test_several_documents_have_their_own(shared: Editor, home: Path) -> None:
    first = shared.open(file(home, "Q700002"), FLAWED)
    second = shared.open(file(home, "Q700003"), FOG + "Pull the the rope.\n")
    assert len(shared.codes(first)) == 4
    assert shared.codes(second) == ["KB703"]
    shared.close(second)
    shared.until(lambda: shared.published[second].diagnostics == ())
    assert len(shared.codes(first)) == 4


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["KB401"]),
        ("---\n", ["KB402"]),
        ('---\nid: "Q700002', ["KB402"]),
        ('---\nid: "Q700002"\ntitle: [\n---\n', ["KB402"]),
        ('---\nid: "Q7"\ntitle: "Lamp"\n---\n', ["KB407"]),
        (LAMP.replace("out.", "\ud800 out."), ["KB105"]),
        (LAMP.replace("\n", "\r\n"), []),
    ],
)
def test_what_is_half_written_breaks_nothing(shared: Editor, home: Path, text: str, codes: list[str]) -> None:
    uri = shared.open(file(home, "Q700002"))
    shared.type(uri, text)
    assert shared.codes(uri) == codes
    for line in range(4):
        shared.hover(uri, line, 5)
        shared.completion(uri, line, 5)
        shared.actions(uri, line)
    shared.type(uri, LAMP)
    assert shared.codes(uri) == []


def test_a_new_article_that_is_nowhere_yet_is_checked(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700050"), article("Q700050", "New", "Pull the the rope. See Q700001.\n"))
    assert shared.codes(uri) == ["KB703"]
    assert "Ring the Bell" in shared.hover(uri, 5, 26)
    shared.close(uri)


def test_what_is_no_article_is_left_alone(shared: Editor, home: Path) -> None:
    uri = shared.open(home / "README.md", "# The the harbour\n")
    assert shared.codes(uri) == []


def test_a_file_outside_is_checked_among_the_articles_of_the_base(shared: Editor, tmp_path: Path) -> None:
    uri = shared.open(tmp_path / "Q700051.md", article("Q700051", "Draft", "Pull the the rope. See Q700001.\n"))
    assert shared.codes(uri) == ["KB703"]
    assert shared.definition(uri, 5, 26) == "Q700001.md"


def test_a_file_in_no_base_is_checked_by_itself(tmp_path: Path) -> None:
    path = save(tmp_path, "Q700051.md", article("Q700051", "Draft", "Pull the the rope.\n").encode())
    with editing(tmp_path) as editor:
        assert editor.codes(editor.open(path)) == ["KB703"]
    assert [path.name for path in tmp_path.iterdir()] == ["Q700051.md"]


def test_in_no_base_nothing_is_kept_and_other_markdown_is_left_alone(tmp_path: Path) -> None:
    save(tmp_path, "content/700/Q700001.md", BELL.encode())
    other = save(tmp_path, "intro.md", article("intro", "Intro", "Pull the the rope.\n").encode())
    with editing(tmp_path) as editor:
        assert editor.codes(editor.open(other)) == []
        assert editor.codes(editor.open(save(tmp_path, "Q700051.md", article("Q700051", "Draft").encode()))) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Q700051.md", "content", "intro.md"]


def test_what_has_no_place_on_disk_gets_no_answer(shared: Editor) -> None:
    uri = "untitled:Untitled-1"
    item = types.TextDocumentItem(uri, "markdown", 1, FLAWED)
    shared._client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert shared.hover(uri, LINE, 40) == ""
    assert shared.actions(uri, LINE) == []
    assert uri not in shared.published


@pytest.mark.parametrize(
    ("encodings", "chosen", "place"),
    [
        ((types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16), "utf-8", "7:10-7:17"),
        ((types.PositionEncodingKind.Utf32,), "utf-32", "7:7-7:14"),
    ],
)
def test_places_are_in_the_encoding_that_the_editor_prefers(
    home: Path, encodings: tuple[types.PositionEncodingKind, ...], chosen: str, place: str
) -> None:
    with editing(home, encodings=encodings) as editor:
        assert editor.server.capabilities.position_encoding == chosen
        uri = editor.open(file(home, "Q700002"), FLAWED)
        found = next(one for one in editor.diagnostics(uri) if one.code == "KB703")
        assert str(found.range) == place
        start = found.range.start
        assert "Silence KB703 word-doubled here" in [action.title for action in editor.actions(uri, start.line)]


# --- Actions -------------------------------------------------------------------------------------------------------------------


def done(actions: list[types.CodeAction], title: str) -> str:
    """FLAWED after the one of the actions that is called so."""
    action = next(action for action in actions if action.title == title)
    assert action.edit
    assert action.edit.changes
    ((_, edits),) = action.edit.changes.items()
    return applied(FLAWED, edits)


def test_a_fix_mends_what_was_found(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), FLAWED)
    assert done(shared.actions(uri, LINE), "Remove one 'the' (KB703)") == FLAWED.replace("the the", "the")


def test_safe_fixes_are_preferred_and_belong_to_their_finding(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), FLAWED)
    found = {str(one.code): one for one in shared.diagnostics(uri)}
    actions = shared.actions(uri, LINE, ["quickfix"])
    fixes = {action.title: action for action in actions if not action.title.startswith("Silence")}
    preferred = {title: action.is_preferred for title, action in fixes.items()}
    assert preferred == {"Remove one 'the' (KB703)": False, "Cite Q700001 instead (KB302)": True}
    assert list(fixes["Remove one 'the' (KB703)"].diagnostics or ()) == [found["KB703"]]
    assert {action.kind for action in actions} == {types.CodeActionKind.QuickFix}


def test_all_that_is_safe_is_mended_at_once(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), FLAWED)
    title = "Mend all that kbtool can mend safely"
    for only in (["source.fixAll"], ["source.fixAll.kbtool"], ["source"], None):
        assert done(shared.actions(uri, 0, only), title) == FLAWED.replace("doesn?t", "doesn't").replace(
            "Q700010", "Q700001"
        )
    assert shared.actions(uri, LINE, ["refactor"]) == []
    assert shared.actions(uri, LINE, ["source.organizeImports"]) == []


def test_where_nothing_can_be_mended_nothing_is_offered(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"))
    assert shared.actions(uri, LINE) == []
    assert shared.actions(uri, LINE, ["source.fixAll"]) == []


def test_a_rule_is_silenced_where_it_found_something(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), FLAWED)
    after = done(shared.actions(uri, LINE), "Silence KB703 word-doubled here")
    assert " <!-- kbtool-ignore word-doubled -->\n" in after
    shared.type(uri, after)
    assert sorted(shared.codes(uri)) == ["KB301", "KB302", "KB709"]


# --- Articles ------------------------------------------------------------------------------------------------------------------


def test_an_id_shows_the_cited_article(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"))
    shown = shared.hover(uri, 14, 3)
    assert shown.startswith(
        "**Q700001** HOWTO: Ring the Bell of the Harbour\n\nTideworks Bell, revised 2001-08-09\n\nThe bell"
    )
    assert shared.hover(uri, 10, 3) == ""


def test_a_cited_article_that_is_open_is_shown_as_it_stands_there(shared: Editor, home: Path) -> None:
    shared.open(file(home, "Q700001"), BELL.replace("rung by its rope", "rung by hand"))
    uri = shared.open(file(home, "Q700002"))
    assert "rung by hand" in shared.hover(uri, 14, 3)
    shared.close(file(home, "Q700001").as_uri())
    assert "rung by its rope" in shared.hover(uri, 14, 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Q700001", "Q700001.md"), ("Q700010", "Q700001.md"), ("Q700020", ""), ("Q700099", ""), ("none", "")],
)
def test_an_id_leads_to_the_article_that_readers_come_to(shared: Editor, home: Path, text: str, name: str) -> None:
    uri = shared.open(file(home, "Q700002"), text)
    assert shared.definition(uri, 0, 3) == name


def test_all_citations_of_an_id_are_found(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"))
    cited = [("Q700002.md", "14:0-14:21"), ("Q700003.md", "8:31-8:52")]
    assert shared.references(uri, 14, 3) == cited
    assert shared.references(uri, 14, 3, declared=True) == [*cited, ("Q700001.md", "0:0-0:0")]
    assert shared.references(uri, 10, 3) == []


def test_all_citations_of_the_article_itself_are_found_from_its_name(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700001"))
    for line in (1, 2):
        assert [name for name, _ in shared.references(uri, line, 5)] == ["Q700002.md", "Q700003.md"]


def test_in_an_open_article_citations_are_where_the_editor_has_them(shared: Editor, home: Path) -> None:
    uri = shared.open(
        file(home, "Q700002"), LAMP.replace("[Q700001]", "\U0001f514 [Q700010]").replace("kb:Q700001", "kb:Q700010")
    )
    new = shared.open(file(home, "Q700050"), "Q700001")
    places = [("Q700002.md", "14:3-14:24"), ("Q700003.md", "8:31-8:52"), ("Q700050.md", "0:0-0:7")]
    assert shared.references(uri, 14, 5) == places
    shared.close(new)
    shared.close(uri)


def test_ids_are_proposed(shared: Editor, home: Path) -> None:
    uri = shared.open(file(home, "Q700002"), "See [lamp goes")
    found = shared.completion(uri, 0, 14)
    assert [item.label for item in found.items] == ["Q700002"]
    assert found.is_incomplete


def test_headings_are_the_outline(shared: Editor, home: Path) -> None:
    text = article("Q700002", "Lamp", "# One\n\n## Two\n\n### Three\n\n## Four\n\n##\n\n# Five\n")
    uri = shared.open(file(home, "Q700002"), text)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    found = shared.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)

    def named(symbols: list[types.DocumentSymbol]) -> list[object]:
        return [(one.name, str(one.range), named(list(one.children or ()))) for one in symbols]

    assert named(found) == [
        (
            "One",
            "5:0-15:0",
            [("Two", "7:0-11:0", [("Three", "9:0-11:0", [])]), ("Four", "11:0-13:0", []), ("#", "13:0-15:0", [])],
        ),
        ("Five", "15:0-16:0", []),
    ]


@pytest.mark.parametrize(("query", "ids"), [("Q70000", 3), ("fog", 1), ("no such", 0), ("", 3)])
def test_articles_are_found_by_id_and_title(shared: Editor, home: Path, query: str, ids: int) -> None:
    shared.diagnostics(shared.open(file(home, "Q700002")))
    found = shared.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams(query))
    assert len(found) == ids


# --- What changes around it ----------------------------------------------------------------------------------------------------

CITING = article("Q700002", "BUG: The Lamp Goes Out", "See Q700004.\n")


def test_an_article_that_is_saved_is_known(own: Path) -> None:
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        assert editor.codes(citing) == ["KB301"]
        uri = editor.open(file(own, "Q700004"), article("Q700004", "New"))
        assert editor.codes(uri) == []
        file(own, "Q700004").write_text(article("Q700004", "New"))
        editor.published.clear()
        editor.save(uri)
        assert editor.codes(citing) == []
        assert editor.hover(citing, 5, 5).startswith("**Q700004** New")


def test_files_that_change_on_disk_are_known(own: Path) -> None:
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        assert editor.codes(citing) == ["KB301"]
        assert [registration.method for registration in editor.watched] == ["workspace/didChangeWatchedFiles"]
        path = file(own, "Q700004")
        path.write_text(article("Q700004", "New"))
        editor.published.clear()
        editor.changed(path, own / "elsewhere.md")
        assert editor.codes(citing) == []
        path.unlink()
        editor.published.clear()
        editor.changed(path)
        assert editor.codes(citing) == ["KB301"]


def test_many_files_that_change_at_once_are_known(own: Path) -> None:
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        assert editor.codes(citing) == ["KB301"]
        paths = [file(own, f"Q{number}") for number in (700004, *range(700100, 700320))]
        for path in paths:
            path.write_text(article(path.stem, f"New {path.stem}"))
        editor.published.clear()
        editor.changed(*paths)
        assert editor.codes(citing) == []
        editor.until(lambda: editor.log[-1] == f"kbtool: 224 articles in {own}.")


SETTINGS = [
    ("kbtool.toml", '[lint]\nignore = ["KB301"]\n', []),
    ("kbtool.toml", '[[lint.per-path]]\npaths = ["content/700/Q700003.md"]\nignore = ["references"]\n', ["KB301"]),
    ("kbtool.toml", '[[lint.per-path]]\npaths = ["content/700/Q700002.md"]\nignore = ["references"]\n', []),
    ("kbtool.toml", '[lint.severity]\nKB301 = "error"\n', ["KB301"]),
    ("redirects.yml", '"Q700004": "Q700001"\n', ["KB302"]),
]


@pytest.mark.parametrize("watches", [True, False])
def test_settings_that_change_are_known(own: Path, watches: bool) -> None:  # noqa: FBT001
    with editing(own, watches=watches) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        assert editor.codes(citing) == ["KB301"]
        for name, text, codes in SETTINGS:
            (own / name).write_text(text)
            if watches:
                editor.changed(own / name)
            else:  # what an editor does not tell is seen as soon as anything is saved
                editor.save(citing)
            editor.until_codes(citing, codes)
            assert editor.messages == []


def test_settings_with_errors_are_said_and_the_old_ones_hold(own: Path) -> None:
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        assert editor.codes(citing) == ["KB301"]
        (own / "kbtool.toml").write_text('contents = "x"\n')
        editor.changed(own / "kbtool.toml")
        editor.until(lambda: editor.messages)
        assert "kbtool.toml:1: no setting is called 'contents'; did you mean 'content'?" in editor.messages[0]
        assert editor.messages[0].endswith("What was read before holds until it is right.")
        editor.type(citing, CITING + "\nPull the the rope.\n")
        assert editor.codes(citing) == ["KB301", "KB703"]


ASTRAY = '"Q700010": "Q700001"\n"Q700011": "Q700099"\n'
"""The second redirect leads nowhere."""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("redirects.yml", ASTRAY, {1: "the redirect of Q700011 leads to Q700099, and from there to no article."}),
        ("redirects.yml", '"Q700011": "Q700012"\n"Q700012": "Q700011"\n', {0: "circle", 1: "circle"}),
        ("redirects.yml", '"Q700011": "bell"\n"Q700010": "Q700001"\n', {0: "'bell' is no id of this knowledge base"}),
        ("redirects.yml", '"Q700011": [\n', {1: "is not valid YAML"}),
        ("redirects.yml", '"Q700010": "Q700001"\n', {}),
        ("successors.yml", '\n"Q700011":\n  url: "bells"\n', {1: "the url of Q700011 is 'bells'"}),
        ("successors.yml", '"Q700011":\n  url: "https://example.org/"\n', {}),
        ("other.yml", ASTRAY, {}),
    ],
)
def test_the_files_beside_the_articles_are_checked_while_one_types(
    shared: Editor, home: Path, name: str, text: str, expected: dict[int, str]
) -> None:
    uri = shared.open(home / name, "")
    shared.type(uri, text)
    found = shared.diagnostics(uri)
    assert [one.range.start.line for one in found] == list(expected)
    assert all(said in one.message for one, said in zip(found, expected.values(), strict=True))
    assert shared.actions(uri, 0) == []
    shared.close(uri)


def test_the_files_beside_the_articles_are_checked_when_they_or_the_articles_change(own: Path) -> None:
    redirects = own / "redirects.yml"
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"))
        assert editor.codes(citing) == []
        redirects.write_text(ASTRAY)
        editor.changed(redirects)
        uri = redirects.as_uri()
        editor.until(lambda: uri in editor.published)
        assert [one.code for one in editor.published[uri].diagnostics] == ["KB312"]
        save(own, "content/700/Q700099.md", article("Q700099", "New").encode())
        editor.changed(file(own, "Q700099"))
        editor.until_codes(uri, [])
        file(own, "Q700001").unlink()
        editor.changed(file(own, "Q700001"))
        editor.until_codes(uri, ["KB312"])
        editor.type(editor.open(redirects), "")
        assert editor.codes(uri) == []
        editor.close(uri)
        editor.until_codes(uri, ["KB312"])


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("redirects.yml", '"Q700010": "Q700001"\n"Q700011": "bell"\n', 1, "'bell' is no id of this knowledge base"),
        ("redirects.yml", '"Q700011": [\n', 1, "is not valid YAML"),
        ("redirects.yml", ASTRAY, 1, "the redirect of Q700011 leads to Q700099"),
        ("successors.yml", '"Q700011":\n  url: "bells"\n', 0, "the url of Q700011 is 'bells'"),
    ],
)
def test_what_is_wrong_beside_the_articles_is_told_when_the_editor_starts(
    own: Path, name: str, text: str, line: int, said: str
) -> None:
    path = save(own, name, text.encode())
    uri = path.as_uri()
    with editing(own) as editor:
        editor.until(lambda: uri in editor.published)
        (found,) = editor.published[uri].diagnostics
        assert found.range.start.line == line
        assert said in found.message
        assert editor.codes(editor.open(file(own, "Q700002"), CITING)) == ["KB301"]
        assert editor.diagnostics(editor.open(path)) == [found]
        editor.close(uri)
        path.unlink()
        editor.changed(path)
        editor.until_codes(uri, [])


def test_severities_hold_in_the_files_beside_the_articles(own: Path) -> None:
    save(own, "kbtool.toml", b'[lint.severity]\nKB312 = "info"\n')
    with editing(own) as editor:
        (found,) = editor.diagnostics(editor.open(own / "redirects.yml", ASTRAY))
        assert found.severity is types.DiagnosticSeverity.Information


def test_settings_that_were_never_right_are_said_and_may_be_mended(own: Path) -> None:
    (own / "kbtool.toml").write_text('[lint]\nignore = ["KB999"]\n')
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        editor.until(lambda: editor.messages)
        assert editor.messages[0].endswith("Nothing is checked until it is right.")
        assert editor.hover(citing, 5, 5) == ""
        (own / "kbtool.toml").write_text("")
        editor.save(citing)
        assert editor.codes(citing) == ["KB301"]


def test_a_base_may_have_no_cache_and_no_articles(tmp_path: Path) -> None:
    save(tmp_path, "kbtool.toml", b"")
    save(tmp_path, ".kbtool-cache", b"a file in the way")
    path = file(tmp_path, "Q700001")
    with editing(tmp_path) as editor:
        uri = editor.open(path, BELL + "\nPull the the rope.\n")
        assert editor.codes(uri) == ["KB703"]
        save(tmp_path, "content/700/Q700001.md", BELL.encode())
        editor.save(uri)
        assert editor.hover(uri, 1, 5).startswith("**Q700001**")


def test_what_is_found_is_kept_for_the_command(own: Path) -> None:
    with editing(own) as editor:
        editor.diagnostics(editor.open(file(own, "Q700002")))
    assert [path.name.partition("-")[0] for path in (own / ".kbtool-cache").glob("*.msgpack")] == ["catalogue"]


# --- Coming and going ----------------------------------------------------------------------------------------------------------


def test_an_editor_that_cannot_watch_is_not_asked_to(home: Path) -> None:
    with editing(home, watches=False) as editor:
        editor.diagnostics(editor.open(file(home, "Q700002")))
        assert editor.watched == []


def test_that_the_articles_are_being_read_is_shown_until_they_are(own: Path) -> None:
    redirects = own / "redirects.yml"
    redirects.unlink()
    os.mkfifo(redirects)  # who reads it waits for who writes it
    with editing(own) as editor:
        citing = editor.open(file(own, "Q700002"), CITING)
        editor.until(lambda: editor.progress)
        assert editor.progress == ["begin"]
        assert editor.hover(citing, 5, 5) == ""
        redirects.write_text(REDIRECTS)
        redirects.unlink()
        assert editor.codes(citing) == ["KB301"]
        assert editor.progress[:2] == ["begin", "end"]


def test_it_leaves_though_there_is_something_to_check(home: Path) -> None:
    editor = Editor()
    editor.start(home)
    citing = editor.open(file(home, "Q700002"))
    editor.diagnostics(citing)
    for number in range(3):
        editor.type(citing, f"{CITING}{number}")
    assert editor.stop() == 0


def test_it_leaves_when_the_editor_does(home: Path) -> None:
    editor = Editor()
    editor.start(home)
    assert editor.stop() == 0
