"""What the page of an article adds to its rendered Markdown: links to sections, scrolling blocks, a description."""

import re
from itertools import pairwise

from markdown_it.token import Token

from kbtool.content.markdown import plain_text

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_LONGEST = 160
_ENOUGH = 60


def add_permalinks(tokens: list[Token]) -> None:
    """Put a link to itself into every heading, and mark headings written in capitals, which are set smaller."""
    for heading, inline in pairwise(tokens):
        if heading.type != "heading_open" or heading.level or not (anchor := heading.attrs.get("id")):
            continue
        text = plain_text(inline)
        if text.isupper():
            heading.attrJoin("class", "kb-caps")
        attributes = {"class": "kb-permalink", "href": f"#{anchor}", "aria-label": f"Link to the section {text}"}
        inline.children = [
            *(inline.children or []),
            Token("link_open", "a", 1, attrs=dict(attributes)),
            Token("link_close", "a", -1),
        ]


def make_scrollable(html: str) -> str:
    """Let wide blocks scroll by themselves, by keyboard too. Text is escaped in `html`, so these tags are the renderer's own."""
    return (
        html.replace("<pre>", '<pre tabindex="0">')
        .replace("<table>", '<div class="kb-table" tabindex="0"><table>')
        .replace("</table>", "</table></div>")
    )


def description(tokens: list[Token]) -> str:
    """The beginning of the article's prose, in whole sentences where they fit: what a result list shows."""
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and (text := " ".join(plain_text(inline).split())):
            return _shortened(text)
    return ""


def _shortened(text: str) -> str:
    end = 0
    for stop in (*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)):
        if stop > _LONGEST:
            break
        end = stop
        if end >= _ENOUGH:
            break
    if end:
        return text[:end]
    return text[: text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST].rstrip(" ,;:") + "…"
