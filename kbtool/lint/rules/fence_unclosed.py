"""A code block never ends, or not before what begins below it."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.headings import ANY_NAME
from kbtool.lint.rule import Example, Hit, Options, Rule

_MARKDOWN = ("markdown", "md")
_FRONT_MATTER = "---\n"
_FENCE = re.compile(r"(`{3,}|~{3,})")
_SWALLOWED = re.compile(rf"^(?:## {ANY_NAME}|`{{3,}}\w+)$", re.MULTILINE)
"""What begins something else: a section, or a code block of a language."""
_CLOSING = re.compile(r"\n[ \t>]*(`{3,}|~{3,})[ \t]*\n?\Z")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for code in subject.outline.codes:
        if not code.is_fenced:
            continue
        opening = _FENCE.match(subject.text, code.start)
        closing = _CLOSING.search(subject.text, code.start, code.end)
        is_article = code.language.startswith(_MARKDOWN) or code.text.startswith(_FRONT_MATTER)
        swallowed = None if is_article else _SWALLOWED.search(code.text)
        if not opening or (closing and closing[1].startswith(opening[1]) and not swallowed):
            continue
        place = subject.lines.place(subject.lines.position(code.start)[0])
        if swallowed:
            advice = f"Close it with a line {opening[1]} before that."
            yield Hit(place, f"the code block goes on over '{swallowed[0]}'.", advice)
        else:
            yield Hit(place, "the code block never ends.", f"Close it with a line {opening[1]}.")


RULE = Rule(
    code=Code.FENCE_UNCLOSED,
    severity=Severity.ERROR,
    since="0.1",
    summary="A code block never ends, or not before what begins below it.",
    symptoms="What stands below it, sections too, is shown as code; and with it what was code further down is shown as text.",
    cause="The closing fence is missing, or shorter than the opening one: the block ends with the next one, or with the file.",
    resolution="""Close the block with as many signs as it was opened with. Where the code is an article of a knowledge base, name its language:
        a block of the language `markdown` may hold sections, and so may one that begins with front matter.""",
    bad=(
        Example("```\nring()\n\nIt rings.\n"),
        Example("```\nring()\n\n## STATUS\n\nOpen.\n"),
        Example("```\nring()\n\n## STATUS\n\nOpen:\n\n```vb\nring()\n```\n"),
        Example("```vb\nring()\n\nOr:\n\n```vb\nring()\n```\n"),
        Example("Ring:\n\n```\nring()\n```\n\nOr:\n\n```"),
    ),
    good=(
        Example("```\nring()\n```\n\n- item\n\n  ````\n  ```\n  ````\n"),
        Example("```markdown\n## STATUS\n\nOpen.\n```\n"),
        Example('```\n---\nid: "Q1"\ntitle: "Bell"\n---\n\n## STATUS\n\nOpen.\n```\n'),
    ),
    check=_check,
)
