"""HTML stands in the text."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|li|link|object|ol|p|pre|script|span|strong|style|sub|sup|table|td|th|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for markup in subject.outline.html:
        found = _TAG.match(markup.text)
        if found:
            message = f"'{found[0]}' is HTML; readers see it as text."
            yield Hit(
                Place(markup.start, markup.start + found.end()),
                message,
                "Write it in Markdown, or as code if it is meant.",
            )


RULE = Rule(
    code=Code.MARKUP_IN_TEXT,
    severity=Severity.WARNING,
    since="0.1",
    summary="HTML stands in the text.",
    symptoms="""Readers see the tags: HTML is not passed through, so that nothing in an article can act in their browsers.""",
    cause="The text was brought over from a web page.",
    resolution="Write it in Markdown. Put tags that are meant as such into backticks.",
    bad=(
        Example("The <b>bell</b> rings.\n"),
        Example("<script>ring()</script>\n"),
    ),
    good=(Example("The **bell** rings; `<b>` is a tag, \\<b> too.\n"),),
    check=_check,
)
