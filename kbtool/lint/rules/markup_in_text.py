"""HTML stands in the text."""

import re
from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.lint.suppression import malformed

_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|li|link|object|ol|p|pre|script|span|strong|style|sub|sup|table|td|th|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = "<!--"


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    directives = {place.start for place in malformed(subject)}
    for markup in subject.outline.html:
        if markup.text.startswith(_COMMENT) and markup.start not in directives:
            place = Place(markup.start, markup.start + len(_COMMENT))
            yield Hit(place, "this is a comment of HTML; readers see it as text.", "Remove it.")
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
    resolution="Write it in Markdown. Put tags that are meant as such into backticks, and take notes to editors out.",
    bad=(
        Example("The <b>bell</b> rings.\n"),
        Example("<script>ring()</script>\n"),
        Example("The bell rings. <!-- louder than before -->\n"),
    ),
    good=(
        Example("The **bell** rings; `<b>` is a tag, \\<b> too.\n"),
        Example("The the bell rings. <!-- kbtool-ignore word-doubled -->\n"),
    ),
    check=_check,
)
