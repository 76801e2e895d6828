"""What the rules about cited titles share."""

from collections.abc import Iterator

from kbtool.catalogue import Agreement, Catalogue, Entry, Reference, Resolution, State
from kbtool.catalogue.titles import key, unlabelled
from kbtool.content import escape
from kbtool.content.dialect import SCHEME
from kbtool.content.lines import Place
from kbtool.lint.rule import Change


def titled(entry: Entry, catalogue: Catalogue, agreement: Agreement) -> Iterator[tuple[Reference, Resolution]]:
    """The citations of an article by a title that agrees so far with the one that the cited article bears."""
    for reference in entry.references:
        if reference.title:
            found = catalogue.resolve(reference, by=entry.id)
            if found.agreement is agreement and found.state in (State.HERE, State.MOVED):
                yield reference, found


LONGEST_TITLE = 64
"""Characters: the header of the archive had room for so many. Longer titles were shortened, or cut."""


def is_fuller(title: str, other: str) -> bool:
    """Whether a title says more than another, labels left out."""
    return len(key(unlabelled(title))) > len(key(unlabelled(other)))


def title_place(reference: Reference) -> Place:
    """Where the title stands by which an article is cited."""
    return Place(reference.title_start, reference.title_end)


def number_place(reference: Reference) -> Place:
    """Where the link or the id stands."""
    return Place(reference.start, reference.end)


def citing_instead(reference: Reference, article_id: str) -> tuple[Change, ...]:
    """The changes that let a reference lead to another article, as `leading_to`."""
    words = Place(reference.words_start, reference.words_end)
    target = Place(reference.target_start, reference.target_end)
    return leading_to(
        article_id + reference.fragment,
        number_place(reference),
        words,
        target if target.end else None,
        is_bare=reference.is_bare,
    )


def leading_to(target: str, whole: Place, words: Place, address: Place | None, *, is_bare: bool) -> tuple[Change, ...]:
    """The changes that let what stands at `whole` lead to an article, or a heading of it (`Q160513#cause`): a new address, and where it is bare the id in the place of its words.

    Where the address does not stand behind the words (`address` is None), a new link if it is bare and nothing but a bracket before
    the words would be lost, else none.
    """
    if address:
        anew = Change(address, f"{SCHEME}{target}")
        return (Change(words, _id(target)), anew) if is_bare else (anew,)
    return (Change(whole, link(target)),) if is_bare and words.start - whole.start <= 1 else ()


def citing_as(reference: Reference, title: str) -> tuple[Change, ...]:
    """The change that cites an article by another title than by the one that stands there, if that is text alone."""
    text = escape.cell(title) if reference.is_cell else escape.inline(title)
    return (Change(title_place(reference), text, of_text=True),)


def link(target: str) -> str:
    """A link to an article, or a heading of it, that shows the id."""
    return f"[{_id(target)}]({SCHEME}{target})"


def _id(target: str) -> str:
    return target.partition("#")[0]
