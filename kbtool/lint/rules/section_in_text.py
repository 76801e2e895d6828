"""The name of a section stands in the text, or over a part of another section."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import SECTION_LEVEL, Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.model import SECTION_NAMES

_EMPHASIZED = re.compile(r"(?P<sign>\*{1,3}|_{1,3})(?P<name>[A-Za-z ]+?):?(?P=sign):?")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    lacking = SECTION_NAMES.difference(heading.text.strip().upper() for heading in subject.sections)
    is_in_part = False
    for passage in subject.outline.passages:
        line = subject.text[passage.start : passage.end].partition("\n")[0]
        name = _named(passage, line.strip())
        if passage.level:
            is_in_part = passage.level > SECTION_LEVEL
        elif is_in_part:
            continue  # a part that is divided like an article
        if name not in lacking or subject.is_quoted(passage):
            continue
        place = Place(passage.start, passage.start + len(line))
        where = f"over a part of level {passage.level}" if passage.level else "in the text"
        signs = Place(passage.start, passage.start + passage.level)
        change = Change(signs, "#" * SECTION_LEVEL) if passage.level else Change(place, f"## {name}")
        yield Hit(
            place,
            f"the name of a section stands {where}.",
            f"Write it as a section: ## {name}.",
            (change,),
            f"Write ## {name}",
        )


def _named(passage: Passage, line: str) -> str:
    """The name, in capitals, that stands alone on the first line of a passage, if it is set apart from text; "" for anything else."""
    if passage.level:
        return passage.text.strip() if passage.level > SECTION_LEVEL else ""
    if passage.kind != "paragraph" or passage.depth:
        return ""
    if found := _EMPHASIZED.fullmatch(line):
        return found["name"].upper()
    return line.removesuffix(":")


RULE = Rule(
    code=Code.SECTION_IN_TEXT,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The name of a section stands in the text, or over a part of another section.",
    symptoms="""Readers see the section as a part of the one above it, or as a line of text; the page does not list it, and searches that
        weigh symptoms and resolutions do not know it.""",
    cause="""The name was written in bold or without any sign, as other systems do, or as a heading of a deeper level.""",
    resolution="""Write it as a heading of level 2. Where the article has that section already, the rule takes a second one for a part of a
        document that is quoted, and says nothing.""",
    bad=(
        Example(
            "## SYMPTOMS\n\nThe bell is silent.\n\n### CAUSE\n\nRust.\n",
            mended="## SYMPTOMS\n\nThe bell is silent.\n\n## CAUSE\n\nRust.\n",
        ),
        Example(
            "## SYMPTOMS\n\nThe bell is silent.\n\n**CAUSE**\n\nRust.\n",
            mended="## SYMPTOMS\n\nThe bell is silent.\n\n## CAUSE\n\nRust.\n",
        ),
        Example(
            "## SYMPTOMS\n\nThe bell is silent.\n\n__More Information:__\nIt is old.\n",
            mended="## SYMPTOMS\n\nThe bell is silent.\n\n## MORE INFORMATION\nIt is old.\n",
        ),
        Example("SYMPTOMS:\n\nThe bell is silent.\n", mended="## SYMPTOMS\n\nThe bell is silent.\n"),
    ),
    good=(
        Example("## SYMPTOMS\n\nThe bell is silent.\n\n## CAUSE\n\n**Rust**\n\n### Cause\n\nThe **cause** is rain.\n"),
        Example("## SUMMARY\n\n### The Old Bell\n\nCAUSE\n\nRust.\n"),
        Example("## SUMMARY\n\nThe file says:\n\n### SUMMARY\n\nRing twice.\n"),
        Example("## SYMPTOMS\n\n> CAUSE\n\n- STATUS\n\n| a | b |\n| - | - |\n| CAUSE | 2 |\n\n`CAUSE`\n\nStatus\n"),
    ),
    precision="50 of 50",
    check=_check,
)
