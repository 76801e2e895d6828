"""A comment is there to silence a rule, but silences nothing."""

import re
from collections.abc import Iterator

from kbtool.content.dialect import DIRECTIVE
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.lint.suppression import malformed, reasons

_END = "-->"
_WRITTEN_RIGHT = re.compile(DIRECTIVE)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for place, colon in reasons(subject):
        fix = () if colon is None else (Change(Place(colon, colon), ":"),)
        yield Hit(
            place,
            "before this reason a colon is missing.",
            "Write RULE: reason.",
            fix,
            "Put a colon before the reason",
        )
    for place in malformed(subject):
        is_front = place.start < subject.body
        if not is_front and not subject.text.endswith(_END, place.start, place.end):
            yield Hit(place, "this comment has no end: it silences nothing.", f"Close it with {_END}.")
            continue
        is_seen = not is_front and not _WRITTEN_RIGHT.fullmatch(subject.text, *place)
        message = f"this comment silences nothing{', and readers see it' if is_seen else ''}."
        mark = "# " if is_front else ""
        yield Hit(
            place,
            message,
            f"Write {mark}<!-- kbtool-ignore RULE: reason -->, or kbtool-ignore-next-line or kbtool-ignore-file.",
        )


RULE = Rule(
    code=Code.SUPPRESSION_UNUSED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A comment is there to silence a rule, but silences nothing.",
    symptoms="""Readers see nothing of it when it is written as it should be, but it would silence the next mistake of its kind, which
        nobody means to make. When it is not, readers see it as text.""",
    cause="""The text was mended and the comment stayed; the name of the rule in it is mistyped, or is a code of conversion;
        or it names no rule, or several by one name (a family, `KB7`, `all`), holds a line break, has no end, or begins otherwise than
        with `kbtool-ignore`; or its reason has no colon before it.""",
    resolution="""Remove the comment, or correct it. A name that silences nothing can be taken out safely. As long as a comment names
        a rule that there is not, or is not written as it should be, nothing that may be meant by it is mended: in its line, in the
        next where it stands alone, in the whole file where it says so.""",
    bad=(
        Example(
            "The the bell rings. <!-- kbtool-ignore word-dubled -->\n",
            mended="The the bell rings. <!-- kbtool-ignore word-doubled -->\n",
        ),
        Example("The bell rings. <!-- kbtool-ignore no-such-rule -->\n"),
        Example(
            "The bell rings. <!-- kbtool-ignore KB101 title-cut -->\n",
            mended="The bell rings.\n",
        ),
        Example("The the bell rings. <!-- kbtool-ignore -->\n"),
        Example("<!-- kbtool-ignore-nextline word-doubled -->\nThe the bell rings.\n"),
        Example("The the bell rings. <!-- kbtool ignore KB703 -->\n"),
        Example("The the bell rings. <!-- kbtool-ignore word-doubled\n\nThe tower stands. <!-- kbtool-ignore\n"),
        Example("The the bell rings. <!-- kbtool-ignore prose -->\n"),
        Example(
            "The the bell rings. <!-- kbtool-ignore KB703 as he said it -->\n",
            mended="The the bell rings. <!-- kbtool-ignore KB703: as he said it -->\n",
        ),
        Example("The the bell rings. <!-- kbtool-ignore as KB703 he said -->\n"),
        Example("The the bell rings. <!-- kbtool-ignore as he said -->\n"),
        Example('---\nid: "Q100001"\ntitle: "The  Bell" # kbtool-ignore title-spacing\n---\n\nThe bell rings.\n'),
    ),
    good=(
        Example("The bell rings.\n"),
        Example("The the bell rings. <!-- kbtool-ignore KB703: as he said it -->\n"),
        Example('---\nid: "Q100001"\ntitle: "C# of kbtool" # ignore him\n---\n\nThe bell rings.\n'),
    ),
    check=_check,
    fix=FixSafety.SAFE,
)
