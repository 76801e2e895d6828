"""A space stands before a comma or a full stop, or a comma stands twice."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_LONGEST = 10  # characters of a word that text does not end in
_HINTS = (" , ", " . ", ",, ")
_ENDS_IN = re.compile(
    r"\b(?:a|about|and|an|at|by|called|for|from|in|into|named|of|on|or|see|than|the|to|with)\Z", re.IGNORECASE
)
"""Text that goes on: behind it a word is lost, which is not to be seen any more once the space is gone."""
# Behind "and" and "with" the signs themselves are often named: "separated with , or ;".
_STRAY = re.compile(r"(?<=[a-z]{3})(?<! and)(?<! with)(?: ,(?= [a-z]{2})| \.(?= [A-Z][a-z])|,,(?= [a-z]{2}))")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not any(hint in subject.text for hint in _HINTS):
        return
    for passage in subject.outline.passages:
        for found in () if _is_quoted(passage, subject) else _STRAY.finditer(passage.prose):
            place = Place(passage.source(found.start()), passage.source(found.end() - 1) + 1)
            mark = found[0][-1]
            may_be_mended = not _ENDS_IN.search(passage.prose, max(0, found.start() - _LONGEST), found.start())
            is_plain = subject.text[place.start : place.end] == found[0]
            fix = (Change(place, mark),) if is_plain and may_be_mended else ()
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


def _is_quoted(passage: Passage, subject: Subject) -> bool:
    """Whether a passage stands in a quotation, as messages do, which are to stay as they are."""
    line, _ = subject.lines.position(passage.start)
    return subject.lines.line(line).lstrip().startswith(">")


RULE = Rule(
    code=Code.PUNCTUATION_STRAY,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A space stands before a comma or a full stop, or a comma stands twice.",
    symptoms="Readers stumble, or miss a word: 'for information about , click the link'.",
    cause="A word was taken out, or its name was not put in when the article was published; or it is a slip.",
    resolution="""Write the word that is lost. If none is, remove the space, or the second comma. Behind a word after which one is surely
        lost, such as 'about', that is not done for you.""",
    bad=(
        Example("For information about , click the bell.\n"),
        Example("The bell rings . Then it rests.\n"),
        Example("If the bell rings,, go home.\n"),
    ),
    good=(
        Example("The bell, of course, rings. Type `ring , bell`, or .NET, or x , y.\n"),
        Example("Part them with , or with a blank; brackets and , are signs.\n"),
        Example("> The bell rings , says the message.\n"),
    ),
    precision="49 of 50",
    check=_check,
)
