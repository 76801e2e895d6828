"""What is looked for again among all articles when some have changed: as much as is needed, and hardly more."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtool import lint
from kbtool.catalogue import Entry
from kbtool.findings import Finding
from kbtool.lint import engine
from kbtool.parallel import executor_for
from kbtool.settings import LintSettings, Settings
from tests.builders import save
from tests.conftest import Kbtool
from tests.lint.helpers import article

LONG = " ".join(f"The rope of bell {number} is pulled at {number} o'clock." for number in range(1, 13))
IDS = ["Q700001", "Q700002", "Q700003", "Q700010", "Q70001", "Q7"]
CUT = "The Bell in the Tower of the Old Town Hall Does Not Ring on Sun"
TITLES = [
    "The Bell Does Not Ring",
    "BUG: The Bell Does Not Ring",
    "FIX: The Bell Does Not Ring",
    "Fog of the Harbour",
    CUT,
]
BODIES = [
    "Text.\n",
    f"{LONG}\n",
    "See Q700001, Q700004, Q7 and Q700010.\n",
    *(f"[{name}](kb:{name}) {title}\n" for name in IDS[:4] for title in [*TITLES[:3], f"{CUT}days"]),
    "<http://support.microsoft.com/support/kb/articles/q700/0/02.asp>\n",
    "[Q700002](kb:Q700002) <!-- kbtool-ignore KB301 -->\n",
]
REDIRECTS = ["", '"Q700004": "Q700002"\n', '"Q700010": "Q700011"\n"Q700011": "Q700003"\n']


class Change(NamedTuple):
    """What a file holds from now on; None for one that is no more."""

    name: str
    data: bytes | None


def whole(article_id: str, title: str, word: str, body: str) -> bytes:
    words = f'\nproduct: "{word}"\nkeywords:\n- "{word}"\nrevised: "2001-02-03"\n---\n'
    return article(article_id, body, title).replace(b"\n---\n", words.encode(), 1)


def changes() -> st.SearchStrategy[Change]:
    ids, folders = st.sampled_from(IDS), st.sampled_from(["700", "old"])
    words = st.sampled_from(["harbourbells", "harbuorbells", "harbourlamps", "harbourlamp"])
    sound = st.builds(
        lambda name, folder, *rest: Change(f"content/{folder}/{name}.md", whole(name, *rest)),
        ids, folders, st.sampled_from(TITLES), words, st.sampled_from(BODIES),
    )  # fmt: skip
    gone = st.builds(lambda name, folder: Change(f"content/{folder}/{name}.md", None), ids, folders)
    broken = st.builds(lambda name: Change(f"content/700/{name}.md", b'---\ntitle: ["\n---\n'), ids)
    redirected = st.builds(lambda text: Change("redirects.yml", text.encode()), st.sampled_from(REDIRECTS))
    return st.one_of(sound, sound, sound, gone, broken, redirected)


def found(root: Path, *, use_cache: bool) -> tuple[Finding, ...]:
    base = lint.base_at(root, Settings(lint=LintSettings(select=("all",))), use_cache=use_cache)
    return lint.check([base.content], base, executor_for).findings


@pytest.fixture(scope="module", autouse=True)
def _few_are_common() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kbtool.lint.vocabulary._COMMON", 3)
        patch.setattr("kbtool.lint.vocabulary._RARE", 1)
        yield


@given(st.lists(st.lists(changes(), min_size=1, max_size=3), min_size=2, max_size=8))
@settings(max_examples=150)
def test_what_is_kept_says_what_a_run_without_it_says(runs: list[list[Change]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        for run in runs:
            for name, data in run:
                if data is None:
                    (root / name).unlink(missing_ok=True)
                else:
                    save(root, name, data)
            assert found(root, use_cache=True) == found(root, use_cache=False)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Tells the articles that have been looked at among the others since it was asked last."""
    seen: list[str] = []
    original = engine.examine_in_base

    def examine(entry: Entry, *rest: Any) -> list[Finding]:
        seen.append(entry.id)
        return original(entry, *rest)

    def asked() -> list[str]:
        names = sorted(set(seen))
        seen.clear()
        return names

    monkeypatch.setattr("kbtool.lint.checked.examine_in_base", examine)
    return asked


