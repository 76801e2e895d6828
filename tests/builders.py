"""Builds legacy articles of all forms for tests. Everything in them but the format's own words is ours."""

import io
import re
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

RULE = "-" * 79
HEADER_RULE = "=" * 70
CLOSING_RULE = "=" * 77
LEGAL_OPENING = "THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS"
LEGAL = (
    LEGAL_OPENING,
    "the opening by which the end of an article is known. The rest of this text was",
    "written for the tests of kbtool and promises nothing.",
    "",
    "Copyright Microsoft Corporation 2001.",
)
BODY = """\
SUMMARY
=======

The lamp of the harbour answers when the bell is rung twice. For the other
signals, see article Q900999.

To ring it:

1. Take the rope.

2. Pull it twice:

      bell /pull:2 /slow
"""
APPLIES = (" - Tideworks Harbour Bell, version 2.1 ",)


def text(
    article_id: str = "Q700001",
    body: str = BODY,
    *,
    date: str = "09-AUG-2001",
    code: str = "[homegame]",
    title: str = "HOWTO: Ring the Bell of the Harbour",
    header: Mapping[str, str] | None = None,
    applies: Sequence[str] | None = APPLIES,
    residue: Sequence[str] = (),
    query: str | None = "Additional query words: bell rope signal",
    footer: Mapping[str, str] | None = None,
    legal: Sequence[str] = LEGAL,
    rule: str = HEADER_RULE,
) -> bytes:
    """A text article as the archive has it: CRLF, cp1252, no line end after the last line.

    `header` and `footer` replace or add fields. Without `applies` (None) there is no applies-to block, without `query` no
    such line; an empty `footer` is a footer without fields.
    """
    fields = {
        "PRODUCT": "Microsoft Home Games",
        "PROD/VER": "WINDOWS:2.1",
        "OPER/SYS": "",
        "KEYWORDS": "kbbell",
    } | dict(header or {})
    lines = [f"DOCUMENT:{article_id}  {date}" + (f"  {code}" if code else ""), f"TITLE   :{title}"]
    lines += [f"{name.ljust(8)}:{value}" for name, value in fields.items()]
    lines += ["", rule] if rule else [""]
    lines += residue
    if applies is not None:
        lines += [RULE, "The information in this article applies to:", "", *applies, RULE, ""]
    lines += body.rstrip("\n").split("\n")
    if query is not None:
        lines += ["", query]
    if footer is None:
        footer = {"Keywords": "kbbell ", "Technology": "kbTide210", "Version": "WINDOWS:2.1"}
    lines += ["", HEADER_RULE, *(f"{name.ljust(18)}: {value}" for name, value in footer.items()), "", CLOSING_RULE]
    lines += ["", *legal]
    return "\r\n".join(lines).encode("cp1252")


def numbered(number: int, *, date: str = "09-AUG-2001") -> bytes:
    """One of any number of small articles, each with words of its own."""
    name = f"Q{number}"
    body = BODY.replace("rung twice", f"rung {number} times")
    return text(name, body, date=date, title=f"HOWTO: Ring Bell Number {number}")


def page(
    article_id: str = "Q700001",
    body: str = "",
    *,
    date: str = "09-AUG-2001",
    title: str = "HOWTO: Ring the Bell of the Harbour",
    product: str = "Microsoft Home Games",
    version: str = "WINDOWS:2.1",
    system: str = "",
    keywords: str = "kbbell",
    markers: bool = True,
) -> bytes:
    """An archived page of either revision around `body`, whose lines are in the columns of a page already."""
    shown = _page_escapes(f"{article_id}: {title}")
    folder = f"{int(re.sub(r'[^0-9]', '', article_id) or 0) // 1000:03d}"
    lines = [
        "---",
        "layout: page",
        f'title: "{shown}"',
        f"permalink: {'/' if markers else ''}kb/{folder}/{article_id}/",
        "---",
        "",
        f"## {shown}",
        "",
        *(["{% raw %}", ""] if markers else []),
        f"\tArticle: {article_id}",
        f"\tProduct(s): {product}",
        f"\tVersion(s): {version}",
        f"\tOperating System(s): {system}",
        f"\tKeyword(s): {keywords}",
        f"\tLast Modified: {date}",
        "\t",
        *(f"\t{line}" for line in body.rstrip("\n").split("\n")),
        *(["", "{% endraw %}", ""] if markers else ["\t", ""]),
    ]
    return "\n".join(lines).encode()


def page_of(article: bytes, *, markers: bool = True) -> bytes:
    """The archived page of a text article, made by the archive's own rules."""
    lines = article.decode("cp1252").split("\r\n")
    header = {
        name.strip(): value.strip() for name, value in (line.split(":", 1) for line in lines[1 : lines.index("")])
    }
    first = re.match(r"DOCUMENT:(\S+)  (\S+)", lines[0])
    assert first
    body = "\n".join(lines[lines.index("") + 1 : lines.index(LEGAL_OPENING)])
    body = body.removeprefix(HEADER_RULE + "\n").strip()
    poorer = [
        re.sub(r"[\x7f-\xff]", lambda c: f"<{ord(c[0]):02X}>", line.removeprefix(" ")) for line in body.split("\n")
    ]
    return page(
        first[1],
        "\n".join([*poorer, ""]),
        date=first[2],
        title=header["TITLE"],
        product=header["PRODUCT"],
        version=header["PROD/VER"].removeprefix(":"),
        system=header["OPER/SYS"],
        keywords=header["KEYWORDS"],
        markers=markers,
    )


def _page_escapes(title: str) -> str:
    text = escape(title, quote=False).replace('"', "&quot;")
    for sign in "$*[]|\\":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text.replace("{{", "{ {").replace("}}", "} }")


def mspl(
    article_id: str = "Q700002",
    body: str = "The old compiler counts the lines of a listing from one.",
    *,
    date: str = "9-AUG-1988",
    title: str = "Listings Begin with Line One",
    version: str = "5.10   | 5.10",
    system: str = "MS-DOS | OS/2",
    keywords: str = "ENDUSER | docerr | mspl13_c",
    markers: bool = True,
) -> bytes:
    """An MSPL page: the older programming articles."""
    return page(
        article_id,
        body,
        date=date,
        title=title,
        product="See article",
        version=version,
        system=system,
        keywords=keywords,
        markers=markers,
    )


def tar(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """A tar archive at `path`, compressed as its name says."""
    kind = {".gz": "gz", ".xz": "xz", ".bz2": "bz2"}.get(path.suffix, "")
    with tarfile.open(path, f"w:{kind}") as archive:  # type: ignore[call-overload]
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write a file below a folder, its parents too."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
