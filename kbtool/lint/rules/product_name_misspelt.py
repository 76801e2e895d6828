"""The name of a product is not written as it writes itself."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_NAMES = (
    "Visual FoxPro",
    "FoxPro",
    "PowerPoint",
    "SourceSafe",
    "Windows NT",
    "MS-DOS",
    "IntelliSense",
    "IntelliMouse",
    "FrontPage",
    "BackOffice",
    "OS/2",
    "NetWare",
    "ActiveX",
    "JScript",
    "VBScript",
    "PostScript",
    "AutoCAD",
    "WordPerfect",
)
_LAST_WORDS = {name: re.findall("[a-z]+", name.lower())[-1] for name in _NAMES}
_SPELT = re.compile("|".join(rf"(?<![\w.=\\]){re.escape(name)}(?![\w\\]|\.\w)" for name in _NAMES), re.IGNORECASE)
"""Not in names of files and folders, which are written as they are."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not _may_be_misspelt(subject):
        return
    for passage in subject.outline.passages:
        if passage.level or passage.text.isupper():
            continue
        for found in _SPELT.finditer(passage.prose):
            if found[0] in _NAMES or found[0].isupper() or found[0].islower():
                continue
            meant = next(name for name in _NAMES if name.casefold() == found[0].casefold())
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            fix = (Change(place, meant),) if subject.text[place.start : place.end] == found[0] else ()
            yield Hit(place, f"the product is called {meant}.", f"Write {meant}.", fix, f"Write {meant}")


def _may_be_misspelt(subject: Subject) -> bool:
    """Whether any name occurs in another spelling than its own, in capitals or in small letters."""
    text = subject.text
    for name, last_word in _LAST_WORDS.items():
        if last_word in subject.vocabulary:
            known = sum(map(text.count, {name, name.upper(), name.lower()}))
            if subject.lowered.count(name.lower()) > known:
                return True
    return False


RULE = Rule(
    code=Code.PRODUCT_NAME_MISSPELT,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The name of a product is not written as it writes itself.",
    symptoms="Readers see the name in several spellings.",
    cause="The name was written by ear.",
    resolution="Write the name as the product does.",
    bad=(
        Example("Open the file in Powerpoint.\n", mended="Open the file in PowerPoint.\n"),
        Example(
            "MS-DOS is good. Ms-Dos too. And OS/2, Os/2.\n", mended="MS-DOS is good. MS-DOS too. And OS/2, OS/2.\n"
        ),
    ),
    good=(
        Example("Open the file in PowerPoint, and run `foxPro`.\n"),
        Example("The driver Netware.drv is not loaded; delete C:\\Windows\\Netware.\n"),
    ),
    precision="48 of 50",
    check=_check,
)
