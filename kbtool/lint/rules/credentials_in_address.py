"""An address holds a name and a password."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_CREDENTIALS = re.compile(r"(?<!\w)\w+://[^\s/@:<>]+:(?P<password>[^\s/@<>]+)@")
_STAND_IN = re.compile(
    r"(?:(?:your|my|the|user|ftp|proxy|new)[_-]?)*(?:pass|password|passwd|passphrase|pwd|pw)"
    r"|[x*.•…-]+|%\w+%?|\$\w+|\$?\{.+\}|\$?\(.+\)|\[.+\]",
    re.IGNORECASE,
)
"""What stands in an example in the place of a password: a word for it, signs that hide it, a variable, a field to fill in."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "@" not in subject.text or "://" not in subject.text:
        return
    links = [Place(link.start, link.end) for link in subject.outline.links if _holds_password(link.address)]
    written = [Place(*found.span()) for found in _CREDENTIALS.finditer(subject.text) if _is_password(found["password"])]
    bare = [place for place in written if not any(link.start <= place.start < link.end for link in links)]
    for place in sorted(links + bare):
        message = "the address holds a name and a password."
        yield Hit(place, message, "Remove them, and change the password if it is a real one.")


def _holds_password(address: str) -> bool:
    found = _CREDENTIALS.match(address)
    return bool(found and _is_password(found["password"]))


def _is_password(written: str) -> bool:
    """Whether what stands in the place of a password is one; Markdown may have a backslash before its signs."""
    return not _STAND_IN.fullmatch(written.replace("\\", ""))


RULE = Rule(
    code=Code.CREDENTIALS_IN_ADDRESS,
    severity=Severity.ERROR,
    since="0.1",
    summary="An address holds a name and a password.",
    symptoms="Every reader has the password.",
    cause="The address was copied from a browser or a script.",
    resolution="""Remove them; change the password if it is a real one. Addresses are looked for wherever they stand, in code and in front matter
        too. A word for a password, signs that hide it, variables and fields to fill in are no passwords: `ftp://name:password@example.org`,
        `ftp://name:*****@example.org`, `ftp://name:%s@example.org`.""",
    bad=(
        Example("See <ftp://ines:secret@example.org/>.\n"),
        Example("See http://ines:secret@example.org/ for more.\n"),
        Example("Type `ring ftp://ines:secret@example.org`.\n"),
        Example("```text\nring ftp://ines:secret@example.org/bells\n```\n"),
        Example("[http://ines:secret@example.org](http://ines:secret@example.org)\n"),
    ),
    good=(
        Example("See <ftp://example.org/>.\n"),
        Example("Type the address as in <ftp://username:password@example.org/>.\n"),
        Example(
            "As in http://ines:your\\_password@example.org, ftp://ines:\\*\\*\\*\\*@example.org or ftp://ines:xxx@example.org.\n"
        ),
        Example(
            "Type `ftp://ines:<secret>@example.org`, `ftp://%s:%s@example.org` or `ftp://$NAME:${KEY}@example.org`.\n"
        ),
        Example("See http://example.org:8080/bell@tower, and write to ines@example.org.\n"),
    ),
    check=_check,
)
