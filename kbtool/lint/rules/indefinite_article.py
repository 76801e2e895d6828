"""`a` stands before a vowel, or `an` before a consonant."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, islice

from kbtool.content.lines import Place
from kbtool.content.outline import Passage
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.english import is_foreign
from kbtool.lint.prose import matches, own_passages
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_NO_NOUNS = "add|again|all|also|and|another|any|appears|are|avoid|each|either|equals|every|exists|extrn|into|its|off|once|one|ones|only|onto|out|over"
"""Words that begin with a vowel and do not go on what begins with `a`: behind a letter, and behind what was left out."""
_AFTER_A = re.compile(rf"(?!(?:{_NO_NOUNS})\b)(?!eu|ew)[aeio][a-z]{{2,}}|u(?:n(?![ai])|p)[a-z]{{2,}}")
_AFTER_AN = re.compile(
    r"(?:user|unique|universal|utility|usable|useful)[a-z]*|units?"
    r"|(?!(?:with|your)\b)[bcdgjkpqtvwyz][aeiouy][a-z]{2,}"
    r"|[flmnrs][aeiou][a-z]{3,}|st[aeiou][a-z]{3,}|new"
)
_FOUND = re.compile(r"(?<![\w.'\"<\[(/&\\-])(?<!\ba )(?<!\ban )(an?)\s+([a-z]{3,})(?!-*[\w(]|\.\w)")
_LABELLED = re.compile(
    r"\b(?:bank|cell|client|column|computer|drive|field|figure|group|host|item|key|letter|line|machine|node|option|page|part|port|row|section"
    r"|server|site|step|table|value|variable|version)\s+\Z",
    re.IGNORECASE,
)
"""Before a letter that is a name: `node a answers`."""
_LONGEST = 20  # characters of what is labelled
_OTHER = {"a": "an", "an": "a"}


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not any(_is_wrong(article, word) for article in _OTHER for word in _following(article, subject.words)):
        return
    wrong = [(passage, found) for passage in own_passages(subject) for found in _wrong(passage)]
    if not wrong or is_foreign(subject.article.body):
        return
    for passage, found in wrong:
        article, word = found.groups()
        right = _OTHER[article]
        place = Place(passage.source(found.start(1)), passage.source(found.end(1) - 1) + 1)
        yield Hit(
            place,
            f"it is '{right} {word}'.",
            f"Write {right}.",
            (Change(place, right, of_text=True),),
            f"Write {right}",
        )


def _wrong(passage: Passage) -> Iterator[re.Match[str]]:
    """The articles in a passage with the words behind them, where they do not go together."""
    for found in matches(_FOUND, passage):
        if _is_wrong(found[1], found[2]) and not _is_name(found) and not is_foreign(passage.text):
            yield found


def _is_name(found: re.Match[str]) -> bool:
    """Whether the article is the letter by which something is called."""
    return found[1] == "a" and bool(_LABELLED.search(found.string, max(0, found.start() - _LONGEST), found.start()))


def _following(article: str, words: list[str]) -> set[str]:
    """The words that stand behind an article anywhere in the text."""
    return set(compress(islice(words, 1, None), map(article.__eq__, words)))


@lru_cache(maxsize=10_000)
def _is_wrong(article: str, word: str) -> bool:
    return bool((_AFTER_A if article == "a" else _AFTER_AN).fullmatch(word))


RULE = Rule(
    code=Code.INDEFINITE_ARTICLE,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="`a` stands before a vowel, or `an` before a consonant.",
    symptoms="Readers stumble.",
    cause="The word behind it was changed, or a word between them was lost.",
    resolution="""Write the other one, or the word that is lost. Quotations, code, what stands within quotation marks and text in other languages
        are left alone, and so is a letter behind what it names: `column a`.""",
    bad=(
        Example("Ring when a error occurs.\n", mended="Ring when an error occurs.\n"),
        Example("The ringer is an user of the bell.\n", mended="The ringer is a user of the bell.\n"),
        Example("Ask for a\nupdate of the bell.\n", mended="Ask for an\nupdate of the bell.\n"),
        Example("Ring it with an button.\n", mended="Ring it with a button.\n"),
    ),
    good=(
        Example("A user rings a unique bell for an hour, once an update is there.\n"),
        Example("Type a and press Enter. Choose a or b, an XML file, an `a application`.\n"),
        Example("Using an a address book, or an unitialized pointer.\n"),
        Example("In column a enter 5; node a answers, and step\na opens it.\n"),
        Example('> Ring when a error occurs.\n\nIt says "Ring when a error occurs" and “a error”.\n'),
        Example("Il a ouvert la porte, et il a aussi le temps pour cela.\n\nIl a ouvert.\n"),
        Example("The bell is here: it rings when you pull the rope.\n\nSiehe an dieser Stelle, das ist der Turm.\n"),
        Example("An ftp server, an lvalue, a one-time bell, a euro, a European bell; let an but be an.\n"),
    ),
    precision="48 of 50",
    check=_check,
)
