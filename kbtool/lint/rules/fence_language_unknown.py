"""The language of a code block is none that can be highlighted."""

import difflib
from collections.abc import Iterator
from functools import cache

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for code in subject.outline.codes:
        language = code.language.split()[0] if code.language.strip() else ""
        if language and language.lower() not in _languages():
            meant = _meant(language.lower())
            advice = f"Did you mean {meant}?" if meant else "Leave the language out if there is none."
            place = subject.lines.place(subject.lines.position(code.start)[0])
            yield Hit(place, f"no language is called '{language}'.", advice)


OTHER_NAMES = {
    "vbnet": "vb vba vb6 vbasic",
    "vbscript": "vbs",
    "aspx-vb": "asp classic-asp",
    "bat": "cmd dos",
    "console": "terminal",
    "diff": "patch",
    "html": "htm",
    "ini": "conf config inf",
    "powershell": "ps",
    "qbasic": "qb quickbasic",
    "registry": "reg",
    "text": "log none plain plaintext txt",
    "tsql": "mssql",
}
"""What some call a language, by the name that Pygments knows it by."""
_MEANT = {other: name for name, others in OTHER_NAMES.items() for other in others.split()}
_SHORT = 4  # letters: a name of fewer is near too many others
_ALIKE = 0.75


def _meant(language: str) -> str:
    """The language that was meant by a name in small letters that is none, "" where that is not clear."""
    if language in _MEANT or len(language) < _SHORT:
        return _MEANT.get(language, "")
    return next(iter(difflib.get_close_matches(language, _languages(), n=1, cutoff=_ALIKE)), "")


@cache
def _languages() -> frozenset[str]:
    """The names that Pygments knows, in small letters: it takes them in any."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415 - only who names a language needs it

    return frozenset(name for _, names, _, _ in get_all_lexers(plugins=False) for name in names)


RULE = Rule(
    code=Code.FENCE_LANGUAGE_UNKNOWN,
    severity=Severity.WARNING,
    since="0.1",
    summary="The language of a code block is none that can be highlighted.",
    symptoms="The listing is shown without colors.",
    cause="The name is mistyped, or that of another highlighter.",
    resolution="Name the language as Pygments does, or leave it out.",
    bad=(
        Example("```pyhton\nring()\n```\n"),
        Example("```VB\nRing\n```\n\n```rng\nring\n```\n\n```access\nring\n```\n"),
    ),
    good=(Example("```python\nring()\n```\n"), Example("```SQL\nSELECT rope\n```\n")),
    check=_check,
)
