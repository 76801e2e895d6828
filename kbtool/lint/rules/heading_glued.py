"""The signs of a heading stand right before its words, so that it is none."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.headings import ANY_NAME
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_HINT = re.compile(r"^ {0,3}#+[A-Za-z]", re.MULTILINE)
_GLUED = re.compile(rf"^(?:#{{2,6}}(?=[A-Za-z])|#(?={ANY_NAME}$))", re.MULTILINE)
"""A single sign stands before much else than headings: `#include`, `#define`."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not _HINT.search(subject.text, subject.body):
        return
    for passage in subject.outline.passages:
        for found in () if passage.kind == "cell" else _GLUED.finditer(passage.prose):
            start, end = passage.source(found.start()), passage.source(found.end() - 1) + 1
            line = subject.lines.place(subject.lines.position(start)[0])
            if subject.text[line.start : start].strip(" >"):
                continue  # the sign is escaped, or stands in an item
            lacking = " " if end - start > 1 else "# "  # level 1 is that of the title
            yield Hit(
                Place(start, line.end),
                "this is no heading: a blank is missing behind the number sign.",
                "Put one there.",
                (Change(Place(end, end), lacking),),
                "Make it a heading",
            )


RULE = Rule(
    code=Code.HEADING_GLUED,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The signs of a heading stand right before its words, so that it is none.",
    symptoms="Readers see `##CAUSE` as text, and what follows as part of the section above.",
    cause="The blank behind the number signs was forgotten; some other kinds of Markdown do without.",
    resolution="Put a blank behind the number signs. Where text begins with them, write `\\##`.",
    bad=(
        Example("##CAUSE\n\nRust.\n", mended="## CAUSE\n\nRust.\n"),
        Example("It is silent.\n##The old bell\nIt rusts.\n", mended="It is silent.\n## The old bell\nIt rusts.\n"),
        Example("#CAUSE\n\nRust.\n", mended="## CAUSE\n\nRust.\n"),
    ),
    good=(
        Example("## CAUSE\n\n#include, #1, #CAUSE of all, \\##signs, ## signs and ##signs.\n"),
        Example("```\n##ring\n```\n\n- ##ring\n\n| a | b |\n| - | - |\n| ##a | b |\n"),
    ),
    check=_check,
)
