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
from kbtool.lint.pronunciation import AN, A, article_before, may_belong_before
from kbtool.lint.prose import matches, own_passages
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_GOING_ON = {
    A: "a|add|after|again|all|also|an|and|another|any|anywhere|appears|are|as|at|avoid|each|either|equals|every|exists|extrn|if|in|include"
    "|included|includes|into|is|it|its|itself|of|off|on|once|one|ones|only|onto|or|out|over|until|up|us",
    AN: "can|for|from|had|has|have|she|should|than|that|the|their|then|there|these|they|this|those|was|were|what|when|where|which|while|who"
    "|will|with|would|you|your|use",
}
"""Words that do not go on what begins with an article: behind the letter `a`, behind what was left out, and behind a mistyped `and` or `can`."""
_NOT_NEXT = {article: frozenset(words.split("|")) for article, words in _GOING_ON.items()}
_FOUND = re.compile(r"(?<![\w.'\"<\[(/&\\-])(?<!\b[Aa] )(?<!\b[Aa]n )([Aa]n?)\s+([A-Za-z][\w-]*+)(?!\(|\.\w)")
_LABELLED = re.compile(
    r"\b(?:bank|cell|client|column|computer|drive|field|figure|group|host|item|key|letter|line|machine|node|option|page|part|port|row|section"
    r"|server|site|step|table|value|variable|version)\s+\Z",
    re.IGNORECASE,
)
"""Before a letter that is a name: `node a answers`."""
_LONGEST = 20  # characters of what is labelled
_OPENING = re.compile(r"(?:\A|[.!?:]\s+)\Z")
"""Before the first word of a sentence."""
_NAMED_BEFORE = re.compile(r"\bA[.!?:;]\s+\Z")
"""Before a sentence that begins with the letter by which the one above ends: `Press A. A opens the tower.`"""
_OTHER = {A: AN, AN: A}


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    if not any(_may_be_wrong(article, word) for article in _OTHER for word in _following(article, subject.words)):
        return
    wrong = [(passage, found) for passage in own_passages(subject) for found in _wrong(passage)]
    if not wrong or is_foreign(subject.article.body):
        return
    for passage, found in wrong:
        article, word = found.groups()
        other = _OTHER[article.lower()]
        right = other.capitalize() if article[0].isupper() else other
        place = Place(passage.source(found.start(1)), passage.source(found.end(1) - 1) + 1)
        yield Hit(
            place,
            f"it is '{right} {word}'.",
            f"Write {right}.",
            (Change(place, right, of_text=True),),
            f"Write {right}",
        )


def _wrong(passage: Passage) -> list[re.Match[str]]:
    """The articles in a passage with the words behind them, where they do not go together."""
    wrong = [
        found for found in matches(_FOUND, passage) if _is_wrong(found[1].lower(), found[2]) and not _is_name(found)
    ]
    return [] if wrong and is_foreign(passage.text) else wrong


def _is_name(found: re.Match[str]) -> bool:
    """Whether the article is the letter by which something is called: behind what it labels, and as a capital within a sentence."""
    before = found.string[max(0, found.start() - _LONGEST) : found.start()]
    is_within = found[1] == "A" and (not _OPENING.search(before) or bool(_NAMED_BEFORE.search(before)))
    return is_within or (found[1] in "aA" and bool(_LABELLED.search(before)))


def _following(article: str, words: list[str]) -> set[str]:
    """The words that stand behind an article anywhere in the text."""
    return set(compress(islice(words, 1, None), map(article.__eq__, words)))


@lru_cache(maxsize=10_000)
def _may_be_wrong(article: str, word: str) -> bool:
    return word not in _NOT_NEXT[article] and may_belong_before(_OTHER[article], word)


def _is_wrong(article: str, word: str) -> bool:
    is_next = word.partition("-")[0].lower() not in _NOT_NEXT[article]
    return is_next and article_before(word) == _OTHER[article]


RULE = Rule(
    code=Code.INDEFINITE_ARTICLE,
    severity=Severity.INFO,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="`a` stands before a vowel, or `an` before a consonant.",
    symptoms="Readers stumble.",
    cause="The word behind it was changed, or a word between them was lost.",
    resolution="""Write the other one, or the word that is lost. Quotations, code, what stands within quotation marks and text in other languages
        are left alone, and so is a letter behind what it names: `column a`. Abbreviations are read letter by letter (`an FTP server`, `a URL`); where
        they may be spoken as words too (`LAN`, `SQL`), both are right.""",
    bad=(
        Example("Ring when a error occurs.\n", mended="Ring when an error occurs.\n"),
        Example("The ringer is an user of the bell.\n", mended="The ringer is a user of the bell.\n"),
        Example("Ask for a\nupdate of the bell.\n", mended="Ask for an\nupdate of the bell.\n"),
        Example("Ring it with an button.\n", mended="Ring it with a button.\n"),
        Example(
            "An user waits a hour for an printer. A honest ringer!\n",
            mended="A user waits an hour for a printer. An honest ringer!\n",
        ),
        Example(
            "Copy an DLL file from an URL to a NTFS volume of an Windows server, an European one, with a IBM-compatible bell.\n",
            mended="Copy a DLL file from a URL to an NTFS volume of a Windows server, a European one, with an IBM-compatible bell.\n",
        ),
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
        Example("Device A expects it from User A: press the A option. A UPS, a LAN, an LAN, a SQL or an SQL server.\n"),
        Example("Press A. A opens the tower.\n"),
        Example("An x-ray, a U-turn, an SCode, a UINT, an MS-DOS bell, an NTBackup, an hWnd, an historic hotel.\n"),
    ),
    precision="59 of 60",
    check=_check,
)
