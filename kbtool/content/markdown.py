"""Markdown to HTML, the one way: what the linter reads is what the reader sees.

CommonMark with tables, raw HTML shown as text, and what knowledge base articles need on top:

- `[Q160513](kb:Q160513)` and ids standing free in prose become links where the caller knows the article;
- `[robocopy](kb:?q=robocopy)` leads to the search for these words where there is one;
- headings bear anchors, to which `[its cause](kb:Q160513#cause)` leads;
- `> [!NOTE]` and its kin become alerts;
- a bullet list whose items begin `a.`, `b.`, `c.` becomes a lettered list;
- an image whose address is `kb:Q160513` is a link to the article: an article is no picture;
- fences with a language are highlighted;
- comments by which an editor silences the linter are not shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
import pygments
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Name, Operator, Punctuation, Text, Whitespace
from pygments.util import ClassNotFound

from kbtool.content import anchors, dialect
from kbtool.content.dialect import ALERTS, DEEPEST_LIST, DIRECTIVE, SCHEME, is_of_base, searched_words
from kbtool.ids import IdForm
from kbtool.model import follows, roman_number

Linker = Callable[[str], str | None]
"""From an id to the address of its article as seen from the page being rendered; None when there is no such article."""

SearchLinker = Callable[[str], str | None]
"""From words to the address of the search for them as seen from the page being rendered; None where nothing can be searched."""

_DIRECTIVE = re.compile(rf"(?<! ) *{DIRECTIVE}")

_ALERT = re.compile(rf"\[!({'|'.join(ALERTS)})\]\s*", re.IGNORECASE)
_LETTER = re.compile(r"([ivx]{2,4}|[IVX]{2,4}|[A-Za-z])\. ")
_MAX_NESTING = 2 * DEEPEST_LIST + 2  # a list takes two levels, and its text one


class TocEntry(msgspec.Struct, frozen=True):
    """A heading of the page: its level (2 for a section), its anchor and its text."""

    level: int
    anchor: str
    text: str


class Rendered(msgspec.Struct, frozen=True):
    """A rendered body: HTML, its headings in order, and the ids it cites, each once, in order."""

    html: str
    toc: tuple[TocEntry, ...]
    cited: tuple[str, ...]


def parse(body: str, ids: IdForm) -> list[Token]:
    """The tokens of an article's Markdown, with `kb:` links in place of free-standing ids."""
    return _parser(ids).parse(body)


def no_search(_words: str) -> None:
    """The linker of a page from which nothing can be searched: words that lead to a search are words only."""


def render(body: str, ids: IdForm, link: Linker, search: SearchLinker = no_search) -> Rendered:
    """Render an article's Markdown. Links to ids for which `link` knows no address are marked as missing and lead nowhere."""
    return render_tokens(parse(body, ids), ids, link, search)


def render_tokens(tokens: list[Token], ids: IdForm, link: Linker, search: SearchLinker = no_search) -> Rendered:
    """Render tokens from `parse`; the tokens are consumed."""
    _resolve_searches(tokens, search)
    cited = dict.fromkeys(_resolve(tokens, link))
    parser = _parser(ids)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return Rendered(html=html, toc=tuple(_toc(tokens)), cited=tuple(cited))


@lru_cache(maxsize=4)
def _parser(ids: IdForm) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "highlight": _highlight, "maxNesting": _MAX_NESTING})
    parser.enable("table")
    parser.core.ruler.push("kb_directives", _drop_directives)
    parser.core.ruler.push("kb_images", _link_images)
    parser.core.ruler.push("kb_mentions", lambda state: _link_mentions(state, ids))
    parser.core.ruler.push("kb_alerts", _alerts)
    parser.core.ruler.push("kb_lettered_lists", _lettered_lists)
    parser.core.ruler.push("kb_anchors", _anchors)
    return parser


_LEXERS = {"asm": "tasm"}
"""Lexers for names that Pygments takes for another dialect than people mean by them: asm for that of GNU."""


_UNCOLOURED = frozenset([Error, Name, Operator, Punctuation, Whitespace])
"""Tokens written without an element, half of all. What a lexer takes for an error is mostly an older dialect."""


@lru_cache(maxsize=64)
def _formatted(code: str, language: str) -> str:
    try:
        lexer = get_lexer_by_name(_LEXERS.get(language, language))
    except ClassNotFound:
        return ""
    # get_tokens, and so highlight(), would strip blank lines and a byte order mark.
    found = lexer.get_tokens_unprocessed(code)
    tokens = ((Text if kind in _UNCOLOURED else kind, text) for _, kind, text in found)
    return str(pygments.format(tokens, HtmlFormatter(nowrap=True)))


