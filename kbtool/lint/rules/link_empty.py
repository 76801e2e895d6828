"""A link has no words to click on, or leads nowhere."""

import re
from collections.abc import Iterator

from kbtool.content.dialect import SCHEME, cited, is_of_base, searched_words
from kbtool.content.lines import Place
from kbtool.content.outline import Link
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_NO_WORDS = re.compile(r"\[(?P<blank>\s*)\]")
_NO_HOST = re.compile(r"(?:https?|ftp):/*(?:[?#:].*)?|mailto:", re.IGNORECASE | re.DOTALL)


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        place = Place(link.start, link.end)
        wordless = _NO_WORDS.match(subject.text, link.start)
        if _is_of_no_article(link.address):
            message = f"the link names no article: '{link.address}'."
            yield Hit(place, message, f"Write the id behind {SCHEME}.", *_named(link, subject))
        elif not link.address:
            yield Hit(place, "the link has no address.", "Write it between the parentheses.")
        elif _NO_HOST.fullmatch(link.address):
            yield Hit(place, f"the address '{link.address}' leads nowhere.", "Write the whole address.")
        elif wordless and not link.is_image:
            message = "readers see nothing of the link."
            yield Hit(place, message, "Write words into the brackets.", *_shown(wordless, link))


def _is_of_no_article(address: str) -> bool:
    return is_of_base(address) and not cited(address).id and searched_words(address) is None


def _named(link: Link, subject: Subject) -> tuple[tuple[Change, ...], str]:
    """The change that lets a link lead to the article whose id it shows, and what it does; none where it shows something else."""
    shown = link.text.strip()
    if not link.target or not subject.ids.matches(shown):
        return (), ""
    return (Change(link.target, f"{SCHEME}{shown}{cited(link.address).fragment}"),), f"Cite {shown}"


def _shown(wordless: re.Match[str], link: Link) -> tuple[tuple[Change, ...], str]:
    """The change that lets a link to an article show the id, and what it does; none for other links."""
    if not is_of_base(link.address) or searched_words(link.address) is not None:
        return (), ""
    article_id = cited(link.address).id
    return (Change(Place(*wordless.span("blank")), article_id),), f"Show {article_id}"


RULE = Rule(
    code=Code.LINK_EMPTY,
    severity=Severity.ERROR,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="A link has no words to click on, or leads nowhere.",
    symptoms="Readers see no link, or click and stay where they are.",
    cause="The words or the address were to be filled in later, or were lost when something was pasted.",
    resolution="Write words that say where the link leads, or the whole address: the id behind `kb:`, the host behind `https://`.",
    bad=(
        Example("See [](kb:Q100002).\n", others={"Q100002": "The Other Bell"}, mended="See [Q100002](kb:Q100002).\n"),
        Example("See [ ](https://example.org/) and [](kb:?q=bell).\n"),
        Example(
            "See [Q100002](kb:), [Q100002](kb:#cause).\n",
            others={"Q100002": '---\nid: "Q100002"\ntitle: "The Other Bell"\n---\n\n## CAUSE\n\nRust.\n'},
            mended="See [Q100002](kb:Q100002), [Q100002](kb:Q100002#cause).\n",
        ),
        Example("See [the bell](kb:), [its cause](KB:#cause).\n\n## CAUSE\n\nRust.\n"),
        Example("See [one](http://), [two](https:///?a), [three](), <mailto:>.\n\n![The bell]()\n"),
    ),
    good=(
        Example("See [Q100002](kb:Q100002).\n", others={"Q100002": "The Other Bell"}),
        Example(
            "[![](../../../100/bell.png)](https://example.org/), [top](#), [search](kb:?q=), [it](mailto:?subject=bell)\n"
        ),
    ),
    check=_check,
)
