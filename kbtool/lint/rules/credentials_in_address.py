"""An address holds a name and a password."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_CREDENTIALS = re.compile(r"\w+://[^\s/@:<>]+:(?P<password>[^\s/@<>]+)@")
_STAND_INS = frozenset(["pass", "password", "passwd", "pwd", "yourpassword", "your-password", "your_password"])
"""What stands in an example in the place of a password."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if "@" not in subject.text or "://" not in subject.text:
        return
    for link in subject.outline.links:
        found = _CREDENTIALS.match(link.address)
        if found and found["password"].lower() not in _STAND_INS:
            message = "the address holds a name and a password."
            yield Hit(Place(link.start, link.end), message, "Remove them, and change the password if it is a real one.")


RULE = Rule(
    code=Code.CREDENTIALS_IN_ADDRESS,
    severity=Severity.ERROR,
    since="0.1",
    summary="An address holds a name and a password.",
    symptoms="Every reader has the password.",
    cause="The address was copied from a browser or a script.",
    resolution="Remove them; change the password if it is a real one.",
    bad=(Example("See <ftp://ines:secret@example.org/>.\n"),),
    good=(
        Example("See <ftp://example.org/>.\n"),
        Example("Type the address as in <ftp://username:password@example.org/>.\n"),
    ),
    check=_check,
)