def _highlight(code: str, language: str, _attributes: str) -> str:
    return _formatted(code, language) if language else ""


def _replace_inline(state: StateCore, replacement: Callable[[Token, bool], Iterable[Token]]) -> None:
    """Put `replacement(token, inside_link)` in the place of every token of running text."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        inside_link = 0
        for token in block.children:
            inside_link += (token.type == "link_open") - (token.type == "link_close")
            children.extend(replacement(token, bool(inside_link)))
        block.children = children


def _drop_directives(state: StateCore) -> None:
    """Leave out the comments to the linter, and the paragraphs that hold nothing else."""
    if "kbtool-ignore" not in state.src:
        return

    def without(token: Token, _inside_link: bool) -> Iterable[Token]:  # noqa: FBT001 - one of two arguments
        if token.type == "text":
            token.content = _DIRECTIVE.sub("", token.content)
        return (token,) if token.type != "text" or token.content else ()

    _replace_inline(state, without)
    for at in range(len(state.tokens) - 1, 0, -1):
        token = state.tokens[at]
        if token.type == "inline" and _DIRECTIVE.search(token.content):
            _drop_breaks(token)
            if not token.children and state.tokens[at - 1].type == "paragraph_open":
                del state.tokens[at - 1 : at + 2]


def _drop_breaks(inline: Token) -> None:
    """Remove the line breaks at the beginning and the end."""
    children = inline.children or []
    while children and children[0].type == "softbreak":
        children.pop(0)
    while children and children[-1].type == "softbreak":
        children.pop()


def _link_images(state: StateCore) -> None:
    """Turn images of articles into links, their description the text; inside a link, which holds no other, into that text."""

    def linked(token: Token, inside_link: bool) -> Iterable[Token]:  # noqa: FBT001 - one of two arguments
        address = str(token.attrs.get("src", "")) if token.type == "image" else ""
        return _as_link(token, address, inside_link=inside_link) if is_of_base(address) else (token,)

    _replace_inline(state, linked)


def _as_link(image: Token, address: str, *, inside_link: bool) -> Iterator[Token]:
    text = Token("text", "", 0, content=plain_text(image) or dialect.cited(address).id)
    if inside_link:
        yield text
        return
    title = {name: value for name, value in image.attrs.items() if name == "title"}
    yield Token("link_open", "a", 1, attrs={"href": address, **title})
    yield text
    yield Token("link_close", "a", -1)


def _link_mentions(state: StateCore, ids: IdForm) -> None:
    """Turn ids that stand free in text into links; an id inside a link, in code or in an address stays as it is."""

    def linked(token: Token, inside_link: bool) -> Iterable[Token]:  # noqa: FBT001 - one of two arguments
        return _with_links(token, ids) if token.type == "text" and not inside_link else (token,)

    _replace_inline(state, linked)


def _with_links(token: Token, ids: IdForm) -> Iterator[Token]:
    position = 0
    for mention in ids.mentions(token.content):
        if mention.start() > position:
            yield Token("text", "", 0, content=token.content[position : mention.start()])
        yield Token("link_open", "a", 1, attrs={"href": SCHEME + mention[0]}, markup="mention")
        yield Token("text", "", 0, content=mention[0])
        yield Token("link_close", "a", -1, markup="mention")
        position = mention.end()
    if not position:
        yield token
    elif position < len(token.content):
        yield Token("text", "", 0, content=token.content[position:])


def _resolve_searches(tokens: list[Token], search: SearchLinker) -> None:
    """Give links to the search for words their address; where there is none only the words of the link stay."""
    for block in tokens:
        children = block.children or []
        for i, token in enumerate(children):
            words = searched_words(str(token.attrs.get("href", ""))) if token.type == "link_open" else None
            if words is None:
                continue
            address = search(words)
            if address is None:
                _unlink(children, i)
            else:
                token.attrs |= {"href": address, "class": "kb-link"}


def _resolve(tokens: list[Token], link: Linker) -> Iterator[str]:
    """Give every `kb:` link its address, or mark it as missing; yields the cited ids."""
    for block in tokens:
        children = block.children or []
        for i, token in enumerate(children):
            href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
            if not is_of_base(href):
                continue
            cited, fragment = dialect.cited(href)
            address = link(cited)
            if address is not None:
                yield cited
                token.attrs["href"] = address if "#" in address else address + fragment
                token.attrs["class"] = "kb-link"
            elif token.markup == "mention":
                _unlink(children, i)
            else:
                yield cited
                _mark_missing(children, i, cited)


def _unlink(children: list[Token], opening: int) -> None:
    for token in (children[opening], _closing(children, opening)):
        token.type, token.tag, token.nesting, token.content, token.attrs = "text", "", 0, "", {}


def _mark_missing(children: list[Token], opening: int, cited: str) -> None:
    attributes = {"class": "kb-missing", "title": f"{cited} is not in this knowledge base"}
    children[opening].type, children[opening].tag, children[opening].attrs = "missing_open", "span", dict(attributes)
    closing = _closing(children, opening)
    closing.type, closing.tag = "missing_close", "span"


def _closing(children: list[Token], opening: int) -> Token:
    return next(children[i] for i in range(opening, len(children)) if children[i].type == "link_close")


def _toc(tokens: list[Token]) -> Iterator[TocEntry]:
    for i, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            yield TocEntry(
                level=int(token.tag[1]), anchor=str(token.attrs.get("id", "")), text=plain_text(tokens[i + 1])
            )


def plain_text(inline: Token) -> str:
    """The text of an inline token as a reader sees it."""
    return "".join(
        "\n" if token.type in ("softbreak", "hardbreak") else token.content for token in inline.children or []
    )


def _alerts(state: StateCore) -> None:
    """Blockquotes that begin `[!NOTE]` become `<div class="alert note">`."""
    tokens = state.tokens
    for i, token in enumerate(tokens):
        if token.type != "blockquote_open" or len(tokens) < i + 3 or tokens[i + 2].type != "inline":
            continue
        inline = tokens[i + 2]
        kind = _ALERT.match(inline.content)
        if not kind or not inline.children:
            continue
        _drop_marker(inline, kind.end())
        closing = _matching_close(tokens, i)
        token.type, token.tag = "alert_open", "div"
        tokens[closing].type, tokens[closing].tag = "alert_close", "div"
        name = kind[1].lower()
        token.attrs = {"class": f"alert {name}", "role": "note"}
        title = Token("text", "", 0, content=f"{kind[1].capitalize()}: ")
        opening = Token("strong_open", "strong", 1, attrs={"class": "alert-title"})
        inline.children[:0] = [opening, title, Token("strong_close", "strong", -1)]


def _drop_marker(inline: Token, length: int) -> None:
    """Remove the first `length` characters, line breaks counted as one, from the inline's text."""
    children = inline.children or []
    while length > 0 and children:
        first = children[0]
        size = len(first.content) if first.type == "text" else 1
        if size > length:
            first.content = first.content[length:]
            break
        length -= size
        children.pop(0)


