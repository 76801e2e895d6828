"""A space stands before a comma or a full stop, or a comma stands twice."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.prose import matches, own_passages
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_LONGEST = 10  # characters of a word that text does not end in
_HINTS = (" , ", " . ", ",, ")
_ENDS_IN = re.compile(r"\b(?:about|called|for|from|into|named|see|than|the)\Z", re.IGNORECASE)
"""Text that goes on: behind it a word is lost, which is not to be seen any more once the space is gone."""
_NAMES_SIGN = re.compile(
    r"\b(?:and|with|commas?|periods?|dots?|stops?|character|delimiter|mark|separator|sign|symbol)\Z", re.IGNORECASE
)
"""Text in which the sign itself is named: "separated with , or ;", "the comma , and"."""
_STRAY = re.compile(r"(?<=[a-z]{3})(?: ,(?= [a-z]{2})| \.(?= [A-Z][a-z])|,,(?= [a-z]{2}))")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not any(hint in subject.text for hint in _HINTS):
        return
    for passage in own_passages(subject):
        for found in matches(_STRAY, passage):
            before = found.string[max(0, found.start() - _LONGEST) : found.start()]
            if _NAMES_SIGN.search(before):
                continue
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            mark = found[0][-1]
            is_plain = subject.text[place.start : place.end] == found[0]
            fix = (Change(place, mark),) if is_plain and not _ENDS_IN.search(before) else ()
            if found[0][0] == " ":
                message = f"a space stands before '{mark}'."
                yield Hit(
                    place,
                    message,
                    "Write the word that is lost before it, or remove the space.",
                    fix,
                    "Remove the space",
                )
            else:
                yield Hit(place, f"'{mark}' stands here twice.", "Remove one.", fix, "Remove one")


RULE = Rule(
    code=Code.PUNCTUATION_STRAY,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A space stands before a comma or a full stop, or a comma stands twice.",
    symptoms="Readers stumble, or miss a word: 'for information about , click the link'.",
    cause="A word was taken out, or its name was not put in when the article was published; or it is a slip.",
    resolution="""Write the word that is lost. If none is, remove the space, or the second comma. Behind a word after which one is surely
        lost, such as 'about', that is not done for you. Quotations, code and what stands within quotation marks are left alone, and so is a sign behind
        its name: `the comma , and`.""",
    bad=(
        Example("For information about , click the bell.\n"),
        Example("The bell rings . Then it rests.\n", mended="The bell rings. Then it rests.\n"),
        Example(
            "> [!NOTE]\n> The bell rings , then it rests.\n", mended="> [!NOTE]\n> The bell rings, then it rests.\n"
        ),
        Example("If the bell rings,, go home.\n", mended="If the bell rings, go home.\n"),
    ),
    good=(
        Example("The bell, of course, rings. Type `ring , bell`, or .NET, or x , y.\n"),
        Example("Part them with , or with a blank; brackets and , are signs.\n"),
        Example('The sign comma , ends it, the separator,, is lost; write "bell , ring".\n'),
        Example("> The bell rings , says the message.\n"),
    ),
    precision="49 of 50",
    check=_check,
)
