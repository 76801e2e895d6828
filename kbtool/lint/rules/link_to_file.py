"""A link or a picture names a file as it lies on disk."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.entry import FileLink
from kbtool.content.lines import Place
from kbtool.content.outline import Link
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.ids import IdForm
from kbtool.lint.citations import leading_to
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.lint.schemes import meant

_UP = "../../../"
"""From a page to the top of the site, where the content folder's own folders lie."""
_NO_PATH = re.compile(rf"[a-z][a-z0-9+.-]*:|[/#?]|{re.escape(_UP)}|\Z", re.IGNORECASE)
"""What begins so is no path, or one from the root of the site or from that of all pages, where files can be found."""
_BEHIND_PATH = re.compile(r"[?#]")
_FRAGMENT = re.compile(r"#.+")
_OF_ARTICLES = (".md", ".markdown")
_OF_PAGES = ("", ".html", ".htm")
_WITHOUT_SCHEME = {
    re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE): "https://",
    re.compile(r"[\w.+-]+@(?!\d+x\.)[\w-]+\.[\w.-]+\Z"): "mailto:",  # bell@2x.png is a picture for screens of many dots
}


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if _NO_PATH.match(link.address) or _is_of_file(link) or meant(link.address, subject.ids):
            continue
        path = PurePosixPath(_path(link.address))
        is_of_article = subject.ids.matches(path.stem) and path.parts[0] != ".."
        place = Place(link.start, link.end)
        if scheme := "" if is_of_article else _missing_scheme(link.address):
            yield Hit(place, f"'{link.address}' is taken for a file.", f"Write {scheme}{link.address}.")
        elif is_of_article or path.suffix.lower() in _OF_ARTICLES:
            message = f"'{link.address}' leads to no page: pages do not lie as files do."
            yield Hit(place, message, "Cite articles as [ID](kb:ID).", *_cited(link, path.stem, subject.ids))


def _check_in_base(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    for link in entry.files:
        if not _is_of_file(link):
            continue
        place = Place(link.start, link.end)
        below, right, is_seen_from_page = _found(link.address, entry.path)
        is_there = catalogue.holds_file(unquote(below))
        if is_seen_from_page:
            if link.is_image and not is_there:
                yield Hit(
                    place,
                    f"there is no picture '{below}' in the content folder.",
                    "Put it there, or correct the address.",
                )
        elif is_there:
            message = f"'{link.address}' is not beside the page, which lies elsewhere than its file."
            change = Change(Place(link.target_start, link.target_end), right)
            yield Hit(place, message, f"Write {right}.", (change,) if link.target_end else (), f"Write {right}")
        else:
            yield Hit(place, f"there is no file '{below}' in the content folder.", f"Put it there, and write {right}.")


class _Found(NamedTuple):
    """Where the file of a link is looked for: its path below the content folder, its address as the page sees it, and whether the link has that."""

    below: str
    right: str
    is_seen_from_page: bool


def _found(address: str, path_of_article: str) -> _Found:
    path = _path(address)
    rest = address[len(path) :]
    if path.startswith(_UP):
        return _Found(path.removeprefix(_UP), address, is_seen_from_page=True)
    below = posixpath.normpath(posixpath.join(posixpath.dirname(path_of_article), path))
    return _Found(below, f"{_UP}{below}{rest}", is_seen_from_page=False)


def _is_of_file(link: Link | FileLink) -> bool:
    """Whether the address, which is a path, is that of a file that is no page: a picture, a download."""
    if _missing_scheme(link.address) or meant(link.address, IdForm()):
        return False
    return link.is_image or PurePosixPath(_path(link.address)).suffix.lower() not in (*_OF_PAGES, *_OF_ARTICLES)


def _path(address: str) -> str:
    return _BEHIND_PATH.split(address, maxsplit=1)[0]


def _missing_scheme(address: str) -> str:
    """What was left out before an address of the web or of a mailbox, "" where it is neither."""
    return next((scheme for kind, scheme in _WITHOUT_SCHEME.items() if kind.match(address)), "")


def _cited(link: Link, name: str, ids: IdForm) -> tuple[tuple[Change, ...], str]:
    """The change that cites the article of this name, and what it does; none where the name is no id or the address cannot be told apart."""
    if not ids.matches(name):
        return (), ""
    is_bare = link.text.strip() in (name, link.address)
    target = name + "".join(_FRAGMENT.findall(link.address))
    changes = leading_to(target, Place(link.start, link.end), link.words, link.target, is_bare=is_bare)
    return changes, f"Cite {name}" if changes else ""


RULE = Rule(
    code=Code.LINK_TO_FILE,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A link or a picture names a file as it lies on disk.",
    symptoms="""On the page the link leads nowhere and the picture is missing: the page of `content/100/Q100001.md` is
        `kb/100/Q100001/`, and what lies beside the file does not lie beside the page.""",
    cause="""Other tools show Markdown where it lies, and lead from file to file. Or `kb:` was forgotten before an id, `https://` before an
        address.""",
    resolution="""Cite an article by its id: `[Q100002](kb:Q100002)`. Write the address of a picture as it is seen from the page:
        `content/100/bell.png` is `../../../100/bell.png` there. Where the file lies below the content folder, the finding has the address, and
        the fix puts it there; where it does not, put the file there first.""",
    bad=(
        Example(
            "See [how to ring](Q100002.md).\n",
            others={"Q100002": "How to Ring"},
            mended="See [how to ring](kb:Q100002).\n",
        ),
        Example(
            "See [Q100002](../100/Q100002.md#summary).\n",
            others={"Q100002": '---\nid: "Q100002"\ntitle: "How to Ring"\n---\n\n## SUMMARY\n\nText.\n'},
            mended="See [Q100002](kb:Q100002#summary).\n",
        ),
        Example(
            "![The bell from below](bell.png), [the drawing](<../drawings/bell one.pdf#page=2>)\n",
            name="100/Q100001.md",
            files={"content/100/bell.png": "PNG", "content/drawings/bell one.pdf": "PDF"},
            mended="![The bell from below](../../../100/bell.png), [the drawing](<../../../drawings/bell one.pdf#page=2>)\n",
        ),
        Example("![The bell from below](bell.png)\n", name="100/Q100001.md"),
        Example("![The bell from below](../../../100/bell.png)\n"),
        Example("[The drawing](drawings/Q100002.pdf)\n"),
        Example(
            "See [how to ring](Q100002).\n",
            others={"Q100002": "How to Ring"},
            mended="See [how to ring](kb:Q100002).\n",
        ),
        Example(
            "See [how to ring](Q100002.html).\n",
            others={"Q100002": "How to Ring"},
            mended="See [how to ring](kb:Q100002).\n",
        ),
        Example("[The foundry](www.example.org/bells), ![its bell](www.example.org/bell.png)\n"),
        Example("[The bell from below](bell@2x.png)\n"),
        Example("[The ringer](ringer@example.org)\n"),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "How to Ring"}),
        Example(
            "![The bell from below](../../../100/the%20bell.png?v=1), [further down](#ropes), [Q100002](../Q100002/)\n",
            files={"content/100/the bell.png": "PNG"},
        ),
        Example(
            "[Elsewhere](https://example.org/readme.md), `[it](Q100002.md)`, [it](http//example.org), [of the web](www.html)\n"
        ),
    ),
    check=_check,
    check_in_base=_check_in_base,
)
