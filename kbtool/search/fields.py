"""The fields of an article that search tells apart, taken from its front matter and the tokens of its Markdown."""

from collections.abc import Iterable, Iterator
from enum import IntEnum

from markdown_it.token import Token

from kbtool.model import SECTION_NAMES, AppliesEntry, Article


class Field(IntEnum):
    """Where in an article a word stands."""

    TITLE = 0
    QUERY_WORDS = 1
    HEADINGS = 2
    LEAD = 3
    """What the article is about, in its own words: the sections SYMPTOMS and SUMMARY, or what stands before any section."""
    LITERALS = 4
    """Code, commands, messages."""
    APPLIES_TO = 5
    KEYWORDS = 6
    BODY = 7


LEAD_SECTIONS = frozenset({"symptoms", "summary"})
"""Sections that say what the article is about, before others explain it."""

Texts = dict[Field, list[str]]


def texts(article: Article, tokens: Iterable[Token]) -> Texts:
    """The texts of every field. The tokens are only read."""
    front = article.front
    found: Texts = {field: [] for field in Field}
    found[Field.TITLE] = [front.title]
    found[Field.QUERY_WORDS] = [front.query_words]
    found[Field.APPLIES_TO] = [front.product, *applies_names(front.applies_to)]
    found[Field.KEYWORDS] = [*front.keywords, front.component, *front.issue_type]
    _read_body(tokens, found)
    return found


def applies_names(entries: Iterable[AppliesEntry]) -> Iterator[str]:
    """The names of all that an article applies to, those within others too."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            yield entry.name
            yield from applies_names(entry.includes)


def _read_body(tokens: Iterable[Token], found: Texts) -> None:
    running = Field.LEAD
    in_heading = at_section = False
    for token in tokens:
        kind = token.type
        if kind == "inline":
            if not in_heading:
                _read_inline(token, found[running], found[Field.LITERALS])
                continue
            heading = _plain(token)
            name = heading.strip().lower()
            if name.upper() not in SECTION_NAMES:
                found[Field.HEADINGS].append(heading)
            if at_section:
                running = Field.LEAD if name in LEAD_SECTIONS else Field.BODY
        elif kind in {"fence", "code_block"}:
            found[Field.LITERALS].append(token.content)
        elif kind == "heading_open":
            in_heading, at_section = True, token.tag in {"h1", "h2"}
        elif kind == "heading_close":
            in_heading = False


def _read_inline(inline: Token, running: list[str], literals: list[str]) -> None:
    running.append(_plain(inline))
    if "`" in inline.content:
        literals.extend(child.content for child in inline.children or () if child.type == "code_inline")


def _plain(inline: Token) -> str:
    children = inline.children or ()
    if len(children) == 1:
        return children[0].content
    return "".join(" " if child.type.endswith("break") else child.content for child in children)
