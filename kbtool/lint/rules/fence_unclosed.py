"""A code block never ends, or not before what begins below it."""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from kbtool.content.lines import Lines
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
    ended: list[_Fenced] = []
    for code in filter(attrgetter("is_fenced"), subject.outline.codes):
        opening = _FENCE.match(subject.text, code.start)
        closing = _CLOSING.search(subject.text, code.start, code.end)
        is_article = code.language.startswith(_MARKDOWN) or code.text.startswith(_FRONT_MATTER)
        swallowed = None if is_article else _SWALLOWED.search(code.text)
        if not opening:
            continue
        begin = subject.lines.position(code.start)[0]
        if swallowed:
            advice = f"Close it with a line {opening[1]} before that."
            yield Hit(subject.lines.place(begin), f"the code block goes on over '{swallowed[0]}'.", advice)
        elif closing and closing[1].startswith(opening[1]):
            ended.append(_Fenced(opening[1], begin, subject.lines.position(closing.start(1))[0]))
        else:
            yield _never_ending(_Fenced(opening[1], begin, 0), ended, subject.lines)


class _Fenced(NamedTuple):
    """A code block: the signs that open it, and the lines of its fences."""

    signs: str
    first: int
    last: int


def _never_ending(block: _Fenced, ended: Iterable[_Fenced], lines: Lines) -> Hit:
    """The hit at the block that has no end of its own: this one, or one before it that took the beginning of the next for its end."""
    guilty = next((one for one in ended if _is_beginning(one.last, lines)), None)
    if guilty is None:
        return Hit(lines.place(block.first), "the code block never ends.", f"Close it with a line {block.signs}.")
    message = f"the code block never ends: line {guilty.last}, which closes it, begins the next one."
    return Hit(lines.place(guilty.first), message, f"Close it with a line {guilty.signs} before that.")


def _is_beginning(line: int, lines: Lines) -> bool:
    """Whether the line that closes a block looks like the beginning of one: a blank line stands above it, and none below."""
    above, below = (lines.line(near).strip(_BLANK) for near in (line - 1, line + 1))
    return bool(below and not above)


_BLANK = " \t>"


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
        Example("```\nring()\n```\n\nOr:\n\n```\nring()\n\nOr:\n\n```\nring()\n```\n\nIt rings.\n"),
    ),
    good=(
        Example("```\nring()\n```\n\n- item\n\n  ````\n  ```\n  ````\n"),
        Example("```markdown\n## STATUS\n\nOpen.\n```\n"),
        Example('```\n---\nid: "Q1"\ntitle: "Bell"\n---\n\n## STATUS\n\nOpen.\n```\n'),
    ),
    check=_check,
)
