"""An address holds a name and a password."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place, Stretches
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_NOT_IN_EITHER = r"""\s/?#@<>|"`"""
"""Ends what may be a name or a password: behind the first of these signs stands no more of who logs in, or something else."""
_CREDENTIALS = re.compile(
    rf"(?<!\w)\w+://(?!anonymous:)[^:{_NOT_IN_EITHER}]+:(?P<password>[^{_NOT_IN_EITHER}]+)@", re.IGNORECASE
)
_IN_QUERY = re.compile(
    r"(?<!\w)\w+://[^\s<>|\"`']{0,2000}?[?&;](?:amp;)?(?:password|passwd|passphrase|pwd)=(?P<password>[^\s<>|\"`'&;#)\]]+)",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"(?:(?:your|my|the|user|ftp|proxy|new)[_-]?)*(?:pass|password|passwd|passphrase|pwd|pw)"
    r"|\d{1,5};.*|[x*.•…-]+|%\w+%?|\$\w+|\$?\{.+\}|\$?\(.+\)|\[.+\]",
    re.IGNORECASE,
)
"""What stands in the place of a password and is none: a port and settings behind it, a word, signs that hide it, a variable, a field to fill in."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "://" not in subject.text:
        return
    links = {
        Place(link.start, link.end): found[0] for link in subject.outline.links for found in _credentials(link.address)
    }
    linked = Stretches(links)
    bare = {Place(*found.span()): found[0] for found in _credentials(subject.text) if found.start() not in linked}
    for place in sorted(bare.keys() | links.keys() - _defined_elsewhere(links, bare, subject.text)):
        yield Hit(place, "the address holds a password.", "Remove it, and change it if it is a real one.")


def _defined_elsewhere(links: dict[Place, str], bare: dict[Place, str], text: str) -> set[Place]:
    """The links whose address stands in a definition of its own, where it is found."""
    defined = set(bare.values())
    return {link for link, found in links.items() if found in defined and found not in text[link.start : link.end]}


def _credentials(text: str) -> Iterator[re.Match[str]]:
    patterns = [pattern for sign, pattern in (("@", _CREDENTIALS), ("=", _IN_QUERY)) if sign in text]
    return (found for pattern in patterns for found in pattern.finditer(text) if _is_password(found["password"]))


def _is_password(written: str) -> bool:
    """Whether what stands in the place of a password is one; Markdown may have a backslash before its signs."""
    return not _STAND_IN.fullmatch(written.replace("\\", ""))


RULE = Rule(
    code=Code.CREDENTIALS_IN_ADDRESS,
    severity=Severity.ERROR,
    since="0.1",
    summary="An address holds a password.",
    symptoms="Every reader has the password.",
    cause="The address was copied from a browser or a script.",
    resolution="""Remove it, with the name; change the password if it is a real one. Addresses are looked for wherever they stand, in code and in front matter
        too. A word for a password, signs that hide it, variables and fields to fill in are no passwords: `ftp://name:password@example.org`,
        `ftp://name:*****@example.org`, `ftp://name:%s@example.org`. Nor is what one who is `anonymous` logs in with.""",
    bad=(
        Example("See <ftp://ines:secret@example.org/>.\n"),
        Example("See http://ines:secret@example.org/ for more.\n"),
        Example("Type `ring ftp://ines:secret@example.org`.\n"),
        Example("```text\nring ftp://ines:secret@example.org/bells\n```\n"),
        Example("[http://ines:secret@example.org](http://ines:secret@example.org)\n"),
        Example("See <https://example.org/ring?user=ines&password=secret>, or https://example.org/?pwd=s3cret.\n"),
        Example("See [the bell][1].\n\n[1]: http://ines:secret@example.org\n"),
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
        Example("See http://example.org?at=12:30&to=ines@example.org or http://example.org#at:ines@example.org.\n"),
        Example('```json\n["http://example.org:8080","ines@example.org"]\n```\n'),
        Example("| bell | ringer |\n| --- | --- |\n|http://example.org:8080|ines@example.org|\n"),
        Example("Type `ftp://anonymous:guest@example.org`.\n"),
        Example(
            "Type `jdbc:sqlserver://example.org:1433;user=ines@example.org`, or https://example.org/?password=***&forgot_password=1.\n"
        ),
    ),
    check=_check,
)
