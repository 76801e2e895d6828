"""How far the title by which an article is cited agrees with the one that it bears."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum

_LABEL = re.compile(r"\s*\(?[A-Z][A-Z0-9/&.+_ -]{0,14}(?:\([^)]*\))?\)?:\s+(?=\S)")
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[\W_]+")
_FEWEST_LETTERS = 12  # of a title that was cut: fewer letters begin too many titles
_SAME_SUBJECT = 0.55


class Agreement(StrEnum):
    """The classes, from agreement to disagreement. `REWORDED` titles share their words, `OTHER` ones hardly any."""

    SAME = "same"
    LABEL = "label"
    CUT = "cut"
    REWORDED = "reworded"
    OTHER = "other"


def key(title: str) -> str:
    """The title without case, punctuation and spacing: titles of one key are the same."""
    return _SIGNS.sub("", title.casefold())


def unlabelled(title: str) -> str:
    """The title without the label at its beginning (`BUG:`, `XL97:`), or several of them."""
    while found := _LABEL.match(title):
        title = title[found.end() :]
    return title


def is_same_version(one: str, other: str) -> bool:
    """Whether the labels of two titles do not tell that they are about different versions: `WD97:` and `WD98:` do, `BUG:` and `FIX:` do not."""
    labels = [key(title.removesuffix(unlabelled(title))) for title in (one, other)]
    return labels[0] == labels[1] or not any(map(_DIGIT.search, labels))


def agreement(cited: str, borne: str) -> Agreement:
    """The class of a citation by the title `cited` of an article that bears the title `borne`."""
    fitting = fit(cited, borne)
    return fitting or (Agreement.REWORDED if likeness(cited, borne) >= _SAME_SUBJECT else Agreement.OTHER)


def fit(cited: str, borne: str) -> Agreement | None:
    """The class of titles that were the same once; None where words differ."""
    if key(cited) == key(borne):
        return Agreement.SAME
    one, other = key(unlabelled(cited)), key(unlabelled(borne))
    if one == other:
        return Agreement.LABEL
    shorter, longer = sorted((one, other), key=len)
    return Agreement.CUT if len(shorter) >= _FEWEST_LETTERS and longer.startswith(shorter) else None


def likeness(one: str, other: str) -> float:
    """How alike two titles are, labels left out: 1 for the same, 0 for nothing in common."""
    a, b = _words(one), _words(other)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    matcher = SequenceMatcher(None, unlabelled(one).casefold(), unlabelled(other).casefold(), autojunk=False)
    if shared < _SAME_SUBJECT and matcher.real_quick_ratio() < _SAME_SUBJECT:
        return shared
    return max(shared, matcher.ratio())


_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "by",
        "can",
        "cannot",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "not",
        "of",
        "on",
        "or",
        "the",
        "to",
        "using",
        "when",
        "with",
    ]
)


def _words(title: str) -> set[str]:
    return {word for word in _SIGNS.split(unlabelled(title).casefold()) if word and word not in _COMMON}


class TitleIndex:
    """Finds the articles that bear a title."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """`titles` are pairs of an id and its title."""
        self._ids: dict[str, list[str]] = {}
        for article_id, title in titles:
            self.add(article_id, title)

    def add(self, article_id: str, title: str) -> None:
        """Let an article bear a title."""
        for name in names(title):
            self._ids.setdefault(name, []).append(article_id)

    def remove(self, article_id: str, title: str) -> None:
        """Let an article bear a title no more."""
        for name in names(title):
            self._ids[name].remove(article_id)

    def bearing_any(self, keys: Iterable[str]) -> set[str]:
        """The ids of the articles whose title is found under any of these keys."""
        return {article_id for name in keys for article_id in self._ids.get(name, ())}

    def bearers(self, title: str) -> list[str]:
        """The ids of the articles that bear this title, whatever its label; those of the same label alone where there are any."""
        if len(key(unlabelled(title))) < _FEWEST_LETTERS:
            return []
        return self._ids.get(key(title)) or self._ids.get(key(unlabelled(title))) or []


def names(title: str) -> tuple[str, ...]:
    """The keys under which a title is found: with its label, and without."""
    bare = unlabelled(title)
    return (key(title),) if bare == title else tuple({key(title), key(bare)})