def _matching_close(tokens: list[Token], opening: int) -> int:
    level = tokens[opening].level
    return next(j for j in range(opening + 1, len(tokens)) if tokens[j].nesting < 0 and tokens[j].level == level)


def _lettered_lists(state: StateCore) -> None:
    """Bullet lists whose items begin with consecutive letters become ordered lists of that type."""
    tokens = state.tokens
    for i, token in enumerate(tokens):
        if token.type != "bullet_list_open":
            continue
        closing = _matching_close(tokens, i)
        firsts = [
            tokens[j + 2]
            for j in range(i + 1, closing)
            if tokens[j].type == "list_item_open" and tokens[j].level == token.level + 1
        ]
        signs = [found[1] for first in firsts if first.type == "inline" and (found := _LETTER.match(first.content))]
        if len(signs) != len(firsts) or not _are_labels(signs):
            continue
        kind, start = _numbering(signs)
        token.tag = tokens[closing].tag = "ol"
        token.attrs = {"type": kind} if start == 1 else {"type": kind, "start": start}
        for first, sign in zip(firsts, signs, strict=True):
            _drop_marker(first, len(f"{sign}. "))


def _are_labels(signs: Sequence[str]) -> bool:
    """Whether the letters follow each other, as those of a list do. A single letter may be any initial, unless it is an A."""
    return all(follows(a, b) for a, b in pairwise(signs)) and (len(signs) > 1 or signs[0] in ("a", "A"))


def _numbering(signs: Sequence[str]) -> tuple[str, int]:
    """The `type` of an ordered list whose items bear these letters or Roman numerals, and its first number."""
    is_roman = len(signs) > 1 and len(signs[1]) > 1
    sign = "i" if is_roman else "a"
    number = roman_number(signs[0]) if is_roman else ord(signs[0].lower()) - ord("a") + 1
    return (sign if signs[0].islower() else sign.upper()), number


def _anchors(state: StateCore) -> None:
    """Give every heading its anchor."""
    places = [i for i, token in enumerate(state.tokens) if token.type == "heading_open"]
    for i, anchor in zip(places, anchors.anchors(_words(state.tokens[i + 1]) for i in places), strict=True):
        state.tokens[i].attrs["id"] = anchor


def _words(heading: Token) -> str:
    return "".join(token.content for token in heading.children or [] if token.type in ("text", "code_inline"))
