"""A link or a picture names a file as it lies on disk."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from kbtool.content.lines import Place
from kbtool.content.outline import Link
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.ids import IdForm
from kbtool.lint.citations import leading_to
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.lint.schemes import meant

_NO_PATH = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]|\.\./\.\./", re.IGNORECASE)
"""What begins so is no path, or one from the root of the site or from that of all pages, where files can be found."""
_FRAGMENT = re.compile(r"#.+")
_UP = "../../../"
"""From a page to the top of the site, where the content folder's own folders lie."""
_OF_ARTICLES = (".md", ".markdown")
_OF_PAGES = ("", ".html", ".htm")
_WITHOUT_SCHEME = {
    re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE): "https://",
    re.compile(r"[\w.+-]+@(?!\d+x\.)[\w-]+\.[\w.-]+\Z"): "mailto:",  # bell@2x.png is a picture for screens of many dots
}


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if not link.address or _NO_PATH.match(link.address) or meant(link.address, subject.ids):
            continue
        path = PurePosixPath(re.split("[?#]", link.address)[0])
        is_of_article = subject.ids.matches(path.stem) and path.parts[0] != ".."
        if path.suffix.lower() in _OF_PAGES and not is_of_article and not _missing_scheme(link):
            continue
        place = Place(link.start, link.end)
        if link.is_image or not (is_of_article or _missing_scheme(link) or path.suffix.lower() in _OF_ARTICLES):
            message = f"'{link.address}' is not beside the page, which lies elsewhere than its file."
            advice = f"Write the address as it is seen from the page: {_UP}, the folder of the file, {path.name}."
            yield Hit(place, message, advice)
        elif scheme := _missing_scheme(link):
            yield Hit(place, f"'{link.address}' is taken for a file.", f"Write {scheme}{link.address}.")
        else:
            message = f"'{link.address}' leads to no page: pages do not lie as files do."
            yield Hit(place, message, "Cite articles as [ID](kb:ID).", *_cited(link, path.stem, subject.ids))


def _missing_scheme(link: Link) -> str:
    """What was left out before an address of the web or of a mailbox, "" where it is neither."""
    return next((scheme for kind, scheme in _WITHOUT_SCHEME.items() if kind.match(link.address)), "")


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
        `content/100/bell.png` is `../../../100/bell.png` there.""",
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
        Example("![The bell from below](bell.png)\n"),
        Example("[The drawing](drawings/bell.pdf)\n"),
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
        Example("[The foundry](www.example.org/bells)\n"),
        Example("[The bell from below](bell@2x.png)\n"),
        Example("[The ringer](ringer@example.org)\n"),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "How to Ring"}),
        Example("![The bell from below](../../../100/bell.png), [further down](#ropes), [Q100002](../Q100002/)\n"),
        Example(
            "[Elsewhere](https://example.org/readme.md), `[it](Q100002.md)`, [it](http//example.org), [of the web](www.html)\n"
        ),
    ),
    check=_check,
)
