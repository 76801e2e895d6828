"""A small knowledge base, in our own words."""

from pathlib import Path

from kbtool.lsp.room import Room, opened
from kbtool.lsp.view import View
from tests.builders import save


def article(name: str, title: str, body: str = "## SUMMARY\n\nText.\n", more: str = "") -> str:
    return f'---\nid: "{name}"\ntitle: "{title}"\n{more}---\n\n{body}'


BELL = article(
    "Q700001",
    "HOWTO: Ring the Bell of the Harbour",
    "## SUMMARY\n\nThe bell is rung by its rope. Pull it twice, and mind the *other* rope.\n\n## MORE INFORMATION\n\nIt is old.\n",
    'revised: "2001-08-09"\nproduct: "Tideworks Bell"\nkeywords:\n- "kbbell"\n- "kbrope"\nissue_type:\n- "kbhowto"\n',
)
LAMP = article(
    "Q700002",
    "BUG: The Lamp Goes Out",
    "## SYMPTOMS\n\nThe lamp goes out.\n\n## REFERENCES\n\n"
    "[Q700001](kb:Q700001) HOWTO: Ring the Bell of the Harbour\n\nSee also Q700003.\n",
    'product: "Tideworks Lamp"\nkeywords:\n- "kblamp"\n',
)
FOG = article(
    "Q700003",
    "Fog Signals and the Harbour Lamp",
    "Signals are given by bell: see [Q700001](kb:Q700001).\n",
    'product: "Tideworks Bell"\nkeywords:\n- "kbbell"\n',
)
ARTICLES = {"Q700001": BELL, "Q700002": LAMP, "Q700003": FOG}
REDIRECTS = '"Q700010": "Q700001"\n'
SUCCESSORS = '"Q700020":\n  url: "https://tideworks.example/oars"\n  title: "Oars and their care"\n'


def base(folder: Path) -> Path:
    """The base in a folder."""
    save(folder, "kbtool.toml", b"")
    save(folder, "redirects.yml", REDIRECTS.encode())
    save(folder, "successors.yml", SUCCESSORS.encode())
    for name, text in ARTICLES.items():
        save(folder, f"content/700/{name}.md", text.encode())
    return folder


def file(folder: Path, name: str) -> Path:
    """The file of an article."""
    return folder / "content" / name[1:4] / f"{name}.md"


def room(folder: Path) -> Room:
    """The base in a folder, read."""
    return opened(base(folder))


def view(room: Room, text: str, name: str = "Q700009", encoding: str = "utf-16") -> View:
    """An article of the base as an editor shows it."""
    path = file(room.base.root, name)
    return View(path.as_uri(), text, path, room, encoding)


def marked(text: str) -> tuple[str, int]:
    """The text without the sign for the cursor, and where that stands."""
    at = text.index("▌")
    return text[:at] + text[at + 1 :], at