BASE = {
    "Q710001": ("Text.\n", "The First Bell of All"),
    "Q720002": ("See [Q710001](kb:Q710001).\n", "The Second of Them"),
    "Q730003": ("[Q799999](kb:Q799999) The Lamp of the Harbour\n", "The Third and Last"),
    "Q750005": ("Text.\n", "BUG: The Lamp of the Harbour"),
    "Q770007": (f"{LONG} See [Q100](kb:Q100).\n", "None of These"),
    "Q780008": ("[Q720002](kb:Q720002) How to Oil the Hinges\n", "The Hinges"),
}
RENAMED = b'"Q790009": "Q750005"\n"Q750005": "Q740007"\n'


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Q710001", ("Other text.\n", "The First Bell of All"), ["Q710001", "Q720002"]),
        ("Q720002", ("Text.\n", "Another Title of It"), ["Q710001", "Q720002", "Q780008"]),
        ("Q740004", ("Text.\n", "FIX: The Lamp of the Harbour"), ["Q730003", "Q740004", "Q750005"]),
        ("Q740005", ("Text.\n", "BUG The Lamp of the Harbour"), ["Q730003", "Q740005", "Q750005"]),
        ("Q740006", ("Text.\n", "How to Oil the Hinges"), ["Q740006", "Q780008"]),
        ("Q799999", ("Text.\n", "Something Else"), ["Q730003", "Q799999"]),
        ("Q799998", ("Text.\n", "The Slip of a Finger"), ["Q730003", "Q799998"]),
        ("Q760006", ("[Q750005](kb:Q750005)\n", "Another"), ["Q750005", "Q760006"]),
        ("Q760006", ("[Q790009](kb:Q790009)\n", "Another"), ["Q750005", "Q760006"]),
        ("Q740007", ("Text.\n", "What It Is Now"), ["Q740007", "Q750005"]),
        ("Q760009", (f"{LONG}\n", "Nearly the Same"), ["Q760009", "Q770007"]),
    ],
)
def test_only_what_a_change_reaches_is_looked_at_again(
    kbtool: Kbtool,
    tmp_path: Path,
    judged: Callable[[], list[str]],
    name: str,
    text: tuple[str, str],
    *,
    expected: list[str],
) -> None:
    save(tmp_path, "redirects.yml", RENAMED)
    for one, described in BASE.items():
        save(tmp_path, f"content/{one}.md", article(one, *described))
    kbtool("lint")
    assert judged() == list(BASE)
    save(tmp_path, f"content/{name}.md", article(name, *text))
    kbtool("lint", "--select", "KB3")  # whatever else is asked for between
    judged()
    kbtool("lint")
    assert judged() == expected
    kbtool("lint")
    assert judged() == []


def test_what_is_counted_over_all_is_counted_anew_where_the_change_does_not_reach(
    kbtool: Kbtool, tmp_path: Path
) -> None:
    words = {"Q710001": "harbourbells", "Q720002": "harbourbells", "Q730003": "harbourbells", "Q740004": "harbuorbells"}
    for name, word in words.items():
        save(tmp_path, f"content/{name}.md", whole(name, f"About {name}", word, "Text.\n"))
    assert "Did you mean 'harbourbells'?" in kbtool("lint").out
    save(tmp_path, "content/Q730003.md", whole("Q730003", "About Q730003", "lamps", "Text.\n"))
    assert "Did you mean" not in kbtool("lint").out


def test_a_shorter_id_than_any_makes_ids_of_what_only_looked_like_one(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "content/Q710001.md", article("Q710001", "Select the cells N5:Q123.\n"))
    assert "KB301" not in kbtool("lint").out
    save(tmp_path, "content/Q88.md", article("Q88", "Text.\n", "The Shortest of All"))
    assert "Q123 is not in this knowledge base" in kbtool("lint").out


def test_a_report_from_another_folder_names_files_as_seen_from_there(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, "kbtool.toml", b"")
    for folder in ("700", "701"):
        save(tmp_path, f"content/{folder}/Q700001.md", article("Q700001", "[x](kb:Q799999)\n"))
    for folder, other in (("700", "701"), ("701", "700")):
        monkeypatch.chdir(tmp_path / "content" / folder)
        for _ in range(2):
            out = kbtool("lint", "--format", "concise", "--select", "KB408").out
            assert (
                f"\nQ700001.md:2:5: error KB408 article-id-repeated: the id 'Q700001' is that of ../{other}/Q"
                in f"\n{out}"
            )
            assert f"../{other}/Q700001.md:2:5:" in out


def test_an_id_in_another_case_is_reached(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "kbtool.toml", b'id-pattern = "[A-Za-z]{2}[0-9]{1,6}"\n')
    save(tmp_path, "content/KB710001.md", article("KB710001", "[kb710002](kb:kb710002)\n"))
    assert "Did you mean" not in kbtool("lint").out
    save(tmp_path, "content/KB710002.md", article("KB710002", "Text.\n", "Another"))
    assert "Did you mean KB710002" in kbtool("lint").out
