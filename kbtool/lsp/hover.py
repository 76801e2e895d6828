"""What an editor sees of a cited article: its title, what it is about, and whether readers come to it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kbtool.catalogue import Catalogue, Entry, Resolution
from kbtool.catalogue.sentences import SENTENCE_END
from kbtool.content import escape
from kbtool.content.subject import Subject
from kbtool.lsp.draft import Target

_TELLING = ("SUMMARY", "SYMPTOMS")
_LONGEST = 320  # characters
_FEW = 3

Read = Callable[[Entry], Subject | None]
"""Reads an article of the base; None when it cannot be read."""


class Style(NamedTuple):
    """How text is shown as it is, and how an id stands out."""

    text: Callable[[str], str]
    strong: Callable[[str], str]


MARKDOWN = Style(escape.line, "**{}**".format)
PLAIN = Style(str, str)


def hover(target: Target, catalogue: Catalogue, read: Read, style: Style = MARKDOWN, by: str = "") -> str:
    """What there is to say of the article that an id stands for; "" for nothing. `by` is the id of the article in which it stands."""
    if target.reference is None:
        entry = catalogue.by_id.get(target.id)
        return "\n\n".join(_about(entry, read, style)) if entry else ""
    if catalogue.is_chance(target.reference):
        return ""
    return "\n\n".join(_resolved(target.id, catalogue.resolve(target.reference, by), catalogue, read, style))


def _resolved(article_id: str, found: Resolution, catalogue: Catalogue, read: Read, style: Style) -> Iterator[str]:
    target = found.target or found.broken
    if target not in ("", article_id):
        yield f"{style.strong(article_id)} is {style.strong(target)} now."
    if found.target:
        yield from _about(catalogue.by_id[found.target], read, style)
    elif found.broken:
        yield f"{style.strong(found.broken)} is here, but its file is broken and cannot be read as an article."
    elif found.successor:
        yield f"{style.strong(article_id)} is not in this knowledge base. It lives on elsewhere:"
        yield style.text(f"{found.successor.title} {found.successor.url}".strip())
    else:
        yield f"{style.strong(article_id)} is not in this knowledge base, and nothing says where it lives on."
    if found.suggestions:
        yield "Perhaps this was meant:"
        yield from (_titled(catalogue.by_id[other], style) for other in found.suggestions[:_FEW])


def _about(entry: Entry, read: Read, style: Style) -> Iterator[str]:
    yield _titled(entry, style)
    facts = [entry.product, f"revised {entry.revised}" if entry.revised else ""]
    if any(facts):
        yield style.text(", ".join(filter(None, facts)))
    subject = read(entry)
    if subject and (words := summary(subject)):
        yield style.text(words)


def _titled(entry: Entry, style: Style) -> str:
    return f"{style.strong(entry.id)} {style.text(entry.title)}"


def summary(subject: Subject) -> str:
    """The first sentences of the section that says what the article is about, or else of its text."""
    for name in _TELLING:
        for section in subject.sections:
            if section.text.strip().upper() == name:
                return _first_sentences(_prose(subject, section.end))
    return _first_sentences(_prose(subject, subject.body))


def _prose(subject: Subject, start: int) -> str:
    """The running text behind an offset, up to the next heading but those right behind it."""
    words: list[str] = []
    for passage in subject.outline.passages:
        if passage.start < start:
            continue
        if passage.level and words:
            break
        if not passage.level and passage.kind != "cell":
            words.append(passage.text)
        if sum(map(len, words)) > _LONGEST:
            break
    return " ".join(" ".join(words).split())


def _first_sentences(text: str) -> str:
    """So much of a text as is read at a glance, up to the end of a sentence if there is one."""
    if len(text) <= _LONGEST:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text, 0, _LONGEST)]
    return text[: ends[-1]] if ends else text[:_LONGEST].rsplit(" ", 1)[0] + " \N{HORIZONTAL ELLIPSIS}"
